using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A division of integers that meets an active value is made one of real numbers.</summary>
public sealed class IntegerDivisionTests
{
    private static CodeFixProvider Fix => new IntegerDivisionCodeFix();

    [Theory]
    [InlineData("1 / 2 * x", "1 / 2.0 * x")]
    [InlineData("x * (1 / 2)", "x * (1 / 2.0)")]
    [InlineData("n / 2 * x", "n / 2.0 * x")]
    [InlineData("1 / n * x", "1.0 / n * x")]
    [InlineData("n / m * x", "n / (double)m * x")]
    [InlineData("n /* all */ / /* of */ m /* them */ * x", "n /* all */ / /* of */ (double)m /* them */ * x")]
    [InlineData("1 / (n + 1) * x", "1.0 / (n + 1) * x")]
    [InlineData("(n + 1) / (m + 1) * x", "(n + 1) / (double)(m + 1) * x")]
    [InlineData("n / 0x10 * x", "n / (double)0x10 * x")]
    [InlineData("n / 2L * x", "n / (double)2L * x")]
    [InlineData("n / 1_000 * x", "n / 1_000.0 * x")]
    [InlineData("1 / 2 / n * x", "1 / 2.0 / n * x")]
    [InlineData("(1 / 2 + 1 / 3) * x", "(1 / 2.0 + 1 / 3.0) * x")]
    [InlineData("(1 / 2.0 + n / 3) * x", "(1 / 2.0 + n / 3.0) * x")]
    [InlineData("(1 / 2.0 + n / 3 + 0.5 * m) * x", "(1 / 2.0 + n / 3.0 + 0.5 * m) * x")]
    [InlineData("Math.Pow(x, 1 / 2)", "Math.Pow(x, 1 / 2.0)")]
    [InlineData("x + -(n / 2)", "x + -(n / 2.0)")]
    [InlineData("Half(x, n / 4)", "Half(x, n / 4.0)")]
    public Task Division_IsMadeReal(string before, string after) => Fixed.ByAsync(Fix, "DivideReals", Class(before), Class(after));

    [Fact]
    public Task SinglePrecision_StaysThat() => Fixed.ByAsync(
        Fix, "DivideReals",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static float F(float x, int n, int m) => 1 / 2 * x + n / m * x; }",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static float F(float x, int n, int m) => 1 / 2f * x + n / (float)m * x; }");

    [Fact]
    public Task HelperInAnotherFile_IsFixedThere() => Fixed.ByAsync(
        Fix, "DivideReals",
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, int n) => H.G(x, n); }", "internal struct H { internal class I<T> { } public static double G(double y, int n) => y * (n / 2); }"],
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, int n) => H.G(x, n); }", "internal struct H { internal class I<T> { } public static double G(double y, int n) => y * (n / 2.0); }"]);

    [Fact]
    public Task VariableBetween_LeadsToTheDivision() => Fixed.ByAsync(
        Fix, "DivideReals",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, int n) { double half = n / 2; x *= half; return x; } }",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x, int n) { double half = n / 2.0; x *= half; return x; } }");

    [Fact]
    public async Task Title_ShowsWhatBecomesOfIt()
    {
        using Fixing fixing = new(Fix, Class("n / 2 * x"));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Divide real numbers: 'n / 2.0'", offer.Title);
    }

    [Fact]
    public Task All_AreMadeReal() => Fixed.InEveryScopeAsync(
        Fix, "DivideReals",
        "using SymDiff;\npublic static partial class § { [Differentiable] public static double F(double x, int n) => 1 / 2 * x + (1 / n + n / 3) * x; }\n",
        "using SymDiff;\npublic static partial class § { [Differentiable] public static double F(double x, int n) => 1 / 2.0 * x + (1.0 / n + n / 3.0) * x; }\n");

    private static string Class(string expression) => $$"""
        using System;
        using SymDiff;

        public static partial class C
        {
            [Differentiable]
            public static double F(double x, int n, int m)
            {
                return {{expression}};
            }

            private static double Half(double x, double by) => x * x * by;
        }
        """;
}
