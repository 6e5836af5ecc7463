using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>How the reverse sweep gets at a value of the forward sweep.</summary>
internal enum RecallKind
{
    /// <summary>It is still in scope.</summary>
    InScope,

    /// <summary>It is the number of the mirrored iteration.</summary>
    Iteration,

    /// <summary>It follows from the number of the mirrored iteration: a carried integer that goes on by the same every time.</summary>
    Induction,

    /// <summary>It is computed, or loaded, again from values that can be had.</summary>
    Recompute,

    /// <summary>The method itself stores it, in memory that holds it to the end.</summary>
    Stored,

    /// <summary>It is a value that was stored before it was loaded.</summary>
    Forwarded,

    /// <summary>The forward sweep keeps it: in a variable outside all loops, in a record inside.</summary>
    Keep,
}

/// <summary>
/// Decides for every recalled value. Kept is what costs more than an instruction or two, and what cannot be had again: carried values,
/// effects, content of memory that changes. Cheap values are recomputed if all they need can be had without keeping anything more; so is one function
/// of what is known in every iteration, such as its number, where it is not known how often a loop runs: computing it again costs less than memory that grows.
/// A value of an inner loop that follows soon from fewer, of the loops around it, is computed again from those.
/// </summary>
internal sealed class RecallPlan
{
    // A recomputation longer than this would cost more than a store and a load. What computes with integers, indices mostly, costs half: much of it is there
    // for what stands beside it.
    private const int LongestRecomputation = 16;

    // What is computed again more often than the first time should cost no more than a load.
    private const int LongestInDeeperLoop = 4;

    // A division or a root that is computed again, where that may be.
    private const int CostOfQuotient = 4;

    // Keeping more than this in the loops around would cost as much as keeping the value.
    private const int MostSources = 2;

    // Where a loop may be broken off, its count is only the most that there can be; a record of more than this is made as it is needed.
    private const int LongestUnused = 1024;

    private readonly Sites _sites;
    private readonly WrittenMemory _memory;
    private readonly Dictionary<Value, Value> _stored;
    private readonly ForwardedLoads _loads;
    private readonly HashSet<Value> _kept = [];
    private readonly Dictionary<Value, bool> _isInvariant = [];
    private readonly Dictionary<Value, Induction?> _inductions = [];
    private readonly Dictionary<LoopSite, Value> _bases = [];
    private readonly Dictionary<Value, int> _loopsAround = [];
    private readonly ValueSource _placeholders;

    public RecallPlan(Function function, IReadOnlyList<Statement> forward, Region reverse, ValueSource values, Aliasing aliasing)
    {
        _placeholders = values;
        _sites = new Sites(function.Parameters, forward);
        _memory = new WrittenMemory(aliasing, forward);

        // What is written back is not there any more where an iteration is reversed.
        bool restores = reverse.AllStatements().Any(s => s.Operation is Store { IsRestore: true });
        _stored = restores ? [] : StoredValues.Of(forward, aliasing, _sites);
        _loads = new ForwardedLoads(forward, aliasing, _sites);
        FindRecalls(reverse, 0);
        foreach (var value in _loopsAround.Keys.OrderBy(v => _sites[v].Order))
        {
            Require(value, LongestRecomputation);
        }

        // Keeping something in a loop takes the loop's ticket, which may take keeping its base in the loop around.
        var pending = new Queue<LoopSite>(_kept.Select(v => _sites[v].Loop).OfType<LoopSite>().Distinct());
        while (pending.Count > 0)
        {
            var loop = pending.Dequeue();
            if (loop.Parent is not { } parent || TicketLoops.Contains(loop))
            {
                TicketLoops.Add(loop);
                continue;
            }

            TicketLoops.Add(loop);
            if (IsRectangular(loop))
            {
                Require(loop.Loop.Count!, LongestRecomputation);
            }
            else
            {
                _bases[loop] = _placeholders.Fresh(IrType.Int32);
            }

            pending.Enqueue(parent);
        }
    }

