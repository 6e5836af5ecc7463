using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Diagnostics;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Every diagnostic has a page whose example triggers it and whose fix does not.</summary>
public sealed class DiagnosticPageTests
{
    /// <summary>A fault of our own and a setting have no example in C#; <c>file</c> is newer than the oldest compiler that these tests run on.</summary>
    private static readonly HashSet<string> WithoutExample = ["SD0901", "SD0015", "SD0010"];

    /// <summary>Static members of interfaces are a preview in the oldest compiler that these tests run on.</summary>
    private static readonly HashSet<string> OfPreview = ["SD1014"];

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_ShowsTheDiagnosticAndItsFix(string id)
    {
        string page = File.ReadAllText(Path.Combine(Folder(), id + ".md"));
        var descriptor = Descriptors.All.Single(d => d.Id == id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        if (WithoutExample.Contains(id))
        {
            return;
        }

        string[] blocks = [.. page.Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];
        Assert.Equal(2, blocks.Length);
        Assert.Contains(id, Reported(id, blocks[0]));
        Assert.Empty(Reported(id, blocks[1]));
    }

    [Fact]
    public void EveryPage_BelongsToADiagnostic() =>
        Assert.Equal(
            Descriptors.All.Select(d => d.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder(), "SD*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Messages_SayWhatAndWhyAndWhatToDo() => Assert.All(
        Descriptors.All.Where(d => d.DefaultSeverity == DiagnosticSeverity.Error),
        d =>
        {
            string message = d.MessageFormat.ToString(null);
            Assert.StartsWith("cannot ", message, StringComparison.Ordinal);
            Assert.Contains("because", message, StringComparison.Ordinal);
            Assert.Contains(";", message, StringComparison.Ordinal);
        });

    [Fact]
    public void Warnings_SayWhatToDo() => Assert.All(
        Descriptors.All.Where(d => d.DefaultSeverity == DiagnosticSeverity.Warning),
        d => Assert.Matches("^[^;]+, (so|and)[^;]+; [^;]+[^.]$", d.MessageFormat.ToString(null)));

    /// <summary>What a rule set, an editor and a search for an id go by.</summary>
    [Fact]
    public void Descriptors_AreOfOneKind()
    {
        Assert.Equal(Descriptors.All.Length, Descriptors.All.Select(d => d.Id).Distinct().Count());
        Assert.Equal(Descriptors.All.Length, Descriptors.All.Select(d => d.Title.ToString(null)).Distinct().Count());
        Assert.All(Descriptors.All, d =>
        {
            Assert.Matches("^SD[0-3][0-9]{3}$", d.Id);
            Assert.Equal(d.Id[2] switch { '3' => DiagnosticSeverity.Info, '2' => DiagnosticSeverity.Warning, _ => DiagnosticSeverity.Error }, d.DefaultSeverity);
            Assert.Equal("SymDiff", d.Category);
            Assert.Matches("^[A-Za-z].*[^.]$", d.Title.ToString(null));
            Assert.StartsWith("https://", d.HelpLinkUri, StringComparison.Ordinal);
            Assert.DoesNotMatch("[.]$", d.MessageFormat.ToString(null));
        });
    }

    private static IEnumerable<string> Reported(string id, string source)
    {
        DriverInput input = new(source) { Severities = OffByDefault(id) };
        input = OfPreview.Contains(id) ? input with { LanguageVersion = LanguageVersion.Preview } : input;
        DriverResult result = Driver.Run(input);

        // A name that is yet to be emitted.
        Assert.DoesNotContain(Driver.Compile(input).GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error && !(id == "SD1015" && d.Id == "CS0103"));
        return result.AnalyzerDiagnostics.Select(d => d.Id);
    }

    private static Dictionary<string, ReportDiagnostic> OffByDefault(string id) =>
        Descriptors.All.Single(d => d.Id == id).IsEnabledByDefault ? [] : new() { [id] = ReportDiagnostic.Info };

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "diagnostics"));
}
