using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The diagonal of a Hessian as one loop over the axes: the Hessian along each, of which one component is kept.</summary>
internal static class DiagonalByAxes
{
    /// <summary>
    /// The function: the primal's parameters, then, if the gradient is a result too, memory for that of each buffer, then memory for the part of the diagonal of each buffer → what the gradient's
    /// function gives, or else the integers that the primal leaves, and then the diagonal, one entry a number. All of the diagonal's memory is written.
    /// </summary>
    /// <param name="along">The Hessian along a direction: the primal's parameters, a direction an active parameter, memory → integers that the primal leaves, a component a number.</param>
    /// <param name="gradient">The value and the gradient; null where they are not asked for.</param>
    /// <param name="primals">How many parameters the primal has.</param>
    /// <param name="inputs">Those that are differentiated by.</param>
    public static Function Run(Function along, Function? gradient, int primals, IReadOnlyList<Value> inputs)
    {
        var builder = new RegionBuilder(new ValueSource(along));
        var parameters = along.Parameters.Take(primals).ToList();
        var results = new List<Value>();
        var buffers = inputs.Where(i => i.Type.IsBuffer).ToList();
        var numbers = inputs.Where(i => i.IsReal).ToList();
        if (gradient is not null)
        {
            var destinations = gradient.Parameters.Skip(primals).Select(builder.Values.Fresh).ToList();
            results.AddRange(Inline.Into(builder, gradient, [.. along.Parameters.Take(primals), .. destinations]));
            parameters.AddRange(destinations);
        }

        var memory = along.Parameters.Skip(along.Parameters.Count - buffers.Count).Select(builder.Values.Fresh).ToList();
        parameters.AddRange(memory);

        // The numbers come first among the axes, whatever the order of the parameters. The method's own guard is to say that an array is null: its length is that of the memory.
        var lengths = memory.Select(m => builder.Add(new Length(m), IrType.Int32)).ToList();
        var directions = buffers.Select((b, i) => builder.Add(new Alloc(b.Type.Element!, lengths[i]), b.Type, "direction")).ToList();
        var starts = new List<Value?>();
        var end = numbers.Count == 0 ? null : builder.Int(numbers.Count);
        foreach (var length in lengths)
        {
            starts.Add(end);
            end = end is null ? length : builder.Apply(IrType.Int32, "Add", end, length);
        }

        // With nothing to differentiate by the method still runs once, for what it may throw.
        var count = numbers.Count > 0 ? end! : builder.Apply(IrType.Int32, "Max", end!, builder.Int(1));
        var left = gradient is null ? along.Results.Take(along.Results.Count - numbers.Count).ToList() : [];
        var axis = builder.Values.Fresh(IrType.Int32, "axis");
        var carried = left.Select(t => builder.Values.Fresh(t)).Concat(numbers.Select(n => builder.Values.Fresh(n.Type))).ToList();
        var body = builder.Nested([axis, .. carried]);
        var isNumber = numbers.Select((_, i) => body.Apply(IrType.Bool, "Equal", axis, body.Int(i))).ToList();
        var units = numbers.Select((n, i) => Choice(body, isNumber[i], n.Type, b => b.Constant(n.Type, 1), b => b.Zero(n.Type))).ToList();
        var places = buffers.Select((_, i) => Place(body, axis, starts[i], lengths[i], isLast: numbers.Count > 0 && i == buffers.Count - 1)).ToList();
        Mark(body, places, directions, 1);
        var parts = buffers.Select((b, i) => body.Add(new Alloc(b.Type.Element!, lengths[i]), b.Type, "part")).ToList();
        var components = Inline.Into(
            body,
            WithLengths(along, buffers, lengths),
            [.. along.Parameters.Take(primals), .. inputs.Select(i => i.IsReal ? units[numbers.IndexOf(i)] : directions[buffers.IndexOf(i)]), .. parts]);
        Mark(body, places, directions, 0);
        for (int i = 0; i < buffers.Count; i++)
        {
            var (part, to, at) = (parts[i], memory[i], places[i].At);
            When(body, places[i].IsHere, b => b.Add(new Store(to, at, b.Add(new Load(part, at), part.Type.Element!))));
        }

        int first = along.Results.Count - numbers.Count;
        var next = left.Select((_, i) => components[i])
            .Concat(numbers.Select((n, i) => Choice(body, isNumber[i], n.Type, _ => components[first + i], _ => carried[left.Count + i])))
            .ToArray();
        var diagonal = carried.Select(builder.Values.Fresh).ToList();
        var initial = carried.Select(c => builder.Zero(c.Type)).ToEquatableArray();
        builder.Add(new Statement(diagonal.ToEquatableArray(), new Loop(builder.Values.FreshLabel("axes"), count, false, initial, body.Yield(next))));
        results.AddRange(diagonal);
        return new Function(along.Name + "__Diagonal", parameters.ToEquatableArray(), results.Select(r => r.Type).ToEquatableArray(), builder.Yield(results));
    }

    // What asks for the length of an array before the method's guard has seen it would throw in its place.
    private static Function WithLengths(Function along, List<Value> buffers, List<Value> lengths)
    {
        var known = new Dictionary<Value, Value>();
        var body = Without(along.Body);
        return along with { Body = body.Rename(known) };

        Region Without(Region region) => region with
        {
            Statements = region.Statements.Where(s => !IsKnown(s)).Select(s => s.Operation.Regions.Count == 0 ? s : s with
            {
                Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Without).ToEquatableArray()),
            }).ToEquatableArray(),
        };

        bool IsKnown(Statement statement)
        {
            int at = statement.Operation is Length length ? buffers.IndexOf(length.Buffer) : -1;
            if (at >= 0)
            {
                known[statement.Result] = lengths[at];
            }

            return at >= 0;
        }
    }

    // Where the axis is in a buffer, and whether it is there at all.
    private static (Value At, Value IsHere) Place(RegionBuilder body, Value axis, Value? start, Value length, bool isLast)
    {
        var at = start is null ? axis : body.Apply(IrType.Int32, "Subtract", axis, start);
        var isBehind = start is null ? null : body.Apply(IrType.Bool, "GreaterOrEqual", at, body.Int(0));
        var isBefore = isLast ? null : body.Apply(IrType.Bool, "Less", at, length);
        return (at, isBehind is null ? isBefore! : isBefore is null ? isBehind : body.Apply(IrType.Bool, "And", isBehind, isBefore));
    }

    private static void Mark(RegionBuilder body, List<(Value At, Value IsHere)> places, List<Value> directions, int mark)
    {
        for (int i = 0; i < directions.Count; i++)
        {
            var (direction, at) = (directions[i], places[i].At);
            When(body, places[i].IsHere, b => b.Add(new Store(direction, at, b.Constant(direction.Type.Element!, mark))));
        }
    }

    private static void When(RegionBuilder builder, Value condition, Action<RegionBuilder> write)
    {
        var then = builder.Nested();
        write(then);
        builder.If(condition, [], then.Yield(), builder.Nested().Yield());
    }

    private static Value Choice(RegionBuilder builder, Value condition, IrType type, Func<RegionBuilder, Value> then, Func<RegionBuilder, Value> otherwise)
    {
        var result = builder.Values.Fresh(type);
        var (first, second) = (builder.Nested(), builder.Nested());
        builder.If(condition, [result], first.Yield(then(first)), second.Yield(otherwise(second)));
        return result;
    }
}
