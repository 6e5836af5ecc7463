using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>What is fixed says so on its page.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Ids => [.. Fixes().SelectMany(f => f.FixableDiagnosticIds).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_NamesTheCodeFix(string id)
    {
        string page = File.ReadAllText(Path.Combine(Folder(), id + ".md"));
        Assert.Contains("code fix", page[page.IndexOf("## Fix", StringComparison.Ordinal)..].ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static IEnumerable<CodeFixProvider> Fixes() =>
        typeof(BufferRoleCodeFix).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!);

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "diagnostics"));
}
