namespace SnapshotTests;

/// <summary>The files that were emitted when this project was built, which MSBuild copied beside the tests.</summary>
internal static class Emitted
{
    private const string Ending = ".g.cs";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "emitted");

    /// <summary>The methods that something was emitted for, in alphabetical order.</summary>
    public static IEnumerable<string> All => Directory.GetFiles(Folder, "*" + Ending).Select(f => Path.GetFileName(f)[..^Ending.Length]).Order(StringComparer.Ordinal);

    /// <summary>What was emitted for a method.</summary>
    /// <param name="method">Its full name.</param>
    public static string Of(string method) => File.ReadAllText(Path.Combine(Folder, method + Ending)).ReplaceLineEndings("\n");
}
