using System.Text;
using System.Text.RegularExpressions;

namespace SymDiff.Samples.Tests;

/// <summary>Code on pages that says where it is from is what stands there: a whole file, or a region between <c>// &lt;name&gt;</c> and <c>// &lt;/name&gt;</c>.</summary>
public sealed partial class QuotationTests
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md"))
        .Where(f => Quotation().IsMatch(Repository.Text(f))).Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_QuotesWhatIsThere(string page)
    {
        string path = Path.Combine(Repository.Root, page);
        string text = Repository.Text(path);
        string expected = Quotation().Replace(text, m => $"<!-- {m.Groups["place"].Value} -->\n```csharp\n{Quoted(m.Groups["place"].Value)}```");
        if (Repository.Accepts)
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, text);
    }

    private static string Quoted(string place)
    {
        string[] parts = place.Split('#');
        string[] lines = Repository.Text(Path.Combine(Repository.Root, parts[0])).TrimEnd('\n').Split('\n');
        if (parts.Length == 2)
        {
            int start = Array.FindIndex(lines, l => l.Trim() == $"// <{parts[1]}>") + 1;
            int end = Array.FindIndex(lines, l => l.Trim() == $"// </{parts[1]}>");
            Assert.True(start > 0 && end > start, $"{parts[0]} has no region {parts[1]}.");
            lines = lines[start..end];
        }

        int indentation = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        StringBuilder text = new();
        foreach (string line in lines.Select(l => l.Length == 0 ? l : l[indentation..]).Where(l => !l.TrimStart().StartsWith("// <", StringComparison.Ordinal)))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    [GeneratedRegex(@"<!-- (?<place>samples/[^ ]+) -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quotation();
}
