using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Decides what is written and in which scope: what nothing needs goes, and what only one arm of a branch needs is computed there, but never
/// in a loop that it stood before. Effects, what reads memory, and what can throw stay where they are.
/// </summary>
internal sealed class Placement
{
    private readonly Dictionary<int, Node> _definitions = [];
    private readonly Dictionary<int, Node> _carried = [];
    private readonly Dictionary<int, List<Use>> _uses = [];
    private readonly Dictionary<string, Node> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Value> _aliases = [];
    private readonly Dictionary<string, List<Scope>> _exits = new(StringComparer.Ordinal);
    private readonly HashSet<int> _yielded = [];
    private readonly HashSet<int> _live = [];
    private readonly HashSet<Node> _kept = [];
    private readonly Stack<Value> _pending = [];
    private readonly List<Node> _nodes = [];

    private Placement(Function function) =>
        Function = new FoldedFunction(function, new Scope(null, function.Body), _definitions, _uses, _labels, _aliases, _carried);

    /// <summary>The function with every statement in its scope.</summary>
    public FoldedFunction Function { get; }

    /// <summary>Places the statements of a function.</summary>
    public static Placement Of(Function function)
    {
        var placement = new Placement(function);
        placement.Collect(placement.Function.Body);
        placement.FindCompleted();
        placement.MarkLive();
        placement.Place();
        return placement;
    }

    /// <summary>Where a value is used, one for each use.</summary>
    public IReadOnlyList<Use> Uses(Value value) => _uses[value.Id];

    /// <summary>Whether the end of a region inside the function hands the value over.</summary>
    public bool IsYielded(Value value) => _yielded.Contains(value.Id);

    private static bool IsEffect(Operation operation) => operation
        is External { HasEffect: true } or Call or Store or Accumulate or ResetRecord or AllocateNumber or Vector { Destination: not null } or Loop { Count: null };

    private static bool IsOrdered(Operation operation) => operation is Load or Vector or Slice or Alloc or MakeRecord or TakeMemory or FreshLocal or NewArray or MakeWorkspace or PickMemory || Shapes.CanThrow(operation);

