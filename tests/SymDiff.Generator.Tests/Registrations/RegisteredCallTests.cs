using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Frontend;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Registrations;

/// <summary>What calls of methods with registered or published derivatives become.</summary>
public sealed class RegisteredCallTests
{
    private const string L = """
        public static class L
        {
            public static double F(double x) => x;
            public static double G(double x, double y = 2, int n = 3) => x;
            public static float H(this float x, float y) => x;
        }
        """;

    [Fact]
    public void ActiveCall_GetsTheRule() => Assert.Contains(
        """external "global::L.F({0})"(%x.0) rule (1) partials "global::D.Df({0}, {1})" """.TrimEnd(),
        Ir("[DerivativeOf(typeof(L), nameof(L.F))] public static double Df(double x, double result) => 1;", "double F(double x) => L.F(x);"),
        StringComparison.Ordinal);

    [Fact]
    public void ArgumentsStandInTheOrderOfTheParameters_DefaultsIncluded()
    {
        string ir = Ir("[DerivativeOf(typeof(L), nameof(L.G))] public static (double, double) Dg(double x, double y, int n) => (1, 1);", "double F(double x, double y) => L.G(y: x + 1, x: y) + L.G(x);");
        Assert.Contains("external \"global::L.G({0}, {1}, {2})\"(%y.1, %", ir, StringComparison.Ordinal);
        Assert.Equal(2, ir.Split("rule (1, 1, 0) partials \"global::D.Dg({0}, {1}, {2})\"").Length - 1);
    }

    [Fact]
    public void ExtensionMethods_AreStaticMethods() => Assert.Contains(
        """external "global::L.H({0}, {1})"(%x.0, %x.0) rule (1, 1) pullback "global::D.Vh({0}, {1}, {2}, ref {3}, ref {4})" pushforward "global::D.Jh({0}, {1}, {2}, {3})" """.TrimEnd(),
        Ir(
            "[VjpOf(typeof(L), nameof(L.H))] public static float Vh(float x, float y, float c, ref float dX, ref float dY) => 1; [JvpOf(typeof(L), nameof(L.H))] public static (float, float) Jh(float x, float y, float tX, float tY) => (1, 1);",
            "float F(float x) => x.H(x);"),
        StringComparison.Ordinal);

