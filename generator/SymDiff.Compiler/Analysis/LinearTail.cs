using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// The part of a loop's body that is a linear map, the same in every iteration, from some values (the seeds) to what is added to memory: adjoints of <c>A·(x − m)</c> in <c>m</c>, with
/// <c>A</c> and <c>m</c> the same for every sample. Applied once to the sums of the seeds, it adds what all iterations together add.
/// </summary>
/// <remarks>
/// The destinations are only added to in the loop. Memory in between holds zeros where an iteration begins and ends, and is only read, added to and cleared in the loop. Where more than the map reads it,
/// it stays there, and the map has such memory of its own. Indices, counts and factors do not change from iteration to iteration, and are had from what stands before the loop and from the numbers of
/// the iterations of loops inside it; sums that loops inside carry from 0 on are part of the map.
/// </remarks>
internal sealed class LinearTail
{
    private readonly LoopBody _body;
    private readonly Region _function;
    private readonly HashSet<Value> _nodes = [];
    private readonly HashSet<Value> _memories = [];
    private readonly HashSet<Value> _shared = [];
    private readonly HashSet<Value> _destinations = [];
    private readonly List<Value> _seeds = [];
    private readonly HashSet<Statement> _effects = new(ByReference.Instance);
    private readonly HashSet<Statement> _deferred = new(ByReference.Instance);

    // The sums that loops carry, by the value that is handed on.
    private readonly Dictionary<Value, List<CarriedSum>> _sums = [];

    private LinearTail(LoopBody body, Region function) => (_body, _function) = (body, function);

    /// <summary>A sum that a loop inside carries from 0 on.</summary>
    /// <param name="Loop">The loop.</param>
    /// <param name="Place">Its number among what the loop carries.</param>
    /// <param name="Result">What it is behind the loop.</param>
    private sealed record CarriedSum(Loop Loop, int Place, Value Result)
    {
        public Value Parameter => Loop.Body.Parameters[Place + 1];
    }

    /// <summary>The values that enter the map.</summary>
    public IReadOnlyList<Value> Seeds => _seeds;

    /// <summary>The statements of the map that read, add to or clear memory.</summary>
    public IReadOnlyCollection<Statement> Effects => _effects;

    /// <summary>Those of them that nothing in the loop needs once the map is applied behind it.</summary>
    public IReadOnlyCollection<Statement> Deferred => _deferred;

    /// <summary>Memory in between that others read, too.</summary>
    public IReadOnlyCollection<Value> Shared => _shared;

    /// <summary>Such a part whose seeds are fewer than what it does with them; null if there is none.</summary>
    /// <param name="body">The body of the loop.</param>
    /// <param name="function">The body of the function.</param>
    public static LinearTail? Of(LoopBody body, Region function) =>
        body.Destinations.Select(d => new LinearTail(body, function).From(d)).FirstOrDefault(t => t is not null && t.IsWorthwhile);

    // What the loop is rid of stands deeper than what it does instead.
    private bool IsWorthwhile
    {
        get
        {
            int seeds = _seeds.Max(_body.Depth);
            return _deferred.Any(s => _body.Depth(s) > seeds) || _nodes.Any(n => _body.IsInside(n) && _body.Depth(n) > seeds && _body.Definition(n)?.Operation is Apply && IsDeferred(n, []));
        }
    }

    private LinearTail? From(Value destination)
    {
        if (!AddDestination(destination) || !TakeDestinations() || _seeds.Count == 0)
        {
            return null;
        }

        while (_memories.Any(m => !_shared.Contains(m) && IsRead(m) && _shared.Add(m)))
        {
        }

        _deferred.UnionWith(_effects.Where(e => !IsShared(e)));
        return _shared.All(m => _body.IsItsOwn(m, _function)) ? this : null;
    }

    private bool AddDestination(Value destination) =>
        !_destinations.Add(destination)
        || (_body.Destinations.Contains(destination) && _body.Accesses(destination).All(s => AddEffect(s) && Enters(((Accumulate)s.Operation).Added)));

    private bool AddMemory(Value memory) =>
        !_memories.Add(memory)
        || (_body.IsClearedByItself(memory) && _body.Accesses(memory).All(s => AddEffect(s) && (s.Operation is not Accumulate sum || Enters(sum.Added))));

