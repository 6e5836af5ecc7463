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
internal sealed class Fusion
{
    private readonly IReadOnlyDictionary<string, string> _reversals;
    private readonly ValueSource _values;
    private readonly Aliasing _aliasing;
    private readonly IReadOnlyDictionary<Value, Value> _shadows;
    private readonly PrivateMemory _scratch;

    /// <summary>What is known of all of a function's sweeps.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    public Fusion(Sweeps sweeps)
    {
        var function = sweeps.Function;
        _reversals = sweeps.Reversals;
        _values = new ValueSource(function);
        _aliasing = Aliasing.Of(function);
        _shadows = sweeps.Shadows;
        _scratch = new PrivateMemory(function.Parameters, [.. function.Body.Statements.Take(sweeps.ForwardCount)], _aliasing);
    }

    /// <summary>The same sweeps with loops fused.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    public static Sweeps Run(Sweeps sweeps) => sweeps.Reversals.Count == 0 ? sweeps : new Fusion(sweeps).Fuse(sweeps);

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
            if (reverse[i].Operation is not Loop backward || !_reversals.TryGetValue(backward.Label, out string? label))
            {
                continue;
            }

            int at = forward.FindIndex(s => s.Operation is Loop f && f.Label == label);
            if (at < 0 || TryFuse(sweeps.Function, forward, at, reverse, i) is not { } fused)
            {
                continue;
            }

            any = true;
            forward.RemoveAt(at);
            forward.InsertRange(at, fused.Forward);
            forward.RemoveAll(s => fused.Moved.Contains(s));
            i -= reverse.RemoveAll(s => fused.Moved.Contains(s));

            // What the reverse loop handed on is what it was given; what it added up is added in its place.
            var statement = reverse[i];
            var results = statement.Results.Select((r, k) => (Result: r, Initial: backward.Initial[k], Total: fused.Totals[k])).ToList();
            foreach (var (result, initial, _) in results.Where(r => r.Total is null))
            {
                renamed[result] = initial;
            }

            var added = results.Where(r => r.Total is not null)
                .Select(r => new Statement(EquatableArray.Of(r.Result), new Apply("Add", EquatableArray.Of(Mutation.ForgetsBeforeFused ? r.Total! : r.Initial, r.Total!)), statement.Step))
                .ToList();
            reverse.RemoveAt(i);
            reverse.InsertRange(i, added);
            i += added.Count - 1;
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

    // The fused loop with what must stand before it, which memory is made there and no longer where it was; per carried cotangent what it adds up to, null for what is handed on as it came.
    private (List<Statement> Forward, HashSet<Statement> Moved, Value?[] Totals)? TryFuse(Function function, List<Statement> forward, int at, List<Statement> reverse, int from)
    {
        var loop = (Loop)forward[at].Operation;
        var backward = (Loop)reverse[from].Operation;
        if (loop.Count is null || loop.IsReversed || !loop.Body.End.IsYield || Exits.Labels(loop.Body).Count > 0 || Exits.Labels(backward.Body).Count > 0
            || !HasOwnMemory(loop, backward, new Shared(reverse.Take(from), Roots, forward.SelectMany(WithNested).Any(HandsMemoryOn))))
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
        var available = new Availability(function.Parameters.Concat(forward.Take(at).SelectMany(s => s.Results)), forward.Skip(at + 1).Concat(reverse.Take(from)), before);
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
            Inline(statement, hidden, inner, body.Add);
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
        return ([.. before.Statements, fused], available.Moved, totals);
    }

