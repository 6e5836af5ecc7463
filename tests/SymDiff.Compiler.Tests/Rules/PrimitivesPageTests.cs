using System.Runtime.CompilerServices;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Tests.Rules;

/// <summary>Keeps <c>docs/primitives.md</c> equal to the rows.</summary>
public sealed class PrimitivesPageTests
{
    [Fact]
    public void PageIsTheTable()
    {
        string path = PagePath();
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, PrimitivesPage.Text());
        }

        Assert.Equal(PrimitivesPage.Text(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string PagePath([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "docs", "primitives.md");
}
