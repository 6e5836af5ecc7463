using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Walks the primal backward and appends its reverse: control flow mirrored from recalled conditions and counts, cotangents as ordinary values.
/// It decides nothing about memory: primal values are used through recalls.
/// </summary>
/// <remarks>
/// A region that statements can leave early is reversed for the exits that are <see cref="Feasible"/> where it stands: the last iteration of a
/// loop that was broken off knows that it was, all others that they were not. So a <c>while</c> loop reverses to a counted loop without a test.
/// </remarks>
internal sealed class ReverseSweep(ForwardSweep forward, Activity activity, Uses uses, Module callees, HashSet<Value> direct)
{
    // Deep enough for what people write; beyond it the cotangent of a choice is a computed zero.
    private const int DeepestSunkChoice = 6;

    private readonly Shadows _shadows = new(forward, uses, direct);
    private readonly Dictionary<string, Value?[]> _seeds = new(StringComparer.Ordinal);

    /// <summary>The label of each loop that reverses whole iterations, with that of the forward loop.</summary>
    public Dictionary<string, string> Reversals { get; } = new(StringComparer.Ordinal);

    /// <summary>The shadows that were made, each with the memory whose shadow it is.</summary>
    public IReadOnlyDictionary<Value, Value> Shadows => _shadows.Made;

    /// <summary>The ways in which a region may have ended.</summary>
    private sealed record Feasible(bool Yield, HashSet<string> Labels)
    {
        public bool Reaches(Region region) => (Yield && Exits.Completes(region)) || Exits.Labels(region).Overlaps(Labels);

        public bool Leaves(Operation operation) => operation.Regions.Count > 0 && Exits.Labels(operation).Overlaps(Labels);
    }

    /// <summary>Appends the reverse of a function's body.</summary>
    /// <param name="function">The primal.</param>
    /// <param name="seeds">The cotangents of its results, null for zero.</param>
    /// <param name="sweep">Where to append; afterwards it holds the parameters' cotangents.</param>
    public void Append(Function function, Value?[] seeds, Sweep sweep)
    {
        _seeds[Function.ReturnLabel] = seeds;
        sweep.Builder.Step = Statement.ResultStep;
        ReverseRegion(function.Body, seeds, new Feasible(true, [Function.ReturnLabel]), sweep);
    }

    private void ReverseRegion(Region region, Value?[] seeds, Feasible feasible, Sweep sweep) => ReverseFrom(region, 0, seeds, feasible, sweep);

    private void ReverseFrom(Region region, int start, Value?[] seeds, Feasible feasible, Sweep sweep)
    {
        int leaving = start;
        while (leaving < region.Statements.Count && (Mutation.GuardAsIf || !feasible.Leaves(region.Statements[leaving].Operation)))
        {
            leaving++;
        }

        // What comes after a statement that was left early is reached in one of its arms alone: how long its memory is, is known there only.
        _shadows.Enter(region.Statements.Skip(start).Take(leaving - start), sweep);
        if (leaving == region.Statements.Count)
        {
            Seed(region.End, seeds, feasible, sweep);
        }
        else
        {
            ReverseLeaving(region, leaving, seeds, feasible, sweep);
        }

        for (int i = leaving - 1; i >= start; i--)
        {
            ReverseStatement(region.Statements[i], new Feasible(true, []), sweep);
        }
    }

    private void Seed(Terminator end, Value?[] seeds, Feasible feasible, Sweep sweep)
    {
        var from = end.IsYield ? (feasible.Yield ? seeds : null) : feasible.Labels.Contains(end.Label!) && !Mutation.DropsExit ? _seeds[end.Label!] : null;
        for (int i = 0; from is not null && i < end.Values.Count; i++)
        {
            if (from[i] is { } seed && end.Values[i].IsReal && activity.IsVaried(end.Values[i]))
            {
                sweep.Contribute(end.Values[i], seed);
            }
        }
    }

