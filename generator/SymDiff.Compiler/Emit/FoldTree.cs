using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>What becomes of a statement.</summary>
internal enum NodeForm
{
    /// <summary>Nothing needs it.</summary>
    Dropped,

    /// <summary>It stands where its result is used.</summary>
    Inline,

    /// <summary>It is a statement of its own.</summary>
    Written,

    /// <summary>It is the variable of the loop around it.</summary>
    Header,
}

/// <summary>A statement of a function, and where and how it is to be written.</summary>
internal sealed class Node
{
    /// <summary>A node for a statement of <paramref name="scope"/>.</summary>
    public Node(Statement statement, Scope scope)
    {
        Statement = statement;
        Scope = scope;
        Arms = statement.Operation.Regions.Select(r => new Scope(this, r)).ToList();
    }

    /// <summary>The statement.</summary>
    public Statement Statement { get; }

    /// <summary>What it does.</summary>
    public Operation Operation => Statement.Operation;

    /// <summary>The regions inside it.</summary>
    public IReadOnlyList<Scope> Arms { get; }

    /// <summary>Where it is evaluated: where it stood, or further inside.</summary>
    public Scope Scope { get; set; }

    /// <summary>What becomes of it.</summary>
    public NodeForm Form { get; set; } = NodeForm.Dropped;

    /// <summary>Its results that something needs; those of a loop also where only the loop itself needs what it carries.</summary>
    public IReadOnlyList<Value> Live { get; set; } = [];

    /// <summary>Whether it has to stay in order: an effect, or something that can throw or reads memory, in it or inside its regions.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>Whether it, or something inside its regions, writes memory, calls, is an effect, or need not end.</summary>
    public bool Acts { get; set; }

    /// <summary>Whether it is kept whoever needs its results, and nothing that is ordered passes it: it acts or leaves.</summary>
    public bool HasEffect => Acts || Leaves.Count > 0;

    /// <summary>The labels around it for which something inside it leaves.</summary>
    public IReadOnlyCollection<string> Leaves { get; set; } = [];

    /// <summary>Of a loop that can be broken off: the result that is the number of the iteration it was broken off in, or their count.</summary>
    public Value? Completed { get; set; }

    /// <summary>Of a loop that counts in the user's words: how.</summary>
    public LoopHeader? Header { get; set; }

    /// <summary>Of a loop that stops when nothing is left to be handed back: the carried cotangents of which one must not be 0 for it to go on.</summary>
    public IReadOnlyList<Value> Left { get; set; } = [];

    /// <summary>Where its regions return from the method themselves: what is returned, as results of this statement or other values. Null elsewhere.</summary>
    public IReadOnlyList<Value>? Returns { get; set; }

    /// <summary>Whether it can be written as an expression.</summary>
    public bool IsExpression { get; set; }

    /// <summary>About how many columns the expression takes.</summary>
    public int Width { get; set; }
}

/// <summary>A use of a value.</summary>
/// <param name="Scope">Where it is used.</param>
/// <param name="User">The statement that uses it; null for the end of the scope.</param>
internal readonly record struct Use(Scope Scope, Node? User);

/// <summary>A region of a function, and what is to be written in it.</summary>
/// <param name="owner">The statement it belongs to; null for the body.</param>
/// <param name="region">The region.</param>
internal sealed class Scope(Node? owner, Region region)
{
    /// <summary>The statement it belongs to; null for the body.</summary>
    public Node? Owner { get; } = owner;

    /// <summary>The region.</summary>
    public Region Region { get; } = region;

    /// <summary>How it ends.</summary>
    public Terminator End => Region.End;

    /// <summary>The scope around it; null for the body.</summary>
    public Scope? Outer => Owner?.Scope;

    /// <summary>Whether it is repeated.</summary>
    public bool IsLoop => Owner?.Operation is Loop;

    /// <summary>The statements that stood in the region, in order.</summary>
    public List<Node> Given { get; } = [];

    /// <summary>The statements that are to be evaluated in it, in order.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Its statements that are written as such.</summary>
    public IEnumerable<Node> Written => Nodes.Where(n => n.Form == NodeForm.Written);

    private int Depth => Owner is null ? 0 : Owner.Scope.Depth + 1;

    /// <summary>The innermost scope that contains both.</summary>
    public static Scope Common(Scope a, Scope b)
    {
        int difference = a.Depth - b.Depth;
        for (; difference > 0; difference--)
        {
            a = a.Owner!.Scope;
        }

        for (; difference < 0; difference++)
        {
            b = b.Owner!.Scope;
        }

        while (a != b)
        {
            a = a.Owner!.Scope;
            b = b.Owner!.Scope;
        }

        return a;
    }

    /// <summary>Whether the other scope is this one or inside it.</summary>
    public bool Contains(Scope other)
    {
        for (Scope? scope = other; scope is not null; scope = scope.Outer)
        {
            if (scope == this)
            {
                return true;
            }
        }

        return false;
    }
}
