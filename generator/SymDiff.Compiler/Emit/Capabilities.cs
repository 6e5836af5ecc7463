namespace SymDiff.Compiler.Emit;

/// <summary>What the emitted text may use, read from the user's compilation.</summary>
/// <param name="LanguageVersion">The C# version times ten (73, 80, 90 …; 1000 for the newest).</param>
/// <param name="HasMathF">Whether <c>System.MathF</c> exists.</param>
/// <param name="HasSinCos">Whether <c>Math</c> and <c>MathF</c> compute a sine together with its cosine.</param>
/// <param name="IsUnchecked">Whether integers wrap around in the user's project where nothing else is said.</param>
public sealed record Capabilities(int LanguageVersion, bool HasMathF, bool HasSinCos = false, bool IsUnchecked = false)
{
    /// <summary>Whether several iterations of a loop are to be run at once where the results are the same bit for bit: it is asked for, and the platform can.</summary>
    public bool HasLanes { get; init; }

    /// <summary>Whether sums may be added up in another order for that, and functions computed otherwise than <c>Math</c> does.</summary>
    public bool MayReassociate { get; init; }

    /// <summary>Whether the platform computes exponentials, logarithms, sines and cosines of vectors.</summary>
    public bool HasLaneFunctions { get; init; }
}