    // A statement of the reverse loop, in the iteration itself: what it recalls of the iteration is there, unless it is hidden inside a choice or a loop of it,
    // from which it is recalled; and nothing need be written back, for nothing else reads the iteration's own memory.
    private static void Inline(Statement statement, HashSet<Value> hidden, Dictionary<Value, Value> renamed, Action<Statement> add)
    {
        switch (statement.Operation)
        {
            case Store { IsRestore: true }:
                return;
            case Recall recall when !hidden.Contains(recall.Recalled):
                renamed[statement.Result] = recall.Recalled;
                return;
            case Recall recall:
                add(statement with { Operation = recall with { Iterations = recall.Iterations.Skip(1).ToEquatableArray().Map(renamed) } });
                return;
        }

        var regions = statement.Operation.Regions.Select(r =>
        {
            var statements = new List<Statement>();
            foreach (var inner in r.Statements)
            {
                Inline(inner, hidden, renamed, statements.Add);
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

    private bool HasOwnMemory(Loop loop, Loop backward, Shared before)
    {
        var own = new HashSet<Value>(loop.Body.AllStatements().Concat(backward.Body.AllStatements()).Where(s => s.Operation is Alloc).Select(s => s.Result));

        // What is handed on, or stored in memory, may be found there later.
        var stored = loop.Body.AllStatements().Select(s => s.Operation).OfType<Store>().Select(s => s.Stored);
        foreach (var value in loop.Body.End.Values.Concat(stored).Where(v => v.Type.IsBuffer))
        {
            own.ExceptWith(Roots(value) ?? own);
        }

        var statements = backward.Body.AllStatements().ToList();
        bool calls = statements.Any(s => s.Operation is Call);

        // A reverse half knows the memory that its forward half was handed.
        bool handsOn = loop.Body.AllStatements().Concat(statements).Any(HandsMemoryOn) && !Mutation.FusesCalls;
        return statements.All(s => s.Operation switch
        {
            Load load => IsOwn(load.Buffer),
            Store store => IsOwn(store.Buffer) && !(store.IsRestore && calls),
            Accumulate sum => IsOwn(sum.Buffer) || (Roots(sum.Buffer) is { } roots && !before.MayRead(roots)),
            Call => !handsOn,
            _ => true,
        });

        bool IsOwn(Value buffer) => Roots(buffer) is { } roots && roots.All(r => own.Contains(r) || (_shadows.TryGetValue(r, out var origin) && _scratch.Is(origin, loop)));
    }

    private static bool HandsMemoryOn(Statement statement) =>
        statement.Operation is Call call && call.Arguments.Concat(statement.Results).Any(v => v.Type.IsBuffer && v.Type != IrType.Frame);

    /// <summary>Memory whose shadow the reverse sweep reads or writes, and does not only add to, before it comes to a loop.</summary>
    private sealed class Shared
    {
        private readonly HashSet<Value> _read = [];
        private readonly bool _readsAnything;

        public Shared(IEnumerable<Statement> before, Func<Value, IReadOnlyCollection<Value>?> roots, bool handsOn)
        {
            foreach (var operation in before.SelectMany(WithNested).Select(s => s.Operation))
            {
                _readsAnything |= operation is Call call && (handsOn || call.Arguments.Any(a => a.Type.IsBuffer && a.Type != IrType.Frame));
                if ((operation is Load load ? load.Buffer : operation is Store { IsRestore: false } store ? store.Buffer : null) is { } buffer)
                {
                    _readsAnything |= roots(buffer) is null;
                    _read.UnionWith(roots(buffer) ?? []);
                }
            }
        }

        public bool MayRead(IReadOnlyCollection<Value> roots) => _readsAnything || roots.Any(_read.Contains);
    }

    /// <summary>What can be had before a forward loop of what the reverse sweep has before the reverse loop.</summary>
    private sealed class Availability(IEnumerable<Value> known, IEnumerable<Statement> later, RegionBuilder before)
    {
        private readonly Dictionary<Value, Value?> _had = known.ToDictionary(v => v, v => (Value?)v);
        private readonly Dictionary<Value, Statement> _definitions = later.SelectMany(s => s.Results.Select(r => (r, s))).ToDictionary(d => d.r, d => d.s);

        /// <summary>What makes memory, and has to be made earlier.</summary>
        public HashSet<Statement> Moved { get; } = new(ByReference.Instance);

        /// <summary>The value, computed again if need be; null if it depends on what comes later.</summary>
        public Value? Get(Value value)
        {
            if (_had.TryGetValue(value, out var had))
            {
                return had;
            }

            Value? got = null;
            if (_definitions.TryGetValue(value, out var statement))
            {
                switch (statement.Operation)
                {
                    case Recall { Iterations.Count: 0 } recall:
                        got = Get(recall.Recalled);
                        break;
                    case Length length:
                        got = Get(length.Buffer) is { } buffer ? before.Add(new Length(buffer), value.Type, value.Name) : null;
                        break;
                    case Alloc { Length: { } size, IsArray: false } alloc when Get(size) is { } number:
                        Moved.Add(statement);
                        before.Add(statement with { Operation = alloc with { Length = number } });
                        got = value;
                        break;
                    case Slice slice when Get(slice.Buffer) is { } whole && Get(slice.Start) is { } start && Get(slice.Length) is { } size:
                        got = before.Add(new Slice(whole, start, size), value.Type, value.Name);
                        break;
                    case Constant constant:
                        got = before.Add(constant, value.Type, value.Name);
                        break;
                    case Apply apply when !Emit.Shapes.CanThrow(apply):
                        var arguments = apply.Arguments.Select(Get).ToList();
                        before.Step = statement.Step;
                        got = arguments.Contains(null) ? null : before.Add(apply with { Arguments = arguments.Select(a => a!).ToEquatableArray() }, value.Type, value.Name);
                        break;
                }
            }

            _had[value] = got;
            return got;
        }
    }
}
