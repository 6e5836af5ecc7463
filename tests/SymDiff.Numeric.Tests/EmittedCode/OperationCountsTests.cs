using System.Runtime.CompilerServices;
using System.Text;
using SymDiff.Compiler.Emit;
using SymDiff.Numeric.Tests.RealFormulas;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.EmittedCode;

/// <summary>Pins how many operations the emitted gradients are made of, and bounds their calls of functions by the primal's.</summary>
[Collection(RealFormulaTestGroup.Name)]
public sealed class OperationCountsTests(RealFormulaSet formulas)
{
    private readonly IReadOnlyList<ReadMethod> _methods = ReadMethod.In(formulas.Corpus.Result.Output);

    [Fact]
    public void Calls_AreThoseThatTheDerivativeNeeds()
    {
        Assert.Equal(RealFormulaSet.Points.Count, _methods.Count);
        Assert.All(_methods, method =>
        {
            int allowed = OperationCounts.Of(method.Primal).Calls + OperationCounts.NeededCalls(method.Primal);
            Assert.InRange(OperationCounts.Of(method.Form(DerivativeKind.Gradient)).Calls, 0, allowed);
            Assert.InRange(OperationCounts.Of(method.Form(DerivativeKind.ValueAndGradient)).Calls, 0, allowed);
        });
    }

    /// <summary>The promise of the specification: at most five times the primal's operations; a formula of one call alone has no room for its derivative in that.</summary>
    [Fact]
    public void Operations_AreABoundedMultipleOfThePrimals() => Assert.All(_methods.Where(m => m.Primal.Body.Statements.Count > 1), method => Assert.InRange(
        OperationCounts.Of(method.Form(DerivativeKind.ValueAndGradient)).Total, 0, 5 * Math.Max(1, OperationCounts.Of(method.Primal).Total)));

    /// <summary>An order more is a bounded factor more: the Hessian along a direction is made of at most four times the gradient's operations, but for a formula of one call alone.</summary>
    [Fact]
    public void OperationsOfAnOrderMore_AreABoundedMultipleOfTheGradients() => Assert.All(_methods.Where(m => m.Primal.Body.Statements.Count > 1), method => Assert.InRange(
        OperationCounts.Of(method.Form(DerivativeKind.Hvp)).Total, 0, 4 * Math.Max(1, OperationCounts.Of(method.Form(DerivativeKind.Gradient)).Total)));

    [Fact]
    public void PageIsTheTable() => PinnedPage.Match("operation-counts.md", Text());

    private string Text()
    {
        StringBuilder text = new("""
            # Operation counts

            How many operations the gradients of the formulas in `tests/SymDiff.Numeric.Tests/RealFormulas` are made of, beside the formulas' own:
            additions and subtractions, multiplications, divisions, calls of functions. All branches count. `F` is the method as it is written,
            *gradient* is `FGradient`, *both* is `FValueAndGradient`, *Hessian · v* is `FHvp`. A test writes this page (`SNAPSHOT_ACCEPT=1`) and fails when it changes.

            | formula | F: + | × | ÷ | calls | gradient: + | × | ÷ | calls | both: + | × | ÷ | calls | Hessian · v: + | × | ÷ | calls |
            | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |

            """);
        foreach (ReadMethod method in _methods)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {method.Name} | {OperationCounts.Of(method.Primal)} | {OperationCounts.Of(method.Form(DerivativeKind.Gradient))} | {OperationCounts.Of(method.Form(DerivativeKind.ValueAndGradient))} | {OperationCounts.Of(method.Form(DerivativeKind.Hvp))} |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}

/// <summary>Pages of <c>docs/</c> that tests write and hold to.</summary>
internal static class PinnedPage
{
    /// <summary>Compares a page with what it should say; accepts it instead where <c>SNAPSHOT_ACCEPT=1</c>.</summary>
    public static void Match(string name, string text)
    {
        string path = PagePath(name);
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string PagePath(string name, [CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "docs", name);
}
