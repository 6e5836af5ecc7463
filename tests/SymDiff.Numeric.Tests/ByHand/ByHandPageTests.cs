using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Numeric.Tests.EmittedCode;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.ByHand;

/// <summary>Keeps <c>docs/by-hand.md</c> true: the gradients that a person wrote, the emitted ones under them, and what a reader makes of the difference.</summary>
public sealed class ByHandPageTests
{
    // By a reader who had written neither. Looked at again whenever the page changes.
    private static readonly (string Name, string Judgement)[] Judgements =
    [
        ("Rosenbrock", "As good: the same lines and operations. The parentheses of `-400.0 * (b * x)` stay, because a constant is taken out of a product so that it meets other constants, and to multiply by it first could overflow where the product does not."),
        ("Himmelblau", "As good: the same lines and operations; parentheses as for Rosenbrock."),
        ("Neuron", "As good: the same but for the names, `exp` for `e` and `quotient` for `s`, which have none in the formula."),
        ("Huber", "Longer by the slope of the absolute value as a choice of its own: it says 0 at 0 and NaN at NaN, which the two-way choice by hand does not, and that the branch excludes zero for a positive `delta` only a person knows."),
        ("LennardJones", "Longer by one local and two operations, and harder to read: a person sees the sixth power and writes the slope by `q6`; emitted is the derivative of the products as they are written. To take the common factor `4.0 * epsilon` out of the difference would be a factorization, which the simplifier does not do."),
        ("GaussianLogDensity", "As good: one local more, one operation less, because the quotient that two partials need has a name."),
        ("DampedOscillation", "As good: the same locals and operations. A person names `dPhase` and `dDecay` after quantities that have no name in the formula; the emitted names say what the factors are made of."),
        ("VanDerWaals", "Four operations less, because the quotients by `free` are shared, with one local more; more lines, because the tuple does not fit one. The constant stands as a literal, because the formula has no name for it."),
        ("MichaelisMenten", "One operation less by hand's own way, the two quotients; one local and one line more, for the product that two partials share. `dS` is harder to read than `scale`: it is a part of the partial, not all of it."),
        ("Softplus", "Longer by two choices, one for each kink: the maximum gives ½ and the absolute value 0 at 0, and both carry NaN. That the two kinks cancel, so that one choice between two quotients is enough, is an identity of logarithms and not of slopes."),
        ("Reprojection", "Harder to read, and three operations longer: a person divides first (`focal * (x / z)`), so that `x / z` serves the partial by `focal` as well. The emitted forward part keeps the formula's own order and rounding, `focal * x / z`."),
    ];

    [Fact]
    public void PageIsTheComparison() => PinnedPage.Match("by-hand.md", Text());

    [Fact]
    public void EveryFormula_IsJudged() => Assert.Equal(
        Methods(CSharpSyntaxTree.ParseText(Source("HandWritten.cs"))).Keys.Order(StringComparer.Ordinal),
        Judgements.Select(judgement => judgement.Name).Order(StringComparer.Ordinal));

    private static string Text()
    {
        Dictionary<string, MethodDeclarationSyntax> byHand = Methods(CSharpSyntaxTree.ParseText(Source("HandWritten.cs")));
        SyntaxTree textbook = CSharpSyntaxTree.ParseText(Source("Textbook.cs"));
        DriverResult result = Driver.Run("using System;\n" + Source("Textbook.cs"));
        Dictionary<string, MethodDeclarationSyntax> emitted = result.Output.SyntaxTrees
            .Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(Methods)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

        StringBuilder page = new("""
            # Gradients by hand and emitted

            The gradients in `tests/SymDiff.Numeric.Tests/ByHand/HandWritten.cs` were written before anybody had seen what is emitted for the same formulas.
            Here they stand above the emitted ones, with a reader's judgement. Lines are those with code in them, operations are additions, subtractions,
            multiplications and divisions. `global::System.` is left out. A test writes this page (`SNAPSHOT_ACCEPT=1`) and fails when it changes.

            | formula | by hand: lines | locals | operations | calls | emitted: lines | locals | operations | calls |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: |

            """);
        foreach ((string name, string _) in Judgements)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {Counts(byHand[name])} | {Counts(emitted[name + "Gradient"])} |\n");
        }

        foreach ((string name, string judgement) in Judgements)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n");
            Append(page, "The formula", Methods(textbook)[name]);
            Append(page, "By hand", byHand[name]);
            Append(page, "Emitted", emitted[name + "Gradient"]);
            page.Append(CultureInfo.InvariantCulture, $"{judgement}\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder page, string title, MethodDeclarationSyntax method) =>
        page.Append(CultureInfo.InvariantCulture, $"{title}:\n\n```csharp\n{string.Join("\n", Lines(method))}\n```\n\n");

    // Of the body alone, without its braces, from the first column.
    private static IReadOnlyList<string> Lines(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } expression)
        {
            return [$"return {expression.Expression};"];
        }

        string[] lines = method.Body!.ToFullString().ReplaceLineEndings("\n").Replace("global::System.", "", StringComparison.Ordinal).TrimEnd().Split('\n');
        lines = [.. lines.SkipWhile(line => line.Trim().Length == 0).Skip(1).SkipLast(1)];
        int indentation = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return [.. lines.Select(line => line.Length > indentation ? line[indentation..] : "")];
    }

    private static string Counts(MethodDeclarationSyntax method)
    {
        int lines = Lines(method).Select(line => line.Trim()).Count(line => line.Length > 0 && line is not ("{" or "}") && !line.StartsWith("//", StringComparison.Ordinal));
        int locals = method.DescendantNodes().Count(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax);
        int operations = method.DescendantNodes().Count(node =>
            node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression);
        int calls = method.DescendantNodes().Count(node => node is InvocationExpressionSyntax);
        return string.Create(CultureInfo.InvariantCulture, $"{lines} | {locals} | {operations} | {calls}");
    }

    private static Dictionary<string, MethodDeclarationSyntax> Methods(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().ToDictionary(method => method.Identifier.Text, StringComparer.Ordinal);

    private static string Source(string file, [CallerFilePath] string source = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(source)!, file));
}
