using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// A loop over a row of a matrix that is stored row by row, <c>a[k * n + i]</c> with <c>i</c> from 0 to <c>n</c>, cuts the row out before it begins: <c>aRow[i]</c> needs no product, and the
/// run-time compiler sees that it is in range.
/// </summary>
/// <remarks>
/// Nothing may throw that did not: a row of <c>n &gt; 0</c> elements is gone through to its end, so all of it is there; one of none begins at 0, or is cut
/// out as one that may begin anywhere (<see cref="Slice.IsRow"/>; the rows of a triangle do), as is one where <c>n</c> may be negative. What leaves the loop early keeps its indices.
/// </remarks>
internal sealed class RowSlices
{
    private readonly ValueSource _values;
    private readonly Dictionary<Value, Operation> _definitions;
    private readonly HashSet<Value> _iterations;
    private readonly HashSet<Value> _memory;

    // What memory was made or cut with where the pass stands: it would have failed with a negative length.
    private readonly HashSet<Value> _lengths = [];

    private RowSlices(Function function)
    {
        _values = new ValueSource(function);
        var statements = function.Body.AllStatements().ToList();
        _definitions = statements.Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
        _iterations = [.. statements.Select(s => s.Operation).OfType<Loop>().Select(l => l.Iteration)];
        _memory = [.. function.Parameters.Where(p => p.Type.IsBuffer), .. statements.Where(s => s.Operation is TakeMemory or NewArray or Slice or PickMemory).Select(s => s.Result)];
    }

    /// <summary>The same function with such rows cut out.</summary>
    /// <param name="function">The function, whose memory has names.</param>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is Loop)
        ? function with { Body = new RowSlices(function).Visit(function.Body, new Dictionary<(Value Buffer, object Start, Value Count), Value>()) }
        : function;

    // What is cut out before a loop is there for those that follow, and inside them.
    private Region Visit(Region region, IReadOnlyDictionary<(Value Buffer, object Start, Value Count), Value> outer)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        var cut = outer.ToDictionary(r => r.Key, r => r.Value);
        var lengths = new List<Value>();
        foreach (var statement in region.Statements)
        {
            if ((statement.Operation switch { TakeMemory { IsArray: true } made => made.Length, Slice { IsRow: false } part => part.Length, _ => null }) is { } length && _lengths.Add(length))
            {
                lengths.Add(length);
            }

            var operation = statement.Operation is Loop loop && IsWhole(loop) ? Cut(loop, builder, cut) : statement.Operation;
            builder.Add(statement with { Operation = operation.With(operation.Operands, operation.Regions.Select(r => Visit(r, cut)).ToEquatableArray()) });
        }

