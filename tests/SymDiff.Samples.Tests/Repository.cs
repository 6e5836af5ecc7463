using System.Runtime.CompilerServices;

namespace SymDiff.Samples.Tests;

/// <summary>Where things are.</summary>
internal static class Repository
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>Whether what differs is to be written anew.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>A file's text with plain line ends.</summary>
    public static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
