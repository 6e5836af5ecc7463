using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What makes the pattern of a Jacobian depend on active values is an error, where there is a place at it; through <c>All</c> it is one where the form is called.</summary>
public sealed class PatternDiagnosticsTests
{
    [Theory]
    [InlineData("for (int i = 0; i < x.Length; i++) { y[i] = x[(int)Differential.StopGradient(x[i])]; }", "the index of an element of 'x'")]
    [InlineData("int best = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > x[best]) { best = i; } } y[best] = 2 * x[0];", "the index of an element of 'x'")]
    [InlineData("if (x[0] > 0) { return; } y[0] = x[1];", null)]
    [InlineData("for (int i = 0; i < x.Length; i++) { if (x[i] > 0) { y[(int)Differential.StopGradient(x[i])] = x[i]; } }", "the index of an element of 'y'")]
    [InlineData("double[] a = new double[2], b = new double[2]; a[0] = x[0]; b[0] = x[1]; if (x[2] > 0) { a = b; } y[0] = a[0];", "which memory is used")]
    [InlineData("double[] a = new double[(int)Differential.StopGradient(x[0])]; a[0] = x[0]; y[0] = a[0];", "the length of an array")]
    [InlineData("y[0] = x[0]; if (x[0] > 1) { Console.Beep(); }", "another thing each time")]
    [InlineData("var part = x.AsSpan((int)Differential.StopGradient(x[0])); y[0] = part[0];", "the part of an array")]
    public void WhatDependsOnActiveValues(string body, string? reason)
    {
        string member = $"[Differentiable(Derivatives.SparseJacobian)] public static void F(double[] x, [Output] double[] y) {{ {body} }}";
        if (reason is null)
        {
            Assert.Empty(Driver.Run("using System; using SymDiff; public static partial class C { " + member + " }").AnalyzerDiagnostics);
            return;
        }

        var error = Assert.Single(Driver.Run("using System; using SymDiff; public static partial class C { " + member + " }").AnalyzerDiagnostics);
        Assert.Equal(reason.StartsWith("another", StringComparison.Ordinal) ? "SD0007" : "SD1022", error.Id);
        Assert.Contains(reason, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("may do something else each time", "another thing each time", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("double s = x[0]; [|while|] (s > 1) { s = s / 2; } y[0] = s;")]
    [InlineData("int k = 0; y[0] = x[0]; if (x[0] > 0) { [|while|] (k < 3) { k++; y[0] += x[k]; } }")]
    [InlineData("double s = x[0]; int n = (int)Differential.StopGradient(x[1]); [|for|] (int i = 0; i < n; i++) { s = s / 2; } y[0] = s;")]
    [InlineData("double s = x[0]; [|for|] (int i = 0; i < x.Length; i++) { if (s > x[i]) { break; } s += x[i]; } y[0] = s;")]
    public void LoopsThatActiveValuesEnd(string body) =>
        Marked.Members("SD1022", $"[Differentiable(Derivatives.SparseJacobian)] public static void F(double[] x, [Output] double[] y) {{ {body} }}");

    [Theory]
    [InlineData("return x[0] * x[(int)Differential.StopGradient(x[1])];", "the index of an element of 'x'")]
    [InlineData("double s = 1; int n = (int)Differential.StopGradient(x[1]); [|for|] (int i = 0; i < n; i++) { s = s * x[0]; } return s;", "how often a loop runs")]
    [InlineData("double s = x[0]; [|while|] (s > 1) { s = s * s / 2; } return s;", "is left early")]
    [InlineData("double[] a = new double[2], b = new double[2]; a[0] = x[0]; b[0] = x[1]; if (x[2] > 0) { a = b; } return a[0] * a[0];", "which memory is used")]
    [InlineData("return Total(x, x.Length);", "memory")]
    public void OfHessians(string body, string reason)
    {
        string member = $"[Differentiable(Derivatives.SparseHessian)] public static double F(double[] x) {{ {body} }} static double Total(double[] x, int n) => n == 0 ? 0 : x[n - 1] * x[n - 1] * Total(x, n - 1);";
        string text = "using System; using SymDiff; public static partial class C { " + member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal) + " }";
        var error = Assert.Single(Driver.Run(text).AnalyzerDiagnostics, d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        string message = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("SD1022", error.Id);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("SparseHessian", message, StringComparison.Ordinal);
        Assert.Contains("ask for 'Hessian'", message, StringComparison.Ordinal);
        if (member.Contains("[|", StringComparison.Ordinal))
        {
            Marked.Members("SD1022", member);
        }
    }

    [Fact]
    public void AllOfOneResult_MakesItAnErrorWhereItIsCalled()
    {
        const string Text = "using SymDiff; public static partial class C { [Differentiable(Derivatives.All)] public static double F(double[] x) => x[0] * x[(int)x[1]]; public static object G(SparsityPattern p) => C.";
        Driver.Run(Text + "FHessian(new double[2]); }").ShouldHaveNoErrors();
        Assert.Contains(
            Driver.Run(Text + "FSparseHessian(new double[2], p); }").CompilerDiagnostics,
            e => e.Id == "CS0619" && e.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("SD1022", StringComparison.Ordinal));
    }

    [Fact]
    public void All_MakesItAnErrorWhereItIsCalled()
    {
        const string Text = "using SymDiff; public static partial class C { [Differentiable(Derivatives.All)] public static void F(double[] x, [Output] double[] y) { y[0] = x[(int)x[1]]; } public static object G(SparsityPattern p) => C.";
        Driver.Run(Text + "FJacobian(new double[2], new double[1]); }").ShouldHaveNoErrors();
        Assert.Contains(
            Driver.Run(Text + "FSparseJacobian(new double[2], new double[1], p); }").CompilerDiagnostics,
            e => e.Id == "CS0619" && e.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("SD1022", StringComparison.Ordinal));
    }

    [Fact]
    public void ArraysOfStructs_HaveNone_WhereAnArrayIsReturned() => Marked.Members(
        "SD0007",
        "public struct P { public double X, Y; } [[|Differentiable(Derivatives.SparseJacobian)|]] public static double[] F(P[] x) => new double[] { x[0].X };");

    [Fact]
    public void MatricesOfStructs_HaveNoSparseHessian() => Marked.Members(
        "SD0007",
        "public struct P { public double X, Y; } [[|Differentiable(Derivatives.SparseHessian)|]] public static double F(P[,] x) => x[0, 0].X * x[0, 0].Y;");

    [Theory]
    [InlineData("double[] x", "for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i]) * x[i]; }", true)]
    [InlineData("double[] x, int[] p", "for (int i = 0; i < p.Length; i++) { s += x[p[i]] * x[p[i]]; }", true)]
    [InlineData("double[] x, int k", "for (int i = 0; i < x.Length / k; i++) { for (int j = 0; j < k; j++) { s += x[i * k + j] * x[j + k * i]; } }", true)]
    [InlineData("double[,] x", "for (int i = 0; i < x.GetLength(0); i++) { s += x[i, 0] * x[i, 0]; }", true)]
    [InlineData("double[] x", "double[] t = new double[x.Length]; for (int i = 0; i < x.Length; i++) { t[i] = Math.Sin(x[i]); } for (int i = 0; i < x.Length; i++) { s += t[i] * x[i]; }", true)]
    [InlineData("double x, int n", "for (int i = 0; i < n; i++) { s = Math.Sin(s + x); }", true)]
    [InlineData("double[] x", "for (int i = 0; i + 1 < x.Length; i++) { s += x[i] * x[i + 1]; }", false)]
    [InlineData("double[] x", "for (int i = 0; i < x.Length; i++) { s += x[i]; } s *= s;", false)]
    [InlineData("double[] x, int[] p, int[] q", "for (int i = 0; i < p.Length; i++) { s += x[p[i]] * x[q[i]]; }", false)]
    [InlineData("double[] x", "double last = 1; for (int i = 0; i < x.Length; i++) { s += x[i] * last; last = x[i]; }", false)]
    [InlineData("double[] x, double a", "for (int i = 0; i < x.Length; i++) { s += x[i] * a; }", false)]
    [InlineData("double[] x", "for (int i = 0; i < x.Length; i++) { s += x[i] * x[x.Length - 1 - i]; }", false)]
    [InlineData("double[] x", "double[] t = new double[x.Length]; for (int i = 0; i < x.Length; i++) { t[x.Length - 1 - i] = Math.Sin(x[i]); } for (int i = 0; i < x.Length; i++) { s += t[i] * x[i]; }", false)]
    [InlineData("double[] x", "var y = x.AsSpan(1); for (int i = 0; i < y.Length; i++) { s += y[i] * x[i]; }", false)]
    public void OneSweep_WhereTheHessianIsProvedToBeDiagonal(string parameters, string body, bool isProved)
    {
        string text = Assert.Single(Driver.Run(
            $"using System; using SymDiff; public static partial class C {{ [Differentiable(Derivatives.HessianDiagonal)] public static double F({parameters}) {{ double s = 0; {body} return s; }} }}").Sources).Text;
        Assert.Equal(isProved, !text.Contains("axis", StringComparison.Ordinal));
    }
}
