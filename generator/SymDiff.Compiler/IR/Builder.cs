namespace SymDiff.Compiler.IR;

/// <summary>Hands out values with fresh numbers, and fresh labels, within one function.</summary>
public sealed class ValueSource
{
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal) { Function.ReturnLabel };
    private int _next;

    /// <summary>A source for a new function.</summary>
    public ValueSource()
    {
    }

    /// <summary>A source that continues after the values and labels of <paramref name="function"/>.</summary>
    public ValueSource(Function function)
    {
        GoBehind(function.Parameters);
        foreach (var region in function.Body.Nested())
        {
            GoBehind(region.Parameters);
            foreach (var statement in region.Statements)
            {
                GoBehind(statement.Results);
                if (statement.Operation.Label() is { } label)
                {
                    _labels.Add(label);
                }
            }
        }
    }

    /// <summary>What has been handed out, to come back to.</summary>
    public (int Next, IReadOnlyCollection<string> Labels) Mark() => (_next, [.. _labels]);

    /// <summary>Takes back what was handed out since then, of which nothing may be left.</summary>
    public void Reset((int Next, IReadOnlyCollection<string> Labels) mark)
    {
        _next = mark.Next;
        _labels.IntersectWith(mark.Labels);
    }

    /// <summary>A value not used before.</summary>
    public Value Fresh(IrType type, string? name = null) => new(_next++, type, name);

    /// <summary>A value of the same type and name as <paramref name="like"/>.</summary>
    public Value Fresh(Value like) => Fresh(like.Type, like.Name);

    /// <summary>A label not used before, which begins with <paramref name="stem"/>.</summary>
    public string FreshLabel(string stem)
    {
        string label = stem;
        for (int i = 1; !_labels.Add(label); i++)
        {
            label = stem + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return label;
    }

    private void GoBehind(EquatableArray<Value> values)
    {
        foreach (var value in values)
        {
            _next = Math.Max(_next, value.Id + 1);
        }
    }
}

/// <summary>Appends statements to a region under construction.</summary>
/// <param name="values">Where fresh values come from.</param>
/// <param name="parameters">The region's parameters.</param>
public sealed class RegionBuilder(ValueSource values, params Value[] parameters)
{
    private readonly List<Statement> _statements = [];

    /// <summary>Where fresh values come from.</summary>
    public ValueSource Values { get; } = values;

    /// <summary>The region's parameters.</summary>
    public IReadOnlyList<Value> Parameters { get; } = parameters;

    /// <summary>What has been appended.</summary>
    public IReadOnlyList<Statement> Statements => _statements;

    /// <summary>The step that appended operations belong to; see <see cref="Statement.Step"/>.</summary>
    public int? Step { get; set; }

    /// <summary>Appends a finished statement.</summary>
    public void Add(Statement statement) => _statements.Add(statement);

    /// <summary>Appends an operation that defines <paramref name="results"/>.</summary>
    public void Add(Operation operation, params Value[] results) => _statements.Add(new Statement(new(results), operation, Step));

    /// <summary>Appends an operation with one result.</summary>
    public Value Add(Operation operation, IrType type, string? name = null)
    {
        var result = Values.Fresh(type, name);
        Add(operation, result);
        return result;
    }

    /// <summary>Appends a literal.</summary>
    public Value Constant(Literal literal) => Add(new Constant(literal), literal.Type);

    /// <summary>Appends a real or integer literal.</summary>
    public Value Constant(IrType type, double value) =>
        Constant(type.IsReal ? Literal.Of(type, value) : Literal.Of(type, checked((long)value)));

    /// <summary>Appends an <c>i32</c> literal.</summary>
    public Value Int(int value) => Constant(Literal.Of(IrType.Int32, (long)value));

    /// <summary>Appends a primitive with a result of the given type.</summary>
    public Value Apply(IrType type, string primitive, params Value[] arguments) => Add(new Apply(primitive, new(arguments)), type);

    /// <summary>Appends a choice whose regions yield the results.</summary>
    /// <param name="condition">A truth value.</param>
    /// <param name="results">The values to define.</param>
    /// <param name="then">Run where the condition holds.</param>
    /// <param name="otherwise">Run where it does not.</param>
    public void If(Value condition, IEnumerable<Value> results, Region then, Region otherwise) =>
        Add(new Statement(results.ToEquatableArray(), new If(condition, then, otherwise), Step));

    /// <summary>The zero of a type: 0, false, no memory, what C# begins with.</summary>
    public Value Zero(IrType type) => type.IsBuffer ? Add(new NoBuffer(type.Element!), type)
        : type.Kind == TypeKind.Opaque ? Add(new External("default(" + External.Verbatim(type.Name) + ")", default, Effect.None), type)
        : Constant(Literal.Zero(type));

    /// <summary>A builder for a region inside this one.</summary>
    public RegionBuilder Nested(params Value[] parameters) => new(Values, parameters) { Step = Step };

    /// <summary>Ends the region normally.</summary>
    public Region Yield(params Value[] values) => End(null, values);

    /// <summary>Ends the region normally.</summary>
    public Region Yield(IEnumerable<Value> values) => End(null, values);

    /// <summary>Ends the region by leaving for <paramref name="label"/>.</summary>
    public Region Exit(string label, params Value[] values) => End(label, values);

    /// <summary>Ends the region with a terminator like <paramref name="end"/> that hands over <paramref name="values"/>.</summary>
    public Region End(string? label, IEnumerable<Value> values) =>
        new(Parameters.ToEquatableArray(), _statements.ToEquatableArray(), new Terminator(label, values.ToEquatableArray()));
}

/// <summary>Builds a function.</summary>
public sealed class FunctionBuilder
{
    private readonly List<Value> _parameters = [];
    private readonly string _name;

    /// <summary>Starts a function.</summary>
    public FunctionBuilder(string name)
    {
        _name = name;
        Body = new RegionBuilder(Values);
    }

    /// <summary>The function's name.</summary>
    public string Name => _name;

    /// <summary>Where fresh values come from.</summary>
    public ValueSource Values { get; } = new();

    /// <summary>The body under construction.</summary>
    public RegionBuilder Body { get; }

    /// <summary>The parameters.</summary>
    public EquatableArray<Value> Parameters => _parameters.ToEquatableArray();

    /// <summary>Adds a parameter.</summary>
    public Value Parameter(IrType type, string name)
    {
        var value = Values.Fresh(type, name);
        _parameters.Add(value);
        return value;
    }

    /// <summary>Ends the function, returning <paramref name="results"/>.</summary>
    public Function Return(params Value[] results) =>
        new(_name, _parameters.ToEquatableArray(), results.Select(r => r.Type).ToEquatableArray(), Body.Yield(results));
}
