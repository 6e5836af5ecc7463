using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Registrations;

/// <summary>A registration that does not hold is an error at its attribute, and what relies on it is an error too.</summary>
public sealed class RegistrationErrorTests
{
    private const string Library = """

        public class L
        {
            public static double F(double x) => x;
            public static double G(double x, double y) => x;
            public static float H(float x, int n) => x;
            public static double Over(double x) => x;
            public static double Over(in double x) => x;
            public static double Data(double x, double[] data) => x;
            public static double Named(double x, System.Globalization.CultureInfo culture) => x;
            public static double[] Many(double x) => null!;
            public static double Out(double x, out int n) => n = 1;
            public static int Count(int n) => n;
            public static double Generic<T>(double x, T t) where T : class => x;
            public double Instance(double x) => x;
        }
        public class Unbound<T> { public static double F(double x) => x; }
        public class Derived : L { }
        """;

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), \"Nothing\")|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), null!)|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(double[]), \"F\")|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(Unbound<>), \"F\")|]] public static double D(double x) => x;")]
    [InlineData("[[|VjpOf(typeof(L), \"Nothing\")|]] public static double D(double x, double c, ref double d) => x;")]
    [InlineData("[[|JvpOf(typeof(L), \"Nothing\")|]] public static (double, double) D(double x, double t) => (x, t);")]
    public void NoSuchTarget(string members) => Members("SD0020", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(float x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D() => 1;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x, double y) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x, float result) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(ref double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D<T>(double x) => x;")]
    [InlineData("[[|VjpOf(typeof(L), nameof(L.F))|]] public static double D(double x, double c) => x;")]
    [InlineData("[[|JvpOf(typeof(L), nameof(L.F))|]] public static (double, double) D(double x) => (x, x);")]
    public void FitsNothing(string members) => Members("SD0021", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Over))|]] public static double D(double x) => x;")]
    [InlineData("[[|VjpOf(typeof(L), nameof(L.Over))|]] public static double D(double x, double c, ref double d) => x;")]
    public void Ambiguous(string members) => Members("SD0022", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static float D(double x) => 1;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static void D(double x) { }")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.G))|]] public static double D(double x, double y) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.G))|]] public static (double, double, double) D(double x, double y) => (x, x, x);")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.G))|]] public static (double, double) D(double x, [NoGradient] double y) => (x, x);")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.H))|]] public static double D(float x, int n) => x;")]
    [InlineData("[[|VjpOf(typeof(L), nameof(L.F))|]] public static void D(double x, double c, ref double d) { }")]
    [InlineData("[[|VjpOf(typeof(L), nameof(L.F))|]] public static double D(double x, double c, double d) => x;")]
    [InlineData("[[|VjpOf(typeof(L), nameof(L.F))|]] public static double D(double x, double c, ref float d) => x;")]
    [InlineData("[[|JvpOf(typeof(L), nameof(L.F))|]] public static double D(double x, double t) => x;")]
    [InlineData("[[|JvpOf(typeof(L), nameof(L.F))|]] public static (double, double) D(double x, float t) => (x, t);")]
    public void Signature(string members) => Members("SD0023", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] private static double D(double x) => x;")]
    [InlineData("private class P { [[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; }")]
    [InlineData("public class P<T> { [[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; }")]
    [InlineData("public class P { [[|DerivativeOf(typeof(L), nameof(L.F))|]] public double D(double x) => x; }")]
    [InlineData("public class P { [[|VjpOf(typeof(L), nameof(L.F))|]] public double D(double x, double c, ref double d) => x; }")]
    [InlineData("public class P { [[|DerivativeOf(typeof(L), nameof(L.G))|]] public static (double, double) operator +(P a, double b) => (b, b); }")]
    [InlineData("public static double Q { [[|DerivativeOf(typeof(L), nameof(L.F))|]] get => 1; }")]
    [InlineData("public static void M() { [[|DerivativeOf(typeof(L), nameof(L.F))|]] static double D(double x) => x; D(1); }")]
    [InlineData("public static Func<double, double> M() => [[|DerivativeOf(typeof(L), nameof(L.F))|]] static (double x) => x;")]
    [InlineData("private static double s; [[|DerivativeOf(typeof(L), nameof(L.F))|]] public static ref double D(double x) => ref s;")]
    public void Holder(string members) => Members("SD0024", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; [[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double E(double x, double result) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|], [|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; [[|VjpOf(typeof(L), nameof(L.F))|]] public static double V(double x, double c, ref double d) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; [[|DerivativeOf(typeof(Derived), nameof(L.F))|]] public static double E(double x) => x;")]
    public void Duplicate(string members) => Members("SD0025", members);

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Instance))|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Data))|]] public static double D(double x, double[] data) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Many))|]] public static double D(double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Out))|]] public static double D(double x, int n) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D([NoGradient] double x) => x;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Count))|]] public static int D(int n) => n;")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.Generic))|]] public static double D<T>(double x, T t) where T : class, new() => x;")]
    public void Target(string members) => Members("SD0026", members);

    [Theory]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.F))] public static double D(double x) => x;")]
    [InlineData("[DerivativeOf(typeof(Derived), nameof(L.F))] internal static double D(in double x, double result) => x;")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.G))] public static (double dX, double dY) D(double a, double b) => (a, b);")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.G))] public static double D(double a, [NoGradient] double b) => a;")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.H))] public static float D(float x, int n) => x;")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.Data))] public static double D(double x, [NoGradient] double[] data) => x;")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.Named))] public static double D(double x, System.Globalization.CultureInfo c) => x;")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.Generic))] public static double D<U>(double x, U u) where U : class => x;")]
    [InlineData("[DerivativeOf(typeof(Unbound<int>), \"F\")] public static double D(double x) => x;")]
    [InlineData("[VjpOf(typeof(L), nameof(L.H))] public static float V(float x, int n, float c, ref float d) => x; [JvpOf(typeof(L), nameof(L.H))] public static (float Value, float Tangent) J(float x, int n, float t) => (x, t);")]
    public void AllIsWell(string members) => Assert.Empty(Run(members).ShouldHaveNoErrors().AnalyzerDiagnostics);

    [Fact]
    public void WhatDoesNotCompile_IsTheCompilersToReport()
    {
        Assert.Empty(Run("[DerivativeOf(typeof(Missing), \"F\")] public static double D(double x) => x; [DerivativeOf(typeof(L))] public static double E(double x) => x; [DerivativeOf(typeof(L), nameof(L.F))] public static double G(Missing x) => 1;").AnalyzerDiagnostics);
    }

    [Theory]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static float D(double x) => 1; [Differentiable] public static double U(double x) => 2 * L.F(x);", "SD0023", "SD1003")]
    [InlineData("[[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double D(double x) => x; [[|DerivativeOf(typeof(L), nameof(L.F))|]] public static double E(double x) => x; [Differentiable] public static double U(double x) => 2 * L.F(x);", "SD0025", "SD1003")]
    public void WhatReliesOnIt_IsAnErrorToo(string members, string registration, string call)
    {
        DriverResult result = Run(members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal));
        Assert.Equal([registration, call], result.AnalyzerDiagnostics.Select(d => d.Id).Distinct());
        Assert.Contains(call, result.Sources.Single(s => s.HintName.Contains(".U.", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ActiveArgument_ForWhatIsNotRegistered() => Members("SD1020", """
        [DerivativeOf(typeof(L), nameof(L.G))] public static double D(double x, [NoGradient] double y) => x;
        [Differentiable] public static double U(double x, double y) => L.G(x, 2) + L.G([|y: x * y|], x: 1);
        """);

    [Fact]
    public void ActiveArgument_ForWhatTheTargetMakesAConstant() => Members("SD1020", """
        public static double T(double x, [NoGradient] double y) => x * y;
        [DerivativeOf(typeof(C), nameof(T))] public static double D(double x, double y) => y;
        [Differentiable] public static double U(double x) => T(2, [|x|]);
        """);

    [Fact]
    public void TargetThatTheEmittedMethodMayNotName() => Marked.Source("SD1011", """
        using SymDiff;
        public class B
        {
            public static double Open(double x) => Hidden(x);
            private static double Hidden(double x) => x;
            public static class R { [DerivativeOf(typeof(B), nameof(Hidden))] public static double D(double x) => 1; }
        }
        public static partial class C { [Differentiable] public static double U(double x) => B.Open(x); }
        """.Replace("=> Hidden(x)", "=> [|Hidden(x)|]", StringComparison.Ordinal));

    [Fact]
    public void ActiveParameterOfTheTargetItself_ForWhatIsNotRegistered() => Members("SD1020", """
        [DerivativeOf(typeof(C), nameof(U))] public static double D(double x, [NoGradient] double y) => x;
        [Differentiable] public static double U(double x, double [|y|]) => x + y;
        """);

    [Theory]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.F))] public static double D(double x) => x;", "C.D")]
    [InlineData("[DerivativeOf(typeof(L), nameof(L.F))] [Differentiable] public static double D(double x) => E(x); [DerivativeOf(typeof(C), nameof(E))] public static double E2(double x) => x; public static double E(double x) => x;", null)]
    [InlineData("[VjpOf(typeof(L), nameof(L.F))] public static double V(double x, double c, ref double d) => x;", "C.V")]
    public void SecondOrder_NeedsTheDerivativeOfTheDerivative(string registered, string? missing)
    {
        DriverResult result = Run(registered + " [Differentiable(Derivatives.Default | Derivatives.Hvp)] public static double U(double x) => L.F(x) * x;");
        if (missing is null)
        {
            result.ShouldHaveNoErrors();
            return;
        }

        Diagnostic error = Assert.Single(result.AnalyzerDiagnostics);
        Assert.Equal("SD1021", error.Id);
        Assert.Contains($"the form 'Hvp' of 'U', because it needs the derivative of '{missing}'", error.GetMessage(null).Replace("C.U(double)", "U", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("SD1021", result.Sources.Single(s => s.HintName.Contains(".U.", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    private static void Members(string id, string members) =>
        Marked.Source(id, "using System;\nusing SymDiff;\npublic static partial class C\n{\n" + members + "\n}" + Library);

    private static DriverResult Run(string members) =>
        Driver.Run("using System;\nusing SymDiff;\npublic static partial class C\n{\n" + members + "\n}" + Library);
}