    /// <summary>The values the forward sweep keeps, in order of definition.</summary>
    public IEnumerable<Site> Kept => _kept.Select(v => _sites[v]).OrderBy(s => s.Order);

    /// <summary>The loops whose iterations need a number that is unique over the whole run.</summary>
    public HashSet<LoopSite> TicketLoops { get; } = [];

    /// <summary>The loops whose iterations so far are counted, because their count differs from time to time.</summary>
    public IEnumerable<LoopSite> CountedLoops => _bases.Keys;

    /// <summary>How a value is had.</summary>
    public RecallKind Kind(Value value)
    {
        var site = _sites[value];
        return site.IsTopLevel ? RecallKind.InScope
            : IsIteration(site) ? RecallKind.Iteration
            : _kept.Contains(value) ? RecallKind.Keep
            : Induction(value) is not null ? RecallKind.Induction
            : IsReloaded(value) ? RecallKind.Stored
            : Forwarded(value) is not null ? RecallKind.Forwarded
            : RecallKind.Recompute;
    }

    /// <summary>What a carried integer follows from; null if it is none that goes on by the same every time.</summary>
    public Induction? Induction(Value value)
    {
        if (!_inductions.TryGetValue(value, out var known))
        {
            _inductions[value] = known = Analysis.Induction.Of(value, _sites);
        }

        return known;
    }

    /// <summary>What a load reads of memory that is written again; null if that is not known, or the memory can be asked again.</summary>
    public Forwarded? Forwarded(Value value) =>
        _loads[value] is { } forwarded && !IsRepeatable(_sites[value].Definition!.Operation, _sites[value].Outermost) ? forwarded : null;

    /// <summary>The iterations in which what a load reads was computed.</summary>
    /// <param name="forwarded">What it reads.</param>
    /// <param name="iterations">Those of the load.</param>
    /// <param name="stored">The number of the iteration that stored it, if there is one.</param>
    public EquatableArray<Value> IterationsOf(Forwarded forwarded, EquatableArray<Value> iterations, Value? stored)
    {
        int depth = _sites[forwarded.Stored].Loop?.Nest.Count ?? 0;
        return depth > forwarded.Shared ? iterations.Take(forwarded.Shared).Append(stored!).ToEquatableArray() : iterations.Take(depth).ToEquatableArray();
    }

    /// <summary>The memory that holds a value which the method itself stores, at the number of the iteration.</summary>
    public Value Memory(Value value) => _stored[value];

    /// <summary>Where a value is defined.</summary>
    public Site Site(Value value) => _sites[value];

    /// <summary>Whether the loop has the same number of places in a record, known before the outermost loop, each time.</summary>
    public bool IsRectangular(LoopSite loop) => loop.Loop.Count is { } count
        && (ConstantCount(loop) is { } constant
            ? constant.Literal.Bits <= LongestUnused || Exits.Labels(loop.Loop.Body).Count == 0
            : (_sites[count].Loop is null || IsInvariant(count)) && Exits.Labels(loop.Loop.Body).Count == 0);

    /// <summary>The literal that says how often the loop runs; it may stand inside other loops.</summary>
    public Constant? ConstantCount(LoopSite loop) => loop.Loop.Count is { } count ? _sites[count].Definition?.Operation as Constant : null;

    private static bool IsIteration(Site site) => site.Definition is null && site.Loop is { } loop && loop.Loop.Iteration == site.Value;

    // What is recalled, and in how many loops at most.
    private void FindRecalls(Region region, int loops)
    {
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Recall { Recalled: var value })
            {
                _loopsAround[value] = Math.Max(loops, _loopsAround.TryGetValue(value, out int known) ? known : 0);
            }

