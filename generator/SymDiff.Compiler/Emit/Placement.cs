using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Decides what is written and in which scope: what nothing needs goes, and what only one arm of a branch needs is computed there. Effects,
/// and what can throw, stay where they are.
/// </summary>
internal sealed class Placement
{
    private readonly Dictionary<int, Node> _definitions = [];
    private readonly Dictionary<int, List<Scope>> _uses = [];
    private readonly HashSet<int> _yielded = [];
    private readonly List<Node> _nodes = [];

    private Placement(Function function) =>
        Function = new FoldedFunction(function, new Scope(null, function.Body.End), _definitions, _uses);

    /// <summary>The function with every statement in its scope.</summary>
    public FoldedFunction Function { get; }

    /// <summary>Whether there are effects anywhere in the function.</summary>
    public bool HasEffects { get; private set; }

    /// <summary>Places the statements of a function.</summary>
    public static Placement Of(Function function)
    {
        var placement = new Placement(function);
        placement.Collect(function.Body, placement.Function.Body);
        placement.MarkLive();
        placement.Place();
        return placement;
    }

    /// <summary>The scopes in which a value is used, one for each use.</summary>
    public IReadOnlyList<Scope> Uses(Value value) => _uses[value.Id];

    /// <summary>Whether an arm of a branch yields the value.</summary>
    public bool IsYielded(Value value) => _yielded.Contains(value.Id);

    private void Collect(Region region, Scope scope)
    {
        if (!region.End.IsYield)
        {
            throw new NotSupportedException($"The emitter has no form for leaving for '{region.End.Label}'.");
        }

        foreach (var statement in region.Statements)
        {
            if (statement.Operation is not (Constant or Apply or If or External or SineAndCosine))
            {
                throw new NotSupportedException($"The emitter has no form for the operation {statement.Operation.GetType().Name}.");
            }

            var node = new Node(statement, scope);
            _nodes.Add(node);
            foreach (var result in statement.Results)
            {
                _definitions.Add(result.Id, node);
            }

            for (int i = 0; i < node.Arms.Count; i++)
            {
                int first = _nodes.Count;
                Collect(statement.Operation.Regions[i], node.Arms[i]);
                for (int j = first; j < _nodes.Count; j++)
                {
                    node.IsOrdered |= _nodes[j].IsOrdered;
                    node.HasEffect |= _nodes[j].HasEffect;
                }
            }

            node.HasEffect |= statement.Operation is External { HasEffect: true };
            node.IsOrdered |= node.HasEffect || Shapes.CanThrow(statement.Operation);
            HasEffects |= node.HasEffect;
        }
    }

    private void MarkLive()
    {
        var live = new HashSet<int>();
        var pending = new Stack<Value>(Function.Body.End.Values);
        foreach (var node in _nodes.Where(n => n.HasEffect))
        {
            Push(node);
        }

        while (pending.Count > 0)
        {
            var value = Function.Resolve(pending.Pop());
            if (!live.Add(value.Id) || !_definitions.TryGetValue(value.Id, out var node))
            {
                continue;
            }

            Push(node);
            int index = Shapes.IndexOf(node.Statement.Results, value);
            foreach (var arm in node.Arms)
            {
                pending.Push(arm.End.Values[index]);
            }
        }

        foreach (var node in _nodes)
        {
            node.Live = node.Statement.Results.Where(r => live.Contains(r.Id)).ToList();
            if (node.Live.Count > 0 && ExternalResults.AreByReference(node.Statement))
            {
                node.Live = node.Statement.Results;
            }

            if (node.HasEffect || node.Live.Count > 0)
            {
                node.Form = NodeForm.Written;
            }
        }

        void Push(Node node)
        {
            foreach (var operand in node.Operation.Operands)
            {
                pending.Push(operand);
            }
        }
    }

    // Uses follow definitions, so going backward every use of a value has its final place before the value gets its own.
    private void Place()
    {
        foreach (var value in Function.Body.End.Values)
        {
            Use(value, Function.Body);
        }

        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            foreach (var arm in node.Arms)
            {
                foreach (var result in node.Live)
                {
                    var yielded = Function.Resolve(arm.End.Values[Shapes.IndexOf(node.Statement.Results, result)]);
                    _yielded.Add(yielded.Id);
                    Use(yielded, arm);
                }
            }
        }

        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            if (node.Form == NodeForm.Dropped)
            {
                continue;
            }

            if (!node.IsOrdered)
            {
                node.Scope = node.Live.Where(r => _uses.ContainsKey(r.Id)).SelectMany(r => _uses[r.Id]).Aggregate(Scope.Common);
            }

            foreach (var operand in node.Operation.Operands)
            {
                Use(operand, node.Scope);
            }
        }

        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            node.Scope.Nodes.Add(node);
        }
    }

    private void Use(Value value, Scope scope)
    {
        value = Function.Resolve(value);
        if (!_uses.TryGetValue(value.Id, out var scopes))
        {
            _uses.Add(value.Id, scopes = []);
        }

        scopes.Add(scope);
    }
}
