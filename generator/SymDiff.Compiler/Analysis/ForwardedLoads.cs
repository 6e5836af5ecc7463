using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What a load reads, where it is known: a value that was stored or loaded before, in the iterations that both share.</summary>
/// <param name="Stored">The value.</param>
/// <param name="Shared">How many loops, from the outermost, go through the same iteration at both places.</param>
/// <param name="Iteration">For a value that a loop stores, one in each iteration, the number of the iteration that stored it; null for one that is stored, or loaded, beside the load.</param>
internal sealed record Forwarded(Value Stored, int Shared, Value? Iteration);

/// <summary>
/// Loads of memory that has just been read at the same place, or written: element by element by a loop that is over (<c>for … t[r] = …</c>, then <c>t[c]</c> with <c>c</c> in its range), or by one
/// store to the same place. So what is read is known without the memory, which may be written again afterwards.
/// </summary>
internal sealed class ForwardedLoads
{
    // Indices of more operations than this are written by nobody.
    private const int DeepestIndex = 6;

    private readonly Aliasing _aliasing;
    private readonly Sites _sites;
    private readonly Dictionary<Value, Forwarded> _loads = [];
    private readonly Dictionary<Value, int> _whole = [];

    /// <summary>Finds them.</summary>
    /// <param name="forward">The forward sweep.</param>
    /// <param name="aliasing">What its buffers refer to.</param>
    /// <param name="sites">Where its values are defined.</param>
    public ForwardedLoads(IReadOnlyList<Statement> forward, Aliasing aliasing, Sites sites)
    {
        _aliasing = aliasing;
        _sites = sites;
        if (forward.Any(HasStore))
        {
            Visit(new Region(default, forward.ToEquatableArray(), new Terminator(null, default)), null, 0);
        }
    }

    /// <summary>What a load reads; null if that is not known, or the value is not loaded.</summary>
    public Forwarded? this[Value value] => _loads.TryGetValue(value, out var forwarded) ? forwarded : null;

    /// <summary>
    /// How many loops, from the outermost, go through the same iteration at a load and at a loop before it that writes all of the memory that is read; null if there is no such loop.
    /// So what is read was written in that iteration, whatever else wrote there in between.
    /// </summary>
    /// <param name="value">What is loaded.</param>
    public int? SharedWithWhole(Value value) => _whole.TryGetValue(value, out int loops) ? loops : null;

    private static bool HasStore(Statement statement) => statement.Operation is Store || statement.Operation.Regions.Any(r => r.Statements.Any(HasStore));

    private void Visit(Region region, Place? outer, int loops)
    {
        var place = new Place(region, outer, loops, _aliasing);
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Load load && !statement.Result.Type.IsBuffer)
            {
                if (Of(load, place) is { } forwarded && forwarded.Stored.Type == statement.Result.Type)
                {
                    _loads[statement.Result] = forwarded;
                }

                if (_aliasing.Roots(load.Buffer) is { Count: 1 } roots && Whole(roots.Single(), place) is { } shared)
                {
                    _whole[statement.Result] = shared;
                }

                place.Load(load, statement.Result);
            }

            foreach (var inner in statement.Operation.Regions)
            {
                Visit(inner, place, loops + (statement.Operation is Loop ? 1 : 0));
            }

