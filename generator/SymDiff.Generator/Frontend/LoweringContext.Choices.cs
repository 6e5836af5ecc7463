using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <content>Choices: two ways to go on, and what the variables hold afterwards.</content>
internal sealed partial class LoweringContext
{
    /// <summary>Appends a choice between two expressions; what the variables hold afterwards is merged.</summary>
    /// <param name="condition">A truth value.</param>
    /// <param name="type">The type of the result.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    /// <param name="then">Lowers the expression for where the condition holds.</param>
    /// <param name="otherwise">Lowers the other one.</param>
    /// <param name="isLogic">
    /// Whether the result tells which arm was taken: then variables that one arm assigns can be read where it is known to have run.
    /// </param>
    public Value Choose(Value condition, IrType type, string? name, Func<Value> then, Func<Value> otherwise, bool isLogic = false)
    {
        if (End is not null)
        {
            // What the condition needs was thrown instead.
            return Poison(type);
        }

        Value? thenValue = null;
        Value? elseValue = null;
        var thenArm = Nested(null, () => thenValue = then());
        var elseArm = Nested(null, () => elseValue = otherwise());
        type = new[] { thenValue, elseValue }.FirstOrDefault(v => AggregateOf(v) is { Layout.IsInner: true })?.Type ?? type;
        return Merge(condition, thenArm, elseArm, (type, name, Of(thenArm, thenValue!), Of(elseArm, elseValue!)), isLogic)!;

        // After a throw, something must stand for the value.
        Value Of(Arm arm, Value value) => arm.End is { IsDead: true } ? In(arm, () => Placeholder(type)) : In(arm, () => Fit(value, type));
    }

    /// <summary>Appends a choice between two lists of real numbers, in which nothing is assigned.</summary>
    /// <param name="condition">A truth value.</param>
    /// <param name="then">Appends what computes those for where the condition holds.</param>
    /// <param name="otherwise">Appends what computes the others.</param>
    public IReadOnlyList<Value> Choose(Value condition, Func<IReadOnlyList<Value>> then, Func<IReadOnlyList<Value>> otherwise)
    {
        IReadOnlyList<Value> thenValues = [];
        IReadOnlyList<Value> elseValues = [];
        var thenArm = Nested(null, () => thenValues = then());
        var elseArm = Nested(null, () => elseValues = otherwise());
        Value[] results = [.. thenValues.Select(v => Builder.Values.Fresh(v.Type))];
        for (int i = 0; i < results.Length; i++)
        {
            Follow(results[i], EquatableArray.Of(thenValues[i], elseValues[i]), _ => true);
        }

        Builder.If(condition, results, thenArm.Close([.. thenValues]), elseArm.Close([.. elseValues]));
        return results;
    }

    /// <summary>Appends a choice between two arms whose ends are reached; what the variables hold afterwards is merged.</summary>
    public void Merge(Value condition, Arm then, Arm otherwise) => Merge(condition, then, otherwise, null, keepsPartial: false);

    /// <summary>Appends a choice of which at least one arm does not reach its end and the other holds nothing that is used later.</summary>
    public void Leave(Value condition, Arm? then, Arm? otherwise)
    {
        if (End is null)
        {
            Builder.If(condition, [], (then ?? Empty()).Close([]), (otherwise ?? Empty()).Close([]));
        }

        Arm Empty() => new(Builder.Nested(), null, []);
    }

    /// <summary>Appends a choice whose arms both go to the target that this region yields to, or leave.</summary>
    public void JoinTails(Value condition, Arm then, Arm otherwise, Target target)
    {
        var joined = new List<Value>();
        var results = new List<Value>();
        var columns = new List<int>();
        var fresh = target.Fresh(Builder.Values);
        for (int i = 0; i < fresh.Count; i++)
        {
            var (a, b) = (Column(then, i), Column(otherwise, i));
            if (a is not null && a == b)
            {
                joined.Add(a);
                continue;
            }

            RefuseInner(new[] { a, b }.OfType<Value>());
            Follow(fresh[i], new[] { a, b }.OfType<Value>().ToEquatableArray(), _ => true);
            joined.Add(fresh[i]);
            results.Add(fresh[i]);
            columns.Add(i);
        }

        Builder.If(condition, results, Close(then), Close(otherwise));
        if (then.End is { IsYield: true } || otherwise.End is { IsYield: true })
        {
            HandOver(target, joined);
        }
        else
        {
            End = Ending.Dead;
        }

        Value? Column(Arm arm, int i) => arm.End is { IsYield: true } end ? end.Values[i] : null;

        Region Close(Arm arm) => arm.End switch
        {
            { IsYield: true } end => arm.Builder.Yield(columns.Select(c => end.Values[c])),
            { IsDead: true } => arm.Builder.Yield(Placeholders(arm, results)),
            _ => arm.Close([]),
        };
    }

