using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What a gradient costs is told where that is asked for, counted by hand here, and held to a limit where there is one.</summary>
public sealed class CostTests
{
    [Theory]

    // Both partials of a product are factors of it.
    [InlineData("double F(double x, double y) => x * y;", "takes 1 operations for 1 of the method, 1.0 times as many, and records nothing")]

    // Beside the product the cosine, and the two products with it.
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "takes 5 operations for 2 of the method, 2.5 times as many, and records nothing")]

    // A call of a helper is what the helper does.
    [InlineData("double F(double x) => G(x) + G(2 * x); private static double G(double t) => Math.Exp(t);", "takes 6 operations for 4 of the method, 1.5 times as many, and records nothing")]

    // The longer arm.
    [InlineData("double F(double x) => x > 0 ? x : x * x * x;", "takes 3 operations for 2 of the method, 1.5 times as many, and records nothing")]
    [InlineData("double F(double[] v) { double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i]; } return s; }",
        "takes 3 n operations for 2 n of the method (n is how often a loop runs, taken as 100), 1.5 times as many, and records nothing")]
    [InlineData("double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x; }",
        "takes 3 n operations for 1 n of the method (n is how often a loop runs, taken as 100), 3.0 times as many, and records 8 bytes in each turn of the loop in line 5: 'x' (it changes from turn to turn)")]
    [InlineData("double F(double x, int n) { while (x < n) { x += Math.Exp(x); } return x; }",
        "records 8 bytes in each turn of the loop in line 5: a value (Exp would cost more to call again)")]
    [InlineData("float F(float x, int n) { for (int i = 0; i < n; i++) { x = x * x; } return x; }", "records 4 bytes in each turn")]
    [InlineData("double F(double[] v, [NoGradient] Span<double> s) { double t = 0; for (int i = 0; i < v.Length; i++) { double k = s[i % 3]; s[i % 2] = k + i; t = (t * k) + v[i]; } return t; }",
        "'k' (what it was read from is written later)")]
    [InlineData("double F(double x, Random r) { double t = 0; for (int i = 0; i < 30; i++) { double k = r.NextDouble(); t += x * x * k; } return t; }",
        "for 90 of the method")]
    [InlineData("double F(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { for (int j = 0; j < i; j++) { x = Math.Sin(x) + s; s += x * x; } } return s; }",
        "for 4 n² of the method")]
    public void Report(string method, string says)
    {
        Diagnostic cost = Assert.Single(Run(method, on: true).AnalyzerDiagnostics, d => d.Id == "SD3001");
        Assert.Contains("The gradient of 'C.F(", Text(cost), StringComparison.Ordinal);
        Assert.Contains(says, Text(cost), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Info, cost.Severity);
        Assert.Equal(says.Contains("the loop in line", StringComparison.Ordinal) ? 1 : cost.AdditionalLocations.Count, cost.AdditionalLocations.Count);
    }

    [Fact]
    public void WhatIsKeptForLong_SaysOfWhichLoops()
    {
        Diagnostic cost = Assert.Single(Run("double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x); }\nfor (int i = 0; i < n; i++) { x = x * x + 1; } return x; }", on: true).AnalyzerDiagnostics);
        Assert.Contains("records 8 bytes in each turn of the loop in line 5: 'x' (it changes from turn to turn), 8 bytes in each turn of the loop in line 6: 'x' (it changes from turn to turn)", Text(cost), StringComparison.Ordinal);
        Assert.Equal([4, 5], cost.AdditionalLocations.Select(l => l.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public void WithoutBeingAskedFor_NothingIsSaid() => Assert.Empty(Run("double F(double x) => x * x;", on: false).AnalyzerDiagnostics);

    [Fact]
    public void WhatIsWrong_HasNoCost() => Assert.Equal(["SD1003"], Run("double F(double x) => double.Parse(x.ToString());", on: true).AnalyzerDiagnostics.Select(d => d.Id).Distinct());

    [Theory]
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "2.5", false)]
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "2.4", true)]
    [InlineData("double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x; }", "3", false)]
    [InlineData("double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x; }", "2.9", true)]
    [InlineData("void F(double[] x, [Output] double[] y) { for (int i = 0; i < x.Length; i++) { y[i] = x[i] * x[i]; } }", "1", true)]
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "-1", true)]
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "double.NaN", true)]
    [InlineData("double F(double x, double y) => Math.Sin(x * y);", "0", false)]
    public void Limit_IsHeld(string method, string limit, bool isExceeded)
    {
        DriverResult result = Run(method, on: false, $"(MaxOperationRatio = {limit})");
        Assert.Equal(isExceeded ? ["SD0034"] : [], result.AnalyzerDiagnostics.Select(d => d.Id));
        Assert.Equal(isExceeded, result.Sources.Single().Text.Contains("(\"SD0034: cannot hold ", StringComparison.Ordinal));
    }

    /// <summary>Snapshots run turns again, as often as memory makes them; that is no cost of the code.</summary>
    [Fact]
    public void Snapshots_AreLeftOutOfAccount()
    {
        const string Method = "double F(double x, int n) { for (int i = 0; i < n; i++) { x = Math.Sin(x); } return x; }";
        Assert.Equal(
            Text(Run(Method, on: true).AnalyzerDiagnostics.Single()),
            Text(Run(Method, on: true, "(Checkpoint = 4)").AnalyzerDiagnostics.Single()));
    }

    private static DriverResult Run(string method, bool on, string arguments = "") => Driver.Run(
        new DriverInput($"using System;\nusing SymDiff;\npublic static partial class C\n{{\n[Differentiable{arguments}] public static {method}\n}}")
        {
            Severities = on ? new Dictionary<string, ReportDiagnostic> { ["SD3001"] = ReportDiagnostic.Info } : [],
        });

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
