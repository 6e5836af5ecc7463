namespace SymDiff.Compiler.Graphs;

/// <summary>How a region may end, as a tree of the conditions that decide it. Parts may be shared: what comes behind a choice is one outcome, whichever of its arms goes on.</summary>
internal abstract class Outcome
{
    /// <summary>The same, with other ends.</summary>
    /// <param name="change">What becomes of an end.</param>
    public Outcome Replace(Func<Ends, Outcome> change)
    {
        var done = new Dictionary<Outcome, Outcome>();
        return Visit(this);

        Outcome Visit(Outcome outcome)
        {
            if (!done.TryGetValue(outcome, out var changed))
            {
                changed = outcome switch
                {
                    Ends ends => change(ends),
                    Split split => new Split(split.Condition, Visit(split.Then), Visit(split.Else)),
                    _ => outcome,
                };
                done[outcome] = changed;
            }

            return changed;
        }
    }

    /// <summary>Whether there is an end of a kind.</summary>
    public bool Any(Func<Ends, bool> kind)
    {
        var seen = new HashSet<Outcome>();
        return Visit(this);

        bool Visit(Outcome outcome) => seen.Add(outcome) && (outcome is Ends ends ? kind(ends) : outcome is Split split && (Visit(split.Then) || Visit(split.Else)));
    }

    /// <summary>What holds at the ends, chosen by the conditions between them.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="of">What holds at an end; null where that end does not matter.</param>
    /// <param name="choose">One of two, by a condition.</param>
    public T? Merge<T>(Func<Ends, T?> of, Func<GraphNode, T, T, T> choose)
        where T : class
    {
        var done = new Dictionary<Outcome, T?>();
        return Visit(this);

        T? Visit(Outcome outcome)
        {
            if (!done.TryGetValue(outcome, out var merged))
            {
                merged = outcome switch
                {
                    Ends ends => of(ends),
                    Split split => Both(split.Condition, Visit(split.Then), Visit(split.Else)),
                    _ => null,
                };
                done[outcome] = merged;
            }

            return merged;
        }

        T? Both(GraphNode condition, T? then, T? otherwise) => then is null ? otherwise : otherwise is null ? then : choose(condition, then, otherwise);
    }
}

/// <summary>An end: the region yields, or leaves for a label.</summary>
/// <param name="label">The label; null where it yields.</param>
/// <param name="values">What is handed over.</param>
/// <param name="memory">What memory holds then.</param>
internal sealed class Ends(string? label, IReadOnlyList<object> values, GraphMemory memory) : Outcome
{
    public string? Label { get; } = label;

    public IReadOnlyList<object> Values { get; } = values;

    public GraphMemory Memory { get; } = memory;
}

/// <summary>One of two outcomes.</summary>
/// <param name="condition">What decides.</param>
/// <param name="then">Where it holds.</param>
/// <param name="otherwise">Where it does not.</param>
internal sealed class Split(GraphNode condition, Outcome then, Outcome otherwise) : Outcome
{
    public GraphNode Condition { get; } = condition;

    public Outcome Then { get; } = then;

    public Outcome Else { get; } = otherwise;
}

/// <summary>The region is not left: the method has thrown.</summary>
internal sealed class Thrown : Outcome;