    private Value? Merge(Value condition, Arm then, Arm otherwise, (IrType Type, string? Name, Value Then, Value Else)? value, bool keepsPartial)
    {
        var results = new List<Value>();
        var thenYields = new List<Value>();
        var elseYields = new List<Value>();
        Value? joined = null;
        if (value is { } v)
        {
            var parcel = ParcelOf(null, v.Type, AggregateOf(v.Then) is null ? v.Else : v.Then);
            var fresh = parcel.Fresh(Builder.Values, v.Name);
            results.AddRange(fresh);
            thenYields.AddRange(In(then, () => Flat(parcel, v.Then)));
            elseYields.AddRange(In(otherwise, () => Flat(parcel, v.Else)));
            joined = Joined(parcel, fresh);
        }

        var here = ByVariable(then);
        var there = ByVariable(otherwise);
        foreach (var change in then.Changes.Concat(otherwise.Changes.Where(c => !here.ContainsKey(c.Variable))))
        {
            Join(change.Variable, Of(here, change.Variable), Of(there, change.Variable));
        }

        for (int i = 0; i < results.Count; i++)
        {
            Follow(results[i], EquatableArray.Of(thenYields[i], elseYields[i]), _ => true);
        }

        Builder.If(condition, results, then.Close(thenYields), otherwise.Close(elseYields));
        return joined;

        Value? Of(Dictionary<ISymbol, Change> changes, ISymbol variable) => changes.TryGetValue(variable, out var change) ? change.Now : Bindings[variable];

        void Join(ISymbol variable, Value? here, Value? there)
        {
            here = Alive(then, here, there);
            there = Alive(otherwise, there, here);
            if (here == there && here is not null)
            {
                Bindings.Set(variable, here);
                return;
            }

            if (FunctionOf(here) is not null || FunctionOf(there) is not null || ListOf(here) is not null || ListOf(there) is not null)
            {
                Bindings.Set(variable, null);
                return;
            }

            if (keepsPartial && here is not null && there is null)
            {
                there = In(otherwise, () => Placeholder(here.Type));
            }
            else if (keepsPartial && there is not null && here is null)
            {
                here = In(then, () => Placeholder(there.Type));
            }

            // Assigned in one arm only and not before: C# forbids reading it afterwards.
            if (here is null || there is null)
            {
                if (Bindings[variable] is not null)
                {
                    Bindings.Set(variable, null);
                }

                return;
            }

            var (first, second) = (here, there);
            var parcel = ParcelOf(variable, here.Type, AggregateOf(here) is null ? there : here);
            var heres = In(then, () => Flat(parcel, first));
            var theres = In(otherwise, () => Flat(parcel, Fit(second, first.Type)));
            var fresh = parcel.Fresh(Builder.Values);
            for (int i = 0; i < fresh.Length; i++)
            {
                // A part that is the same on both ways is what it was.
                if (parcel.Layout is not null && heres[i] == theres[i])
                {
                    fresh[i] = heres[i];
                    continue;
                }

                results.Add(fresh[i]);
                thenYields.Add(Mutation.ChoosesFirstField && i > 0 && AggregateOf(Bindings[variable]) is { } kept ? kept.Leaves[i] : heres[i]);
                elseYields.Add(theres[i]);
            }

            Bindings.Set(variable, Joined(parcel, fresh));
        }
    }

    // What a call that always throws would have returned is no value: in its arm something must stand for what the other arm has.
    private Value? Alive(Arm arm, Value? value, Value? other) =>
        arm.End is not { IsDead: true } || other is null || IsPoisoned(other) ? value
        : FunctionOf(other) is not null || ListOf(other) is not null ? other
        : In(arm, () => Placeholder(other.Type));

    private Value[] Placeholders(Arm arm, IEnumerable<Value> results) => [.. results.Select(r => In(arm, () => Placeholder(r.Type)))];

    private static Dictionary<ISymbol, Change> ByVariable(Arm arm)
    {
        var changes = new Dictionary<ISymbol, Change>(SymbolEqualityComparer.Default);
        foreach (var change in arm.Changes)
        {
            changes.Add(change.Variable, change);
        }

        return changes;
    }
}
