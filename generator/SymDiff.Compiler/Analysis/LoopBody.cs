using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What a loop does with memory, and what in its body is the same in every iteration.</summary>
internal sealed class LoopBody
{
    private readonly Dictionary<Value, Statement?> _definitions = [];
    private readonly Dictionary<Value, Region> _parameters = [];
    private readonly Dictionary<Statement, Place> _places = new(ByReference.Instance);
    private readonly Dictionary<Region, Place?> _regions = new(ByReference.Instance);
    private readonly Dictionary<Value, List<Statement?>> _users = [];
    private readonly Dictionary<Value, List<Statement>> _accesses = [];
    private readonly HashSet<Value> _otherwise = [];
    private readonly Dictionary<Value, bool> _invariant = [];
    private readonly Aliasing _aliasing;
    private readonly WrittenMemory _written;
    private readonly IReadOnlyDictionary<Value, Operation> _outside;
    private bool _isOpaque;

    /// <summary>Looks at a loop.</summary>
    /// <param name="loop">The loop, which runs through all its iterations.</param>
    /// <param name="aliasing">What buffers refer to.</param>
    /// <param name="definitions">What defines the values of the function.</param>
    public LoopBody(Loop loop, Aliasing aliasing, IReadOnlyDictionary<Value, Operation> definitions)
    {
        (_aliasing, _outside) = (aliasing, definitions);
        _written = new WrittenMemory(aliasing, loop.Body.Statements);
        Visit(loop.Body, null);
        Destinations = _isOpaque ? [] : [.. _accesses.Where(a => !_otherwise.Contains(a.Key) && a.Value.All(s => s.Operation is Accumulate)).Select(a => a.Key)];
    }

    /// <summary>Where a statement stands.</summary>
    /// <param name="Region">The region.</param>
    /// <param name="Index">Its number there.</param>
    private sealed record Place(Region Region, int Index);

    /// <summary>Memory from outside that the loop only adds to.</summary>
    public IReadOnlyCollection<Value> Destinations { get; }

    /// <summary>Whether a value is defined in the loop.</summary>
    public bool IsInside(Value value) => _definitions.ContainsKey(value);

    /// <summary>The statement in the loop that defines a value; null for others and for parameters of regions.</summary>
    public Statement? Definition(Value value) => _definitions.TryGetValue(value, out var statement) ? statement : null;

    /// <summary>The region that a value of the loop belongs to.</summary>
    public Region Home(Value value) => Definition(value) is { } statement ? _places[statement].Region : _parameters[value];

    /// <summary>The statements that use a value; null stands for a region that hands it over.</summary>
    public IEnumerable<Statement?> Users(Value value) => _users.TryGetValue(value, out var users) ? users : [];

    /// <summary>The memory from outside that a buffer is, or is a part of; null for what may be any of several, and for memory of an iteration.</summary>
    public Value? Root(Value buffer) => _aliasing.Roots(buffer) is { Count: 1 } roots && !IsInside(roots.Single()) ? roots.Single() : null;

    /// <summary>How memory was made; null where it was not made in the function.</summary>
    public Alloc? Made(Value memory) => Operation(memory) as Alloc;

