using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Shortens the chain of a cotangent through the iterations of a loop: <c>dX · a · b − dX · c</c> becomes <c>dX · (a · b − c)</c>. What is in the parentheses does not wait
/// for the iteration before, so that only one product does.
/// </summary>
internal sealed class Recurrences
{
    // Longer ones are left as they are: what is computed beside the chain takes time too, more than the wait in the end.
    private const int MostOperations = 16;

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
        if (terms.Factor(next) is not { } factor)
        {
            return body;
        }

        var product = body.Statements[place] with { Operation = new Apply("Multiply", EquatableArray.Of(carried, factor)) };
        return body with { Statements = body.Statements.Take(place).Concat(builder.Statements).Append(product).Concat(body.Statements.Skip(place + 1)).ToEquatableArray() };
    }

    /// <summary>A factor, <c>Whole + Part / Divisor</c>: quotients by the same divisor are added before they are divided.</summary>
    private sealed record Multiple(Value? Whole, Value? Part = null, Value? Divisor = null);

    private sealed class Terms(Region body, Value carried, RegionBuilder builder)
    {
        private readonly Dictionary<Value, Statement> _definitions = body.Statements.SelectMany(s => s.Results.Select(r => (r, s))).ToDictionary(d => d.r, d => d.s);
        private readonly HashSet<Value> _dependent = Dependent(body, carried);
        private readonly Dictionary<Value, Multiple?> _known = [];
        private Value? _one;
        private bool _isSum;

        /// <summary>What a value is the carried one times of; null if it is no sum of multiples of it, or a long one.</summary>
        public Value? Factor(Value value) => Of(value) is { } multiple && _isSum ? Whole(multiple) : null;

        private Multiple? Of(Value value)
        {
            if (!_known.TryGetValue(value, out var multiple))
            {
                _known[value] = multiple = value == carried ? new Multiple(One) : Defined(value);
            }

            return multiple;
        }

        private Multiple? Defined(Value value)
        {
            if (!_definitions.TryGetValue(value, out var statement) || statement.Operation is not Apply apply || apply.IsChecked || statement.Step is null || _known.Count > MostOperations)
            {
                return null;
            }

            var (x, y) = (apply.Arguments[0], apply.Arguments[apply.Arguments.Count - 1]);
            switch (apply.Primitive)
            {
                case "Multiply" when !_dependent.Contains(y):
                    return Of(x) is { } left ? Each(left, part => part == One ? y : Make("Multiply", part, y)) : null;
                case "Multiply" when !_dependent.Contains(x):
                    return Of(y) is { } right ? Each(right, part => part == One ? x : Make("Multiply", x, part)) : null;
                case "Divide" when !_dependent.Contains(y):
                    return Of(x) is { } numerator ? new Multiple(null, Whole(numerator), y) : null;
                case "Negate":
                    return Of(x) is { } positive ? Each(positive, part => Make("Negate", part)) : null;
                case "Add" or "Subtract":
                    _isSum = true;
                    return Of(x) is { } first && Of(y) is { } second ? Sum(apply.Primitive, first, second) : null;
                default:
                    return null;
            }
        }

        private Multiple Each(Multiple multiple, Func<Value, Value> change) =>
            multiple.Part is null ? new Multiple(change(multiple.Whole!))
            : multiple.Whole is null ? multiple with { Part = change(multiple.Part) }
            : new Multiple(change(Whole(multiple)));

        private Multiple Sum(string primitive, Multiple x, Multiple y)
        {
            if (x.Divisor is { } divisor && y.Divisor is { } other && divisor != other)
            {
                (x, y) = (new Multiple(Whole(x)), new Multiple(Whole(y)));
            }

            return new Multiple(Sum(primitive, x.Whole, y.Whole), Sum(primitive, x.Part, y.Part), x.Divisor ?? y.Divisor);
        }

        private Value? Sum(string primitive, Value? x, Value? y) =>
            y is null ? x : x is not null ? Make(primitive, x, y) : primitive == "Subtract" ? Make("Negate", y) : y;

        private Value Whole(Multiple multiple) =>
            multiple.Part is null ? multiple.Whole!
            : Make("Divide", multiple.Part, multiple.Divisor!) is var quotient && multiple.Whole is null ? quotient
            : Make("Add", multiple.Whole, quotient);

        private Value One => _one ??= builder.Constant(carried.Type, 1);

        private Value Make(string primitive, params Value[] arguments) => builder.Apply(carried.Type, primitive, arguments);

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
