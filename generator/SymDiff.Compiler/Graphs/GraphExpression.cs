using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>A formula over the nodes of a graph: what a local derivative is.</summary>
public abstract record GraphExpression
{
    private protected GraphExpression()
    {
    }

    /// <summary>As an expression of C#, which computes it as emitted code does.</summary>
    public string CSharp => new GraphText(named: false).Print(this);

    /// <summary>In LaTeX, as mathematics: what rules say of single points is left out where it would only guard a quotient or a product.</summary>
    public string Latex => new LatexText().Print(this);

    /// <inheritdoc/>
    public sealed override string ToString() => CSharp;
}

/// <summary>A number.</summary>
/// <param name="Literal">Which.</param>
public sealed record LiteralExpression(Literal Literal) : GraphExpression;

/// <summary>The value of a node.</summary>
/// <param name="Node">Which.</param>
public sealed record NodeExpression(GraphNode Node) : GraphExpression;

/// <summary>A row of the primitive table, applied.</summary>
/// <param name="Primitive">The row.</param>
/// <param name="Type">What results.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record PrimitiveExpression(Primitive Primitive, IrType Type, EquatableArray<GraphExpression> Arguments) : GraphExpression
{
    internal bool IsChecked { get; init; }
}

/// <summary>One of two formulas, of which the other is not computed.</summary>
/// <param name="Condition">What decides.</param>
/// <param name="Then">Where it holds.</param>
/// <param name="Else">Where it does not.</param>
public sealed record ChoiceExpression(GraphExpression Condition, GraphExpression Then, GraphExpression Else) : GraphExpression;
