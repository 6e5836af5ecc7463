using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>Where the reverse sweep stands: what it writes to, the cotangents known there, what it has recalled, and the iteration of every forward loop it is inside.</summary>
internal sealed class Sweep
{
    // Of this region alone, with what is around it behind: a copy would cost every region the length of the function.
    private readonly Dictionary<Value, Value> _recalled = [];
    private readonly Dictionary<Value, Value> _parts = [];
    private readonly Sweep? _outer;
    private readonly IReadOnlyDictionary<Value, int> _depth;
    private bool _isBody;

    public Sweep(RegionBuilder builder, IReadOnlyDictionary<Value, int> depth)
        : this(builder, [], null, [], [], depth)
    {
    }

    private Sweep(
        RegionBuilder builder,
        Dictionary<Value, Value> cotangents,
        Sweep? outer,
        IReadOnlyList<Value> iterations,
        Dictionary<Value, Value> iterationOf,
        IReadOnlyDictionary<Value, int> depth)
    {
        Builder = builder;
        Cotangents = cotangents;
        _outer = outer;
        Iterations = iterations;
        IterationOf = iterationOf;
        _depth = depth;
    }

    /// <summary>How many regions deep the sweep stands.</summary>
    public int Level => _outer is null ? 0 : _outer.Level + 1;

    /// <summary>What the sweep appends to.</summary>
    public RegionBuilder Builder { get; }

    /// <summary>The cotangents of forward values. One that is missing is zero by structure.</summary>
    public Dictionary<Value, Value> Cotangents { get; }

    /// <summary>The iteration of each forward loop around, outermost first.</summary>
    public IReadOnlyList<Value> Iterations { get; }

    /// <summary>The same by the forward loop's own iteration parameter.</summary>
    public Dictionary<Value, Value> IterationOf { get; }

    /// <summary>Uses a value of the forward sweep.</summary>
    public Value Recall(Value value)
    {
        if (IterationOf.TryGetValue(value, out var iteration))
        {
            return iteration;
        }

        for (var sweep = this; sweep is not null; sweep = sweep._outer)
        {
            if (sweep._recalled.TryGetValue(value, out var known))
            {
                return known;
            }
        }

        var recalled = Builder.Add(new Recall(value, Iterations.Take(_depth[value]).ToEquatableArray()), value.Type, value.Name);
        _recalled[value] = recalled;
        return recalled;
    }

    /// <summary>Takes a value's cotangent away: its definition is being reversed.</summary>
    public Value? Pop(Value value)
    {
        if (!Cotangents.TryGetValue(value, out var cotangent))
        {
            return null;
        }

        Cotangents.Remove(value);
        return cotangent;
    }

    /// <summary>Adds to a value's cotangent.</summary>
    public void Contribute(Value value, Value contribution)
    {
        if (Cotangents.TryGetValue(value, out var sum) && !Mutation.OverwritesContributions)
        {
            contribution = Builder.Add(new Apply("Add", EquatableArray.Of(sum, contribution)), value.Type, DerivedNames.Cotangent(value.Name));
        }

        Cotangents[value] = contribution;
    }

    /// <summary>The place before all loops around this one but the given number, as far as nothing but loops is between.</summary>
    /// <param name="loops">How many forward loops are around it.</param>
    public Sweep Before(int loops)
    {
        var place = this;
        while (place.Iterations.Count > loops && (place._isBody ? place._outer!._outer : place._outer is { } around && around.Builder == place.Builder ? around : null) is { } outer)
        {
            place = outer;
        }

        return place;
    }

    /// <summary>The shadow of a part, if it was made here or around.</summary>
    public Value? Part(Value buffer)
    {
        for (var sweep = this; sweep is not null; sweep = sweep._outer)
        {
            if (sweep._parts.TryGetValue(buffer, out var known))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Notes the shadow of a part.</summary>
    public Value Have(Value buffer, Value shadow) => _parts[buffer] = shadow;

    /// <summary>The same place inside a region: what happens to cotangents there is seen outside only through the region's results.</summary>
    public Sweep Nested(params Value[] parameters) =>
        new(Builder.Nested(parameters), new(Cotangents), this, Iterations, IterationOf, _depth);

    /// <summary>The same place with one more forward loop around.</summary>
    public Sweep InIteration(Loop loop, Value iteration) => InIteration(loop, iteration, isBody: false);

    /// <summary>The body of a loop that mirrors a forward loop.</summary>
    /// <param name="loop">The forward loop.</param>
    /// <param name="iteration">The number of the mirrored iteration.</param>
    /// <param name="parameters">The parameters of the body.</param>
    public Sweep InBody(Loop loop, Value iteration, params Value[] parameters) => Nested(parameters).InIteration(loop, iteration, isBody: true);

    private Sweep InIteration(Loop loop, Value iteration, bool isBody) =>
        new(Builder, Cotangents, this, [.. Iterations, iteration], new(IterationOf) { [loop.Iteration] = iteration }, _depth) { _isBody = isBody };
}