        _lengths.ExceptWith(lengths);
        return builder.End(region.End.Label, region.End.Values);
    }

    // Goes through all its iterations, whatever happens in them.
    private static bool IsWhole(Loop loop) => loop.Count is not null && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0
        && loop.Body.AllStatements().All(s => s.Operation is not (Call or External { HasEffect: true }));

    private bool IsNotNegative(Value number) => _iterations.Contains(number) || _lengths.Contains(number) || (_definitions.TryGetValue(number, out var operation) && operation switch
    {
        Length or Apply { Primitive: "Turns" } => true,
        Constant constant => constant.Literal.Bits >= 0,
        Apply { Primitive: "Divide" } quotient => quotient.Arguments.All(IsNotNegative),
        Apply { Primitive: "Max" } max => max.Arguments.Any(IsNotNegative),

        // What is left of a range that begins behind 0.
        Apply { Primitive: "Subtract" } rest => Defined(rest.Arguments[0]) is Apply { Primitive: "Max" } end && Defined(rest.Arguments[1]) is Constant { Literal.Bits: >= 0 and var begin }
            && end.Arguments.Any(a => Defined(a) is Constant { Literal.Bits: var least } && least >= begin),
        _ => false,
    });

    private Operation? Defined(Value value) => _definitions.TryGetValue(value, out var operation) ? operation : null;

    private Loop Cut(Loop loop, RegionBuilder before, Dictionary<(Value Buffer, object Start, Value Count), Value> cut)
    {
        var inside = new HashSet<Value>(loop.Body.Parameters.Concat(loop.Body.Statements.SelectMany(s => s.Results)));
        var rows = new Dictionary<(Value Buffer, object Start), Value>();
        var statements = loop.Body.Statements.Select(s => Read(s, loop.Iteration, Row)).ToList();
        if (rows.Count == 0)
        {
            return loop;
        }

        // A loop inside that goes through the beginning of the row.
        statements = [.. statements.Select(s => s.Operation is Loop { Count: { } count } inner && (count == loop.Iteration || count == loop.Count)
            ? s with { Operation = inner with { Body = WithoutUnused(inner.Body with { Statements = inner.Body.Statements.Select(t => Read(t, inner.Iteration, (buffer, index) => Known(buffer, index, inner.Iteration))).ToEquatableArray() }) } }
            : s)];
        return loop with { Body = WithoutUnused(loop.Body with { Statements = statements.ToEquatableArray() }) };

        Value? Known(Value buffer, Value index, Value iteration) =>
            !inside.Contains(buffer) && Start(index, iteration) is { } start && rows.TryGetValue(Key(buffer, start), out var row) ? row : null;

        (Value Buffer, object Start) Key(Value buffer, Value start) => (buffer, (object?)Product(start)?.Arguments ?? start);

        Value? Row(Value buffer, Value index)
        {
            if (inside.Contains(buffer) || !_memory.Contains(buffer) || Start(index, loop.Iteration) is not { } start)
            {
                return null;
            }

            // A literal is what the user's own number of the iteration begins with, "for (int i = 1; …) a[i]".
            var product = Product(start);
            if (product is null && (inside.Contains(start) || Defined(start) is Constant))
            {
                return null;
            }

            var key = Key(buffer, start);
            if (!rows.TryGetValue(key, out var row))
            {
                if (cut.TryGetValue((key.Buffer, key.Start, loop.Count!), out var earlier))
                {
                    return rows[key] = earlier;
                }

                var first = product is null ? start : before.Add(product, IrType.Int32);
                first = Mutation.CutsRowsEarly ? before.Apply(IrType.Int32, "Max", before.Apply(IrType.Int32, "Subtract", first, before.Int(1)), before.Int(0)) : first;
                row = before.Add(new Slice(buffer, first, loop.Count!, IsRow: product is null || !IsNotNegative(loop.Count!)), buffer.Type, buffer.Name is null ? "row" : buffer.Name + "Row");
                rows.Add(key, row);
                cut.Add((key.Buffer, key.Start, loop.Count!), row);
            }

            return row;
        }

        // So many rows of as many elements as the loop has iterations: none of no elements begins behind the end.
        Apply? Product(Value start) =>
            _definitions.TryGetValue(start, out var product) && product is Apply { Primitive: "Multiply", IsChecked: false } apply && !apply.Arguments.Any(inside.Contains) && apply.Arguments.Contains(loop.Count!)
                ? apply
                : null;
    }

    // The same with elements of rows in place of those of the buffers.
    private static Statement Read(Statement statement, Value iteration, Func<Value, Value, Value?> rowOf) => statement.Operation switch
    {
        Load load when rowOf(load.Buffer, load.Index) is { } row => statement with { Operation = new Load(row, iteration) },
        Store store when rowOf(store.Buffer, store.Index) is { } row => statement with { Operation = store with { Buffer = row, Index = iteration } },
        Accumulate sum when rowOf(sum.Buffer, sum.Index) is { } row => statement with { Operation = sum with { Buffer = row, Index = iteration } },
        _ => statement,
    };

    // What an index is the number of the iteration more than.
    private Value? Start(Value index, Value iteration) =>
        _definitions.TryGetValue(index, out var operation) && operation is Apply { Primitive: "Add", IsChecked: false } sum
            ? sum.Arguments[1] == iteration ? sum.Arguments[0] : sum.Arguments[0] == iteration ? sum.Arguments[1] : null
            : null;

    // What was computed for the indices alone.
    private static Region WithoutUnused(Region body)
    {
        var used = new HashSet<Value>(body.End.Values);
        var kept = new List<Statement>();
        foreach (var statement in body.Statements.Reverse())
        {
            if (statement.Operation is Apply && !used.Contains(statement.Result) && !Shapes.CanThrow(statement.Operation))
            {
                continue;
            }

            used.UnionWith(statement.Operation.Operands);
            used.UnionWith(statement.Operation.Regions.SelectMany(r => r.FreeValues()));
            kept.Add(statement);
        }

        kept.Reverse();
        return body with { Statements = kept.ToEquatableArray() };
    }
}
