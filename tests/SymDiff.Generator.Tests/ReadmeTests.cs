using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The code that <c>README.md</c> says is emitted is emitted, word by word.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Blocks = [.. File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")).ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)])];

    [Theory]
    [InlineData("double Error(")]
    [InlineData("double Dot(")]
    public void EmittedCode_IsAsTheReadmeShowsIt(string declaration)
    {
        int at = Array.FindIndex(Blocks, b => b.Contains(declaration, StringComparison.Ordinal));
        string marked = Blocks[at].Contains("class ", StringComparison.Ordinal) ? Blocks[at] : $"public static partial class Readme\n{{\n{Blocks[at]}}}\n";
        string source = $"using System;\n{(marked.Contains("using SymDiff", StringComparison.Ordinal) ? "" : "using SymDiff;\n")}{marked}";
        string emitted = Plain(Driver.Run(new DriverInput(source)).Sources.Single(s => s.Text.Contains("Gradient(", StringComparison.Ordinal)).Text);
        Assert.Contains(Plain(Blocks[at + 1]), emitted, StringComparison.Ordinal);
    }

    // Attributes, documentation, indentation and empty lines are no part of it.
    private static string Plain(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("///", StringComparison.Ordinal) && !l.StartsWith('[')));
}
