using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A buffer attribute that means nothing where it stands is removed.</summary>
public sealed class MisplacedAttributeTests
{
    private static CodeFixProvider Fix => new MisplacedAttributeCodeFix();

    [Theory]
    [InlineData("[Output] double a", "double a")]
    [InlineData("[InOut, Mine] double a", "[Mine] double a")]
    [InlineData("[Mine, Scratch] double a", "[Mine] double a")]
    [InlineData("[Mine][Output] double a", "[Mine]double a")]
    [InlineData("[Mine] [Output] double a", "[Mine] double a")]
    [InlineData("[Output] [Mine] double a", "[Mine] double a")]
    [InlineData("[Output] ReadOnlySpan<double> a", "ReadOnlySpan<double> a")]
    [InlineData("[Output, InOut] Span<double> a", "[Output] Span<double> a")]
    [InlineData("[Scratch] [Output] Span<double> a", "[Output] Span<double> a")]
    [InlineData("[Output, InOut, Scratch] Span<double> a", "[Output] Span<double> a")]
    [InlineData("[SymDiff.OutputAttribute] in double a", "in double a")]
    [InlineData("[Output] /* what */ double a", "/* what */ double a")]
    [InlineData("/* what */ [Output] double a", "/* what */ double a")]
    [InlineData("\n        // what\n        [Output]\n        double a", "\n        // what\n        double a")]
    [InlineData("\n        [Output] // what\n        double a", "\n        // what\n        double a")]
    [InlineData("\n        [Output]\n        [Mine]\n        double a", "\n        [Mine]\n        double a")]
    public Task Attribute_IsRemoved_AndNothingElse(string before, string after) => Fixed.ByAsync(Fix, "Remove", Class(before), Class(after));

    [Fact]
    public Task PartOfAPartialMethod_IsTheOneThatCarriesIt() => Fixed.ByAsync(
        Fix,
        "Remove",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static partial double F(double x); public static partial double F([Output] double x) => x * x; }",
        "using SymDiff;\npublic static partial class C { [Differentiable] public static partial double F(double x); public static partial double F(double x) => x * x; }");

    [Fact]
    public Task AllOfAProject_AreRemovedAtOnce() => Fixed.AllByAsync(
        Fix, "Remove", FixAllScope.Project,
        [Class("[Output] double a, [Mine, InOut] double b, [Output, Scratch] Span<double> c")],
        [Class("double a, [Mine] double b, [Output] Span<double> c")]);

    [Fact]
    public Task All_AreRemoved() => Fixed.InEveryScopeAsync(
        Fix, "Remove",
        "using SymDiff;\npublic static partial class § { [Differentiable] public static double F([Output] double a, [InOut] double b) => a * b; }\n",
        "using SymDiff;\npublic static partial class § { [Differentiable] public static double F(double a, double b) => a * b; }\n");

    [Fact]
    public async Task Offer_NamesTheAttribute()
    {
        using Fixing fixing = new(Fix, Class("[Scratch] double a"));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Remove [Scratch]", offer.Title);
    }

    private static string Class(string parameters) => $$"""
        using System;
        using SymDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Vjp)]
            public static double F({{parameters}}, double x)
            {
                {{(parameters.Contains("ReadOnly", StringComparison.Ordinal) ? "x += a[0];" : parameters.Contains("Span<double> c", StringComparison.Ordinal) ? "x += a + b; c.Fill(x);" : parameters.Contains("Span", StringComparison.Ordinal) ? "a.Fill(x);" : "x += a;")}}
                return x * x;
            }
        }

        [AttributeUsage(AttributeTargets.Parameter, AllowMultiple = true)]
        public sealed class MineAttribute : Attribute;
        """;
}
