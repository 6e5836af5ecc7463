namespace SymDiff.Generator.Tests.Frontend;

/// <summary>A division of integers is reported where its fraction is missed, and nowhere else.</summary>
public sealed class IntegerDivisionTests
{
    [Theory]
    [InlineData("[|1 / 2|] * x")]
    [InlineData("x * ([|1 / 2|])")]
    [InlineData("[|n / 2|] * x")]
    [InlineData("x + -([|n / m|])")]
    [InlineData("x / ([|n / m|] + 1)")]
    [InlineData("3 * ([|n / m|]) * x")]
    [InlineData("[|1 / 2|] / n * x")]
    [InlineData("([|1 / 2|] + [|1 / 3|] + 0.5) * x")]
    [InlineData("(0.5 + [|n / 3|]) * x")]
    [InlineData("Math.Pow(x, [|1 / 2|])")]
    [InlineData("Math.Max(x, [|n / 2|])")]
    [InlineData("Times(x, [|n / 2|])")]
    public void MissingFraction_IsReported(string expression) =>
        Marked.Members("SD2005", $"[Differentiable] public static double F(double x, int n, int m) => {expression}; static double Times(double x, double k) => x * k;");

    [Theory]
    [InlineData("double half = [|n / 2|]; return half * x;")]
    [InlineData("double y = x; y *= [|1 / n|]; return y;")]
    [InlineData("double s = 0; for (int i = 0; i < n / 2; i++) { s += [|i / n|] * x; } return s;")]
    [InlineData("static double Half(double y, int k) => y * ([|k / 2|]); return Half(x, n) + Half(x, 3);")]
    public void MissingFraction_IsReportedAtTheDivision(string body) => Marked.Members("SD2005", $"[Differentiable] public static double F(double x, int n) {{ {body} }}");

    [Theory]
    [InlineData("return a[n / 2] * x;")]
    [InlineData("return 4 / 2 * x;")]
    [InlineData("return (double)(n / 2) * x;")]
    [InlineData("double s = 0; for (int i = 0; i < n / 2; i++) { s += a[i / 2] * x; } return s;")]
    [InlineData("return (n / 2 * 2 == n ? x : -x) + a[0] * x;")]
    [InlineData("return n / 2.0 * x;")]
    [InlineData("return n / (double)(n + 1) * x;")]
    [InlineData("return (n / 2 % 2) * x;")]
    [InlineData("return (n / 2 >> 1) * x;")]
    [InlineData("return Math.Abs(n / 2) * x;")]
    [InlineData("int half = n / 2; return half * x;")]
    [InlineData("double unused = n / 2; return x + (unused > 3 ? 1 : 0);")]
    [InlineData("double k = n / 2; k = 3; return k * x;")]
    public void Index_CountAndCast_AreNot(string body) => Marked.Members("SD2005", $"[Differentiable] public static double F(double x, int n, [NoGradient] double[] a) {{ {body} }}");
}