    [Fact]
    public void InactiveCall_StaysAsItIs() => Assert.Contains(
        "anything \"global::K.F({0})\"(%1)\n",
        Reading.IrOf(Project("[DerivativeOf(typeof(K), nameof(K.F))] public static double Df(double x) => 1;", "double F(double x) => x * K.F(2);")
            + "static class K { public static double F(double x) => System.Environment.GetEnvironmentVariable(\"x\") is null ? 1 : 2; }"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[DerivativeOf(typeof(C), nameof(C.Own))] public static double D1(double x) => 1;")]
    [InlineData("[DerivativeOf(typeof(C), nameof(C.Own))] public static partial double D1(double x); public static partial double D1(double x) => 1;")]
    [InlineData("[SymDiff.DerivativeOfAttribute(typeof(C), \"Own\")] public static double D1(double x) => 1;")]
    [InlineData("[global::SymDiff.DerivativeOf(typeof(C), \"Own\")] public static double D1(double x) => 1;")]
    [InlineData("[Alias(typeof(C), \"Own\")] public static double D1(double x) => 1;")]
    [InlineData("[Everywhere(typeof(C), \"Own\")] public static double D1(double x) => 1;")]
    [InlineData("public static partial class Inner { [method: DerivativeOf(typeof(C), \"Own\")] public static double D1(double x) => 1; }")]
    public void Registration_WinsOverInlining(string registration)
    {
        string source = "using Alias = SymDiff.DerivativeOfAttribute;\n" + Project(registration, "double F(double x) => Own(x); public static double Own(double x) => x * x;");
        Assert.Contains("external \"global::C.Own({0})\"", Reading.IrOf(new DriverInput(source, "global using Everywhere = SymDiff.DerivativeOfAttribute;")), StringComparison.Ordinal);
    }

    [Fact]
    public void Registration_WinsOverTheTable() => Assert.Contains(
        "external \"global::System.Math.Abs({0})\"",
        Ir("[DerivativeOf(typeof(Math), nameof(Math.Abs))] public static double Dabs(double x) => x < 0 ? -1 : 1;", "double F(double x) => Math.Abs(x);"),
        StringComparison.Ordinal);

    [Fact]
    public void Registration_OfAPrivateMethodOfTheType_Works() => Driver.Run("""
        using SymDiff;
        public static partial class C
        {
            [Differentiable] public static double F(double x) => Own(x);
            private static double Own(double x) => x * x;
            [DerivativeOf(typeof(C), nameof(Own))] internal static double OwnDerivative(double x) => 2 * x;
        }
        """).ShouldBuildCleanly();

    [Fact]
    public void MarkedMethodThatIsRegistered_UsesItsRegistration()
    {
        DriverResult result = Driver.Run("""
            using SymDiff;
            public static partial class C
            {
                [Differentiable] public static double F(double x) { System.Func<double, double> f = y => y; return f(x); }
                [DerivativeOf(typeof(C), nameof(F))] internal static double OwnDerivative(double x) => 1;
            }
            """).ShouldBuildCleanly();
        Assert.Contains("return global::C.OwnDerivative(x);", result.Sources.Single(s => s.HintName == "C.F.g.cs").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Partials_OfThePartial_AreItsRegistrationOrItsGradient()
    {
        Assert.Contains(
            "rule (1) partials \"global::D.D1({0})\" rule (1) partials \"global::D.D2({0})\"",
            Ir("[DerivativeOf(typeof(L), nameof(L.F))] public static double D1(double x) => 1; [DerivativeOf(typeof(D), nameof(D1))] public static double D2(double x) => 1;", "double F(double x) => L.F(x);"),
            StringComparison.Ordinal);
        Assert.Contains(
            "rule (1) partials \"global::D.D1({0}, {1})\" rule (1, 1) partials \"global::D.D1Gradient({0}, {1})\"",
            Reading.IrOf(Project("[DerivativeOf(typeof(L), nameof(L.F))] [Differentiable] public static double D1(double x, double result) => x * result;", "double F(double x) => L.F(x);"), "F"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void RegisteredDerivative_NeedNotDependOnEveryParameter() => Driver.Run("""
        using SymDiff;
        public static partial class C
        {
            public static double F(double x) => x;
            [DerivativeOf(typeof(C), nameof(F)), Differentiable] public static double D(double x, double result) => 2 * result;
        }
        """).ShouldBuildCleanly();

    [Fact]
    public void RegistrationsInACircle_EndSomewhere() => Driver.Run(Project(
        "[DerivativeOf(typeof(L), nameof(L.F))] public static double C1(double x) => 1; [DerivativeOf(typeof(D), nameof(C1))] [DerivativeOf(typeof(D), nameof(S1))] public static double S1(double x) => 1;",
        "double F(double x) => L.F(x);").Replace("[Differentiable]", "[Differentiable(Derivatives.All)]", StringComparison.Ordinal)).ShouldBuildCleanly();

    [Fact]
    public void GenericTarget_IsCalledWithTheTypeArgumentsOfTheCall()
    {
        string text = Driver.Run("""
            using SymDiff;
            public static class G<T> { public static double Of<U>(double x, U u) where U : class => x; }
            public static class D { [DerivativeOf(typeof(G<int>), "Of")] public static double Derivative<V>(double x, V v, double result) where V : class => 1; }
            public static partial class C<S> where S : class { [Differentiable] public static double F(double x, S s) => G<int>.Of(x, s) + G<int>.Of(x, "a"); }
            """).ShouldBuildCleanly().Sources[0].Text;
        Assert.Contains("global::D.Derivative<S>(x, s, ", text, StringComparison.Ordinal);
        Assert.Contains("global::D.Derivative<string>(x, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherTypeArguments_AreAnotherMethod() => Assert.Equal(["SD1003"], Driver.Run(
        new DriverInput("""
            using SymDiff;
            public static class D { [DerivativeOf(typeof(G<int>), "Of")] public static double Derivative(double x) => 1; }
            public static partial class C { [Differentiable] public static double F(double x) => G<long>.Of(x); }
            """) { MoreReferences = [Library.Plain("L", "public static class G<T> { public static double Of(double x) => x; }")] }).AnalyzerDiagnostics.Select(d => d.Id));

    [Fact]
    public void InlinedHelper_MayCallARegisteredMethod() => Assert.Contains(
        "global::D.Df(x)",
        Driver.Run(Project("[DerivativeOf(typeof(L), nameof(L.F))] public static double Df(double x) => 1;", "double F(double x) => Helper(x); private static double Helper(double y) => L.F(y) * L.F(2);"))
            .ShouldBuildCleanly().Sources[0].Text,
        StringComparison.Ordinal);

    [Fact]
    public void OldCSharp_CanCompileEveryKind() => Driver.Run(new DriverInput(Project("""
        [DerivativeOf(typeof(L), nameof(L.F))] public static double Df(double x, double result) { return 1; }
        [DerivativeOf(typeof(L), nameof(L.G))] public static (double, double) Dg(double x, double y, int n) { return (1, 1); }
        [VjpOf(typeof(L), nameof(L.H))] public static float Vh(float x, float y, float c, ref float dX, ref float dY) { return 1; }
        [JvpOf(typeof(L), nameof(L.H))] public static (float, float) Jh(float x, float y, float tX, float tY) { return (1, 1); }
        """, "double F(double x, float y) => L.F(x) * L.G(x, x) + L.G(x, L.H(y, y)) + L.H(2, y);"))
    {
        LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp7_3,
        References = ReferenceSet.NetStandard20,
        GlobalOptions = new Dictionary<string, string> { ["build_property.SymDiffDefaultDerivatives"] = "Default, Jvp" },
    }).ShouldBuildCleanly();

    private static string Ir(string registrations, string method) => Reading.IrOf(Project(registrations, method));

    private static string Project(string registrations, string method) => $$"""
        using System;
        using SymDiff;
        public static partial class C { [Differentiable] public static {{method}} }
        public static partial class D { {{registrations}} }
        {{L}}
        """;
}
