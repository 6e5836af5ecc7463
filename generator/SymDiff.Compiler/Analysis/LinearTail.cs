using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// The part of a loop's body that is a linear map, the same in every iteration, from some values (the seeds) to what is added to memory: adjoints of <c>A·(x − m)</c> in <c>m</c>, with
/// <c>A</c> and <c>m</c> the same for every sample. Applied once to the sums of the seeds, it adds what all iterations together add.
/// </summary>
/// <remarks>
/// The destinations are only added to in the loop. Memory in between holds zeros where an iteration begins and ends, and is read, added to and cleared by the map alone. Indices, counts and
/// factors do not change from iteration to iteration, and are had from what stands before the loop and from the numbers of the iterations of loops inside it.
/// </remarks>
internal sealed class LinearTail
{
    private readonly LoopBody _body;
    private readonly HashSet<Value> _nodes = [];
    private readonly HashSet<Value> _memories = [];
    private readonly HashSet<Value> _destinations = [];
    private readonly List<Value> _seeds = [];
    private readonly HashSet<Statement> _effects = new(ByReference.Instance);

    private LinearTail(LoopBody body) => _body = body;

    /// <summary>The values that enter the map.</summary>
    public IReadOnlyList<Value> Seeds => _seeds;

    /// <summary>The statements that read, add to or clear memory.</summary>
    public IReadOnlyCollection<Statement> Effects => _effects;

    /// <summary>Such a part whose seeds are fewer than what it does with them; null if there is none.</summary>
    /// <param name="body">The body of the loop.</param>
    public static LinearTail? Of(LoopBody body) =>
        body.Destinations.Select(d => new LinearTail(body).From(d)).FirstOrDefault(t => t is not null && t.IsWorthwhile);

    private bool IsWorthwhile => _effects.Max(_body.Depth) > _seeds.Max(_body.Depth);

    private LinearTail? From(Value destination) => AddDestination(destination) && IsClosed() && _seeds.Count > 0 ? this : null;

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
        return _body.IsRegular(statement) && _body.IsInvariant(statement.Operation.Operands[1]);
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
            case Load load when _body.IsCleared(load.Buffer):
                return AddMemory(load.Buffer);
            default:
                _nodes.Remove(value);
                _seeds.Add(value);
                return _body.IsInside(value) && _body.IsRegular(value);
        }
    }

    // Nothing else sees what the memory in between holds.
    private bool IsClosed()
    {
        var reading = new HashSet<Value>(_memories.SelectMany(_body.Accesses).Where(s => s.Operation is Load).Select(s => s.Result));
        for (var open = new Queue<Value>(reading); open.Count > 0;)
        {
            foreach (var user in _body.Users(open.Dequeue()))
            {
                if (user is null)
                {
                    return false;
                }

                if (_effects.Contains(user))
                {
                    continue;
                }

                if (user.Operation is Accumulate other && _body.Destinations.Contains(other.Buffer) && AddDestination(other.Buffer))
                {
                    continue;
                }

                if (user.Results.Count != 1 || !_nodes.Contains(user.Result))
                {
                    return false;
                }

                if (reading.Add(user.Result))
                {
                    open.Enqueue(user.Result);
                }
            }
        }

        return _memories.SelectMany(_body.Accesses).All(s => s.Operation is not Load || _nodes.Contains(s.Result));
    }
}
