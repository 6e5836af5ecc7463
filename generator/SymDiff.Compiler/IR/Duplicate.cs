namespace SymDiff.Compiler.IR;

/// <summary>Statements once more, with everything that they define, and the labels, under new names.</summary>
/// <param name="values">Where fresh values come from.</param>
/// <param name="renamed">What is read from outside under another name; afterwards all that was defined, too.</param>
/// <param name="keepsName">Whether what the user calls a value holds for the copy; null for always.</param>
internal sealed class Duplicate(ValueSource values, Dictionary<Value, Value> renamed, Func<Value, bool>? keepsName = null)
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>The new labels by the old.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>The new name of a value: its own where it is not defined in what was duplicated.</summary>
    public Value this[Value value] => renamed.TryGetValue(value, out var other) ? other : value;

    /// <summary>A statement once more.</summary>
    public Statement Of(Statement statement)
    {
        var operands = statement.Operation.Operands.Map(renamed);
        if (statement.Operation.Label() is { } label)
        {
            _labels[label] = values.FreshLabel(label);
        }

        var operation = statement.Operation.With(operands, statement.Operation.Regions.Select(Of).ToEquatableArray());
        operation = operation switch
        {
            Loop loop => loop with { Label = _labels[loop.Label] },
            Block block => block with { Label = _labels[block.Label] },
            _ => operation,
        };
        return statement with { Results = Define(statement.Results), Operation = operation };
    }

    /// <summary>Says that a value is had under another name.</summary>
    public void Set(Value value, Value other) => renamed[value] = this[other];

    private Region Of(Region region)
    {
        var parameters = Define(region.Parameters);
        var statements = region.Statements.Select(Of).ToEquatableArray();
        return new Region(parameters, statements, new Terminator(region.End.Label is { } label && _labels.TryGetValue(label, out string? other) ? other : region.End.Label, region.End.Values.Map(renamed)));
    }

    private EquatableArray<Value> Define(EquatableArray<Value> defined) => defined.Select(v => renamed[v] = values.Fresh(v.Type, keepsName is null || keepsName(v) ? v.Name : null)).ToEquatableArray();
}
