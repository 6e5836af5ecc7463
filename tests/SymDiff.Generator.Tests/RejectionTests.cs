using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>A method that is not in the language: an error where it offends, a stub that cannot be called, and no harm to its siblings.</summary>
public sealed class RejectionTests
{
    private const string Mixed = """
        public static partial class C
        {
            [SymDiff.Differentiable] public static double Good(double x) => x * x;
            [SymDiff.Differentiable] public static double Bad(double x) => Unknown.Of(x) + x;
        }

        public static class Unknown { public static extern double Of(double x); }
        """;

    [Fact]
    public void Error_CoversTheOffendingExpression()
    {
        Diagnostic diagnostic = Assert.Single(Driver.Run(Mixed).AnalyzerDiagnostics);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.StartsWith("SD1", diagnostic.Id, StringComparison.Ordinal);
        Assert.Equal("Unknown.Of(x)", Squiggle(diagnostic));
    }

    [Fact]
    public void Sibling_StillGetsItsDerivatives()
    {
        DriverResult result = Driver.Run(Mixed.Replace("    [SymDiff.Differentiable] public static double Bad", "    public static double Use() => GoodGradient(3);\n    [SymDiff.Differentiable] public static double Bad", StringComparison.Ordinal));
        Assert.DoesNotContain(result.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains("2.0 * x", result.Sources.Single(source => source.HintName.Contains("Good", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Stub_IsAnErrorWhereItIsCalled()
    {
        const string call = "class User { double Use() => C.BadGradient(1); }";
        DriverResult result = Driver.Run(new DriverInput(Mixed, call));
        Diagnostic error = Assert.Single(result.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal("CS0619", error.Id);
        Assert.Contains(Driver.Run(Mixed).AnalyzerDiagnostics.Single().Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("C.BadGradient(1)", Squiggle(error));
    }

    [Fact]
    public void BodyThatDoesNotCompile_LeavesCallSitesAlone()
    {
        DriverResult result = Driver.Run("""
            public static partial class C
            {
                [SymDiff.Differentiable] public static double F(double x) => x * undefined;
                public static double Use() => FGradient(1);
            }
            """);
        Diagnostic error = Assert.Single(result.Problems);
        Assert.Equal("undefined", Squiggle(error));
    }

    [Fact]
    public void Pragma_SilencesTheAnalyzer()
    {
        string id = Driver.Run(Mixed).AnalyzerDiagnostics.Single().Id;
        Assert.Empty(Driver.Run($"#pragma warning disable {id}\n{Mixed}").AnalyzerDiagnostics);
    }

    private static string Squiggle(Diagnostic diagnostic)
    {
        TextSpan span = diagnostic.Location.SourceSpan;
        return diagnostic.Location.SourceTree!.GetText().ToString(span);
    }
}