    // A statement that may have been left early, and what follows it.
    private void ReverseLeaving(Region region, int index, Value?[] seeds, Feasible feasible, Sweep sweep)
    {
        var statement = region.Statements[index];
        bool goesOn = Exits.Completes(statement.Operation) && ReachesAfter(region, index, feasible);
        if (!goesOn)
        {
            ReverseStatement(statement, feasible with { Yield = false }, sweep);
            return;
        }

        if (statement.Operation is If f && (IsGuard(f.Then, f.Else, feasible) || IsGuard(f.Else, f.Then, feasible)))
        {
            void Reverse(Region arm, Sweep inside)
            {
                if (Exits.Completes(arm))
                {
                    ReverseFrom(region, index + 1, seeds, feasible, inside);
                    ReverseRegion(arm, PopAll(statement.Results, inside), new Feasible(true, []), inside);
                }
                else
                {
                    ReverseRegion(arm, [], feasible with { Yield = false }, inside);
                }
            }

            Branch(sweep, statement, () => sweep.Recall(f.Condition), taken => Reverse(f.Then, taken), taken => Reverse(f.Else, taken));
            return;
        }

        Branch(
            sweep,
            index + 1 < region.Statements.Count ? region.Statements[index + 1] : null,
            () => sweep.Recall(forward.Reached[statement]),
            on => ReverseFrom(region, index + 1, seeds, feasible, on),
            left => { });

        // However the region ended, the statement itself may have ended normally: it was gone on from.
        ReverseStatement(statement, feasible with { Yield = true }, sweep);
    }

    private static bool ReachesAfter(Region region, int index, Feasible feasible)
    {
        var rest = region with { Statements = region.Statements.Skip(index + 1).ToEquatableArray() };
        return feasible.Reaches(rest);
    }

    private static bool IsGuard(Region leaves, Region goesOn, Feasible feasible) =>
        !Exits.Completes(leaves) && !Exits.Labels(goesOn).Overlaps(feasible.Labels) && Exits.Completes(goesOn);

    private static Value?[] PopAll(EquatableArray<Value> values, Sweep sweep) => [.. values.Select(sweep.Pop)];

    private void ReverseStatement(Statement statement, Feasible feasible, Sweep sweep)
    {
        // A step ends in a value that the user named; what stands before it up to the last such value belongs to it.
        sweep.Builder.Step = (statement.Operation as Vector)?.Step ?? statement.Results.FirstOrDefault(r => r.Name is not null)?.Id ?? sweep.Builder.Step;
        switch (statement.Operation)
        {
            case If f:
                ReverseIf(statement, f, feasible, sweep);
                break;
            case Block b:
                var seeds = PopAll(statement.Results, sweep);
                _seeds[b.Label] = seeds;
                var labels = new HashSet<string>(feasible.Labels, StringComparer.Ordinal);
                if (feasible.Yield)
                {
                    labels.Add(b.Label);
                }

                ReverseRegion(b.Body, seeds, feasible with { Labels = labels }, sweep);
                break;
            case Loop l:
                ReverseLoop(statement, l, sweep);
                break;
            default:
                new ReverseOperations(forward, activity, uses, callees, _shadows).Reverse(statement, sweep);
                break;
        }
    }

    private void ReverseIf(Statement statement, If f, Feasible feasible, Sweep sweep)
    {
        var seeds = PopAll(statement.Results, sweep);
        bool then = feasible.Reaches(f.Then);
        bool otherwise = feasible.Reaches(f.Else);
        if (then && otherwise)
        {
            Branch(
                sweep,
                statement,
                () => sweep.Recall(f.Condition),
                taken => ReverseRegion(f.Then, seeds, feasible, taken),
                taken => ReverseRegion(f.Else, Mutation.ForgetsElse ? new Value?[seeds.Length] : seeds, feasible, taken));
        }
        else if (then || otherwise)
        {
            ReverseRegion(then ? f.Then : f.Else, seeds, feasible, sweep);
        }
    }

    private void ReverseLoop(Statement statement, Loop loop, Sweep sweep)
    {
        var seeds = PopAll(statement.Results, sweep);
        var carried = loop.Body.Parameters.Skip(1).ToList();
        if (!forward.Completed.TryGetValue(statement, out var counted) && loop.Count is null)
        {
            // A loop that never ends: there is no way back through it.
            return;
        }

        var completed = sweep.Recall(counted ?? loop.Count!);
        if (counted is not null && !Mutation.DropsBrokenOffIteration)
        {
            _seeds[loop.Label] = seeds;
            ReverseBrokenOff(loop, carried, seeds, completed, sweep);
            seeds = PopAll(carried.ToEquatableArray(), sweep);
        }

        string? label = new LoopReversal(loop, completed, activity).Append(
            seeds,
            sweep,
            (inner, inside) => ReverseRegion(loop.Body, inner, new Feasible(true, []), inside));
        if (label is not null)
        {
            Reversals[label] = loop.Label;
        }
    }

