using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A derivative of a method of another library is created with the signature that a registration must have.</summary>
public sealed class DerivativeStubTests
{
    private static readonly MetadataReference Library = Driver.Compile(new DriverInput("""
        namespace Lib
        {
            public enum Kind { One, Two }

            public static class Special
            {
                public static double Erf(double x) => x;
                public static double Beta(double a, double b) => a * b;
                public static double Beta(double a, int n) => a * n;
                public static float Single(float x, double @in) => x;
                public static double Mixed(double x, Kind kind, string name, double[] table, in double y, bool flag = true) => x;
                public static double Twice(this double x) => x;
                public static double Of<T>(double x) => x;
                public static void Write(double x) { }
                public static double Out(double x, out double y) => y = x;
            }

            public static class Other { public static double Erf(double x) => x; }

            public class Model { public double Value(double x) => x; }
        }
        """) { AssemblyName = "Lib" }).ToMetadataReference();

    private static CodeFixProvider Fix => new DerivativeStubCodeFix();

    [Theory]
    [InlineData("Special.Erf(x)", "[DerivativeOf(typeof(Special), nameof(Special.Erf))]\n        public static double ErfDerivative(double x) => throw new NotImplementedException();")]
    [InlineData("Special.Beta(x, y) + Special.Beta(x, 2.0)", "[DerivativeOf(typeof(Special), nameof(Special.Beta))]\n        public static (double DA, double DB) BetaDerivative(double a, double b) => throw new NotImplementedException();")]
    [InlineData("Special.Beta(x, 2)", "[DerivativeOf(typeof(Special), nameof(Special.Beta))]\n        public static double BetaDerivative(double a, int n) => throw new NotImplementedException();")]
    [InlineData("Special.Single((float)x, y)", "[DerivativeOf(typeof(Special), nameof(Special.Single))]\n        public static (float DX, float DIn) SingleDerivative(float x, double @in) => throw new NotImplementedException();")]
    [InlineData("Special.Mixed(x, Kind.Two, \"\", new double[1], y)", "[DerivativeOf(typeof(Special), nameof(Special.Mixed))]\n        public static (double DX, double DY) MixedDerivative(double x, Kind kind, string name, [NoGradient] double[] table, double y, bool flag) => throw new NotImplementedException();")]
    [InlineData("x.Twice()", "[DerivativeOf(typeof(Special), nameof(Special.Twice))]\n        public static double TwiceDerivative(double x) => throw new NotImplementedException();")]
    public Task Stub_HasTheSignature(string expression, string method) => Fixed.ByAsync(
        Fix, "CreateDerivative", Input(Class(expression)),
        Class(expression).Replace("    public class Last { }\n", $"    internal static partial class Rules\n    {{\n        {method}\n    }}\n\n    public class Last {{ }}\n", StringComparison.Ordinal));

    [Fact]
    public Task SeveralTargets_GoToOneClass() => Fixed.ByAsync(
        Fix, "CreateDerivative", Input(Class("Special.Erf(x) + Other.Erf(y) + Special.Beta(x, 1) + Special.Beta(x, y) + Special.Erf(y)")),
        Class("Special.Erf(x) + Other.Erf(y) + Special.Beta(x, 1) + Special.Beta(x, y) + Special.Erf(y)").Replace("    public class Last { }\n", """
                internal static partial class Rules
                {
                    [DerivativeOf(typeof(Special), nameof(Special.Erf))]
                    public static double ErfDerivative(double x) => throw new NotImplementedException();

                    [DerivativeOf(typeof(Other), nameof(Other.Erf))]
                    public static double ErfDerivative2(double x) => throw new NotImplementedException();

                    [DerivativeOf(typeof(Special), nameof(Special.Beta))]
                    public static double BetaDerivative(double a, int n) => throw new NotImplementedException();

                    [DerivativeOf(typeof(Special), nameof(Special.Beta))]
                    public static (double DA, double DB) BetaDerivative(double a, double b) => throw new NotImplementedException();
                }

                public class Last { }

            """, StringComparison.Ordinal));

    [Fact]
    public Task ClassInAnotherFile_TakesIt()
    {
        string caller = Class("Special.Erf(x)");
        return Fixed.ByAsync(
            Fix, "CreateDerivative", Input(caller, "namespace N\n{\n    public static class Rules\n    {\n        public static int Count => 1;\n    }\n}\n"),
            caller, "namespace N\n{\n    public static class Rules\n    {\n        public static int Count => 1;\n\n        [SymDiff.DerivativeOf(typeof(Lib.Special), nameof(Lib.Special.Erf))]\n        public static double ErfDerivative(double x) => throw new System.NotImplementedException();\n    }\n}\n");
    }

    [Theory]
    [InlineData("Special.Of<int>(x)")]
    [InlineData("new Model().Value(x)")]
    public Task WhatCannotHaveOne_IsLeft(string expression) => Fixed.NotOfferedAsync(Fix, Input(Class(expression)));

    [Theory]
    [InlineData("Special.Write(x); return x;")]
    [InlineData("return Math.SinCos(x).Sin;")]
    public Task NoNumber_IsLeft(string body) => Fixed.NotOfferedAsync(Fix, Input($"using System;\nusing Lib;\nusing SymDiff;\npublic static partial class C {{ [Differentiable] public static double F(double x) {{ {body} }} }}"));

    [Fact]
    public async Task Title_NamesTheMethod()
    {
        using Fixing fixing = new(Fix, Input(Class("Special.Erf(x)")));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Create a derivative of 'Special.Erf' to fill in: [DerivativeOf]", offer.Title);
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    public async Task All_AreCreatedOnce(FixAllScope scope)
    {
        const string Text = "using SymDiff;\n\npublic static partial class {0}\n{{\n    [Differentiable] public static double F(double x) => Lib.Special.Erf(x) * Lib.Special.Erf(x);\n}}\n";
        const string Rules = "\ninternal static partial class Rules\n{\n    [DerivativeOf(typeof(Lib.Special), nameof(Lib.Special.Erf))]\n    public static double ErfDerivative(double x) => throw new System.NotImplementedException();\n}\n";
        string[] sources = [string.Format(null, Text, "A"), string.Format(null, Text, "B")];
        using Fixing fixing = new(Fix, Input(sources));
        string[] after = await fixing.ApplyAllAsync("CreateDerivative", scope);
        Assert.Equal([sources[0] + Rules, sources[1]], after);
        Driver.Run(Input(after)).ShouldBuildCleanly();
    }

    private static DriverInput Input(params string[] sources) => new(sources) { MoreReferences = [Library] };

    private static string Class(string expression) => $$"""
        using System;
        using Lib;
        using SymDiff;

        namespace N
        {
            public static partial class C
            {
                [Differentiable(Derivatives.Gradient)]
                public static double F(double x, double y)
                {
                    return y * {{expression}};
                }
            }

            public class Last { }
        }
        """;
}
