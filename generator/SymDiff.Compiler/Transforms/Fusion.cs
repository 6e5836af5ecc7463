using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Runs the reverse of an iteration right after the iteration, where it needs nothing from later ones: in a sum over samples the cotangent of the sum is
/// known beforehand. Then nothing of the iteration is recorded, and the data is gone through once.
/// </summary>
/// <remarks>
/// A forward loop and its reverse become one if every cotangent that the reverse loop carries is handed on as it came, from before the loop, or only added
/// to; and if the shadows that it touches are only added to up to there, or belong to memory that an iteration makes for itself, or might as well.
/// </remarks>
internal sealed partial class Fusion
{
    private readonly IReadOnlyDictionary<string, string> _reversals;
    private readonly FusedCalls _calls;
    private readonly Function _function;
    private readonly ValueSource _values;
    private readonly Aliasing _aliasing;
    private readonly IReadOnlyDictionary<Value, Value> _shadows;
    private readonly PrivateMemory _scratch;

    // The shadows that calls are handed.
    private readonly List<Value> _handed;

    // How many loops, choices and calls were fused.
    private int _count;

    /// <summary>What is known of all of a function's sweeps.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    /// <param name="calls">What calls may be fused; null for none.</param>
    public Fusion(Sweeps sweeps, FusedCalls? calls = null)
    {
        var function = sweeps.Function;
        _calls = calls ?? FusedCalls.None;
        _function = function;
        _reversals = sweeps.Reversals;
        _values = new ValueSource(function);
        _aliasing = Aliasing.Of(function);
        _shadows = sweeps.Shadows;
        _scratch = new PrivateMemory(function.Parameters, [.. function.Body.Statements.Take(sweeps.ForwardCount)], _aliasing);
        _handed = [.. function.Body.AllStatements().Select(s => s.Operation).OfType<Call>().SelectMany(c => c.Arguments.Skip(c.Arguments.Count - c.Kept)).Where(a => a.Type.IsBuffer).Distinct()];
    }

    /// <summary>The same sweeps with loops and calls fused.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    /// <param name="calls">What calls may be fused; null for none.</param>
    public static Sweeps Run(Sweeps sweeps, FusedCalls? calls = null) =>
        sweeps.Reversals.Count == 0 && calls is not { Callees.Count: > 0 } ? sweeps : new Fusion(sweeps, calls).Fuse(sweeps);

    /// <summary>What became of a reverse statement that was fused.</summary>
    /// <param name="At">The place of its forward statement.</param>
    /// <param name="Forward">What stands there now.</param>
    /// <param name="Moved">What makes memory, and stands there no longer.</param>
    /// <param name="Left">What is left in the reverse sweep.</param>
    private sealed record Fused(int At, List<Statement> Forward, HashSet<Statement> Moved, List<Statement> Left)
    {
        /// <summary>Values of the reverse sweep that are others now.</summary>
        public IReadOnlyDictionary<Value, Value> Renamed { get; init; } = new Dictionary<Value, Value>();
    }

