namespace SymDiff.Compiler.Transforms;

/// <summary>Which entries of a Jacobian may differ from zero cannot be told without the values of active parameters.</summary>
/// <param name="reason">Why: what in the method depends on them, to stand behind "because".</param>
/// <param name="label">The loop that it is about; null for none.</param>
public sealed class NoPatternException(string reason, string? label = null) : Exception($"There is no pattern, because {reason}.")
{
    /// <summary>Why: what in the method depends on active parameters.</summary>
    public string Reason { get; } = reason;

    /// <summary>The loop that it is about; null for none.</summary>
    public string? Label { get; } = label;
}
