namespace SymDiff.Compiler.Emit;

/// <summary>
/// Hands the pattern and the values of a sparse form on to the form that takes one span for every number of a struct: there rows and columns stand number by number. The pattern is put into that order before, once,
/// and the values out of it afterwards, in place.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="method">The method, which returns no array.</param>
/// <param name="form">Its form.</param>
/// <param name="names">The names that are taken in its body.</param>
internal sealed class ColumnPatterns(SourceWriter writer, MethodSignature method, FormSignature form, NameAllocator names)
{
    private const string Sparsity = "global::SymDiff.Sparsity";

    private readonly string _columnsOf = names.Allocate("columnOrder");
    private string _rowsOf = "";
    private string _order = "";

    /// <summary>Whether a form is sparse.</summary>
    public static bool IsSparse(DerivativeKind kind) => kind is DerivativeKind.JacobianPattern or DerivativeKind.SparseJacobian or DerivativeKind.HessianPattern or DerivativeKind.SparseHessian;

    private bool IsHessian => form.Kind is DerivativeKind.HessianPattern or DerivativeKind.SparseHessian;

    private int Returned => method.ResultLeaves.Count(l => l.IsActive);

    private string Values => Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Matrix).Name);

    /// <summary>Writes the checks of what is given, and what is done where there is no entry.</summary>
    public void WriteChecks()
    {
        WriteOrder(_columnsOf, Order(0, method.Active));
        _rowsOf = IsHessian ? _columnsOf : names.Allocate("rowOrder");
        if (!IsHessian)
        {
            WriteOrder(_rowsOf, Order(Returned, method.Results));
        }

        if (form.Kind is DerivativeKind.JacobianPattern or DerivativeKind.HessianPattern)
        {
            return;
        }

        string pattern = Identifiers.Escape(form.Parameters.Single(p => p.Role == FormRole.Pattern).Name);
        string columns = JacobianText.Sum(0, method.Active);
        writer.Line($"{Sparsity}.Require({pattern}, {(IsHessian ? columns : JacobianText.Sum(Returned, method.Results))}, {columns}, nameof({pattern}));");
        writer.Line($"{Values} = {Sparsity}.Fit({Values}, {pattern}, nameof({Values}));");
        if (!IsHessian)
        {
            ColumnMatrices.WriteValueAlone(writer, method, $"{pattern}.EntryCount == 0");
        }

        _order = names.Allocate("order");
        writer.Line($"var {_order} = {Sparsity}.ToNumbers({pattern}, {_rowsOf}, {_columnsOf});");
    }

    /// <summary>The argument for the pattern; null for every other parameter.</summary>
    public string? Argument(FormParameter parameter) => parameter.Role == FormRole.Pattern ? _order + ".Pattern" : null;

    /// <summary>Writes what puts the values into the order of the elements.</summary>
    public void WriteOrder()
    {
        if (_order.Length > 0)
        {
            writer.Line($"{Sparsity}.Reorder({Values}, {_order});");
        }
    }

    /// <summary>C# of what is returned.</summary>
    /// <param name="value">What the form that takes spans returned.</param>
    public string Returning(string value) => _order.Length > 0 ? value : $"{Sparsity}.ToElements({value}, {_rowsOf}, {_columnsOf})";

    // Number by number: C# copies an initializer with constants from where, without optimization, it finds by an object that it makes in every call.
    private void WriteOrder(string name, List<(string Numbers, string Elements)> order)
    {
        writer.Line($"global::System.Span<int> {name} = stackalloc int[{JacobianText.Number(2 * order.Count)}];");
        for (int i = 0; i < order.Count; i++)
        {
            writer.Line($"({name}[{JacobianText.Number(2 * i)}], {name}[{JacobianText.Number((2 * i) + 1)}]) = ({order[i].Numbers}, {order[i].Elements});");
        }
    }

    private static List<(string Numbers, string Elements)> Order(int numbers, IEnumerable<ParameterSignature> parameters)
    {
        List<(string, string)> order = numbers == 0 ? [] : [("1", JacobianText.Number(numbers))];
        foreach (var parameter in parameters)
        {
            if (parameter.Columns is { } columns)
            {
                order.Add((JacobianText.Number(columns.Leaves.Count(l => l.IsActive)), CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType) + ".Length"));
            }
            else
            {
                order.Add(("1", JacobianText.Size(parameter)));
            }
        }

        return order;
    }
}
