using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Numeric.Tests.RealFormulas;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.EmittedCode;

/// <summary>The emitted bodies of all formulas, in every form, are held to what a careful person writes: by value numbering, not by text.</summary>
[Collection(RealFormulaTestGroup.Name)]
public sealed class EmittedCodeTests(RealFormulaSet formulas)
{
    [Fact]
    public void EveryBody_IsAsGoodAsByHand()
    {
        Compilation output = formulas.Corpus.Result.Output;
        Dictionary<string, string> findings = [];
        int bodies = 0;
        foreach (SyntaxTree tree in output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            SemanticModel model = output.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                bodies++;
                IReadOnlyList<string> found = ValueNumbering.Findings(model.GetOperation(method)!);
                if (found.Count > 0)
                {
                    findings[method.Identifier.Text] = string.Concat(found.Select(finding => "\n    " + finding));
                }
            }
        }

        Assert.Equal(RealFormulaSet.Points.Count * 5, bodies);
        Assert.True(findings.Count == 0, string.Join("\n", findings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value)));
    }

    [Theory]
    [InlineData("return x * y + y * x;", "computed twice: y * x")]
    [InlineData("double a = Math.Exp(x); return a + Math.Exp(x);", "computed twice: Math.Exp(x)")]
    [InlineData("double a; if (x > 0) { a = x * y; } else { a = x; } return a + x * y;", "computed twice: x * y")]
    [InlineData("return x > 0 ? x * y : y * x;", null)]
    [InlineData("double a = x; double b = y; if (x > 0) { a = y; b = x; } else { a = 1.0; b = 1.0; } return a * y + b * y;", null)]
    [InlineData("double a; double b; if (x > 0) { a = y; b = y; } else { a = 1.0; b = 1.0; } return a * x + b * x;", "computed twice: b * x")]
    [InlineData("double a = x; if (x > 0) { a = y; } return a * y + x * y;", null)]
    [InlineData("return (x > 0 ? 0.0 : double.NaN) * x + (x > 0 ? 0.0 : double.NaN) * y;", null)]
    [InlineData("return (x > 0 ? y : double.NaN) * x + (x > 0 ? y : double.NaN) * y;", "computed twice: x > 0 ? y : double.NaN")]
    [InlineData("return 1.0 * x;", "multiplication by a unit or by zero: 1.0 * x")]
    [InlineData("return x * 0.0;", "multiplication by a unit or by zero: x * 0.0")]
    [InlineData("return x + 0.0;", "addition of zero: x + 0.0")]
    [InlineData("return -(-x);", "double negation: -(-x)")]
    [InlineData("double a = x * y; return x;", "unused local a")]
    [InlineData("return 2.0 * 3.0 * x;", "arithmetic on literals: 2.0 * 3.0")]
    [InlineData("double a = x - y; double b = y - x; return a * b;", null)]
    public void ValueNumbering_FindsWhatIsWrong(string body, string? finding)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($"using System; static class C {{ static double F(double x, double y) {{ {body} }} }}");
        Compilation compilation = Driver.Compile(new DriverInput()).AddSyntaxTrees(tree);
        MethodDeclarationSyntax method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        Assert.Equal(finding is null ? [] : [finding], ValueNumbering.Findings(compilation.GetSemanticModel(tree).GetOperation(method)!));
    }
}
