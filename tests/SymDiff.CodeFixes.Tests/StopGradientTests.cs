using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A value is made a constant where its derivative is not wanted.</summary>
public sealed class StopGradientTests
{
    private static CodeFixProvider Fix => new StopGradientCodeFix();

    [Theory]
    [InlineData("Console.WriteLine(x); return x * y;", "Console.WriteLine(Differential.StopGradient(x)); return x * y;")]
    [InlineData("Console.WriteLine( x * 2 /* twice */ ); return x * y;", "Console.WriteLine( Differential.StopGradient(x * 2) /* twice */ ); return x * y;")]
    [InlineData("Console.WriteLine(\"{0}\", x); return x * y;", "Console.WriteLine(\"{0}\", Differential.StopGradient(x)); return x * y;")]
    [InlineData("Console.WriteLine($\"{x:F3}\"); return x * y;", "Console.WriteLine($\"{Differential.StopGradient(x):F3}\"); return x * y;")]
    [InlineData("return x * y + x.CompareTo(y) + (x + y).GetHashCode();", "return x * y + Differential.StopGradient(x).CompareTo(Differential.StopGradient(y)) + Differential.StopGradient(x + y).GetHashCode();")]
    [InlineData("var boxes = new object[1]; boxes[0] = x; return x * y;", "var boxes = new object[1]; boxes[0] = Differential.StopGradient(x); return x * y;")]
    [InlineData("log[0] = x; return x * y;", "log[0] = Differential.StopGradient(x); return x * y;")]
    [InlineData("return x * y + Math.SinCos(x).Sin;", "return x * y + Math.SinCos(Differential.StopGradient(x)).Sin;")]
    [InlineData("return x * y + Math.Floor(x * y) + (int)(x * y);", "return x * y + Math.Floor(Differential.StopGradient(x * y)) + (int)Differential.StopGradient(x * y);")]
    [InlineData("return x == y ? x : x + y;", "return Differential.StopGradient(x) == y ? x : x + y;")]
    [InlineData("return x * y + Scaled(factor: y, value: x);", "return x * y + Scaled(factor: Differential.StopGradient(y), value: x);")]
    [InlineData("object o = x; return o is null ? x : y;", "object o = Differential.StopGradient(x); return o is null ? x : y;")]
    public Task ActiveValue_IsStopped(string before, string after) => Fixed.ByAsync(Fix, "StopGradient", Class(before), Class(after));

    [Theory]
    [InlineData("var a = new[] { x, y }; Array.Sort(a); return a[0];")]
    [InlineData("return x * y + new[] { x }.Rank;")]
    [InlineData("s_last = x; return x * y;")]
    [InlineData("Last += x; return x * y;")]
    public async Task WhatIsNoNumber_IsLeft(string body)
    {
        using Fixing fixing = new(Fix, Class(body));
        foreach (var diagnostic in await fixing.DiagnosticsAsync())
        {
            Assert.Empty(await fixing.OffersAsync(diagnostic));
        }
    }

    [Fact]
    public async Task Title_SaysWhatBecomesAConstant()
    {
        using Fixing fixing = new(Fix, Class("Console.WriteLine(x * 2); return x * y;"));
        CodeAction offer = Assert.Single(await fixing.OffersAsync());
        Assert.Equal("Make 'x * 2' a constant here: StopGradient", offer.Title);
        Assert.Equal(CodeActionPriority.Low, offer.Priority);
    }

    [Fact]
    public Task Generic_IsStoppedAsItIs() => Fixed.ByAsync(
        Fix, "StopGradient",
        "using System.Numerics;\nusing SymDiff;\npublic partial class A<S> { private static partial class C { [Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> { System.Console.WriteLine(x); return x * x; } } }",
        "using System.Numerics;\nusing SymDiff;\npublic partial class A<S> { private static partial class C { [Differentiable] public static T F<T>(T x) where T : IFloatingPointIeee754<T> { System.Console.WriteLine(Differential.StopGradient(x)); return x * x; } } }");

    [Fact]
    public Task HelperInAnotherFile_IsFixedThere() => Fixed.ByAsync(
        Fix, "StopGradient",
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x) => H.Log(x * x); }", "internal static class H\n{\n    public static double Log(double y)\n    {\n        System.Console.WriteLine(y);\n        return y;\n    }\n}\n"],
        ["using SymDiff;\npublic static partial class C { [Differentiable] public static double F(double x) => H.Log(x * x); }", "using SymDiff;\n\ninternal static class H\n{\n    public static double Log(double y)\n    {\n        System.Console.WriteLine(Differential.StopGradient(y));\n        return y;\n    }\n}\n"]);

    [Fact]
    public Task Namespace_IsImported() => Fixed.ByAsync(
        Fix, "StopGradient",
        "using System;\n\npublic static partial class C\n{\n    [SymDiff.Differentiable] public static double F(double x) { Console.WriteLine(x); return x * x; }\n}\n",
        "using System;\nusing SymDiff;\n\npublic static partial class C\n{\n    [SymDiff.Differentiable] public static double F(double x) { Console.WriteLine(Differential.StopGradient(x)); return x * x; }\n}\n");

    [Fact]
    public Task All_AreStopped() => Fixed.InEveryScopeAsync(
        Fix, "StopGradient",
        "using System;\nusing SymDiff;\npublic static partial class §\n{\n    [Differentiable] public static double F(double x)\n    {\n        Console.WriteLine(x);\n        Console.WriteLine($\"{x} {x * x}\");\n        return x;\n    }\n}\n",
        "using System;\nusing SymDiff;\npublic static partial class §\n{\n    [Differentiable] public static double F(double x)\n    {\n        Console.WriteLine(Differential.StopGradient(x));\n        Console.WriteLine($\"{Differential.StopGradient(x)} {Differential.StopGradient(x * x)}\");\n        return x;\n    }\n}\n");

    private static string Class(string body) => $$"""
        using System;
        using SymDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.Gradient)]
            public static double F(double x, double y, [NoGradient] double[] log) { {{body}} }

            private static double s_last = 1;

            public static double Last { get => s_last; set => s_last = value; }

            [Differentiable]
            public static double Scaled(double value, [NoGradient] double factor) => value * value * factor;

            [Differentiable]
            public static double Both(double x, double y) => x * y;
        }
        """;
}
