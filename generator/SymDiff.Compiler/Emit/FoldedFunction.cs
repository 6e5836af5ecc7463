using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A function of which every statement has its place: nested into an expression, or a statement of some scope.</summary>
/// <param name="function">The function.</param>
/// <param name="body">Its body.</param>
/// <param name="nodes">Every statement, by the number of each of its results.</param>
/// <param name="uses">Where each value is used, by its number.</param>
internal sealed class FoldedFunction(Function function, Scope body, IReadOnlyDictionary<int, Node> nodes, IReadOnlyDictionary<int, List<Scope>> uses)
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

        return value;
    }

    /// <summary>The statement that defines a value that stands for itself; null for a parameter.</summary>
    public Node? Definition(Value value) => nodes.TryGetValue(value.Id, out var node) ? node : null;

    /// <summary>The statement whose expression is to be written where the value is used; null where its name is.</summary>
    public Node? Inlined(Value value) => Definition(Resolve(value)) is { Form: NodeForm.Inline } node ? node : null;

    /// <summary>Whether the value is written as a name or a literal, so that writing it twice costs nothing.</summary>
    public bool IsAtom(Value value) => Inlined(value) is null or { Operation: Constant };

    /// <summary>How often the value is used.</summary>
    public int UseCount(Value value) => uses.TryGetValue(value.Id, out var scopes) ? scopes.Count : 0;
}
