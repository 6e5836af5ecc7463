using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>How a random program is made generic.</summary>
public enum GenericKind
{
    /// <summary>Its methods have a type parameter each.</summary>
    Methods,

    /// <summary>Its class has the type parameter.</summary>
    Class,
}

/// <summary>Random programs in which a type parameter stands for <c>double</c>.</summary>
internal static class GenericPrograms
{
    /// <summary>The constraint of the type parameter: memory on the stack is of what holds no references.</summary>
    /// <param name="program">The program.</param>
    public static string Constraint(RandomProgram program) => $"where T : {(Says(program, "stackalloc") ? "unmanaged" : "struct")}, System.Numerics.IFloatingPointIeee754<T>, System.Numerics.IMinMaxValue<T>";

    /// <summary>How a program is made generic.</summary>
    /// <param name="program">The program.</param>
    public static GenericKind KindOf(RandomProgram program) => !program.HasAggregates && (program.Seed % 2 == 0 || Says(program, "(this ")) ? GenericKind.Methods : GenericKind.Class;

    /// <summary>The name of the class whose type parameter stands for <c>double</c>.</summary>
    /// <param name="program">The program.</param>
    public static string ClassName(RandomProgram program) => program.ClassName + "Of";

    private static bool Says(RandomProgram program, string text) => program.Members.SelectMany(m => m.All()).Any(n => n.Text.Contains(text, StringComparison.Ordinal));

    /// <summary>The compilation with the programs made generic.</summary>
    /// <param name="compilation">The programs as they were made.</param>
    /// <param name="programs">The programs.</param>
    /// <param name="refused">Is told which have no generic form (default values of parameters are constants, and a type parameter has none), and why.</param>
    public static CSharpCompilation Rewrite(CSharpCompilation compilation, IReadOnlyList<RandomProgram> programs, Action<int, string> refused)
    {
        CSharpCompilation generic = compilation;
        SyntaxTree[] trees = [.. compilation.SyntaxTrees.Take(programs.Count)];
        SyntaxTree[] rewritten = new SyntaxTree[trees.Length];
        for (int i = 0; i < trees.Length; i++)
        {
            SyntaxNode? root = new GenericRewriter(compilation.GetSemanticModel(trees[i]), programs[i]).Visit(trees[i].GetRoot());
            rewritten[i] = CSharpSyntaxTree.ParseText(root!.ToFullString(), (CSharpParseOptions)trees[i].Options, trees[i].FilePath);
            generic = generic.ReplaceSyntaxTree(trees[i], rewritten[i]);
        }

        foreach (var errors in generic.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(d => d.Location.SourceTree))
        {
            int index = Array.IndexOf(rewritten, errors.Key!);
            if (index >= 0)
            {
                refused(index, $"no generic form: {errors.First().Id} {errors.First().GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
                generic = generic.ReplaceSyntaxTree(rewritten[index], trees[index]);
            }
        }

        return generic;
    }
}
