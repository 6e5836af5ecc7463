using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

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
        if (cotangents.Contains(null) || Between(forward, at, reverse, from).MayRead([.. shadows.SelectMany(s => Roots(s)!)]))
        {
            // What a pullback gives is proportional to the cotangent of its only result, and nothing where that is 0, also at a pole of the callee (NUMERICS, P4).
            if (cotangents.Count != 1 || (shadows.Count > 0 && !(_calls.MayScale && ReferenceEquals(function, _function))))
            {
                return null;
            }

            var factor = Mutation.ForgetsFactors ? left.Constant(back.Arguments[0].Type, 1) : back.Arguments[0];
            cotangents = [before.Constant(factor.Type, 1)];
            results = results.Select(r => _values.Fresh(r.Type, r.Name)).ToEquatableArray();
            for (int i = 0; i < results.Count; i++)
            {
                left.Add(new Apply(PrimitiveTable.StrongMultiply, EquatableArray.Of(factor, results[i])), reverse[from].Results[i]);
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
        body.Add(new Accumulate(shadow, index, body.Apply(factor.Type, PrimitiveTable.StrongMultiply, factor, body.Add(new Load(scratch, index), factor.Type))));
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
}
