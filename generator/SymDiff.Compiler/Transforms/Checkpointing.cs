using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Turns loops that are to be reversed from snapshots, and would need a record, into ones that do: memory falls from one place an iteration to one a snapshot,
/// for which iterations are run again. Runs before <see cref="Storage"/>, when it is known which loops were fused and need no record.
/// </summary>
internal static class Checkpointing
{
    /// <summary>The same sweeps with snapshots.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    /// <exception cref="CheckpointException">A loop cannot be run again.</exception>
    public static Sweeps Run(Sweeps sweeps)
    {
        var function = sweeps.Function;
        var forward = function.Body.Statements.Take(sweeps.ForwardCount).ToList();
        var reverse = function.Body with { Statements = function.Body.Statements.Skip(sweeps.ForwardCount).ToEquatableArray() };
        if (!Outermost(forward).Any(IsMarked))
        {
            return sweeps;
        }

        var values = new ValueSource(function);
        var aliasing = Aliasing.Of(function);
        var kept = new HashSet<Statement>(new RecallPlan(function, forward, reverse, values, aliasing).Kept.Select(s => s.Loop?.Nest[0].Statement).OfType<Statement>(), ByReference.Instance);
        var loops = Outermost(forward).Where(s => IsMarked(s) && kept.Contains(s)).ToList();
        if (loops.Count == 0)
        {
            return sweeps;
        }

        bool restores = reverse.AllStatements().Any(s => s.Operation is Store { IsRestore: true });
        var written = new WrittenMemory(aliasing, forward);
        var scratch = new PrivateMemory(function.Parameters, forward, aliasing);
        var replaced = new Dictionary<Statement, IReadOnlyList<Statement>>(ByReference.Instance);
        var forwardCounts = new Dictionary<string, int>(StringComparer.Ordinal);
        var reversals = sweeps.Reversals.ToDictionary(r => r.Key, r => r.Value);
        foreach (var statement in loops)
        {
            var loop = (Loop)statement.Operation;
            var memory = Memory(loop, scratch, aliasing, InScope(function, statement));
            int place = forward.FindIndex(s => ReferenceEquals(s, statement) || s.Operation.Regions.SelectMany(r => r.AllStatements()).Contains(statement, ByReference.Instance));
            var changed = memory.OnlyRead.Where(r => written.MayChange(r, place) && !Mutation.RestoresCarriedValuesAlone).OrderBy(r => r.Id).ToList();
            var checkpointed = new CheckpointedLoop(values, statement, memory, changed, restores);
            var backward = Outermost(reverse.Statements).Where(s => reversals.TryGetValue(((Loop)s.Operation).Label, out string? of) && of == loop.Label).ToList();
            var inBackward = new HashSet<Statement>(backward.SelectMany(b => b.Operation.Regions).SelectMany(r => r.AllStatements()), ByReference.Instance);
            if (reverse.AllStatements().Any(s => s.Operation is Recall recall && checkpointed.Defines(recall.Recalled) && !inBackward.Contains(s)))
            {
                throw new CheckpointException(loop.Label, "is left in the middle of an iteration");
            }

            replaced[statement] = checkpointed.Forward();
            foreach (var back in backward)
            {
                replaced[back] = checkpointed.Reverse(back, out int count);
                forwardCounts[((Loop)back.Operation).Label] = count;
                foreach (var reversal in sweeps.Reversals.Where(r => checkpointed.Labels.ContainsKey(r.Value)))
                {
                    reversals[reversal.Key] = checkpointed.Labels[reversal.Value];
                }
            }
        }

        forward = Replace(forward, s => replaced.TryGetValue(s, out var statements) ? statements : null);
        reverse = reverse with { Statements = Replace(reverse.Statements, s => replaced.TryGetValue(s, out var statements) ? statements : null).ToEquatableArray() };
        var result = With(forward, reverse);
        var iterations = new Fusion(result);
        reverse = reverse with
        {
            Statements = Replace(reverse.Statements, s => s.Operation is Loop l && forwardCounts.TryGetValue(l.Label, out int count)
                ? [s with { Operation = l with { Body = iterations.Stored(l.Body, count) } }]
                : null).ToEquatableArray(),
        };
        return With(forward, reverse);

        Sweeps With(List<Statement> first, Region second) => sweeps with
        {
            Function = function with { Body = function.Body with { Statements = first.Concat(second.Statements).ToEquatableArray() } },
            ForwardCount = first.Count,
            Reversals = reversals,
        };
    }

    private static bool IsMarked(Statement statement) => ((Loop)statement.Operation).Snapshots > 0;

    private static SteppedMemory Memory(Loop loop, PrivateMemory scratch, Aliasing aliasing, HashSet<Value> inScope)
    {
        if (Repeating.FirstUnrepeatable(loop) is { } effect)
        {
            throw new CheckpointException(loop.Label, $"does '{effect}', which may do something else when it is run again");
        }

        if (loop.Body.AllStatements().Any(s => s.Operation is Call))
        {
            throw new CheckpointException(loop.Label, "calls a method that is differentiated by itself");
        }

        var memory = SteppedMemory.Of(loop, r => inScope.Contains(r) && !aliasing.Parameters.Contains(r) && scratch.Is(r, loop), aliasing, out string obstacle)
            ?? throw new CheckpointException(loop.Label, obstacle);
        return memory.Roots.Concat(memory.OnlyRead).All(inScope.Contains) ? memory : throw new CheckpointException(loop.Label, "uses memory that is made in a branch before it");
    }

    // The loops that are in no other loop.
    private static IEnumerable<Statement> Outermost(IEnumerable<Statement> statements) =>
        statements.SelectMany(s => s.Operation is Loop ? [s] : s.Operation.Regions.SelectMany(r => Outermost(r.Statements)));

    // The values that are known where a statement stands.
    private static HashSet<Value> InScope(Function function, Statement statement)
    {
        var known = new HashSet<Value>(function.Parameters);
        Visit(function.Body);
        return known;

        bool Visit(Region region)
        {
            foreach (var inner in region.Statements)
            {
                if (ReferenceEquals(inner, statement) || inner.Operation.Regions.Any(Visit))
                {
                    return true;
                }

                known.UnionWith(inner.Results);
            }

            foreach (var inner in region.Statements)
            {
                known.ExceptWith(inner.Results);
            }

            return false;
        }
    }

    private static List<Statement> Replace(IEnumerable<Statement> statements, Func<Statement, IReadOnlyList<Statement>?> replacement) =>
        [.. statements.SelectMany(s => replacement(s) ?? [s.Operation is Loop || s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(
                s.Operation.Operands, s.Operation.Regions.Select(r => r with { Statements = Replace(r.Statements, replacement).ToEquatableArray() }).ToEquatableArray()),
        }])];
}
