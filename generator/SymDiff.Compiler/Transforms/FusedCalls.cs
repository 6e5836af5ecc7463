namespace SymDiff.Compiler.Transforms;

/// <summary>Which calls may become calls of pullbacks, where the cotangents of what they return are known beforehand.</summary>
/// <param name="Callees">The functions whose pullbacks have no halves of calls in them.</param>
/// <param name="AreAll">Whether all calls will be, or else what is made of the function is thrown away: then none has a reverse half that reads memory which is written back. Else those are that are handed no memory.</param>
/// <param name="MayScale">Whether memory may be taken for what a pullback adds to shadows, to be multiplied by a cotangent that is known later: not in functions that call themselves, where each call would.</param>
internal sealed record FusedCalls(IReadOnlyCollection<string> Callees, bool AreAll, bool MayScale = false)
{
    /// <summary>No calls.</summary>
    public static readonly FusedCalls None = new([], false);
}