    private static IEnumerable<Statement> WithNested(Statement statement) =>
        new[] { statement }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements()));

    private IReadOnlyCollection<Value>? Roots(Value buffer) => _aliasing.Roots(buffer);

    private Sweeps Fuse(Sweeps sweeps)
    {
        var forward = sweeps.Function.Body.Statements.Take(sweeps.ForwardCount).ToList();
        var reverse = sweeps.Function.Body.Statements.Skip(sweeps.ForwardCount).ToList();
        var renamed = new Dictionary<Value, Value>();
        bool any = false;
        for (int i = 0; i < reverse.Count; i++)
        {
            reverse[i] = reverse[i].Rename(renamed);
            if (TryFuse(sweeps.Function, forward, reverse, i) is not { } fused)
            {
                continue;
            }

            any = true;
            _count++;
            forward.RemoveAt(fused.At);
            forward.InsertRange(fused.At, fused.Forward);
            forward.RemoveAll(s => fused.Moved.Contains(s));
            i -= reverse.RemoveAll(s => fused.Moved.Contains(s));
            foreach (var pair in fused.Renamed)
            {
                renamed[pair.Key] = pair.Value;
            }

            reverse.RemoveAt(i);
            reverse.InsertRange(i, fused.Left);
            i += fused.Left.Count - 1;
        }

        if (!any)
        {
            return sweeps;
        }

        var body = sweeps.Function.Body with
        {
            Statements = forward.Concat(reverse).ToEquatableArray(),
            End = sweeps.Function.Body.End with { Values = sweeps.Function.Body.End.Values.Map(renamed) },
        };
        return sweeps with { Function = sweeps.Function with { Body = body }, ForwardCount = forward.Count, Cotangents = sweeps.Cotangents.Map(renamed) };
    }

    private Fused? TryFuse(Function function, List<Statement> forward, List<Statement> reverse, int from) => reverse[from].Operation switch
    {
        Loop backward when _reversals.TryGetValue(backward.Label, out string? label) && forward.FindIndex(s => s.Operation is Loop f && f.Label == label) is >= 0 and var at =>
            TryFuseLoop(function, forward, at, reverse, from),
        If => TryFuseChoice(function, forward, reverse, from),
        Call => TryFuseCall(function, forward, reverse, from),
        _ => null,
    };

    private Fused? TryFuseLoop(Function function, List<Statement> forward, int at, List<Statement> reverse, int from)
    {
        var loop = (Loop)forward[at].Operation;
        var backward = (Loop)reverse[from].Operation;
        if (loop.Count is null || loop.IsReversed || !loop.Body.End.IsYield || Exits.Labels(loop.Body).Count > 0 || Exits.Labels(backward.Body).Count > 0
            || !HasOwnMemory([loop.Body], [backward.Body], loop, Between(forward, at, reverse, from)))
        {
            return null;
        }

        var carried = backward.Body.Parameters.Skip(1).ToList();
        var yielded = backward.Body.End.Values;
        var isSum = carried.Select((c, i) => Additions.Source(backward.Body, yielded[i]) != c).ToArray();
        if (carried.Where((c, i) => isSum[i] && !Additions.IsSum(backward.Body, c, yielded[i])).Any())
        {
            return null;
        }

        // What the reverse loop reads of the reverse sweep is computed again before the forward loop.
        var before = new RegionBuilder(_values);
        var available = AvailableAt(function, forward, at, reverse, from, before);
        var renamed = new Dictionary<Value, Value>();
        foreach (var value in backward.Body.FreeValues().Concat(carried.Select((_, i) => backward.Initial[i]).Where((_, i) => !isSum[i])))
        {
            if (available.Get(value) is not { } got)
            {
                return null;
            }

            renamed[value] = got;
        }

        for (int i = 0; i < carried.Count; i++)
        {
            if (!isSum[i])
            {
                renamed[carried[i]] = renamed[backward.Initial[i]];
            }
        }

        renamed[backward.Iteration] = loop.Iteration;
        var sums = Enumerable.Range(0, carried.Count).Where(i => isSum[i]).ToList();
        var initial = sums.Select(i => before.Zero(carried[i].Type)).ToList();
        var body = new List<Statement>();
        var inner = new Dictionary<Value, Value>(renamed);
        var hidden = new HashSet<Value>(loop.Body.Statements.SelectMany(s => s.Operation.Regions).SelectMany(r => r.Nested()).SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results))));
        foreach (var statement in backward.Body.Statements)
        {
            Inline(statement, hidden, 1, inner, body.Add);
        }

        var region = Stored(new Region(
            loop.Body.Parameters.Concat(sums.Select(i => carried[i])).ToEquatableArray(),
            loop.Body.Statements.Concat(body).ToEquatableArray(),
            new Terminator(null, loop.Body.End.Values.Concat(sums.Select(i => yielded[i]).ToEquatableArray().Map(inner)).ToEquatableArray())), loop.Body.Statements.Count);
        var totals = carried.Select((c, i) => isSum[i] ? _values.Fresh(c.Type, c.Name) : null).ToArray();
        var fused = new Statement(
            forward[at].Results.Concat(totals.OfType<Value>()).ToEquatableArray(),
            loop with { Initial = loop.Initial.Concat(initial).ToEquatableArray(), Body = region },
            forward[at].Step);

        // What the reverse loop handed on is what it was given; what it added up is added in its place.
        var results = reverse[from].Results.Select((r, i) => (Result: r, Initial: backward.Initial[i], Total: totals[i])).ToList();
        return new Fused(at, [.. before.Statements, fused], available.Moved, [.. results.Where(r => r.Total is not null).Select(r => Sum(r.Result, r.Initial, r.Total!, reverse[from].Step))])
        {
            Renamed = results.Where(r => r.Total is null).ToDictionary(r => r.Result, r => r.Initial),
        };
    }

    private static Statement Sum(Value result, Value initial, Value total, int? step) =>
        new(EquatableArray.Of(result), new Apply("Add", EquatableArray.Of(Mutation.ForgetsBeforeFused ? total : initial, total)), step);

    // A statement of what is reversed, in the iteration or the arm itself: what it recalls of that is there, unless it is hidden inside a choice or a loop of it,
    // from which it is recalled; and nothing need be written back, for nothing else reads the iteration's own memory.
    private static void Inline(Statement statement, HashSet<Value> hidden, int loops, Dictionary<Value, Value> renamed, Action<Statement> add)
    {
        switch (statement.Operation)
        {
            case Store { IsRestore: true }:
                return;
            case Recall recall when !hidden.Contains(recall.Recalled):
                renamed[statement.Result] = recall.Recalled;
                return;
            case Recall recall:
                add(statement with { Operation = recall with { Iterations = recall.Iterations.Skip(loops).ToEquatableArray().Map(renamed) } });
                return;
        }

        var regions = statement.Operation.Regions.Select(r =>
        {
            var statements = new List<Statement>();
            foreach (var inner in r.Statements)
            {
                Inline(inner, hidden, loops, renamed, statements.Add);
            }

            return new Region(r.Parameters, statements.ToEquatableArray(), r.End with { Values = r.End.Values.Map(renamed) });
        }).ToEquatableArray();
        add(statement with { Operation = statement.Operation.With(statement.Operation.Operands.Map(renamed), regions) });
    }

    /// <summary>The body of a loop that is a forward sweep and a reverse sweep once more, such as that of a fused one, without recalls.</summary>
    /// <param name="region">The body.</param>
    /// <param name="forwardCount">How many of its statements are the forward sweep.</param>
    public Region Stored(Region region, int forwardCount)
    {
        var parameters = region.FreeValues().Concat(region.Parameters).ToEquatableArray();
        var body = new Function("iteration", parameters, region.End.Values.Select(v => v.Type).ToEquatableArray(), region with { Parameters = default });
        var sweeps = Fuse(new Sweeps(body, forwardCount, default, default) { Reversals = _reversals });
        var stored = Storage.Run(sweeps, _values, _aliasing).Function.Body;
        return region with { Statements = stored.Statements, End = stored.End };
    }

    // Whether what reverses an iteration, or the arms of a choice, touches no memory that the reverse sweep has read or written before.
    private bool HasOwnMemory(IReadOnlyList<Region> ahead, IReadOnlyList<Region> back, Loop? loop, Shared before)
    {
        var own = new HashSet<Value>(ahead.Concat(back).SelectMany(r => r.AllStatements()).Where(s => s.Operation is Alloc).Select(s => s.Result));

        // What is handed on, or stored in memory, may be found there later.
        var stored = ahead.SelectMany(r => r.AllStatements()).Select(s => s.Operation).OfType<Store>().Select(s => s.Stored);
        foreach (var value in ahead.SelectMany(r => r.End.Values).Concat(stored).Where(v => v.Type.IsBuffer))
        {
            own.ExceptWith(Roots(value) ?? own);
        }

        var statements = back.SelectMany(r => r.AllStatements()).ToList();
        bool calls = statements.Any(s => s.Operation is Call);

        // A reverse half knows the memory that its forward half was handed; a pullback only adds to what it is handed for that.
        bool handsOn = ahead.SelectMany(r => r.AllStatements()).Concat(statements).Any(HandsMemoryOn) && !Mutation.FusesCalls;
        return statements.All(s => s.Operation switch
        {
            Load load => IsOwn(load.Buffer),
            Store store => IsOwn(store.Buffer) && !(store.IsRestore && calls),
            Accumulate sum => IsOwn(sum.Buffer) || (Roots(sum.Buffer) is { } roots && !before.MayRead(roots)),
            Call => !handsOn || (_calls.AreAll && _handed.All(h => Roots(h) is { } roots && !before.MayRead(roots))),
            _ => true,
        });

        bool IsOwn(Value buffer) => Roots(buffer) is { } roots && roots.All(r => own.Contains(r) || (loop is not null && _shadows.TryGetValue(r, out var origin) && _scratch.Is(origin, loop)));
    }

    // What stands between a forward statement and its reverse: the rest of the forward sweep, in which something may be reversed already, and the reverse sweep so far.
    private Shared Between(List<Statement> forward, int at, List<Statement> reverse, int from) =>
        new(reverse.Take(from), forward.Skip(at + 1), Roots, !_calls.AreAll && forward.SelectMany(WithNested).Any(HandsMemoryOn));

    private static bool HandsMemoryOn(Statement statement) =>
        statement.Operation is Call call && call.Arguments.Concat(statement.Results).Any(v => v.Type.IsBuffer && v.Type != IrType.Frame);

    /// <summary>Memory that is read or written, and not only added to, between a forward statement and its reverse.</summary>
    private sealed class Shared
    {
        private readonly HashSet<Value> _read = [];
        private readonly bool _readsAnything;

        public Shared(IEnumerable<Statement> before, IEnumerable<Statement> fused, Func<Value, IReadOnlyCollection<Value>?> roots, bool handsOn)
        {
            foreach (var operation in before.SelectMany(WithNested).Select(s => s.Operation))
            {
                _readsAnything |= operation is Call call && (handsOn || call.Arguments.Any(a => a.Type.IsBuffer && a.Type != IrType.Frame));
                if (Touched(operation) is { } buffer)
                {
                    _readsAnything |= roots(buffer) is null;
                    _read.UnionWith(roots(buffer) ?? []);
                }
            }

            // Shadows that are reversed there are known by name.
            foreach (var buffer in fused.SelectMany(WithNested).Select(s => Touched(s.Operation)).OfType<Value>().Where(_ => !Mutation.AddsBeforeReads))
            {
                _read.UnionWith(roots(buffer) ?? []);
            }
        }

        public bool MayRead(IReadOnlyCollection<Value> roots) => _readsAnything || roots.Any(_read.Contains);

        private static Value? Touched(Operation operation) => operation is Load load ? load.Buffer : operation is Store { IsRestore: false } store ? store.Buffer : null;
    }
}
