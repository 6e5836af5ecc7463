using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SymDiff.Generator;

/// <summary>Runs work under the invariant culture: a compiler's culture is the user's, in which numbers and even minus signs look different.</summary>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1035:Do not use APIs banned for analyzers", Justification = "Set so that nothing depends on it.")]
internal static class InvariantCulture
{
    /// <summary>Runs the work and restores the culture.</summary>
    public static T Run<T>(Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
