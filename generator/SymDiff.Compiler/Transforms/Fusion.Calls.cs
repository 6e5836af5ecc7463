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
        if (at < 0 || forward.Concat(reverse).SelectMany(WithNested).Count(s => IsUse(s, frame) || IsUse(s, record)) != (frame == record ? 1 : 2) || !HasKnownShadows(forward[at]))
        {
            return null;
        }

        var ahead = (Call)forward[at].Operation;
        int given = ahead.Arguments.Count - ahead.Kept;
        var shadows = ahead.Arguments.Skip(given).ToList();
        var before = new RegionBuilder(_values) { Step = forward[at].Step };
        var available = AvailableAt(function, forward, at, reverse, from, before);
        var cotangents = back.Arguments.Take(back.Arguments.Count - 1).Select(available.Get).ToList();
        var results = reverse[from].Results;
        var left = new RegionBuilder(_values) { Step = reverse[from].Step };
        if (cotangents.Contains(null) || !MayAddAt(at, forward, reverse.Take(from), shadows))
        {
            // What a pullback gives is proportional to the cotangent of its only result.
            if (cotangents.Count != 1 || (shadows.Count > 0 && !(_calls.MayScale && ReferenceEquals(function, _function))))
            {
                return null;
            }

            var factor = back.Arguments[0];
            cotangents = [before.Constant(factor.Type, 1)];
            results = results.Select(r => _values.Fresh(r.Type, r.Name)).ToEquatableArray();
            for (int i = 0; i < results.Count; i++)
            {
                left.Add(new Apply("Multiply", EquatableArray.Of(factor, results[i])), reverse[from].Results[i]);
            }

            shadows = [.. shadows.Select(s => Scaled(s, factor, before, left))];
        }

        var onlyRead = ahead.OnlyRead.Count == 0 ? default
            : ahead.OnlyRead.Take(given).Concat(cotangents.Select(_ => true)).Concat(shadows.Select(_ => false)).ToEquatableArray();
        var call = new Call(DerivedNames.Vjp(callee), ahead.Arguments.Take(given).Concat(cotangents.Select(c => c!)).Concat(shadows).ToEquatableArray(), onlyRead, cotangents.Count + shadows.Count);
        before.Add(new Statement(forward[at].Results.Where(r => r != frame).Concat(results).ToEquatableArray(), call, forward[at].Step));

        // There is no record any more that could be recalled.
        available.Moved.UnionWith(reverse.Where(s => s.Operation is Recall recall && recall.Recalled == frame));
        return new Fused(at, [.. before.Statements], available.Moved, [.. left.Statements]);
    }

    // Memory that the pullback adds to instead of a shadow, and which is added to that later, times a factor.
    private Value Scaled(Value shadow, Value factor, RegionBuilder before, RegionBuilder left)
    {
        var length = before.Add(new Length(shadow), IrType.Int32);
        var scratch = before.Add(new Alloc(shadow.Type.Element!, length), shadow.Type, shadow.Name);
        var index = _values.Fresh(IrType.Int32);
        var body = left.Nested(index);
        body.Add(new Accumulate(shadow, index, body.Apply(factor.Type, "Multiply", factor, body.Add(new Load(scratch, index), factor.Type))));
        left.Add(new Loop(_values.FreshLabel("scaled"), length, false, default, body.Yield()));
        return scratch;
    }

    private static bool IsUse(Statement statement, Value value) => statement.Operation.Operands.Contains(value) || (statement.Operation is Recall recall && recall.Recalled == value);

    // Whether the pullback of a call can be handed the shadows that its forward half is: the cotangent of memory that the callee writes is known when all that reads it is reversed.
    private bool HasKnownShadows(Statement forward)
    {
        var ahead = (Call)forward.Operation;
        int given = ahead.Arguments.Count - ahead.Kept;
        return !HandsMemoryOn(forward) || (_calls.AreAll && ahead.OnlyRead.Count > 0 && !ahead.Arguments.Where((a, i) => i < given && a.Type.HasShadow && !ahead.OnlyRead[i]).Any()
            && !forward.Results.Any(r => r.Type.IsBuffer && r.Type != IrType.Frame) && ahead.Arguments.Skip(given).All(s => Roots(s) is not null));
    }

    // Whether shadows can be added to before all that the forward sweep does afterwards, and the reverse sweep does first.
    private bool MayAddAt(int at, List<Statement> forward, IEnumerable<Statement> reverse, List<Value> shadows)
    {
        var roots = new HashSet<Value>(shadows.SelectMany(s => Roots(s)!));
        return roots.Count == 0 || (!new Shared(reverse, Roots, handsOn: false).MayRead(roots)
            && !forward.Skip(at + 1).SelectMany(WithNested).Any(s => Touched(s.Operation) is { } buffer && (Roots(buffer) is not { } touched || touched.Any(roots.Contains))));
    }

    private static Value? Touched(Operation operation) => operation is Load load ? load.Buffer : operation is Store store ? store.Buffer : null;
}
