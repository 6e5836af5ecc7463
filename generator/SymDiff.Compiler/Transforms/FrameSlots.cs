using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The slots of a call's record: only what the reverse half still reads once it is simplified is kept by the forward half. Reals get even numbers and all
/// else odd ones, so that either kind can be laid out by itself, in these halves and in what is derived of them.
/// </summary>
internal static class FrameSlots
{
    /// <summary>The halves without the slots that are never read; the others are numbered anew.</summary>
    /// <param name="forward">The forward half, whose last result is the record.</param>
    /// <param name="reverse">The reverse half, whose last parameter is the record.</param>
    public static (Function Forward, Function Reverse) KeepRead(Function forward, Function reverse)
    {
        var frame = reverse.Parameters[reverse.Parameters.Count - 1];
        var left = forward.Body.End.Values[forward.Body.End.Values.Count - 1];
        var read = new Slots(reverse);
        var written = new Slots(forward);
        var slots = new SortedDictionary<int, bool>();
        foreach (var statement in reverse.Body.AllStatements())
        {
            if (statement.Operation is Load load && load.Buffer == frame)
            {
                slots[read.Number(load.Index)] = statement.Result.IsReal;
            }
        }

        var renumbered = new Dictionary<int, int>();
        foreach (bool isReal in new[] { true, false })
        {
            int next = isReal ? 0 : 1;
            foreach (var slot in slots.Where(s => s.Value == isReal))
            {
                renumbered.Add(slot.Key, next);
                next += 2;
            }
        }

        var back = new RegionBuilder(new ValueSource(reverse));
        var numbers = renumbered.ToDictionary(p => p.Key, p => back.Int(Mutation.SwapsSlots && p.Value is 0 or 2 && renumbered.ContainsValue(2) ? 2 - p.Value : p.Value));
        var loads = Rewrite(reverse.Body, s => s.Operation is Load load && load.Buffer == frame
            ? s with { Operation = load with { Index = numbers[read.Number(load.Index)] } }
            : s);

        var ahead = new RegionBuilder(new ValueSource(forward));
        numbers = renumbered.ToDictionary(p => p.Key, p => ahead.Int(p.Value));
        var count = ahead.Int(renumbered.Values.DefaultIfEmpty(-1).Max() + 1);
        var stores = Rewrite(forward.Body, s => s.Operation switch
        {
            Alloc alloc when s.Result == left => s with { Operation = alloc with { Length = count } },
            Store store when store.Buffer == left => numbers.TryGetValue(written.Number(store.Index), out var slot) ? s with { Operation = store with { Index = slot } } : null,
            _ => s,
        });
        return (forward with { Body = After(ahead, stores) }, reverse with { Body = After(back, loads) });
    }

    private static Region After(RegionBuilder builder, Region body) =>
        body with { Statements = builder.Statements.Concat(body.Statements).ToEquatableArray() };

    private static Region Rewrite(Region region, Func<Statement, Statement?> rewrite)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            var operation = statement.Operation;
            var inner = operation.Regions.Count == 0 ? statement : statement with
            {
                Operation = operation.With(operation.Operands, operation.Regions.Select(r => Rewrite(r, rewrite)).ToEquatableArray()),
            };
            if (rewrite(inner) is { } rewritten)
            {
                statements.Add(rewritten);
            }
        }

        return region with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>The numbers that indices into a record stand for: always literals.</summary>
    private sealed class Slots(Function function)
    {
        private readonly Dictionary<Value, int> _numbers = function.Body.AllStatements()
            .Where(s => s.Operation is Constant { Literal.Type: var type } && type == IrType.Int32)
            .ToDictionary(s => s.Result, s => checked((int)((Constant)s.Operation).Literal.Bits));

        public int Number(Value index) => _numbers[index];
    }
}
