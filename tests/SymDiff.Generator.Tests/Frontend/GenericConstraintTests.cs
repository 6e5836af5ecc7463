// The oldest Roslyn has no static members of interfaces but as a preview.
#if ROSLYN_LATEST
using System.Globalization;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Type parameters that are scalars, and those that are not; derivatives that need a constraint more, at the expression that needs it.</summary>
public sealed class GenericConstraintTests
{
    private const string Usings = """
        using System;
        using System.Numerics;
        using SymDiff;

        """;

    [Theory]
    [InlineData("ITrigonometricFunctions<T>", "[|T.Asin(x)|] * x", "IRootFunctions<T>")]
    [InlineData("ITrigonometricFunctions<T>", "x + [|T.Acos(x * x)|]", "IRootFunctions<T>")]
    [InlineData("IHyperbolicFunctions<T>", "[|T.Asinh(x)|]", "IRootFunctions<T>")]
    [InlineData("IHyperbolicFunctions<T>", "[|T.Acosh(x)|]", "IRootFunctions<T>")]
    [InlineData("IFloatingPointConstants<T>", "[|T.Abs(x)|]", "IComparisonOperators<T, T, bool>")]
    [InlineData("IFloatingPointConstants<T>", "[|T.MaxMagnitude(x, x * x)|]", "IComparisonOperators<T, T, bool>")]
    [InlineData("IPowerFunctions<T>", "[|T.Pow(x, x)|]", "IFloatingPointIeee754<T>")]
    [InlineData("IRootFunctions<T>", "[|T.RootN(x, 3)|]", "IPowerFunctions<T>")]
    [InlineData("IFloatingPointConstants<T>, IModulusOperators<T, T, T>", "[|x % (x * x)|]", "IFloatingPoint<T>")]
    public void MissingConstraint_IsNamed(string constraint, string expression, string missing)
    {
        string marked = Usings + $"public static partial class C {{ [Differentiable] public static T F<T>(T x) where T : {constraint} => {expression}; }}";
        Marked.Source("SD1014", marked);
        string message = Assert.Single(Run(marked)).GetMessage(CultureInfo.InvariantCulture);
        Assert.EndsWith($"add the constraint {missing}", message, StringComparison.Ordinal);
        Driver.Run(Plain(marked).Replace($"where T : {constraint}", $"where T : {constraint}, {missing}", StringComparison.Ordinal)).ShouldHaveNoErrors();
    }

    [Fact]
    public void MissingConstraint_InAHelper_IsNamedThere() => Marked.Source("SD1014", Usings + """
        public static partial class C
        {
            [Differentiable] public static T F<T>(T x) where T : ITrigonometricFunctions<T> => G(x) * x;
            private static U G<U>(U y) where U : ITrigonometricFunctions<U> => [|U.Asin(y)|];
        }
        """);

    [Theory]
    [InlineData("T.Abs(x) * T.Abs(x)", "Derivatives.Gradient", "INumber<T>, IFloatingPointConstants<T>")]
    [InlineData("T.Sqrt(x)", "Derivatives.Gradient | Derivatives.Hvp", "IRootFunctions<T>")]
    [InlineData("T.Pow(x, T.CreateChecked(3))", "Derivatives.Gradient | Derivatives.Hvp", "IPowerFunctions<T>")]
    [InlineData("T.Exp(x) * T.ExpM1(x)", "Derivatives.Gradient | Derivatives.Hvp", "IExponentialFunctions<T>")]
    [InlineData("T.Log(x) / T.LogP1(x)", "Derivatives.Gradient | Derivatives.Hvp", "ILogarithmicFunctions<T>")]
    [InlineData("T.Tanh(x) * T.Sinh(x) + T.Atanh(x)", "Derivatives.Gradient | Derivatives.Hvp", "IHyperbolicFunctions<T>")]
    [InlineData("T.Sin(x) * T.Atan(x) + T.SinPi(x)", "Derivatives.Gradient | Derivatives.Hvp", "ITrigonometricFunctions<T>")]
    [InlineData("x * x / (x + T.One) - T.Pi", "Derivatives.All", "IFloatingPointConstants<T>")]
    [InlineData("T.Floor(x) * x", "Derivatives.All", "IFloatingPoint<T>")]
    [InlineData("T.Atan2(x, T.Pow(x, x)) % T.Asin(x)", "Derivatives.All", "IFloatingPointIeee754<T>")]
    [InlineData("T.Atan2(x, T.Pow(x, x)) % T.Asin(x)", "Derivatives.All", "unmanaged, IBinaryFloatingPointIeee754<T>")]
    [InlineData("T.Sqrt(x)", "Derivatives.All", "IReal<T>")]
    public void EnoughConstraints_BuildCleanly(string expression, string forms, string constraint) => Driver.Run(
        Usings + $"public interface IReal<T> : IRootFunctions<T> where T : IReal<T> {{ }} public static partial class C {{ [Differentiable({forms})] public static T F<T>(T x) where T : {constraint} => {expression}; }}")
        .ShouldBuildCleanly();

    [Theory]
    [InlineData("INumber<T>")]
    [InlineData("INumberBase<T>")]
    [InlineData("IBinaryNumber<T>")]
    [InlineData("class, IFloatingPointIeee754<T>")]
    [InlineData("struct")]
    public void OtherTypeParameters_AreNoScalars(string constraint)
    {
        var ids = Run(Usings + $"public static partial class C {{ [Differentiable] public static T F<T>(T x) where T : {constraint} => x; }}").Select(d => d.Id).ToList();
        Assert.Contains("SD0003", ids);
    }

    [Theory]
    [InlineData("SD1009", "public static partial class C { [Differentiable] public static T F<T>(T x, int n) where T : IFloatingPointIeee754<T> => n == 0 ? x : T.CreateChecked([|F<double>(double.CreateChecked(x), n - 1)|]); }")]
    [InlineData("SD1003", "public static partial class C { [Differentiable] public static T F<T>(T x) where T : IFloatingPoint<T> => [|T.CreateTruncating(double.CreateChecked(x))|]; }")]
    public void WhatIsNotInTheLanguage(string id, string source) => Marked.Source(id, Usings + source);

    private static string Plain(string marked) => marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> Run(string marked) => [.. Driver.Run(Plain(marked)).AnalyzerDiagnostics];
}
#endif
