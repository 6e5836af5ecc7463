using System.Collections.Immutable;

namespace SymDiff.TestKit;

/// <summary>What a piece of a random program is.</summary>
public enum NodeKind
{
    /// <summary>An expression of type <c>Real</c>.</summary>
    Real,

    /// <summary>An expression of type <c>Real32</c>.</summary>
    Single,

    /// <summary>An expression of type <c>int</c>.</summary>
    Int,

    /// <summary>An expression of type <c>bool</c>.</summary>
    Bool,

    /// <summary>An expression whose type is a struct or a tuple.</summary>
    Aggregate,

    /// <summary>A statement.</summary>
    Statement,

    /// <summary>A member of the program's class.</summary>
    Member,
}

/// <summary>A piece of a random program: its text, in which <c>$0</c> stands for a part and a line <c>@0</c> for a block of statements.</summary>
/// <remarks>
/// What makes a loop or a recursion end, and what declares a name that others use, stands in the text itself, never in a part: so whatever
/// shrinking drops or replaces, the program still ends.
/// </remarks>
public sealed record Node
{
    /// <summary>A piece without parts.</summary>
    public Node(NodeKind kind, string text, string? construct = null)
    {
        Kind = kind;
        Text = text;
        Construct = construct;
    }

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>The name under which it is counted, if it is.</summary>
    public string? Construct { get; }

    /// <summary>Its text for the oracle, where a type of one's own has no such syntax: patterns, default arguments.</summary>
    public string? OracleText { get; init; }

    /// <summary>The expressions in it.</summary>
    public ImmutableArray<Node> Parts { get; init; } = [];

    /// <summary>The statements in it, block by block.</summary>
    public ImmutableArray<ImmutableArray<Node>> Blocks { get; init; } = [];

    /// <summary>Whether nothing is inside it.</summary>
    public bool IsLeaf => Parts.IsEmpty && Blocks.IsEmpty;

    /// <summary>It and all that is inside it.</summary>
    public IEnumerable<Node> All() => Parts.Concat(Blocks.SelectMany(block => block)).SelectMany(inner => inner.All()).Prepend(this);
}
