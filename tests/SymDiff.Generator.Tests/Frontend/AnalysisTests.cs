namespace SymDiff.Generator.Tests.Frontend;

/// <summary>The warnings that need data flow, through branches, loops and helpers. Deciding which way is taken is no dependence.</summary>
public sealed class AnalysisTests
{
    [Theory]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) { if (y > 0) { x = 2 * x; } return x; }")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) { double z = y; for (int i = 0; i < 3; i++) { z = z * y; } return x; }")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) { while (x > y) { x = x / 2; } return x; }")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) { for (int i = 0; i < 9; i++) { if (y * i > 3) return i * x; } return x; }")]
    [InlineData("[Differentiable] public static double F(double x, double [|y|]) => y switch { > 0 => x, _ => 2 };")]
    public void IdleParameter(string members) => Reported.Ids("SD2001", members);

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { double u = x * i; s += [|Math.Floor(u)|]; } return s + x;")]
    [InlineData("double s = x; if (x > 0) { double u = x * x; s *= [|(int)u|]; } return s;")]
    [InlineData("double u = 2; for (int i = 0; i < [|(int)u|]; i++) { u = x * 3; } return x;")]
    public void StepFunction(string body) => Reported.Ids("SD2002", $"[Differentiable] public static double F(double x) {{ {body} }}");

    [Fact]
    public void StepFunction_NamesTheStepAndThePath() => Assert.Contains(
        "'Math.Floor(u)' is a step function of a value that depends on an active parameter (x → t → u)",
        Reading.Of("public static partial class C { [SymDiff.Differentiable] public static double F(double x) { double t = x; for (int i = 0; i < 3; i++) { t = t * x; } double u = t + 1; return x + System.Math.Floor(u); } }".Replace("System.Math", "Math", StringComparison.Ordinal).Insert(0, "using System; ")).Rejections[0].Text,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double y = 0; for (int i = 0; i < 5; i++) { if ([|y == x|]) break; y = x * i; } return y;")]
    [InlineData("double y = 1, z = 1; while ([|y != z|] || x > 1) { y = z; z = x; x = x / 2; } return y;")]
    public void ActiveEquality(string body) => Reported.Ids("SD2003", $"[Differentiable] public static double F(double x) {{ {body} }}");

    // What becomes active in a later iteration is active in the first statement of the loop too.
    [Theory]
    [InlineData("double y = 1; for (int i = 0; i < 3; i++) { [|Console.WriteLine(y)|]; y = x; } return y;")]
    [InlineData("double a = 1, b = 1; while (a < 3) { [|Console.WriteLine(a)|]; a = b; b = b + x; } return a;")]
    [InlineData("double a = 1; void Set(double v) { a = v; } do { [|Console.WriteLine(a)|]; Set(2 * x); } while (a < 1); return a;")]
    [InlineData("double a = 1; Action<double> set = v => a = v * x; for (;;) { [|Console.WriteLine(a)|]; set(1); if (a > 2) return a; }")]
    [InlineData("double a = 1; for (int i = 0; i < 4; i++) { [|Console.WriteLine(a)|]; Get(x, out a); } return a;")]
    public void LaterIterations_AreActiveToo(string body) =>
        Reported.Ids("SD1003", $"[Differentiable] public static double F(double x) {{ {body} }} static void Get(double x, out double y) {{ y = x; }}");
}
