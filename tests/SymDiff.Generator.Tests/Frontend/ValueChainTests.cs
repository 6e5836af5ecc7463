using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Where a derivative is lost, further places lead back to the parameter: the values between, nearest first.</summary>
public sealed class ValueChainTests
{
    [Theory]
    [InlineData("double F(double x) { return Lib(x); }", "SD1003 Lib(x)", "x")]
    [InlineData("double F(double x, double y) { double t = y * 2; double u = Math.Sin(t); return Lib(u) + x; }", "SD1003 Lib(u)", "u = Math.Sin(t)", "t = y * 2", "y")]

    // What is constant leads nowhere.
    [InlineData("double F(double x, [NoGradient] double k) { double t = k; double u = x; return Lib(t + u); }", "SD1003 Lib(t + u)", "u = x", "x")]
    [InlineData("double F(double x, int n) { double t = 0; for (int i = 0; i < n; i++) { Kept = t; t = x * i; } return x; }", "SD1005 Kept = t", "t = x * i", "x")]
    [InlineData("double F(double[] v) { double t = 0; foreach (double e in v) { t += e; } return Lib(t); }", "SD1003 Lib(t)", "t += e", "v", "v")]
    [InlineData("double F(double x) { double[] t = new double[2]; t[1] = x; return Lib(t[1]); }", "SD1003 Lib(t[1])", "t[1] = x", "x")]
    [InlineData("double F(double x) { (double A, double B) t = (1, 2); t.B = x; return Lib(t.B); }", "SD1003 Lib(t.B)", "t.B = x", "x")]
    [InlineData("double F(double x, double y) { double a; double b; (a, b) = (y, x); return Lib(b); }", "SD1003 Lib(b)", "(a, b) = (y, x)", "x")]

    // Through a helper: its argument, where it is called.
    [InlineData("double F(double x) { double t = 3 * x; return Helper(t); } private static double Helper(double p) { double q = p * p; return Lib(q); }", "SD1003 Lib(q)", "q = p * p", "t", "t = 3 * x", "x")]
    [InlineData("double F(double x) { double t = x; double G(double p) => Lib(p * t); return G(2); }", "SD1003 Lib(p * t)", "t = x", "x")]
    [InlineData("double F(double x) { double t = x * 2; return Math.Floor(t); }", "SD2001 x", "SD2002 Math.Floor(t)", "t = x * 2", "x")]
    public void Loss_LeadsToTheParameter(string method, params string[] expected)
    {
        string source = $"using System;\nusing SymDiff;\npublic static partial class C\n{{\n[Differentiable] public static {method}\nprivate static double Kept;\n}}".Replace("Lib(", "Lib.Of(", StringComparison.Ordinal);
        DriverResult result = Driver.Run(new DriverInput(source) { MoreReferences = [Library] });
        Assert.Equal(
            expected.Select(e => e.Replace("Lib(", "Lib.Of(", StringComparison.Ordinal)),
            result.AnalyzerDiagnostics.OrderBy(d => d.Id, StringComparer.Ordinal).SelectMany(d => d.AdditionalLocations.Select(Text).Prepend($"{d.Id} {Text(d.Location)}")));

        string Text(Location at) => source.Substring(at.SourceSpan.Start, at.SourceSpan.Length);
    }

    private static MetadataReference Library { get; } = Driver.Compile(new DriverInput("public static class Lib { public static double Of(double x) => x; }") { AssemblyName = "Lib" }).ToMetadataReference();
}