    /// <summary>Whether a value is the literal 0.</summary>
    public bool IsZero(Value value) => Operation(value) is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 0 } };

    /// <summary>The loads, stores and additions of memory that nothing else is done with but cutting parts of it.</summary>
    public IReadOnlyList<Statement> Accesses(Value memory) => _accesses[memory];

    /// <summary>How many loops inside this one a statement stands in.</summary>
    public int Depth(Statement statement) => Around(_places[statement].Region).Count();

    /// <summary>How many loops inside this one a value stands in.</summary>
    public int Depth(Value value) => Around(Home(value)).Count();

    /// <summary>The loops inside this one around a region of it, the innermost first.</summary>
    public IEnumerable<Loop> Around(Region region)
    {
        for (var place = _regions[region]; place is not null; place = _regions[place.Region])
        {
            if (place.Region.Statements[place.Index].Operation is Loop loop)
            {
                yield return loop;
            }
        }
    }

    /// <summary>The loops inside this one around a statement of it, the innermost first.</summary>
    public IEnumerable<Loop> Around(Statement statement) => Around(_places[statement].Region);

    /// <summary>Whether all that stands around a statement inside the loop is loops that run through, as often in every iteration of it.</summary>
    public bool IsRegular(Statement statement) => IsRegular(_places[statement].Region, IsInvariant);

    /// <summary>Whether all that stands around a value inside the loop is loops that run through, always as often.</summary>
    public bool IsRegular(Value value) => IsRegular(Home(value), IsFixed);

    /// <summary>Whether a value can be had behind the loop as in any of its iterations, given the numbers of the iterations of the loops inside it.</summary>
    public bool IsInvariant(Value value)
    {
        if (!_invariant.TryGetValue(value, out bool known))
        {
            _invariant[value] = known = !IsInside(value) || (Definition(value) is { } statement ? IsInvariant(statement.Operation) : IsIteration(value));
        }

        return known;
    }

    /// <summary>Whether a value can be had before the loop.</summary>
    public bool IsFixed(Value value) => !IsInside(value) || (Definition(value)?.Operation is Constant or Apply or Length && Definition(value)!.Operation.Operands.All(IsFixed));

    /// <summary>Whether memory from outside is only loaded, added to and cleared by the loop.</summary>
    public bool IsCleared(Value memory) => !_isOpaque && !_otherwise.Contains(memory) && _accesses.TryGetValue(memory, out var accesses)
        && accesses.All(s => s.Operation is Load or Accumulate || (s.Operation is Store { Stored: var stored } && IsZero(stored)));

    /// <summary>Whether the memory is cleared, whole and by its name, by what uses it last.</summary>
    public bool IsClearedByItself(Value memory)
    {
        var places = _accesses[memory].Select(s => Path(_places[s])).ToList();
        int shared = 0;
        while (places.All(p => p.Count > shared + 1) && places.All(p => ReferenceEquals(p[shared].Region, places[0][shared].Region) && p[shared].Index == places[0][shared].Index))
        {
            shared++;
        }

        if (places.Any(p => !ReferenceEquals(p[shared].Region, places[0][shared].Region)))
        {
            return false;
        }

        var region = places[0][shared].Region;
        int end = places.Max(p => p[shared].Index);
        return IsRegular(region, IsInvariant)
            && region.Statements[end].Operation is Loop { Count: { } count } loop && IsWhole(loop) && IsLength(count, memory)
            && loop.Body.Statements.LastOrDefault(s => s.Operation.Operands.Contains(memory)) is { Operation: Store clearing } && clearing.Index == loop.Iteration
            && _accesses[memory].Where(s => Path(_places[s])[shared].Index == end).All(s => ReferenceEquals(_places[s].Region, loop.Body) && s.Operation.Operands[0] == memory && s.Operation.Operands[1] == loop.Iteration);
    }

    /// <summary>Whether memory is made in the function, all zero, and nothing but this loop ever looks into it.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="function">The body of the function.</param>
    public bool IsItsOwn(Value memory, Region function) => Made(memory) is { Length: not null } && function.Nested().Where(r => !_regions.ContainsKey(r)).All(r =>
        !r.End.Values.Concat(r.Statements.Where(s => s.Operation is not (Length or Slice)).SelectMany(s => s.Operation.Operands)).Any(o => o.Type.IsBuffer && MayBe(o, memory)));

    /// <summary>Whether a loop runs through all that its count says.</summary>
    public static bool IsWhole(Loop loop) => loop.Count is not null && !loop.IsVector && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0;

    private bool IsRegular(Region region, Func<Value, bool> isKnown)
    {
        for (var place = _regions[region]; place is not null; place = _regions[place.Region])
        {
            if (place.Region.Statements[place.Index].Operation is not Loop loop || !IsWhole(loop) || !isKnown(loop.Count!))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsInvariant(Operation operation) => operation switch
    {
        Constant => true,
        Apply apply => apply.Arguments.All(IsInvariant),
        Length length => IsInvariant(length.Buffer),
        Slice slice => slice.Operands.All(IsInvariant),
        Load load => !_isOpaque && IsInvariant(load.Index) && IsInvariant(load.Buffer) && (Mutation.DefersChangedFactors || !_written.MayChange(load.Buffer, 0)),
        _ => false,
    };

    private bool IsIteration(Value parameter) => _regions[_parameters[parameter]] is { } place && place.Region.Statements[place.Index].Operation is Loop loop && loop.Iteration == parameter;

    private bool IsLength(Value count, Value memory) =>
        (Operation(count) is Length length && length.Buffer == memory) || (Operation(memory) is Alloc made && made.Length == count);

    private Operation? Operation(Value value) => _outside.TryGetValue(value, out var operation) ? operation : null;

    private List<Place> Path(Place place)
    {
        List<Place> path = [place];
        for (var around = _regions[place.Region]; around is not null; around = _regions[around.Region])
        {
            path.Insert(0, around);
        }

        return path;
    }

    private void Visit(Region region, Place? around)
    {
        _regions[region] = around;
        foreach (var parameter in region.Parameters)
        {
            _definitions[parameter] = null;
            _parameters[parameter] = region;
        }

        for (int i = 0; i < region.Statements.Count; i++)
        {
            var statement = region.Statements[i];
            var place = _places[statement] = new Place(region, i);
            foreach (var result in statement.Results)
            {
                _definitions[result] = statement;
            }

            foreach (var operand in statement.Operation.Operands)
            {
                Use(operand, statement);
            }

            Touch(statement);
            foreach (var inner in statement.Operation.Regions)
            {
                Visit(inner, place);
            }
        }

        foreach (var handed in region.End.Values)
        {
            Use(handed, null);
            Otherwise(handed);
        }
    }

    private void Use(Value value, Statement? user)
    {
        if (_users.TryGetValue(value, out var users))
        {
            users.Add(user);
        }
        else
        {
            _users[value] = [user];
        }
    }

    private void Touch(Statement statement)
    {
        switch (statement.Operation)
        {
            case Load or Accumulate or Store:
                var buffer = statement.Operation.Operands[0];
                if (statement.Operation is Store store)
                {
                    Otherwise(store.Stored);
                }

                if (Root(buffer) is not { } root)
                {
                    Otherwise(buffer);
                }
                else if (_accesses.TryGetValue(root, out var accesses))
                {
                    accesses.Add(statement);
                }
                else
                {
                    _accesses[root] = [statement];
                }

                break;
            case Length or Slice:
                break;
            case Call:
                // A reverse half knows the memory that its forward half was handed.
                _isOpaque = true;
                break;
            default:
                foreach (var operand in statement.Operation.Operands.Where(o => o.Type.IsBuffer))
                {
                    Otherwise(operand);
                }

                break;
        }
    }

    private bool MayBe(Value buffer, Value memory) => _aliasing.Roots(buffer) is not { } roots || roots.Contains(memory);

    // Used in a way that is not looked into.
    private void Otherwise(Value buffer)
    {
        if (buffer.Type.IsBuffer)
        {
            _isOpaque |= _aliasing.Roots(buffer) is null;
            _otherwise.UnionWith(_aliasing.Roots(buffer) ?? []);
        }
    }
}
