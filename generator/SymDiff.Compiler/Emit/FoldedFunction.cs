using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A function of which every statement has its place: nested into an expression, or a statement of some scope.</summary>
/// <param name="function">The function.</param>
/// <param name="body">Its body.</param>
/// <param name="nodes">Every statement, by the number of each of its results.</param>
/// <param name="uses">Where each value is used, by its number.</param>
/// <param name="labels">The statement of each label.</param>
/// <param name="loops">The loop of each value that a loop hands to its body, by number.</param>
/// <param name="aliases">Values that another stands for, by number.</param>
internal sealed class FoldedFunction(Function function, Scope body, IReadOnlyDictionary<int, Node> nodes, IReadOnlyDictionary<int, List<Use>> uses, IReadOnlyDictionary<string, Node> labels, IReadOnlyDictionary<int, Value> aliases, IReadOnlyDictionary<int, Node> loops)
{
    /// <summary>The function.</summary>
    public Function Function { get; } = function;

    /// <summary>Its body.</summary>
    public Scope Body { get; } = body;

    /// <summary>The value that stands for this one: the argument of operations that write nothing (<c>StopGradient</c>), else itself.</summary>
    public Value Resolve(Value value)
    {
        while (nodes.TryGetValue(value.Id, out var node) && Shapes.IsIdentity(node.Operation))
        {
            value = node.Operation.Operands[0];
        }

        return aliases.TryGetValue(value.Id, out var other) ? other : value;
    }

    /// <summary>The statement that defines a value that stands for itself; null for a parameter.</summary>
    public Node? Definition(Value value) => nodes.TryGetValue(value.Id, out var node) ? node : null;

    /// <summary>The statement whose expression is to be written where the value is used; null where its name is.</summary>
    public Node? Inlined(Value value) => Definition(Resolve(value)) is { Form: NodeForm.Inline } node ? node : null;

    /// <summary>Whether the value is written as a name or a literal, so that writing it twice costs nothing.</summary>
    public bool IsAtom(Value value) => Inlined(value) is null or { Operation: Constant };

    /// <summary>How often the value is used.</summary>
    public int UseCount(Value value) => Uses(value).Count;

    /// <summary>Where a value that stands for itself is used, one for each use.</summary>
    public IReadOnlyList<Use> Uses(Value value) => uses.TryGetValue(value.Id, out var known) ? known : [];

    /// <summary>The number of a loop's iteration in terms of the variable in its head; null where it has a name of its own.</summary>
    public (Value Variable, long Offset)? Number(Value iteration) =>
        loops.TryGetValue(iteration.Id, out var loop) && ((Loop)loop.Operation).Iteration == iteration ? LoopHeader.Number(this, loop) : null;

    /// <summary>Whether the value is the number of a loop's iteration.</summary>
    public bool IsIteration(Value value) => loops.TryGetValue(value.Id, out var loop) && ((Loop)loop.Operation).Iteration == value;

    /// <summary>The block or loop of that label; null for the function's own.</summary>
    public Node? Labelled(string label) => labels.TryGetValue(label, out var node) ? node : null;

    /// <summary>The statement whose results the end of a scope hands over; null where it ends the function.</summary>
    public Node? Receiver(Scope scope) => scope.End.Label is { } label ? Labelled(label) : scope.Owner;

    /// <summary>What the end of a scope hands over for the live results of what receives it.</summary>
    public IEnumerable<(Value Result, Value Handed)> Handed(Scope scope)
    {
        var receiver = Receiver(scope)!;
        foreach (var result in receiver.Live)
        {
            yield return (result, Resolve(scope.End.Values[Shapes.IndexOf(receiver.Statement.Results, result)]));
        }
    }

    /// <summary>The values that are read where an expression for the value is written: itself if it has a name.</summary>
    public IEnumerable<Value> Read(Value value)
    {
        value = Resolve(value);
        if (Inlined(value) is not { } node)
        {
            return [value];
        }

        return node.Operation.Operands.Concat(Chosen(node)).SelectMany(Read);
    }

    /// <summary>What the arms of a choice that is written as an expression yield for its result.</summary>
    public static IEnumerable<Value> Chosen(Node node) =>
        node.Arms.Select(a => a.End.Values[Shapes.IndexOf(node.Statement.Results, node.Live[0])]);
}
