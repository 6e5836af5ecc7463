namespace SymDiff.Compiler.Transforms;

/// <summary>A loop was to be reversed from snapshots and cannot be.</summary>
/// <param name="label">The loop's label.</param>
/// <param name="reason">What is in the way, as the end of a sentence that begins with the loop.</param>
public sealed class CheckpointException(string label, string reason) : NotSupportedException($"The loop '{label}' cannot be reversed from snapshots: it {reason}.")
{
    /// <summary>The loop's label.</summary>
    public string Label { get; } = label;

    /// <summary>What is in the way, as the end of a sentence that begins with the loop.</summary>
    public string Reason { get; } = reason;
}