    // The labels left for.
    private HashSet<string> Collect(Scope scope)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in scope.Region.Statements)
        {
            var node = new Node(statement, scope);
            _nodes.Add(node);
            scope.Given.Add(node);
            foreach (var result in statement.Results)
            {
                _definitions.Add(result.Id, node);
            }

            if (statement.Operation.Label() is { } own)
            {
                _labels.Add(own, node);
            }

            foreach (var parameter in node.Arms.SelectMany(a => a.Region.Parameters))
            {
                _carried.Add(parameter.Id, node);
            }

            var leaves = new HashSet<string>(StringComparer.Ordinal);
            node.Acts = IsEffect(statement.Operation);
            node.IsOrdered = IsOrdered(statement.Operation);
            foreach (var arm in node.Arms)
            {
                leaves.UnionWith(Collect(arm));
                node.Acts |= arm.Given.Any(n => n.Acts);
                node.IsOrdered |= arm.Given.Any(n => n.IsOrdered);
            }

            // Leaving for a label is no effect of the statement of that label.
            leaves.Remove(statement.Operation.Label() ?? "");
            left.UnionWith(leaves);
            node.Leaves = leaves;
            node.IsOrdered |= node.HasEffect;
        }

        if (scope.End.Label is { } label)
        {
            left.Add(label);
            if (!_exits.TryGetValue(label, out var exits))
            {
                _exits.Add(label, exits = []);
            }

            exits.Add(scope);
        }

        return left;
    }

    private void MarkLive()
    {
        Keep(Function.Body);
        foreach (var scope in Exits(IR.Function.ReturnLabel).Append(Function.Body).Where(IsReturning))
        {
            Push(scope.End.Values);
        }

        while (_pending.Count > 0)
        {
            var value = Function.Resolve(_pending.Pop());
            if (_live.Add(value.Id))
            {
                Trace(value);
            }
        }

        foreach (var node in _nodes.Where(_kept.Contains))
        {
            node.Live = node.Statement.Results.Where(r => _live.Contains(r.Id) && r != node.Completed).ToList();
            if (ExternalResults.AreByReference(node.Statement))
            {
                // A variable that is handed over by reference must exist, used or not.
                node.Live = node.Statement.Results;
            }

            node.Form = NodeForm.Written;
        }
    }

    // What begins at 0, is one more than the number of the iteration after each, and that number where the loop is broken off, is the loop's
    // own variable.
    private void FindCompleted()
    {
        foreach (var node in _nodes)
        {
            if (node.Operation is not Loop { IsReversed: false } loop || !loop.Body.End.IsYield)
            {
                continue;
            }

            var exits = Exits(loop.Label);
            for (int i = 0; i < loop.Initial.Count && node.Completed is null; i++)
            {
                if (IsNumber(loop.Initial[i], 0) && _definitions.TryGetValue(loop.Body.End.Values[i].Id, out var next)
                    && next.Operation is Apply { Primitive: "Add", IsChecked: false } add && add.Arguments[0] == loop.Iteration && IsNumber(add.Arguments[1], 1)
                    && exits.Count > 0 && exits.All(e => e.End.Values[i] == loop.Iteration))
                {
                    node.Completed = node.Statement.Results[i];
                    _aliases.Add(loop.Body.Parameters[i + 1].Id, loop.Iteration);
                }
            }
        }

        bool IsNumber(Value value, long number) =>
            _definitions.TryGetValue(value.Id, out var node) && node.Operation is Constant { Literal: { Symbol: null, Type.Kind: TypeKind.Integer } literal } && literal.Bits == number;
    }

    private static bool IsReturning(Scope scope) => scope.End.Label is null ? scope.Owner is null : scope.End.Label == IR.Function.ReturnLabel;

    private List<Scope> Exits(string label) => _exits.TryGetValue(label, out var exits) ? exits : [];

    private void Push(EquatableArray<Value> values)
    {
        foreach (var value in values)
        {
            _pending.Push(value);
        }
    }

    private void Keep(Scope scope)
    {
        foreach (var node in scope.Given.Where(n => n.HasEffect))
        {
            Keep(node);
        }
    }

    // What a loop carries, and what the regions yield, is needed value by value.
    private void Keep(Node node)
    {
        if (!_kept.Add(node))
        {
            return;
        }

        switch (node.Operation)
        {
            case Loop loop:
                if (loop.Count is not null)
                {
                    _pending.Push(loop.Count);
                }

                break;
            default:
                Push(node.Operation.Operands);
                break;
        }

        foreach (var arm in node.Arms)
        {
            Keep(arm);
        }
    }

    private void Trace(Value value)
    {
        if (_carried.TryGetValue(value.Id, out var loop))
        {
            Keep(loop);
            int parameter = Shapes.IndexOf(loop.Arms[0].Region.Parameters, value);
            if (parameter > 0)
            {
                _pending.Push(loop.Statement.Results[parameter - 1]);
            }

            return;
        }

        if (!_definitions.TryGetValue(value.Id, out var node))
        {
            return;
        }

        Keep(node);
        if (value == node.Completed)
        {
            return;
        }

        int index = Shapes.IndexOf(node.Statement.Results, value);
        foreach (var arm in node.Arms.Where(a => a.End.IsYield))
        {
            _pending.Push(arm.End.Values[index]);
        }

        foreach (var exit in node.Operation.Label() is { } label ? Exits(label) : [])
        {
            _pending.Push(exit.End.Values[index]);
        }

        if (node.Operation is Loop { Initial: var initial })
        {
            _pending.Push(initial[index]);
        }
    }

    // Uses follow definitions, so going backward every use of a value has its final place before the value gets its own.
    private void Place()
    {
        UseAtEnd(Function.Body);
        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            foreach (var arm in node.Arms)
            {
                UseAtEnd(arm);
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
                node.Scope = Outside(node.Scope, node.Live.SelectMany(Function.Uses).Select(u => u.Scope).Aggregate(Scope.Common));
            }

            if (node.Operation is Loop loop)
            {
                if (loop.Count is not null)
                {
                    Add(loop.Count, new Use(node.Scope, node));
                }

                foreach (var result in node.Live)
                {
                    Add(loop.Initial[Shapes.IndexOf(node.Statement.Results, result)], new Use(node.Scope, node));
                }
            }
            else
            {
                foreach (var operand in node.Operation.Operands)
                {
                    Add(operand, new Use(node.Scope, node));
                }
            }
        }

        foreach (var node in _nodes.Where(n => n.Form == NodeForm.Written))
        {
            node.Scope.Nodes.Add(node);
        }
    }

    // Nothing moves into a loop.
    private static Scope Outside(Scope given, Scope used)
    {
        var scope = used;
        for (var outer = used; outer != given; outer = outer.Outer!)
        {
            if (outer.IsLoop)
            {
                scope = outer.Outer!;
            }
        }

        return scope;
    }

    private void UseAtEnd(Scope scope)
    {
        if (IsReturning(scope))
        {
            foreach (var value in scope.End.Values)
            {
                Add(value, new Use(scope, null));
            }

            return;
        }

        foreach (var (_, handed) in Function.Handed(scope))
        {
            _yielded.Add(handed.Id);
            Add(handed, new Use(scope, null));
        }
    }

    private void Add(Value value, Use use)
    {
        value = Function.Resolve(value);
        if (!_uses.TryGetValue(value.Id, out var uses))
        {
            _uses.Add(value.Id, uses = []);
        }

        uses.Add(use);
    }
}
