using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>The reverse of the operations without regions: what each hands back to its operands' cotangents, and what it does to memory.</summary>
internal sealed class ReverseOperations(ForwardSweep forward, Activity activity, Uses uses, Module callees, Shadows shadows)
{
    /// <summary>Appends the reverse of a statement.</summary>
    public void Reverse(Statement statement, Sweep sweep)
    {
        switch (statement.Operation)
        {
            case Apply a:
                ReverseApply(statement.Result, a, sweep);
                break;
            case Load l when statement.Result.IsReal:
                if (sweep.Pop(statement.Result) is { } loaded && shadows.Get(l.Buffer, sweep) is { } shadow)
                {
                    sweep.Builder.Add(Mutation.OverwritesShadows ? new Store(shadow, sweep.Recall(l.Index), loaded) : new Accumulate(shadow, sweep.Recall(l.Index), loaded));
                }

                break;
            case Store s:
                ReverseStore(statement, s, sweep);
                break;
            case Accumulate a:
                sweep.Builder.Add(new Store(sweep.Recall(a.Buffer), sweep.Recall(a.Index), sweep.Recall(forward.Overwritten[statement].Old), IsRestore: true));
                if (activity.IsVaried(a.Added) && shadows.Get(a.Buffer, sweep) is { } sum)
                {
                    sweep.Contribute(a.Added, sweep.Builder.Add(new Load(sum, sweep.Recall(a.Index)), a.Added.Type, DerivedNames.Cotangent(a.Added.Name)));
                }

                break;
            case Vector v:
                new VectorReverse(v, forward.Vectors[statement], activity, shadows, sweep).Append();
                break;
            case Call c:
                ReverseCall(statement, c, sweep);
                break;
            case External { Rule: not null } e:
                if (sweep.Pop(statement.Result) is { } cotangent)
                {
                    ReverseExternal(statement.Result, e, cotangent, sweep);
                }

                break;
            case Constant or External or Load or Alloc or Slice or Length or NoBuffer or Reached:
                // No derivative flows through these; what is active in them is memory, whose shadow moves forward with it.
                foreach (var result in statement.Results)
                {
                    sweep.Pop(result);
                }

                break;
            default:
                throw new NotSupportedException($"There is no reverse of {statement.Operation.GetType().Name}.");
        }
    }

    private void ReverseApply(Value result, Apply apply, Sweep sweep)
    {
        if (sweep.Pop(result) is not { } cotangent)
        {
            return;
        }

        if (apply.Primitive == "Convert")
        {
            var source = apply.Arguments[0];
            if (activity.IsVaried(source) && !Mutation.ForgetsConversions)
            {
                sweep.Contribute(source, sweep.Builder.Apply(source.Type, "Convert", cotangent));
            }

            return;
        }

        var rule = new RuleContext(sweep.Builder, result.Type, i => sweep.Recall(apply.Arguments[i]), () => sweep.Recall(result))
        {
            IsOne = i => uses.Definition(apply.Arguments[i])?.Operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 1 } },
        };
        var partials = PrimitiveTable.Get(apply.Primitive).Partials;
        for (int i = 0; i < partials.Count; i++)
        {
            if (partials[i] is { } partial && activity.IsVaried(apply.Arguments[i]))
            {
                string? name = DerivedNames.Cotangent(apply.Arguments[i].Name);
                sweep.Contribute(apply.Arguments[i], Linear.Term(rule, partial, cotangent, name));
            }
        }
    }

    private void ReverseExternal(Value result, External external, Value cotangent, Sweep sweep)
    {
        var flagged = external.Arguments.Where((_, i) => external.Rule!.Active[i]).ToList();
        var terms = new ExternalTerms(external, result, sweep.Builder, sweep.Recall).Pull(cotangent);
        for (int i = 0; i < flagged.Count; i++)
        {
            if (activity.IsVaried(flagged[i]))
            {
                sweep.Contribute(flagged[i], terms[i]);
            }
        }
    }

    private void ReverseStore(Statement statement, Store store, Sweep sweep)
    {
        var (old, oldShadow) = forward.Overwritten[statement];
        var index = sweep.Recall(store.Index);
        sweep.Builder.Add(new Store(sweep.Recall(store.Buffer), index, sweep.Recall(old), IsRestore: true));
        if (!shadows.Has(store.Buffer))
        {
            return;
        }

        if (oldShadow is not null)
        {
            sweep.Builder.Add(new Store(shadows.Get(store.Buffer, sweep)!, index, sweep.Recall(oldShadow), IsRestore: true));
        }
        else if (store.Stored.IsReal)
        {
            var shadow = shadows.Get(store.Buffer, sweep)!;
            var cotangent = sweep.Builder.Add(new Load(shadow, index), store.Stored.Type, DerivedNames.Cotangent(store.Stored.Name));
            sweep.Builder.Add(new Store(shadow, index, Mutation.KeepsShadow ? cotangent : sweep.Builder.Zero(store.Stored.Type)));
            if (activity.IsVaried(store.Stored) && !Mutation.ForgetsStored)
            {
                sweep.Contribute(store.Stored, cotangent);
            }
        }
    }

    private void ReverseCall(Statement statement, Call call, Sweep sweep)
    {
        var seeds = statement.Results.Where(r => r.IsReal).Select(r => (Value: r, Seed: sweep.Pop(r))).ToList();
        bool touchesMemory = call.Arguments.Concat(statement.Results).Any(v => v.Type.IsBuffer);
        if (!touchesMemory && seeds.All(s => s.Seed is null))
        {
            return;
        }

        // A pullback gives what the callee returns once more, before the cotangents.
        var cotangentsOfResults = seeds.Select(s => s.Seed ?? sweep.Builder.Zero(s.Value.Type));
        bool isWhole = !forward.Frames.TryGetValue(statement, out var frame);
        var arguments = isWhole ? call.Arguments.Select(sweep.Recall).Concat(cotangentsOfResults) : cotangentsOfResults.Append(sweep.Recall(frame));
        var reals = call.Arguments.Where((x, i) => x.IsReal && callees.IsActive(call.Callee, i)).ToList();
        var cotangents = reals.Select(x => sweep.Builder.Values.Fresh(x.Type, DerivedNames.Cotangent(x.Name))).ToList();
        var again = isWhole ? statement.Results.Select(r => sweep.Builder.Values.Fresh(r.Type)) : [];
        sweep.Builder.Add(new Call(isWhole ? DerivedNames.Vjp(call.Callee) : DerivedNames.Reverse(call.Callee), arguments.ToEquatableArray()), [.. again, .. cotangents]);
        for (int i = 0; i < reals.Count; i++)
        {
            if (activity.IsVaried(reals[i]) && !(Mutation.ForgetsArguments && i == reals.Count - 1))
            {
                sweep.Contribute(reals[i], cotangents[i]);
            }
        }
    }
}
