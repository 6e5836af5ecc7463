using System.Runtime.CompilerServices;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Tests.Rules;

/// <summary>Keeps <c>docs/primitives.md</c> and <c>docs/vectors.md</c> equal to the rows.</summary>
public sealed class PrimitivesPageTests
{
    [Fact]
    public void PageIsTheTable() => IsWritten("primitives.md", PrimitivesPage.Text());

    [Fact]
    public void PageOfVectorFunctions_IsTheirTable() => IsWritten("vectors.md", VectorsPage.Text());

    private static void IsWritten(string page, string text)
    {
        string path = PagePath(page);
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string PagePath(string page, [CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "docs", page);
}
