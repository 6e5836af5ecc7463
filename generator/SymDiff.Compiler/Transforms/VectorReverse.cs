using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>The reverse of a call of a vector function: loops over its elements, which the emitter writes as calls of vector functions where it can.</summary>
internal sealed class VectorReverse(Vector call, VectorElements around, Activity activity, Shadows shadows, Sweep sweep)
{
    private readonly VectorFunction _row = VectorTable.Of(call);
    private readonly RegionBuilder _builder = sweep.Builder;

    /// <summary>Appends it.</summary>
    public void Append()
    {
        if (call.Destination is { } destination)
        {
            var restored = sweep.Recall(destination);
            Loop([], (inside, index, _) =>
            {
                inside.Builder.Add(new Store(restored, index, inside.Recall(around.Old!), IsRestore: true));
                return [];
            });
            if (!shadows.Has(destination))
            {
                return;
            }

            if (_row.Kind == VectorKind.SoftMax)
            {
                ReverseSoftMax(shadows.Get(destination, sweep)!);
            }
            else
            {
                ReverseElements(shadows.Get(destination, sweep)!);
            }
        }
        else if (sweep.Pop(around.Result) is { } cotangent)
        {
            if (_row.Kind == VectorKind.Product)
            {
                ReverseProduct(cotangent);
            }
            else
            {
                ReverseReduction(cotangent);
            }
        }
    }

    private void ReverseElements(Value destination)
    {
        var targets = Targets();
        var scalars = Enumerable.Range(0, call.Arguments.Count).Where(i => call.Arguments[i].IsReal && activity.IsVaried(call.Arguments[i]) && _row.Partials[i] is not null).ToList();
        var results = Loop([.. scalars.Select(i => Zero(call.Arguments[i]))], (inside, index, sums) =>
        {
            var cotangent = Take(destination, index, inside.Builder);
            var rule = Rule(inside);
            var next = sums.ToList();
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (_row.Partials[i] is not { } partial || (targets[i] is null && !scalars.Contains(i)))
                {
                    continue;
                }

                var term = Linear.Term(rule, partial, cotangent, null);
                if (targets[i] is { } target)
                {
                    inside.Builder.Add(Mutation.OverwritesShadows ? new Store(target, index, term) : new Accumulate(target, index, term));
                }
                else
                {
                    int sum = scalars.IndexOf(i);
                    next[sum] = inside.Builder.Apply(call.Element, "Add", next[sum], term);
                }
            }

            return next;
        });
        for (int i = 0; i < scalars.Count; i++)
        {
            sweep.Contribute(call.Arguments[scalars[i]], results[i]);
        }
    }

    private void ReverseReduction(Value cotangent)
    {
        var targets = Targets();
        var totals = Loop([.. _row.Totals.Select(_ => Zero(around.Result))], (inside, _, sums) =>
            sums.Select((s, i) => inside.Builder.Apply(call.Element, "Add", s, _row.Totals[i](Rule(inside)))).ToList());
        var outside = Rule(sweep);
        var count = _builder.Apply(call.Element, "Convert", sweep.Recall(around.Loop.Count!));
        var weights = _row.Slopes.Select(s => s.Scale is { } scale ? outside.Multiply(cotangent, scale(outside, totals, count)) : cotangent).ToList();
        var sums = totals.Append(count).ToList();
        Loop([], (inside, index, _) =>
        {
            var rule = Rule(inside);
            for (int i = 0; i < targets.Count; i++)
            {
                if (targets[i] is { } target)
                {
                    inside.Builder.Add(new Accumulate(target, index, _row.Slopes[i].Factor is { } factor ? rule.Multiply(weights[i], factor(rule, sums)) : weights[i]));
                }
            }

            return [];
        });
    }

    // The products of all before a factor, then going backward times those of all after it: right where factors are zero.
    private void ReverseProduct(Value cotangent)
    {
        var targets = Targets();
        if (targets.All(t => t is null))
        {
            return;
        }

        var count = sweep.Recall(around.Loop.Count!);
        var before = _builder.Add(new Alloc(call.Element, count), call.First.Type);
        Loop([_builder.Constant(call.Element, 1)], (inside, index, product) =>
        {
            inside.Builder.Add(new Store(before, index, product[0]));
            return [inside.Builder.Apply(call.Element, "Multiply", product[0], _row.Factors.Factor(Rule(inside)))];
        });
        Loop([cotangent], (inside, index, after) =>
        {
            var others = inside.Builder.Apply(call.Element, "Multiply", inside.Builder.Add(new Load(before, index), call.Element), after[0]);
            for (int i = 0; i < targets.Count; i++)
            {
                if (targets[i] is { } target)
                {
                    inside.Builder.Add(new Accumulate(target, index, _row.Factors.Signs[i] > 0 ? others : inside.Builder.Apply(call.Element, "Negate", others)));
                }
            }

            return [inside.Builder.Apply(call.Element, "Multiply", after[0], _row.Factors.Factor(Rule(inside)))];
        }, isReversed: true);
    }

    private void ReverseSoftMax(Value destination)
    {
        var target = Targets()[0];
        var sum = Loop([Zero(around.Result)], (inside, index, sums) =>
            [inside.Builder.Apply(call.Element, "Add", sums[0], inside.Builder.Apply(call.Element, "Multiply", inside.Builder.Add(new Load(destination, index), call.Element), inside.Recall(around.Result)))])[0];
        Loop([], (inside, index, _) =>
        {
            var cotangent = Take(destination, index, inside.Builder);
            if (target is not null)
            {
                var difference = inside.Builder.Apply(call.Element, "Subtract", cotangent, sum);
                inside.Builder.Add(new Accumulate(target, index, inside.Builder.Apply(call.Element, "Multiply", difference, inside.Recall(around.Result))));
            }

            return [];
        });
    }

    // What flows into an element of the destination ends there: the call overwrote what it held.
    private Value Take(Value destination, Value index, RegionBuilder builder)
    {
        var cotangent = builder.Add(new Load(destination, index), call.Element, DerivedNames.Cotangent(destination.Name));
        if (!Mutation.KeepsShadow)
        {
            builder.Add(new Store(destination, index, builder.Zero(call.Element)));
        }

        return cotangent;
    }

    private List<Value?> Targets() => [.. call.Arguments.Select(a => a.Type.IsBuffer && shadows.Has(a) ? shadows.Get(a, sweep) : null)];

    private Value Zero(Value like) => _builder.Zero(like.Type);

    private RuleContext Rule(Sweep where) =>
        new(where.Builder, call.Element, i => where.Recall(around.Elements[i] ?? call.Arguments[i]), () => where.Recall(around.Result));

    private IReadOnlyList<Value> Loop(IReadOnlyList<Value> initial, Func<Sweep, Value, IReadOnlyList<Value>, IEnumerable<Value>> body, bool isReversed = false)
    {
        var index = _builder.Values.Fresh(IrType.Int32);
        var carried = initial.Select(v => _builder.Values.Fresh(v.Type)).ToList();
        var inside = sweep.InBody(around.Loop, index, [index, .. carried]);
        var yielded = body(inside, index, carried).ToList();
        if (inside.Builder.Statements.Count == 0)
        {
            return initial;
        }

        var results = initial.Select(v => _builder.Values.Fresh(v.Type)).ToArray();
        bool isVector = _row.Kind != VectorKind.Product && call.IsGeneric;
        _builder.Add(
            new Loop(_builder.Values.FreshLabel("elements"), sweep.Recall(around.Loop.Count!), isReversed, initial.ToEquatableArray(), inside.Builder.Yield(yielded), isVector), results);
        return results;
    }
}