    // The iteration that ended the loop, up to where it left.
    private void ReverseBrokenOff(Loop loop, List<Value> carried, Value?[] seeds, Value completed, Sweep sweep)
    {
        var feasible = new Feasible(false, [loop.Label]);
        if (loop.Count is null)
        {
            ReverseRegion(loop.Body, [], feasible, sweep.InIteration(loop, completed));
            return;
        }

        Branch(
            sweep,
            null,
            () => sweep.Builder.Apply(IrType.Bool, "Less", completed, sweep.Recall(loop.Count)),
            broken => ReverseRegion(loop.Body, [], feasible, broken.InIteration(loop, completed)),
            whole =>
            {
                for (int i = 0; i < carried.Count; i++)
                {
                    if (seeds[i] is { } seed)
                    {
                        whole.Cotangents[carried[i]] = seed;
                    }
                }
            });
    }

    // What both arms do to the cotangents becomes results of the choice; where neither does anything there is no choice.
    private void Branch(Sweep sweep, Statement? from, Func<Value> condition, Action<Sweep> then, Action<Sweep> otherwise)
    {
        var taken = sweep.Nested();
        then(taken);
        var notTaken = sweep.Nested();
        otherwise(notTaken);
        if (from is not null)
        {
            Sink(taken, [sweep, notTaken], uses.Place(from));
            Sink(notTaken, [sweep, taken], uses.Place(from));
        }

        var changed = taken.Cotangents.Keys.Concat(notTaken.Cotangents.Keys).Concat(sweep.Cotangents.Keys).Distinct()
            .Where(v => Known(v, taken) != Known(v, sweep) || Known(v, notTaken) != Known(v, sweep)).ToList();
        if (changed.Count == 0 && taken.Builder.Statements.Count == 0 && notTaken.Builder.Statements.Count == 0)
        {
            return;
        }

        var results = changed.Select(v => sweep.Builder.Values.Fresh(v.Type, DerivedNames.Cotangent(v.Name))).ToList();
        var test = condition();
        sweep.Builder.If(test, results, End(taken), End(notTaken));
        for (int i = 0; i < changed.Count; i++)
        {
            sweep.Cotangents[changed[i]] = results[i];
        }

        Region End(Sweep arm) => arm.Builder.Yield([.. changed.Select(v => Known(v, arm) ?? arm.Builder.Zero(v.Type))]);

        static Value? Known(Value value, Sweep where) => where.Cotangents.TryGetValue(value, out var known) ? known : null;
    }

    // A value computed before the choice whose cotangent comes from one arm alone is reversed in that arm: elsewhere its cotangent is zero by
    // structure, so 0 times an infinite partial is never computed.
    private void Sink(Sweep arm, Sweep[] elsewhere, int place)
    {
        var sunk = new HashSet<Statement>(ByReference.Instance);
        while (Next() is { } statement)
        {
            sunk.Add(statement);
            sunk.UnionWith(statement.Operation.Regions.SelectMany(r => r.AllStatements()));
            ReverseStatement(statement, new Feasible(true, []), arm);
        }

        // Reversed here already, or something that hands no cotangent back, such as the comparison that decides.
        bool IsSilent(Statement user) => sunk.Contains(user) || (user.Operation is Apply && !activity.IsVaried(user.Result));

        bool IsOfThisArm(Value value) =>
            elsewhere.All(s => !s.Cotangents.ContainsKey(value)) && forward.Depth[value] == arm.Iterations.Count && uses.OnlyFrom(value, place, IsSilent);

        Statement? Next() => arm.Cotangents.Keys
            .Where(IsOfThisArm)
            .Select(uses.Definition)
            .Where(s => s is not null && uses.Place(s) < place && CanSink(s, arm) && s.Results.All(r => !r.IsReal || IsOfThisArm(r)))
            .OrderByDescending(s => uses.Place(s!))
            .FirstOrDefault();
    }

    // Memory keeps its order, so only what computes is moved; and a chain of choices would nest as deep as it is long. The reverse of a call has no effects: they are
    // its forward half's.
    private static bool CanSink(Statement statement, Sweep arm) => statement.Operation switch
    {
        Apply or External { HasEffect: false, Rule: not null } => true,
        Call call => !call.Arguments.Concat(statement.Results).Any(v => v.Type.IsBuffer),
        If choice => arm.Level <= DeepestSunkChoice && choice.Regions.All(r => r.Nested().All(n => n.End.IsYield && n.Statements.All(IsComputation))),
        _ => false,
    };

    private static bool IsComputation(Statement statement) => statement.Operation is Constant or Apply or External or If;
}