            foreach (var inner in statement.Operation.Regions)
            {
                FindRecalls(inner, statement.Operation is Loop ? loops + 1 : loops);
            }
        }
    }

    private void Require(Value value, int longest)
    {
        if (Induction(value) is { } induction)
        {
            // What it begins with is kept once where it would be kept in every iteration.
            foreach (var operand in induction.Operands)
            {
                Require(operand, longest);
            }
        }
        else if (IsReloaded(value) || IsInvariant(value))
        {
        }
        else if (Forwarded(value) is { } forwarded)
        {
            int around = _loopsAround.TryGetValue(value, out int loops) ? loops : 0;
            _loopsAround[forwarded.Stored] = Math.Max(around, _loopsAround.TryGetValue(forwarded.Stored, out int known) ? known : 0);

            // In a deeper loop it would be computed more often than the first time.
            Require(forwarded.Stored, around > (_sites[forwarded.Stored].Loop?.Nest.Count ?? 0) ? LongestInDeeperLoop : longest);
            if (forwarded.Iteration is { } iteration)
            {
                Require(iteration, longest);
            }
        }
        else if (RecomputationLength(value, longest) > longest && !IsFunctionOfIterations(value) && !IsQuotient(value))
        {
            Keep(value, longest);
        }
    }

    // Kept is the value, or, where it is soon computed of what fewer iterations have, that.
    private void Keep(Value value, int longest)
    {
        var sources = new HashSet<Value>();
        if (Cut(value, value, longest, sources) > longest || sources.Count > MostSources)
        {
            _kept.Add(value);
            return;
        }

        foreach (var source in sources)
        {
            Require(source, longest);
        }
    }

    // How many operations compute a value of others that stand in fewer loops; more than the limit if that cannot be.
    private int Cut(Value value, Value part, int limit, HashSet<Value> sources)
    {
        var site = _sites[part];
        if (RecomputationLength(part, limit) is var whole && whole <= limit)
        {
            return whole;
        }

        if (part != value && part.Type.Kind is TypeKind.Real or TypeKind.Integer or TypeKind.Bool && (site.Loop?.Nest.Count ?? 0) < _sites[value].Loop?.Nest.Count)
        {
            sources.Add(part);
            return 0;
        }

        if (limit <= 0 || site.Definition is not { } definition || definition.Operation.Regions.Count > 0 || !IsRepeatable(definition.Operation, site.Outermost))
        {
            return limit + 1;
        }

        int length = CostOf(definition.Operation);
        foreach (var operand in definition.Operation.Operands)
        {
            length += length > limit ? 0 : Cut(value, operand, limit - length, sources);
        }

        return length;
    }

    private bool IsReloaded(Value value) => _stored.ContainsKey(value) && _sites[value].Definition?.Operation is not Constant;

    // What a loop computes of values from outside of all loops is the same at any iteration. Computed again it moves before the reverse loop, where it meets the
    // forward sweep's own; it is not moved before differentiation, for an iteration that is never run must not contribute 0 times what may be infinite.
    private bool IsInvariant(Value value)
    {
        if (!_isInvariant.TryGetValue(value, out bool known))
        {
            var site = _sites[value];
            _isInvariant[value] = known = site.Loop is not null && site.Definition?.Operation is { } operation && (operation is Length || (operation is Apply apply && !Emit.Shapes.CanThrow(apply)))
                && operation.Operands.All(a => _sites[a].IsTopLevel || (_sites[a].Definition?.Operation is Constant) || IsInvariant(a));
        }

        return known;
    }

    // One function, at most, of the numbers of iterations and of what stands before all loops; computed again no more often than the first time.
    private bool IsFunctionOfIterations(Value value)
    {
        int operations = LongestRecomputation / 2;
        int functions = 1;
        return _sites[value].Loop is { } loop && _loopsAround.TryGetValue(value, out int around) && around <= loop.Nest.Count && !loop.Nest.All(IsRectangular) && IsHad(value);

        bool IsHad(Value part)
        {
            var site = _sites[part];
            if (site.IsTopLevel || IsIteration(site))
            {
                return true;
            }

            if (IsReloaded(part))
            {
                return --operations >= 0;
            }

            if (Forwarded(part) is { } forwarded)
            {
                return _kept.Contains(forwarded.Stored) || IsHad(forwarded.Stored);
            }

            if (_kept.Contains(part) || --operations < 0)
            {
                return false;
            }

            if (site.Definition is not { } definition)
            {
                return Induction(part)?.Operands.All(IsHad) == true;
            }

            return Computed(definition).All(o => IsFunction(o) ? --functions >= 0 : IsRepeatable(o, site.Outermost) && (ReferenceEquals(o, definition.Operation) || --operations >= 0))
                && Inputs(definition).All(IsHad);
        }
    }

    // One division or root of what can be had, where it would be kept in memory that grows; computed again no more often than the first time.
    private bool IsQuotient(Value value) => _sites[value] is { Loop: { } loop, Definition.Operation: Apply quotient }
        && value.Type.IsReal && PrimitiveTable.Get(quotient.Primitive).Cost == Cost.Moderate && !Emit.Shapes.CanThrow(quotient)
        && _loopsAround.TryGetValue(value, out int around) && around <= loop.Nest.Count && !loop.Nest.All(IsRectangular)
        && quotient.Arguments.Sum(a => RecomputationLength(a, LongestRecomputation)) <= LongestRecomputation - CostOfQuotient;

    // The number of operations; more than the limit if it cannot be recomputed. Zero for what can be had as it is.
    private int RecomputationLength(Value value, int limit)
    {
        const int Impossible = LongestRecomputation + 1;
        var site = _sites[value];
        if (site.IsTopLevel || IsIteration(site) || _kept.Contains(value))
        {
            return 0;
        }

        if (IsReloaded(value))
        {
            return 2;
        }

        if (Forwarded(value) is { } forwarded)
        {
            return RecomputationLength(forwarded.Stored, limit);
        }

        var induction = Induction(value);
        if (limit <= 0 || (induction is null && (site.Definition is not { } definition || (definition.Operation is If && site.Loop is null) || !Computed(definition).All(o => IsRepeatable(o, site.Outermost)))))
        {
            return Impossible;
        }

        int length = induction is null ? Computed(site.Definition!).Sum(CostOf) : induction.Growth != 0 ? 4 : induction.Number == 1 ? 1 : 2;
        foreach (var operand in induction?.Operands ?? Inputs(site.Definition!))
        {
            if (length <= limit)
            {
                length += RecomputationLength(operand, limit - length);
            }
        }

        return length;
    }

    // All that is done in a statement: the operation itself, and what is in the arms of a choice apart from literals.
    private static IEnumerable<Operation> Computed(Statement statement) =>
        new[] { statement.Operation }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements()).Select(s => s.Operation).Where(o => o is not Constant));

    private static int CostOf(Operation operation) => operation switch
    {
        Constant => 1,
        Apply { Primitive: "Add" or "Subtract" or "Multiply" or "Negate" } apply when apply.Arguments[0].Type.Kind == TypeKind.Integer => 1,
        _ => 2,
    };

    private static IEnumerable<Value> Inputs(Statement statement) =>
        statement.Operation.Operands.Concat(statement.Operation.Regions.SelectMany(r => r.FreeValues())).Distinct();

    private static bool IsFunction(Operation operation) => operation switch
    {
        Apply apply => PrimitiveTable.Get(apply.Primitive).Cost != Cost.Cheap,
        External external => external is { HasEffect: false, Rule: null, Arguments.Count: > 0, IsCheap: false },
        _ => false,
    };

    private bool IsRepeatable(Operation operation, int outermost) => operation switch
    {
        Constant or Slice or Length or NoBuffer => true,
        Apply a => PrimitiveTable.Get(a.Primitive).Cost == Cost.Cheap,
        If f => f.Then.End.IsYield && f.Else.End.IsYield,
        Load l => !_memory.MayChange(l.Buffer, outermost),
        External e => (!e.HasEffect || Mutation.RecomputesImpureCalls) && (e.Arguments.Count == 0 || e.IsCheap),
        _ => false,
    };
}
