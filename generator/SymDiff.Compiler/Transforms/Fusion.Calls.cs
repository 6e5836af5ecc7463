using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <content>
/// Calls: where the cotangent of what a call returns is known beforehand, its forward half and its reverse half are one call of the pullback, and the callee keeps no record.
/// </content>
internal sealed partial class Fusion
{
    private Fused? TryFuseCall(Function function, List<Statement> forward, List<Statement> reverse, int from)
    {
        var back = (Call)reverse[from].Operation;
        string callee = DerivedNames.Origin(back.Callee);
        if (!DerivedNames.IsReverse(back.Callee) || !_calls.Callees.Contains(callee))
        {
            return null;
        }

        var record = back.Arguments[back.Arguments.Count - 1];
        var frame = Recalled(reverse.Take(from), record);
        int at = forward.FindIndex(s => s.Operation is Call && s.Results.Contains(frame));
        if (at < 0 || forward.Concat(reverse).SelectMany(WithNested).Count(s => IsUse(s, frame) || IsUse(s, record)) != (frame == record ? 1 : 2) || !MayCallPullback(forward, at, reverse, from))
        {
            return null;
        }

        var before = new RegionBuilder(_values);
        var available = AvailableAt(function, forward, at, reverse, from, before);
        var cotangents = back.Arguments.Take(back.Arguments.Count - 1).Select(available.Get).ToList();
        if (cotangents.Contains(null))
        {
            return null;
        }

        var ahead = (Call)forward[at].Operation;
        var given = ahead.Arguments.Take(ahead.Arguments.Count - ahead.Kept).ToList();
        var shadows = ahead.Arguments.Skip(given.Count).ToList();
        var onlyRead = ahead.OnlyRead.Count == 0 ? default
            : ahead.OnlyRead.Take(given.Count).Concat(cotangents.Select(_ => true)).Concat(shadows.Select(_ => false)).ToEquatableArray();
        var call = new Call(
            DerivedNames.Vjp(callee),
            given.Concat(cotangents.Select(c => c!)).Concat(shadows).ToEquatableArray(),
            onlyRead,
            cotangents.Count + shadows.Count);
        var results = forward[at].Results.Where(r => r != frame).Concat(reverse[from].Results).ToEquatableArray();

        // There is no record any more that could be recalled.
        available.Moved.UnionWith(reverse.Where(s => s.Operation is Recall recall && recall.Recalled == frame));
        return new Fused(at, [.. before.Statements, new Statement(results, call, forward[at].Step)], available.Moved, []);
    }

    private static bool IsUse(Statement statement, Value value) => statement.Operation.Operands.Contains(value) || (statement.Operation is Recall recall && recall.Recalled == value);

    // Whether the pullback of a call finds memory as the halves would: it adds to shadows before all that the forward sweep does afterwards, and the reverse sweep does first.
    private bool MayCallPullback(List<Statement> forward, int at, List<Statement> reverse, int from)
    {
        var ahead = (Call)forward[at].Operation;
        if (!HandsMemoryOn(forward[at]))
        {
            return true;
        }

        // The cotangent of memory that the callee writes is known when all that reads it is reversed.
        int given = ahead.Arguments.Count - ahead.Kept;
        var shadows = ahead.Arguments.Skip(given).ToList();
        if (!_calls.AreAll || ahead.OnlyRead.Count == 0 || ahead.Arguments.Where((a, i) => i < given && a.Type.HasShadow && !ahead.OnlyRead[i]).Any()
            || forward[at].Results.Any(r => r.Type.IsBuffer && r.Type != IrType.Frame) || shadows.Any(s => Roots(s) is null))
        {
            return false;
        }

        var roots = new HashSet<Value>(shadows.SelectMany(s => Roots(s)!));
        return !BeforeIn(forward, reverse, from).MayRead(roots) && !forward.Skip(at + 1).SelectMany(WithNested).Any(s => Touched(s.Operation) is { } buffer && (Roots(buffer) is not { } touched || touched.Any(roots.Contains)));
    }

    private static Value? Touched(Operation operation) => operation is Load load ? load.Buffer : operation is Store store ? store.Buffer : null;
}
