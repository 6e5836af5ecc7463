using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.TestKit;

/// <summary>A generator driver after a run, with what it ran on: where an edit goes on from.</summary>
internal sealed record DriverState(GeneratorDriver Driver, CSharpCompilation Compilation, CSharpParseOptions ParseOptions, IReadOnlyList<string> Sources)
{
    /// <summary>Parses a file of the project.</summary>
    public static SyntaxTree Parse(string source, int index, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(SourceText.From(Vectorized(source), System.Text.Encoding.UTF8), options, $"File{index}.cs");

    // SYMDIFF_VECTORIZE=1 asks for it in every method of every test.
    private static string Vectorized(string source) =>
        Environment.GetEnvironmentVariable("SYMDIFF_VECTORIZE") == "1" ? source.Replace("[Differentiable]", "[Differentiable(Vectorize = true)]", StringComparison.Ordinal) : source;

    /// <summary>Runs again with other texts; trees of unchanged files stay the same objects, as in an IDE.</summary>
    public Rerun Edit(string[] sources)
    {
        CSharpCompilation edited = Compilation;
        SyntaxTree[] trees = [.. Compilation.SyntaxTrees];
        for (int i = 0; i < sources.Length; i++)
        {
            if (i >= trees.Length)
            {
                edited = edited.AddSyntaxTrees(Parse(sources[i], i, ParseOptions));
            }
            else if (sources[i] != Sources[i])
            {
                edited = edited.ReplaceSyntaxTree(trees[i], trees[i].WithChangedText(SourceText.From(sources[i], System.Text.Encoding.UTF8)));
            }
        }

        return new Rerun(Driver.RunGenerators(edited).GetRunResult().Results.Single());
    }
}
