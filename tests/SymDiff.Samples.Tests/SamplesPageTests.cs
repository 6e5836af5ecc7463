using System.Text.RegularExpressions;

namespace SymDiff.Samples.Tests;

/// <summary>The page of the samples has a row for each of them, and the command that starts it.</summary>
public sealed partial class SamplesPageTests
{
    private static string Page => Repository.Text(Path.Combine(Repository.Root, "samples", "README.md"));

    [Fact]
    public void EverySampleHasARow()
    {
        IEnumerable<string> samples = Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
        Assert.Equal(samples, Rows().Matches(Page).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryCommandIsOfItsRow() =>
        Assert.All(Page.Split('\n').Where(l => l.Contains("`dotnet ", StringComparison.Ordinal)), l => Assert.Contains($"samples/{Rows().Match(l).Groups[1].Value}`", l, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| \[(\w+)\]\(\1\) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
