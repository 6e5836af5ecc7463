using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>What a node of a computation graph is.</summary>
public enum GraphNodeKind
{
    /// <summary>A parameter of the method, or an element or a part of one.</summary>
    Input,

    /// <summary>A number that stands in the method.</summary>
    Constant,

    /// <summary>A row of the primitive table, applied.</summary>
    Operation,

    /// <summary>The second or the third of its arguments, by the truth of the first: what is not taken is not computed.</summary>
    Choice,

    /// <summary>A result of the method: the node that its one argument is, under the result's name.</summary>
    Result,
}

/// <summary>A node of a computation graph: one number, and how it comes about.</summary>
public sealed class GraphNode
{
    private readonly List<GraphEdge> _uses = [];

    internal GraphNode(GraphNodeKind kind, IrType type, string label)
    {
        Kind = kind;
        Type = type;
        Label = label;
    }

    /// <summary>What it is.</summary>
    public GraphNodeKind Kind { get; }

    /// <summary>What kind of number; derivatives flow through real ones alone.</summary>
    public IrType Type { get; }

    /// <summary>What a person would write into the node: <c>+</c>, <c>×</c>, <c>exp</c>, a number, the name of an input or a result.</summary>
    public string Label { get; }

    /// <summary>
    /// What it is called in formulas: as the method calls it, with a number behind where the method calls several so, else <c>v1</c>, <c>v2</c> and so on. Different for every node, but for a result, which
    /// is called as the node that makes it where that has no name of its own.
    /// </summary>
    public string Name { get; internal set; } = "";

    /// <summary>Whether the method has a name for it.</summary>
    public bool IsNamed { get; internal set; }

    /// <summary>Its place in the graph's order, in which every node stands behind its arguments.</summary>
    public int Index { get; internal set; }

    /// <summary>The row of the primitive table, for operations.</summary>
    public Primitive? Primitive { get; internal init; }

    /// <summary>The number, for constants.</summary>
    public Literal? Literal { get; internal init; }

    /// <summary>The wires that come in, one an argument, in order.</summary>
    public IReadOnlyList<GraphEdge> Arguments { get; internal set; } = [];

    /// <summary>The wires that go out, one a use.</summary>
    public IReadOnlyList<GraphEdge> Uses => _uses;

    /// <summary>Whether it depends on an input that derivatives are taken with respect to, so that it has a derivative.</summary>
    public bool IsActive { get; internal set; }

    /// <summary>How it is computed, in C#, of the nodes around it that have names or are used again: the source, as the compiler read it.</summary>
    public string Text => new GraphText(named: true).Definition(this);

    /// <summary>How it is computed, in LaTeX, of its arguments.</summary>
    public string Latex => $"{LatexNames.Of(this)} = {new LatexText().Definition(this)}";

    internal bool IsChecked { get; init; }

    /// <summary>Its value where that is the same whatever the inputs are.</summary>
    internal object? Known { get; set; }

    internal void AddUse(GraphEdge edge) => _uses.Add(edge);

    /// <inheritdoc/>
    public override string ToString() => Name.Length == 0 ? Label : Name;
}

/// <summary>A wire of a computation graph: a node as an argument of another.</summary>
public sealed class GraphEdge
{
    internal GraphEdge(GraphNode from, GraphNode to, int argument)
    {
        From = from;
        To = to;
        Argument = argument;
    }

    /// <summary>The node whose value goes along it.</summary>
    public GraphNode From { get; }

    /// <summary>The node that uses it.</summary>
    public GraphNode To { get; }

    /// <summary>As which of its arguments, from 0.</summary>
    public int Argument { get; }

    /// <summary>
    /// The local derivative, of the using node by this argument, made by the rule that the emitter uses; null where nothing flows back: the argument is a constant, or the derivative is zero by
    /// structure, as of a comparison or of a step function.
    /// </summary>
    public GraphExpression? Partial { get; internal set; }

    /// <summary>The local derivative as an equation in LaTeX; null where there is none.</summary>
    public string? Latex => Partial is null ? null : $@"\frac{{\partial {LatexNames.Of(To)}}}{{\partial {LatexNames.Of(From)}}} = {Partial.Latex}";

    /// <summary>The local derivative can be infinite: a derivative of exactly 0 that comes in from above goes on as 0.</summary>
    internal bool IsStrong { get; set; }

    /// <summary>The product is 0 where the local derivative is, whatever comes in from above.</summary>
    internal bool IsStrongFactor { get; set; }
}
