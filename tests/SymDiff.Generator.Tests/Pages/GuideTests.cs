using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Pages;

/// <summary>What the pages of <c>docs/</c> show as whole files (they begin with <c>using</c>) compiles, with all that is emitted for it and with nothing to report.</summary>
public sealed class GuideTests
{
    // Static members of interfaces are a preview in the oldest compiler that these tests run on; samples are compiled where they are.
    private static readonly HashSet<string> Others = ["generics.md", "mathnet.md"];

    public static TheoryData<string> Pages => [.. Directory.GetFiles(Folder, "*.md").Where(f => !Others.Contains(Path.GetFileName(f)) && Files(f).Length > 0).Select(f => Path.GetFileName(f))];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "docs");

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_Compile(string page)
    {
        DriverResult result = Driver.Run(new DriverInput(Files(Path.Combine(Folder, page))));
        Assert.Empty(result.CompilerDiagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()));
        Assert.Empty(result.AnalyzerDiagnostics.Select(d => d.ToString()));
    }

    /// <summary>A page without whole files would be tested of nothing.</summary>
    [Fact]
    public void Guides_HaveFiles() => Assert.All(["getting-started.md", "optimisers.md", "performance-guide.md", "libraries.md"], page => Assert.NotEmpty(Files(Path.Combine(Folder, page))));

    /// <summary>Links to other pages lead somewhere.</summary>
    [Fact]
    public void Links_LeadSomewhere() => Assert.All(
        Directory.GetFiles(Folder, "*.md", SearchOption.AllDirectories).Append(Path.Combine(RepositoryFiles.Root, "README.md")).Append(Path.Combine(RepositoryFiles.Root, "CONTRIBUTING.md")),
        page => Assert.All(
            System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)").Select(m => m.Groups[1].Value),
            link => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)), $"{Path.GetFileName(page)}: {link}")));

    private static string[] Files(string page) => [.. File.ReadAllText(page).ReplaceLineEndings("\n").Split("```csharp\n").Skip(1)
        .Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).Where(b => b.StartsWith("using ", StringComparison.Ordinal))];
}