    // Each stands in loops that run the same way in every iteration, and at a place that is the same.
    private bool AddEffect(Statement statement)
    {
        _effects.Add(statement);
        return _body.IsRegular(statement) && _body.IsInvariant(statement.Operation.Operands[0]) && _body.IsInvariant(statement.Operation.Operands[1]);
    }

    // What is had linearly from seeds and from memory in between.
    private bool Enters(Value value)
    {
        if (!_nodes.Add(value) || _seeds.Contains(value))
        {
            return true;
        }

        switch (_body.Definition(value)?.Operation)
        {
            case Apply { IsChecked: false, Primitive: "Negate" or "Add" or "Subtract" } sum:
                return sum.Arguments.All(Enters);
            case Apply { IsChecked: false, Primitive: "Multiply" } product when _body.IsInvariant(product.Arguments[0]):
                return Enters(product.Arguments[1]);
            case Apply { IsChecked: false, Primitive: "Multiply" or "Divide" } scaled when _body.IsInvariant(scaled.Arguments[1]):
                return Enters(scaled.Arguments[0]);
            case Load load when _body.Root(load.Buffer) is { } memory && _body.IsCleared(memory):
                return AddMemory(memory);
            case Loop loop when Sum(loop, value) is { } sum:
                var handed = loop.Body.End.Values[sum.Place];
                if (!_sums.TryGetValue(handed, out var sums))
                {
                    _sums[handed] = sums = [];
                }

                sums.Add(sum);
                _nodes.Add(sum.Parameter);
                return Enters(handed);
            default:
                _nodes.Remove(value);
                _seeds.Add(value);
                return _body.IsInside(value) && _body.IsRegular(value);
        }
    }

    // What a loop carries from 0 on, if it runs the same way in every iteration.
    private CarriedSum? Sum(Loop loop, Value result)
    {
        var statement = _body.Definition(result)!;
        var sum = new CarriedSum(loop, statement.Results.ToList().IndexOf(result), result);
        return LoopBody.IsWhole(loop) && _body.IsInvariant(loop.Count!) && _body.IsRegular(statement) && _body.IsZero(loop.Initial[sum.Place]) && !_seeds.Contains(sum.Parameter) ? sum : null;
    }

    // What is made of memory in between and added to another destination, that destination takes along.
    private bool TakeDestinations()
    {
        var made = new Queue<Value>(_memories.SelectMany(_body.Accesses).Where(s => s.Operation is Load).Select(s => s.Result).Where(_nodes.Contains));
        for (var seen = new HashSet<Value>(made); made.Count > 0;)
        {
            foreach (var user in _body.Users(made.Dequeue()).OfType<Statement>())
            {
                if (user.Operation is Accumulate other && !_effects.Contains(user) && _body.Root(other.Buffer) is { } root && _body.Destinations.Contains(root) && !AddDestination(root))
                {
                    return false;
                }

                if (user.Results.Count == 1 && _nodes.Contains(user.Result) && seen.Add(user.Result))
                {
                    made.Enqueue(user.Result);
                }
            }
        }

        return true;
    }

    // Whether anything but what is deferred sees what the memory holds.
    private bool IsRead(Value memory) => !Mutation.DefersSharedMemory && _body.Accesses(memory).Any(s => s.Operation is Load && !IsDeferred(s.Result, []));

    // Whether all that a value is used for is deferred. Regions hand it over only as sums of the map.
    private bool IsDeferred(Value value, HashSet<Value> asked)
    {
        if (!asked.Add(value))
        {
            return true;
        }

        var sums = _sums.TryGetValue(value, out var carried) ? carried : [];
        return _nodes.Contains(value) && _body.Users(value).Count(u => u is null) == sums.Count
            && sums.All(s => IsDeferred(s.Parameter, asked) && IsDeferred(s.Result, asked))
            && _body.Users(value).OfType<Statement>().All(u => _effects.Contains(u) ? !IsShared(u) : u.Results.Count == 1 && IsDeferred(u.Result, asked));
    }

    private bool IsShared(Statement effect) => _shared.Contains(_body.Root(effect.Operation.Operands[0])!);
}
