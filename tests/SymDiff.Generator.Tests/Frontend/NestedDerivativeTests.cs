using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Calls of emitted methods inside marked ones: what is refused, where, and what an edit makes anew.</summary>
public sealed class NestedDerivativeTests
{
    private const string Square = "[Differentiable(Derivatives.Default | Derivatives.Jvp)] public static double Square(double x) => x * x * x;\n";

    [Theory]
    [InlineData("own derivative", "[Differentiable] public static double F(double x) => x > 0 ? x * [|FGradient(x - 1)|] : x;")]
    [InlineData("refused itself", "[Differentiable] public static double F(double x) => [|GGradient(x)|]; [Differentiable] public static double G(double x) => [|FGradient(x)|] * x;")]
    [InlineData("calls itself", "[Differentiable] public static double F(double[] x) => [|GGradient(x, 3)|][0]; [Differentiable] public static double G(double[] x, int n) => n == 0 ? x[0] : x[n] * G(x, n - 1);")]
    [InlineData("own derivative", "[Differentiable] public static double F(double x) => H(x, 3); private static double H(double x, int n) => n == 0 ? [|FGradient(x)|] : x * H(x, n - 1);")]
    [InlineData("the same memory", """
        [Differentiable] public static double G(double[] v, double[] w) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i] * w[i]; } return s; }
        [Differentiable] public static double F(double[] v) { double[] d = new double[v.Length]; [|GGradient(v, v, d, d)|]; return d[0]; }
        """)]
    [InlineData("the same memory", """
        [Differentiable] public static double G(double[] v) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i]; } return s; }
        [Differentiable] public static double F(double[] v) { double[] d = new double[v.Length]; v.CopyTo(d, 0); [|GGradient(d, d)|]; return d[0]; }
        """)]
    [InlineData("changes what it reads first", """
        [Differentiable(Derivatives.Hessian)] public static double G(double[] v, int[] c) { c[0]++; double s = 0; foreach (double e in v) { s += e * e * e * c[0]; } return s * s; }
        [Differentiable] public static double F(double[] v, int[] c) { double[] h = new double[v.Length * v.Length]; [|GHessian(v, c, h)|]; return h[0]; }
        """)]
    [InlineData("changes what it reads first", """
        [Differentiable(Derivatives.Hessian)] public static double G(double[] v, ref int c) { c++; double s = 0; foreach (double e in v) { s += e * e * e * c; } return s * s; }
        [Differentiable] public static double F(double[] v) { int c = 1; double[] h = new double[v.Length * v.Length]; [|GHessian(v, ref c, h)|]; return h[0]; }
        """)]
    [InlineData("this form of it cannot be read", "[ParameterSet] public partial class Q { public double B; } [ParameterSet] public partial class P { public double A; public Q[] More = new Q[1]; } [Differentiable(Derivatives.All)] public static double G(P p) => p.A * p.More[0].B; [Differentiable] public static double F(P p) => [|GHessian(p)|][0, 1] * p.A;")]
    [InlineData("a set that is a parameter", "[ParameterSet] public partial class P { public double A; } [Differentiable] public static double G(P p) => p.A * p.A; [Differentiable] public static double F(P p, P d) { [|GGradient(p, d)|]; return p.A; }")]
    public void Refusals_AreAtTheCall(string why, string members)
    {
        string marked = $"using System;\nusing SymDiff;\npublic static partial class C\n{{\n{members}\n}}";
        string source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        DriverResult result = Driver.Run(new DriverInput(source) { LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview });
        List<Diagnostic> reported = [.. result.AnalyzerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        Assert.Equal(
            marked.Split("[|").Skip(1).Select(s => "SD1015 " + s.Split("|]")[0]),
            reported.Select(d => $"{d.Id} {source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}").OrderBy(d => marked.IndexOf(d[7..] + "|]", StringComparison.Ordinal)));
        Assert.Contains(reported, d => d.GetMessage(CultureInfo.InvariantCulture).Contains(why, StringComparison.Ordinal));
        Assert.Contains(result.Sources, s => s.Text.Contains("(\"SD1015: ", StringComparison.Ordinal));
    }

    /// <summary>A gradient that is stored where no derivative is kept would be lost without a word.</summary>
    [Theory]
    [InlineData("SD1005", "[NoGradient] double[] d")]
    [InlineData("SD1012", "double[] d")]
    [InlineData("SD1005", "[NoGradient] System.Span<double> d")]
    public void ADestinationThatKeepsNoDerivative_IsRefused(string id, string destination)
    {
        DriverResult result = Driver.Run($$"""
            using SymDiff;
            public static partial class C
            {
                [Differentiable] public static double G(double[] v) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i]; } return s; }
                [Differentiable] public static double F(double[] v, {{destination}}) { GGradient(v, d); return d[0] * v[0]; }
            }
            """);
        Assert.Contains(id, result.AnalyzerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
    }

    [Fact]
    public void AnActiveArgumentOfAConstant_IsRefused()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;
            public static partial class C
            {
                [Differentiable] public static double G(double x, [NoGradient] double k) => x * x * k;
                [Differentiable] public static double F(double x) => GGradient(2, x);
            }
            """);
        Assert.Equal("SD1020", Assert.Single(result.AnalyzerDiagnostics).Id);
    }

    /// <summary>An array that is handed on, the length of which it does not know, is cut to what is written.</summary>
    [Fact]
    public void Forms_OfAllKinds_AreAccepted()
    {
        DriverResult result = Driver.Run(new DriverInput("""
            using SymDiff;
            public static partial class C
            {
                [Differentiable(Derivatives.All)] public static double G(double[] v, double b) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i] * b; } return s; }
                [Differentiable(Derivatives.All)] public static (double A, double B) K(double x, double y) => (x * x * y, y);
                [Differentiable] public static double F(double[] v, double b)
                {
                    double[] d = new double[7];
                    GGradient(v, b, d, out double dB);
                    var fresh = GGradient(v, b);
                    var both = GValueAndGradient(v, b);
                    double[,] h = GHessian(v, b);
                    var all = GValueGradientAndHessian(v, b);
                    double[] flat = new double[9];
                    double value = GHessian(v, b, flat);
                    double[,] j = KJacobian(b, b);
                    var jacobian = KValueAndJacobian(b, 2);
                    double other = 0;
                    double pulled = GVjp(v, b, 2, d, ref other);
                    var pushed = GJvp(v, b, v, 1);
                    return d[0] + dB + fresh.b + both.Value + h[0, 0] + all.Hessian[0, 1] + flat[2] + value + j[1, 1] + jacobian.Value.A + other + pulled + pushed.Tangent;
                }
            }
            """)).ShouldHaveNoErrors();
        Assert.Empty(result.AnalyzerDiagnostics);
        Assert.Contains(result.Sources, s => s.HintName == "C.F.g.cs" && !s.Text.Contains("NotSupportedException", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEditOfTheInnerBody_MakesTheOuterAnew_AndNothingElse()
    {
        DriverResult result = Driver.Run(new DriverInput(
            $"using SymDiff;\npublic static partial class C\n{{\n{Square}\n[Differentiable] public static double Other(double x) => x * 3;\n}}",
            "using SymDiff;\npublic static partial class D\n{\n[Differentiable] public static double F(double x) => C.SquareGradient(x) * 2;\n}")).ShouldHaveNoErrors();
        Rerun edited = result.Replace("x * x * x", "x * x * x * x");
        Assert.Equal(["C.Square.g.cs", "D.F.g.cs"], edited.Sources.Except(result.Sources).Select(s => s.HintName).Order(StringComparer.Ordinal));
        Assert.Equal(1, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
    }
}
