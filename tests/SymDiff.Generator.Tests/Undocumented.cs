using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Tests;

/// <summary>Missing documentation in the sources of a test, which is no fault of what is emitted.</summary>
internal static class Undocumented
{
    /// <summary>Whether a warning says that a public member of the test's own source has no documentation.</summary>
    public static bool IsOfTheTestItself(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree!.FilePath.StartsWith("File", StringComparison.Ordinal);
}