            place.At++;
        }
    }

    private int? Whole(Value root, Place place)
    {
        for (var around = place; around is not null; around = around.Outer)
        {
            if (around.IsWhollyWritten(root, IsWhole))
            {
                return around.Loops;
            }
        }

        return null;
    }

    // for (i = 0; i < memory.Length; i++) memory[i] = …
    private bool IsWhole(Statement writer, Value root) =>
        writer.Operation is Loop { Count: { } count } loop && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0
        && Definition(root) is Alloc { Length: { } size } && IsSame(count, size)
        && loop.Body.Statements.Any(s => s.Operation is Store store && store.Buffer == root && store.Index == loop.Iteration);

    private Forwarded? Of(Load load, Place place)
    {
        if (_aliasing.Roots(load.Buffer) is not { } roots)
        {
            return null;
        }

        if (place.Loaded(load, roots) is { } first)
        {
            return new Forwarded(first, place.Loops, null);
        }

        for (var around = place; around is not null; around = around.Outer)
        {
            if (around.LastWriter(roots) is { } writer)
            {
                return From(writer, roots, load, around.Loops);
            }

            // An earlier iteration may have written it behind the load.
            if (around.IsLoop && around.IsWritten(roots) && !Mutation.ForwardsAcrossIterations)
            {
                return null;
            }
        }

        return null;
    }

    private Forwarded? From(Statement writer, IReadOnlyCollection<Value> roots, Load load, int loops)
    {
        switch (writer.Operation)
        {
            case Store store when store.Buffer == load.Buffer && IsSame(store.Index, load.Index):
                return new Forwarded(store.Stored, loops, null);

            case Loop { Count: { } count } loop when loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0:
                var written = WrittenMemory.Written(writer, _aliasing).Where(b => _aliasing.Roots(b) is not { } others || others.Any(roots.Contains)).Take(2).ToList();
                return written.Count == 1 && loop.Body.Statements.Select(s => s.Operation).OfType<Store>().FirstOrDefault(s => s.Buffer == load.Buffer) is { } each
                    && Index(each.Index, loop.Iteration, load.Index) is { } number && IsBelow(number, count)
                    ? new Forwarded(each.Stored, loops, number)
                    : null;

            default:
                return null;
        }
    }

    // Where the loop writes at "base + iteration" and "base + number" is read, the number.
    private Value? Index(Value written, Value iteration, Value read)
    {
        if (written == iteration)
        {
            return read;
        }

        return Sum(written) is { } to && Sum(read) is { } from
            ? to.Second == iteration ? Other(from, to.First) : to.First == iteration ? Other(from, to.Second) : null
            : null;

        (Value First, Value Second)? Sum(Value value) =>
            _sites[value].Definition?.Operation is Apply { Primitive: "Add", IsChecked: false } sum ? (sum.Arguments[0], sum.Arguments[1]) : null;

        Value? Other((Value First, Value Second) sum, Value known) => IsSame(sum.First, known) ? sum.Second : IsSame(sum.Second, known) ? sum.First : null;
    }

    // Whether 0 <= number < count, where there is a number at all.
    private bool IsBelow(Value number, Value count)
    {
        var site = _sites[number];
        return Mutation.ForwardsBeyondRange || (site.Definition is null
            ? site.Loop is { } loop && loop.Loop.Iteration == number && loop.Loop.Count is { } times && (IsSame(times, count) || IsBelow(times, count) || IsOneMore(times, count) || IsAtMost(times, count))
            : Constant(number) is { } literal && literal >= 0 && Constant(count) is { } limit && literal < limit);
    }

    // As in "c <= r" with an r below the count.
    private bool IsOneMore(Value number, Value count) => _sites[number].Definition?.Operation is Apply { Primitive: "Add", IsChecked: false } sum
        && ((Constant(sum.Arguments[1]) == 1 && IsBelow(sum.Arguments[0], count)) || (Constant(sum.Arguments[0]) == 1 && IsBelow(sum.Arguments[1], count)));

    private bool IsAtMost(Value number, Value count) => Constant(number) is { } literal && Constant(count) is { } limit && literal <= limit;

    private long? Constant(Value value) => _sites[value].Definition?.Operation is Constant constant ? constant.Literal.Bits : null;

    // The same number: one value, or the same function of the same values.
    private bool IsSame(Value first, Value second, int depth = 0)
    {
        (first, second) = (Size(first), Size(second));
        if (first == second)
        {
            return true;
        }

        return depth < DeepestIndex && first.Type == second.Type && (Definition(first), Definition(second)) switch
        {
            (Constant a, Constant b) => a == b,
            (Apply a, Apply b) => a.Primitive == b.Primitive && a.IsChecked == b.IsChecked && a.Arguments.Count == b.Arguments.Count
                && Enumerable.Range(0, a.Arguments.Count).All(i => IsSame(a.Arguments[i], b.Arguments[i], depth + 1)),
            (Length a, Length b) => a.Buffer == b.Buffer,
            _ => false,
        };
    }

    // The length of memory is the number that it was made with.
    private Value Size(Value value) =>
        Definition(value) is Length length && Definition(length.Buffer) is Alloc { Length: { } size } ? size : value;

    // Null for what is defined elsewhere, as what an iteration that is run again finds before it.
    private Operation? Definition(Value value) => _sites.Has(value) ? _sites[value].Definition?.Operation : null;

    /// <summary>A region on the way to a load, and which of its statements write memory.</summary>
    private sealed class Place(Region region, Place? outer, int loops, Aliasing aliasing)
    {
        private readonly List<int> _ofUnknown = [];
        private readonly Dictionary<(Value Buffer, Value Index), (Value Result, int At)> _read = [];
        private Dictionary<Value, List<int>>? _writers;

        public Place? Outer => outer;

        /// <summary>How many loops are around the region.</summary>
        public int Loops => loops;

        /// <summary>Whether the region is a loop's.</summary>
        public bool IsLoop => outer is not null && outer.Loops < loops;

        /// <summary>The statement that is looked at.</summary>
        public int At { get; set; }

        private Dictionary<Value, List<int>> Writers => _writers ??= Collect();

        /// <summary>Whether any statement may write one of these.</summary>
        public bool IsWritten(IReadOnlyCollection<Value> roots) => roots.Any(Writers.ContainsKey) || _ofUnknown.Count > 0;

        /// <summary>The last statement before the one that is looked at that may write one of these; null if none does.</summary>
        public Statement? LastWriter(IReadOnlyCollection<Value> roots) => Last(roots) is >= 0 and var last ? region.Statements[last] : null;

        /// <summary>Whether a statement before the one that is looked at writes all of some memory.</summary>
        public bool IsWhollyWritten(Value root, Func<Statement, Value, bool> isWhole) =>
            Writers.TryGetValue(root, out var places) && places.Any(p => p < At && isWhole(region.Statements[p], root));

        /// <summary>Notes that the statement that is looked at loads a value.</summary>
        public void Load(Load load, Value result) => _read[(load.Buffer, load.Index)] = (result, At);

        /// <summary>The value that was loaded from the same place before, if nothing may have written it since.</summary>
        public Value? Loaded(Load load, IReadOnlyCollection<Value> roots) =>
            _read.TryGetValue((load.Buffer, load.Index), out var first) && Last(roots) < first.At ? first.Result : null;

        private int Last(IReadOnlyCollection<Value> roots)
        {
            var writers = Writers;
            return roots.Select(r => writers.TryGetValue(r, out var places) ? Before(places) : -1).Append(Before(_ofUnknown)).Max();
        }

        private int Before(List<int> places)
        {
            int found = places.BinarySearch(At);
            int before = (found < 0 ? ~found : found) - 1;
            return before < 0 ? -1 : places[before];
        }

        private Dictionary<Value, List<int>> Collect()
        {
            var writers = new Dictionary<Value, List<int>>();
            for (int i = 0; i < region.Statements.Count; i++)
            {
                foreach (var buffer in WrittenMemory.Written(region.Statements[i], aliasing))
                {
                    foreach (var places in aliasing.Roots(buffer)?.Select(Places) ?? [_ofUnknown])
                    {
                        if (places.Count == 0 || places[places.Count - 1] != i)
                        {
                            places.Add(i);
                        }
                    }
                }
            }

            return writers;

            List<int> Places(Value root) => writers.TryGetValue(root, out var places) ? places : writers[root] = [];
        }
    }
}
