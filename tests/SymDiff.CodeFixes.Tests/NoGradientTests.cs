using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A parameter that the result does not depend on is made a constant, unless it is the only one.</summary>
public sealed class NoGradientTests
{
    private static CodeFixProvider Fix => new NoGradientCodeFix();

    [Theory]
    [InlineData("double F(double x, double y) => x * x;", "double F(double x, [NoGradient] double y) => x * x;")]
    [InlineData("double F(double y, double x, double z) => x * x;", "double F([NoGradient] double y, double x, [NoGradient] double z) => x * x;")]
    [InlineData("double F(double x, in float y) => x;", "double F(double x, [NoGradient] in float y) => x;")]
    [InlineData("double F(double x, double[] y) => x;", "double F(double x, [NoGradient] double[] y) => x;")]
    [InlineData("double F(double x, ReadOnlySpan<double> y) => x;", "double F(double x, [NoGradient] ReadOnlySpan<double> y) => x;")]
    [InlineData("double F(double x, P p) => x;", "double F(double x, [NoGradient] P p) => x;")]
    [InlineData("double F(double x,\n        // the other\n        double y) => x;", "double F(double x,\n        // the other\n        [NoGradient] double y) => x;")]
    [InlineData("double F(double x, double y) => y > 0 ? x : -x;", "double F(double x, [NoGradient] double y) => y > 0 ? x : -x;")]
    [InlineData("T F<T>(T x, T y) where T : IFloatingPointIeee754<T> => x * x;", "T F<T>(T x, [NoGradient] T y) where T : IFloatingPointIeee754<T> => x * x;")]
    public Task Parameter_IsMarked(string before, string after) => Fixed.ByAsync(Fix, "MarkNoGradient", Class(before), Class(after));

    [Theory]
    [InlineData("double F(double x) => 1;")]
    [InlineData("double F(double x, double[] y) => 1;")]
    [InlineData("double F(double x, [NoGradient] double y) => y;")]
    public Task TheOnlyParameters_AreLeft(string method) => Fixed.NotOfferedAsync(Fix, new DriverInput(Class(method)));

    [Fact]
    public async Task Title_NamesTheParameter()
    {
        using Fixing fixing = new(Fix, Class("double F(double x, double y) => x;"));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Mark 'y' [NoGradient], a constant", offer.Title);
    }

    [Fact]
    public Task All_AreMarked() => Fixed.InEveryScopeAsync(
        Fix, "MarkNoGradient",
        "public static partial class §\n{\n    [SymDiff.Differentiable] public static double F(double x, double y, double z) => x;\n    [SymDiff.Differentiable] public static double G(double x, double y) => y;\n}\n",
        "using SymDiff;\n\npublic static partial class §\n{\n    [SymDiff.Differentiable] public static double F(double x, [NoGradient] double y, [NoGradient] double z) => x;\n    [SymDiff.Differentiable] public static double G([NoGradient] double x, double y) => y;\n}\n");

    private static string Class(string method) => $$"""
        using System;
        using System.Numerics;
        using SymDiff;

        public struct P { public double A; public double B; }

        public static partial class C
        {
            [Differentiable]
            public static {{method}}
        }
        """;
}
