using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Source in which <c>[|…|]</c> marks where diagnostics are expected.</summary>
internal static class Marked
{
    /// <summary>Asserts that the analyzer reports <paramref name="id"/> at exactly the marked places of the members of a class <c>C</c>, and nothing else.</summary>
    public static void Members(string id, string members) => Source(id, $"using System;\nusing SymDiff;\npublic static partial class C\n{{\n{members}\n}}");

    /// <summary>Asserts that the analyzer reports <paramref name="id"/> at exactly the marked places of a file, and nothing else.</summary>
    public static void Source(string id, string marked)
    {
        var (source, expected) = Strip(marked);
        DriverResult result = Driver.Run(source);
        Assert.Empty(Driver.Compile(new DriverInput(source)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        Assert.Equal(
            expected.Select(span => $"{id} {source.Substring(span.Start, span.Length)}"),
            result.AnalyzerDiagnostics.Select(d => $"{d.Id} {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        Assert.Equal(expected.Select(span => span.Start), result.AnalyzerDiagnostics.Select(d => d.Location.SourceSpan.Start));

        // The generator comes to the same verdict: a stub that names the error, or working code.
        bool isError = result.AnalyzerDiagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
        // The record of the registrations has no verdict of its own, and a set with errors has no file.
        Assert.All(result.Sources.Where(file => !file.HintName.StartsWith("SymDiff-", StringComparison.Ordinal) && !file.HintName.EndsWith("-set.g.cs", StringComparison.Ordinal)), file => Assert.Equal(isError, file.Text.Contains($"ObsoleteAttribute(\"{id}: ", StringComparison.Ordinal) || file.Text.Contains($"Obsolete(\"{id}: ", StringComparison.Ordinal)));
    }

    private static (string Source, List<(int Start, int Length)> Spans) Strip(string marked)
    {
        StringBuilder source = new();
        List<(int Start, int Length)> spans = [];
        int start = 0;
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("[|"))
            {
                start = source.Length;
                i++;
            }
            else if (marked.AsSpan(i).StartsWith("|]"))
            {
                spans.Add((start, source.Length - start));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        return (source.ToString(), spans);
    }
}
