namespace SymDiff.Compiler.Graphs;

/// <summary>A method, or what it was to be evaluated at, has no computation graph; the message says why.</summary>
public sealed class GraphException : Exception
{
    /// <summary>A refusal.</summary>
    public GraphException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal with what led to it.</summary>
    public GraphException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
