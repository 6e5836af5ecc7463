using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Shortens the chain of a cotangent through the iterations of a loop: <c>dX · a · b − dX · c</c> becomes <c>dX · (a · b − c)</c>. What is in the parentheses does not wait
/// for the iteration before, so that only one product does.
/// </summary>
internal sealed class Recurrences
{
    // Longer ones are left as they are: the parts are often used for other cotangents too.
    private const int MostOperations = 6;

    private readonly ValueSource _values;

    private Recurrences(Function function) => _values = new ValueSource(function);

    /// <summary>The same function with such chains shortened.</summary>
    public static Function Run(Function function) => function with { Body = new Recurrences(function).Visit(function.Body) };

    private Region Visit(Region region) => region with
    {
        Statements = region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => s.Operation is Loop ? OfLoop(Visit(r)) : Visit(r)).ToEquatableArray()),
        }).ToEquatableArray(),
    };

    private Region OfLoop(Region body)
    {
        for (int i = 1; i < body.Parameters.Count && body.End.IsYield; i++)
        {
            var next = body.End.Values[i - 1];
            if (body.Parameters[i].IsReal && next != body.Parameters[i])
            {
                body = Shortened(body, body.Parameters[i], next);
            }
        }

        return body;
    }

    private Region Shortened(Region body, Value carried, Value next)
    {
        int place = body.Statements.ToList().FindIndex(s => s.Results.Count == 1 && s.Result == next);
        if (place < 0 || body.Statements[place].Step is null || !body.Statements[place].Operation.Operands.Any(o => o != carried))
        {
            return body;
        }

        var builder = new RegionBuilder(_values) { Step = body.Statements[place].Step };
        var terms = new Terms(body, carried, builder);
        if (terms.Factor(next) is not { Value: { } factor } || terms.Uses < 2)
        {
            return body;
        }

        var product = body.Statements[place] with { Operation = new Apply("Multiply", EquatableArray.Of(carried, factor)) };
        return body with { Statements = body.Statements.Take(place).Concat(builder.Statements).Append(product).Concat(body.Statements.Skip(place + 1)).ToEquatableArray() };
    }

    /// <summary>What a value is the carried one times of.</summary>
    /// <param name="Value">The factor; null for 1.</param>
    private sealed record Multiple(Value? Value);

    private sealed class Terms(Region body, Value carried, RegionBuilder builder)
    {
        private readonly Dictionary<Value, Statement> _definitions = body.Statements.SelectMany(s => s.Results.Select(r => (r, s))).ToDictionary(d => d.r, d => d.s);
        private readonly HashSet<Value> _dependent = Dependent(body, carried);
        private int _operations;

        /// <summary>How often the carried value stands in what was looked at.</summary>
        public int Uses { get; private set; }

        /// <summary>The factor; null if the value is not a multiple of the carried one, or a long one.</summary>
        public Multiple? Factor(Value value)
        {
            if (value == carried)
            {
                Uses++;
                return new Multiple(null);
            }

            if (!_definitions.TryGetValue(value, out var statement) || statement.Operation is not Apply apply || apply.IsChecked || statement.Step is null || ++_operations > MostOperations)
            {
                return null;
            }

            var (x, y) = (apply.Arguments[0], apply.Arguments[apply.Arguments.Count - 1]);
            switch (apply.Primitive)
            {
                case "Multiply" when !_dependent.Contains(y):
                    return Factor(x) is { } left ? new Multiple(left.Value is null ? y : Make("Multiply", left.Value, y)) : null;
                case "Multiply" when !_dependent.Contains(x):
                    return Factor(y) is { } right ? new Multiple(right.Value is null ? x : Make("Multiply", x, right.Value)) : null;
                case "Divide" when !_dependent.Contains(y):
                    return Factor(x) is { Value: { } numerator } ? new Multiple(Make("Divide", numerator, y)) : null;
                case "Negate":
                    return Factor(x) is { Value: { } positive } ? new Multiple(Make("Negate", positive)) : null;
                case "Add" or "Subtract":
                    return Factor(x) is { } first && Factor(y) is { } second ? new Multiple(Make(apply.Primitive, first.Value ?? One(), second.Value ?? One())) : null;
                default:
                    return null;
            }

            Value Make(string primitive, params Value[] arguments) => builder.Apply(value.Type, primitive, arguments);

            Value One() => builder.Constant(value.Type, 1);
        }

        private static HashSet<Value> Dependent(Region body, Value carried)
        {
            var dependent = new HashSet<Value> { carried };
            foreach (var statement in body.Statements)
            {
                if (statement.Operation.Operands.Any(dependent.Contains) || statement.Operation.Regions.Any(r => r.FreeValues().Any(dependent.Contains)))
                {
                    dependent.UnionWith(statement.Results);
                }
            }

            return dependent;
        }
    }
}
