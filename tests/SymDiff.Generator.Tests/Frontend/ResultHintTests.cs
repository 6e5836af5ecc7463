using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Spans without an attribute that look like outputs, and Jacobians that would run an effect several times.</summary>
public class ResultHintTests
{
    [Theory]
    [InlineData("Span<double> [|y|]", "y[0] = x;")]
    [InlineData("Span<double> [|y|]", "for (int i = 0; i < y.Length; i++) { y[i] = x * i; x += y[i]; }")]
    [InlineData("Span<double> [|y|]", "y[0] = x; y[1] = y[0] * x;")]
    [InlineData("Span<double> [|y|]", "if (x > 0) { y[0] = x; }")]
    public void NeverReadBeforeItIsWritten(string parameter, string body) =>
        Reported.Ids("SD2004", $"[Differentiable] public static void F(double x, {parameter}) {{ {body} }}");

    [Theory]
    [InlineData("[InOut] Span<double> y", "y[0] = x;")]
    [InlineData("[Output] Span<double> y", "y[0] = x;")]
    [InlineData("Span<double> y", "y[0] += x;")]
    [InlineData("Span<double> y", "if (x > 0) { y[0] = x; } y[1] = y[0];")]
    [InlineData("Span<double> y", "y[0] = x; y[1] = y[2];")]
    [InlineData("Span<double> y", "for (int i = 0; i < y.Length; i++) { y[i] = x * y[y.Length - 1 - i]; }")]
    public void ReadOrMarked(string parameter, string body) =>
        Reported.Ids("none", $"[Differentiable] public static void F(double x, {parameter}) {{ {body} }}");

    [Theory]
    [InlineData("Derivatives.Jacobian")]
    [InlineData("Derivatives.Default")]
    public void AnEffectInAJacobian_IsRefused(string forms) => Marked.Members(
        "SD0007", $"private static readonly Random R = new Random(1); [Differentiable({forms})] public static void [|F|](double x, [Output] Span<double> y) {{ y[0] = x * R.NextDouble(); }}");

    [Theory]
    [InlineData("", "DateTime.Now.Second", true)]
    [InlineData("private static int N; private static int Next => ++N;", "Next", true)]
    [InlineData("private static readonly System.Diagnostics.Stopwatch W = new System.Diagnostics.Stopwatch();", "W.ElapsedTicks", true)]
    [InlineData("private static int N = 2;", "N", false)]
    [InlineData("private static int N { get; set; }", "N", false)]
    [InlineData("private static readonly string S = \"ab\";", "S.Length", false)]
    public void WhatIsReadInAJacobian(string member, string read, bool isRefused)
    {
        string method = $"void {(isRefused ? "[|F|]" : "F")}(double x, [Output] Span<double> y) {{ y[0] = x * {read}; }}";
        if (isRefused)
        {
            Marked.Members("SD0007", $"{member} [Differentiable(Derivatives.Jacobian)] public static {method}");
        }
        else
        {
            Reported.Ids("none", $"{member} [Differentiable(Derivatives.Jacobian)] public static {method}");
        }
    }

    [Theory]
    [InlineData("private static double H(int n) { double s = 0; for (int i = 0; i < n; i++) { s += 1.0 / (i + 1); } return s; }", "H(3)", false)]
    [InlineData("private static double H(double n) => n > 2 ? throw new ArgumentException() : n;", "H(3)", true)]
    [InlineData("private static int N; private static double H(int n) { double s = 0; for (int i = 0; i < n; i++) { s += 1.0 / ++N; } return s; }", "H(3)", true)]
    [InlineData("private static double H(int n) { double s = 0; for (int i = 0; i < n; i++) { s += DateTime.Now.Second; } return s; }", "H(3)", true)]
    public void AHelperOfConstantsInAJacobian(string helper, string call, bool isRefused)
    {
        string method = $"void {(isRefused ? "[|F|]" : "F")}(double x, [Output] Span<double> y) {{ y[0] = x * {call}; }}";
        Marked.Members("SD0007", $"{helper} [Differentiable(Derivatives.Jacobian)] public static {method}");
    }

    [Fact]
    public void WhatIsRefused_IsNamedWithoutPlaceholders()
    {
        const string text = """
            using System; using SymDiff;
            public readonly struct Clock { public double Time(double x) => x * DateTime.Now.Second; }
            public static partial class C { [Differentiable(Derivatives.Jacobian)] public static void F(double x, [NoGradient] Clock c, [Output] Span<double> y) { y[0] = x * c.Time(2); } }
            """;
        var error = Assert.Single(Driver.Run(text).AnalyzerDiagnostics, d => d.Id == "SD0007");
        Assert.DoesNotContain("{0}", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEffectInAPullback_IsNot() => Reported.Ids(
        "none", "private static readonly Random R = new Random(1); [Differentiable(Derivatives.Vjp)] public static void F(double x, [Output] Span<double> y) { y[0] = x * R.NextDouble(); }");
}
