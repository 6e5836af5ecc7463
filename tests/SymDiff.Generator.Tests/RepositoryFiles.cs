using System.Runtime.CompilerServices;

namespace SymDiff.Generator.Tests;

/// <summary>The C# files of this repository that people write.</summary>
internal static class RepositoryFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The paths of all files in a folder, which is named as seen from the repository, in one order everywhere.</summary>
    public static IEnumerable<string> In(string folder)
    {
        string root = Path.Combine(Root, folder);
        return Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "artifacts"))
            .Where(f => !f.EndsWith(".verified.cs", StringComparison.Ordinal) && !f.EndsWith(".received.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
