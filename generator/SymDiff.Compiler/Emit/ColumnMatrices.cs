namespace SymDiff.Compiler.Emit;

/// <summary>
/// Hands the matrix of a form, or its blocks, on to the form that takes one span for every number of a struct: there the entries stand number by number, and are put in the order of the elements afterwards.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="method">The method.</param>
/// <param name="form">Its form.</param>
/// <param name="core">The form that takes spans.</param>
/// <param name="names">The names that are taken in its body.</param>
internal sealed class ColumnMatrices(SourceWriter writer, MethodSignature method, FormSignature form, FormSignature core, NameAllocator names)
{
    private const string Matrices = "global::SymDiff.Matrices";

    private readonly string _rows = names.Allocate("rows");
    private readonly string _columns = names.Allocate("columns");

    private bool IsHessian => form.Kind == DerivativeKind.Hessian;

    /// <summary>Writes the checks that there is room, and what is done where there are no rows.</summary>
    public void WriteChecks()
    {
        int numbers = method.ResultLeaves.Count(l => l.IsActive);
        writer.Line($"int {_columns} = {JacobianText.Sum(0, method.Active)};");
        writer.Line(IsHessian ? $"int {_rows} = {_columns};" : $"int {_rows} = {JacobianText.Sum(numbers, method.Results)};");
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            string width = target.Role == FormRole.Matrix ? _columns : JacobianText.Size(method.Parameters.Single(p => p.Name == target.Primal));
            writer.Line($"{name} = {Matrices}.Fit({name}, {_rows}, {width}, nameof({name}));");
        }

        if (!IsHessian && numbers == 0)
        {
            writer.Line($"if ({_rows} == 0)");
            writer.Open();
            writer.Line(method.ReturnType == "void" ? $"{method.CallOfPrimal};" : $"return {method.CallOfPrimal};");
            if (method.ReturnType == "void")
            {
                writer.Line("return;");
            }

            writer.Close();
            writer.Line();
        }
    }

    /// <summary>The argument for a block of the form that takes spans: a part of that of the caller; null for every other parameter.</summary>
    public string? Argument(FormParameter parameter)
    {
        if (parameter.Role != FormRole.Block || form.Parameters.Any(p => p.Role == FormRole.Block && p.Primal == parameter.Primal))
        {
            return null;
        }

        // Those of one array follow each other.
        var blocks = core.Parameters.Where(p => p.Role == FormRole.Block).ToList();
        int at = blocks.IndexOf(parameter);
        foreach (var target in form.Parameters.Where(p => p.Role == FormRole.Block))
        {
            var primal = method.Parameters.Single(p => p.Name == target.Primal);
            int count = primal.Columns is { } columns ? columns.Leaves.Count(l => l.IsActive) : 1;
            if (at < count)
            {
                string size = $"{_rows} * {CSharpTypes.AsSpan(primal.Name, primal.CSharpType)}.Length";
                return $"{Identifiers.Escape(target.Name)}.Slice({(at == 0 ? "0" : at == 1 ? size : $"{JacobianText.Number(at)} * {size}")}, {size})";
            }

            at -= count;
        }

        throw new InvalidOperationException($"{form.Name} has no block for {parameter.Name}.");
    }

    /// <summary>Writes what puts the entries into the order of the elements.</summary>
    public void WriteOrder()
    {
        foreach (var target in form.Parameters.Where(p => p.Role is FormRole.Matrix or FormRole.Block))
        {
            string name = Identifiers.Escape(target.Name);
            if (target.Role == FormRole.Block && method.Parameters.Single(p => p.Name == target.Primal) is var primal && IsInterleaved(primal))
            {
                // Only then are its rows next to each other.
                writer.Line($"{Matrices}.Interleave({name}, {Numbers(primal)}, {_rows} * {Elements(primal)}, 1);");
            }

            var results = method.Results.ToList();
            foreach (var result in IsHessian ? [] : results.Where(IsInterleaved))
            {
                string first = JacobianText.Sum(method.ResultLeaves.Count(l => l.IsActive), results.TakeWhile(r => r != result));
                string width = target.Role == FormRole.Matrix ? _columns : JacobianText.Size(method.Parameters.Single(p => p.Name == target.Primal));
                WriteRows(name, first, width.Contains(" ") ? $"({width})" : width, result);
            }

            foreach (var input in target.Role == FormRole.Block ? [] : method.Active.Where(IsInterleaved))
            {
                string first = JacobianText.Sum(0, method.Active.TakeWhile(a => a != input));
                writer.Line($"{Matrices}.InterleaveColumns({name}, {_columns}, {first}, {Numbers(input)}, {Elements(input)});");
                if (IsHessian)
                {
                    WriteRows(name, first, _columns, input);
                }
            }
        }
    }

    private void WriteRows(string matrix, string first, string width, ParameterSignature parameter)
    {
        string at = first == "0" ? "0" : $"{(first.Contains(" ") ? $"({first})" : first)} * {width}";
        writer.Line($"{Matrices}.Interleave({matrix}.Slice({at}, {Numbers(parameter)} * {Elements(parameter)} * {width}), {Numbers(parameter)}, {Elements(parameter)}, {width});");
    }

    private static bool IsInterleaved(ParameterSignature parameter) => parameter.Columns is { } columns && columns.Leaves.Count(l => l.IsActive) > 1;

    private static string Numbers(ParameterSignature parameter) => JacobianText.Number(parameter.Columns!.Leaves.Count(l => l.IsActive));

    private static string Elements(ParameterSignature parameter) => $"{CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType)}.Length";
}
