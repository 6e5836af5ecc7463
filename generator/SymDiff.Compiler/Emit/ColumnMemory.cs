namespace SymDiff.Compiler.Emit;

/// <summary>
/// Hands arrays and spans of structs on to a form that takes one span a number: the numbers are copied to rented memory, and back where they are written.
/// </summary>
internal sealed class ColumnMemory
{
    private readonly SourceWriter _writer;
    private readonly List<(FormParameter Parameter, ValueShape Shape, bool IsArray, List<(ShapeLeaf Leaf, string Span, string Record)> Columns)> _parameters = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    // What the rows of matrices are called, one after the other.
    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);

    /// <summary>Takes a form.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="form">Its form.</param>
    /// <param name="names">The names that are taken in its body.</param>
    public ColumnMemory(SourceWriter writer, MethodSignature method, FormSignature form, NameAllocator names)
    {
        _writer = writer;
        if (!method.HasColumns)
        {
            return;
        }

        Index = names.Allocate("i");

        // The parameters of the method in which every number has a span of its own, by the parameter and the number that they are.
        var flat = method.Flat();
        var origins = new Dictionary<string, (string Parameter, ShapeLeaf Leaf)>(StringComparer.Ordinal);
        int next = 0;
        foreach (var parameter in method.Parameters)
        {
            foreach (var leaf in parameter.Columns?.Leaves ?? [])
            {
                origins.Add(flat.Parameters[next++].Name, (parameter.Name, leaf));
            }

            next += parameter.Columns is not null ? parameter.IsMatrix ? 2 : 0 : parameter.HasRows ? 3 : 1;
        }

        var core = Forms.Of(flat, form.Kind);
        foreach (var parameter in form.Parameters)
        {
            if (parameter.HasRows && method.Parameters.Any(p => p.Columns is not null && p.Name == parameter.Primal))
            {
                _rows.Add(parameter.Name, names.Allocate(parameter.Name + "Elements"));
            }

            if (parameter.Role == FormRole.Cotangent && method.ResultColumns is { } returned)
            {
                AddCotangent(parameter, returned, core, names);
                continue;
            }

            if (parameter.Role == FormRole.Block || method.Parameters.FirstOrDefault(p => p.Name == parameter.Primal) is not { Columns: { } shape } primal)
            {
                continue;
            }

            var columns = new List<(ShapeLeaf, string, string)>();
            foreach (var column in core.Parameters.Where(c => c.Role == parameter.Role && origins.TryGetValue(c.Primal, out var origin) && origin.Parameter == primal.Name))
            {
                string span = names.Allocate(column.Name);
                columns.Add((origins[column.Primal].Leaf, span, names.Allocate(span + "Memory")));
                _texts.Add(column.Name, span);
            }

            _parameters.Add((parameter, shape, parameter.Role == FormRole.Primal && primal.IsArray, columns));
        }
    }

    /// <summary>What loops over the elements count with.</summary>
    public string Index { get; } = "";

    /// <summary>Whether there are any.</summary>
    public bool Any => _parameters.Count > 0;

    /// <summary>The span for a parameter of the form that takes them.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    public string this[string parameter] => _texts[parameter];

    /// <summary>Whether a parameter of the form is one.</summary>
    public bool Has(FormParameter parameter) => _parameters.Any(p => p.Parameter == parameter);

    /// <summary>Declares the memory.</summary>
    public void Declare()
    {
        foreach (var (leaf, _, record) in _parameters.SelectMany(p => p.Columns))
        {
            _writer.Line($"var {record} = new global::SymDiff.Record<{leaf.CSharpType}>(default(global::System.Span<{leaf.CSharpType}>));");
        }
    }

    /// <summary>Rents and fills the memory.</summary>
    public void Take()
    {
        foreach (var (parameter, _, _, columns) in _parameters)
        {
            string elements = Elements(parameter);
            if (_rows.TryGetValue(parameter.Name, out string? rows))
            {
                _writer.Line($"global::System.Span<{CSharpTypes.Name(parameter.Type.Element!)}> {rows} = {CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType)};");
            }

            bool isAdded = parameter.Role == FormRole.Accumulator;
            foreach (var (leaf, span, record) in columns)
            {
                _writer.Line($"global::System.Span<{leaf.CSharpType}> {span} = {record}.Take{(isAdded ? "Zeroed" : "")}({elements}.Length);");
            }

            // What is overwritten needs nothing in it.
            if (!isAdded && parameter.Role is not (FormRole.Destination or FormRole.Diagonal or FormRole.OutputTangent))
            {
                Each(elements, i => columns.ForEach(c => _writer.Line($"{c.Span}[{i}] = {elements}[{i}].{Identifiers.Escape(c.Leaf.Path)};")));
            }
        }
    }

    /// <summary>Writes the numbers that the form wrote.</summary>
    public void WriteBack()
    {
        foreach (var (parameter, shape, _, columns) in _parameters.Where(p => p.Parameter.IsWritten || p.Parameter.Role == FormRole.Accumulator))
        {
            string elements = Elements(parameter);
            Each(elements, i =>
            {
                bool adds = parameter.Role == FormRole.Accumulator;
                if (parameter.Role is not (FormRole.Destination or FormRole.Diagonal) && columns.All(c => shape.IsAssignable(c.Leaf.Path)))
                {
                    columns.ForEach(c => _writer.Line($"{elements}[{i}].{Identifiers.Escape(c.Leaf.Path)} {(adds ? "+=" : "=")} {(Mutation.SharesColumns ? columns[0].Span : c.Span)}[{i}];"));
                    return;
                }

                string?[] leaves = [.. shape.Leaves.Select(l =>
                {
                    string old = $"{elements}[{i}].{Identifiers.Escape(l.Path)}";
                    string? span = columns.FirstOrDefault(c => c.Leaf.Path == l.Path).Span;
                    return span is null ? (parameter.Role is FormRole.Destination or FormRole.Diagonal ? null : old) : adds ? $"{old} + {span}[{i}]" : $"{span}[{i}]";
                })];
                _writer.Line($"{elements}[{i}] = {shape.Make(leaves)};");
            });
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var (_, _, record) in _parameters.SelectMany(p => p.Columns))
        {
            _writer.Line($"{record}.Dispose();");
        }
    }

    // Where what is returned has one number, or one with a derivative, its cotangent has the name of the whole.
    private void AddCotangent(FormParameter parameter, ValueShape shape, FormSignature core, NameAllocator names)
    {
        var columns = new List<(ShapeLeaf, string, string)>();
        foreach (var (column, leaf) in core.Parameters.Where(c => c.Role == FormRole.Cotangent).Zip(shape.Leaves.Where(l => l.Type.IsReal), (c, l) => (c, l)))
        {
            string span = names.Allocate("cotangent" + Identifiers.Capitalized(Identifiers.Local(leaf.Path)));
            columns.Add((leaf, span, names.Allocate(span + "Memory")));
            _texts.Add(column.Name, span);
        }

        _parameters.Add((parameter, shape, false, columns));
    }

    private string Elements(FormParameter parameter) => _rows.TryGetValue(parameter.Name, out string? rows) ? rows : CSharpTypes.AsSpan(parameter.Name, parameter.CSharpType);

    private void Each(string elements, Action<string> body)
    {
        _writer.Line($"for (int {Index} = 0; {Index} < {elements}.Length; {Index}++)");
        _writer.Open();
        body(Index);
        _writer.Close();
        _writer.Line();
    }
}
