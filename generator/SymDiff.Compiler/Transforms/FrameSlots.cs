using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>The slots of a call's record: only what the reverse half still reads once it is simplified is kept by the forward half.</summary>
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
        var slots = reverse.Body.AllStatements().Select(s => s.Operation).OfType<Load>().Where(l => l.Buffer == frame).Select(l => read.Number(l.Index)).Distinct().OrderBy(n => n).ToList();

        var back = new RegionBuilder(new ValueSource(reverse));
        var numbers = slots.Select((slot, i) => (slot, Value: back.Int(i))).ToDictionary(p => p.slot, p => p.Value);
        var loads = Rewrite(reverse.Body, s => s.Operation is Load load && load.Buffer == frame
            ? s with { Operation = load with { Index = numbers[read.Number(load.Index)] } }
            : s);

        var ahead = new RegionBuilder(new ValueSource(forward));
        numbers = slots.Select((slot, i) => (slot, Value: ahead.Int(i))).ToDictionary(p => p.slot, p => p.Value);
        var count = ahead.Int(slots.Count);
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
