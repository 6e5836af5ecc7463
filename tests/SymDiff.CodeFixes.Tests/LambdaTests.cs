using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A marked lambda becomes a static method, and what used the delegate goes on to do so.</summary>
public sealed class LambdaTests
{
    private static CodeFixProvider Fix => new LocalFunctionCodeFix();

    [Fact]
    public Task Variable_GivesTheName() => Fixed.ByAsync(
        Fix, "MoveIntoType",
        """
        using System;
        using SymDiff;

        namespace N
        {
            public class C
            {
                public double G(double y)
                {
                    // The square.
                    Func<double, double> square = [Differentiable(Derivatives.Gradient)] (double x) => x * x; // of it
                    return square(y) + Twice(square, y);
                }

                private static double Twice(Func<double, double> f, double x) => 2 * f(x);
            }
        }
        """,
        """
        using System;
        using SymDiff;

        namespace N
        {
            public partial class C
            {
                public double G(double y)
                {
                    // The square.
                    Func<double, double> square = Square; // of it
                    return square(y) + Twice(square, y);
                }

                [Differentiable(Derivatives.Gradient)]
                private static double Square(double x) => x * x;

                private static double Twice(Func<double, double> f, double x) => 2 * f(x);
            }
        }
        """);

    [Fact]
    public Task TopLevelProgram_NamesTheClass() => Fixed.ByAsync(
        Fix, "MoveIntoClass",
        new DriverInput("""
        using System;
        using SymDiff;

        var f = [Differentiable] double (double x, in double y) =>
        {
            // A product.
            double z = Shared(x);

            return z
                * y * Math.Sin(x);
        };
        Console.WriteLine(f(1, 2) + Shared(3));

        static double Shared(double x) => x + 1;

        """) { Output = OutputKind.ConsoleApplication },
        """
        using System;
        using SymDiff;

        var f = Functions.F;
        Console.WriteLine(f(1, 2) + Functions.Shared(3));

        internal static partial class Functions
        {
            [Differentiable]
            public static double F(double x, in double y)
            {
                // A product.
                double z = Shared(x);

                return z
                    * y * Math.Sin(x);
            }

            public static double Shared(double x) => x + 1;
        }

        """);

    /// <summary>What is captured is read when the delegate is called, as before, and is a constant of the derivative, as before.</summary>
    [Fact]
    public Task CapturedValues_AreHandedOver() => InMethod(
        """
        double k = y;
                Func<double, double> f = [Differentiable] (double x) =>
                    k * Math.Sin(x)
                    + n * data[0];
                k = 2;
                return f(y);
        """,
        "double k = y;\n        Func<double, double> f = (double x) => F(x, k, n, data);\n        k = 2;\n        return f(y);",
        "private static double F(double x, [NoGradient] double k, int n, [NoGradient] double[] data) =>\n        k * Math.Sin(x)\n        + n * data[0];");

    [Theory]
    [InlineData("return Twice([Differentiable] (x) => x * x, y);", "return Twice(Integrand, y);", "private static double Integrand(double x) => x * x;")]
    [InlineData("return Twice(([Differentiable] (x) => { return x * x; }), y);", "return Twice((Integrand), y);", "private static double Integrand(double x) => x * x;")]
    [InlineData("Func<double, double, double> f = [Differentiable] (double x, [NoGradient] double p) => x * p; Func<double, double> g; g = [Differentiable] (double a) => { double b = a; return b * a; }; return f(y, 2) + g(y);", "Func<double, double, double> f = F; Func<double, double> g; g = G; return f(y, 2) + g(y);", "private static double G(double a)\n    {\n        double b = a;\n        return b * a;\n    }\n\n    [Differentiable]\n    private static double F(double x, [NoGradient] double p) => x * p;")]
    [InlineData("Func<double, double> F = [Differentiable] (double x) => x; return F(y);", "Func<double, double> F = FFunction; return F(y);", "private static double FFunction(double x) => x;")]
    [InlineData("Func<double, double> g2 = [Differentiable] (double x) => Sum(x); return g2(y);\n\n        static double Sum(double x) => x + x;", "Func<double, double> g2 = G2; return g2(y);", "private static double G2(double x) => Sum(x);\n\n    private static double Sum(double x) => x + x;")]
    [InlineData("return Twice(x: y, integrand: [Differentiable] (double x) => x);", "return Twice(x: y, integrand: Integrand);", "private static double Integrand(double x) => x;")]
    [InlineData("Func<double, double> m = [Differentiable] (double x) => x; return m(y);", "Func<double, double> m = MFunction; return m(y);", "private static double MFunction(double x) => x;")]
    [InlineData("return new Func<double, double>([Differentiable] static (double x) => x * Scale)(y);", "return new Func<double, double>(Function)(y);", "private static double Function(double x) => x * Scale;")]
    [InlineData("Action<double[], double[]> f = [Differentiable] (double[] a, [Output] double[] b) => b[0] = 2 * a[0]; f(data, data); return y;", "Action<double[], double[]> f = F; f(data, data); return y;", "private static void F(double[] a, [Output] double[] b) => b[0] = 2 * a[0];")]
    public Task WhatItIsPartOf_Compiles(string before, string after, string method) => InMethod(before, after, method);

    [Fact]
    public Task Field_KeepsItsName() => Fixed.ByAsync(
        Fix, "MoveIntoType",
        "using System;\nusing SymDiff;\n\npublic class C\n{\n    public static readonly Func<double, double> Square = [Differentiable] (double x) => x * x;\n}\n",
        "using System;\nusing SymDiff;\n\npublic partial class C\n{\n    public static readonly Func<double, double> Square = SquareFunction;\n\n    [Differentiable]\n    private static double SquareFunction(double x) => x * x;\n}\n");

    /// <summary>Members of the type are named with it, types of the lambda as they are found from the class.</summary>
    [Fact]
    public Task Class_FindsWhatTheTypeHas() => Fixed.ByAsync(
        Fix, "MoveIntoClass",
        "using SymDiff;\n\nnamespace N;\n\npublic class C\n{\n    internal const double S = 2;\n\n    internal readonly struct P { public double X { get; init; } }\n\n    internal delegate double D(double x, P p);\n\n    public double M(double y)\n    {\n        D f = [Differentiable(Derivatives.Gradient)] (x, [NoGradient] p) => S * x * p.X;\n        return f(y, default);\n    }\n}\n",
        "using SymDiff;\n\nnamespace N;\n\npublic class C\n{\n    internal const double S = 2;\n\n    internal readonly struct P { public double X { get; init; } }\n\n    internal delegate double D(double x, P p);\n\n    public double M(double y)\n    {\n        D f = Functions.F;\n        return f(y, default);\n    }\n}\n\ninternal static partial class Functions\n{\n    [Differentiable(Derivatives.Gradient)]\n    public static double F(double x, [NoGradient] C.P p) => C.S * x * p.X;\n}\n");

    [Theory]
    [InlineData("Func<double, double> f = [Differentiable] (double x) => _state * x; return f(1);")]
    [InlineData("double k = 1; Func<double, double> f = [Differentiable] (double x) => k++ * x; return f(1);")]
    [InlineData("Counter k = default; Func<double, double> f = [Differentiable] (double x) => k.Next() * x; return f(1);")]
    [InlineData("Func<double, double> g = Math.Sin; Func<double, double> f = [Differentiable] (double x) => g(x) * x; return f(1);")]
    [InlineData("var k = new { A = 1 }; Func<double, double> f = [Differentiable] (double x) => k.A * x; return f(1);")]
    [InlineData("T t = default!; Func<double, double> f = [Differentiable] (double x) => t!.GetHashCode() * x; return f(1);")]
    [InlineData("double k = 1; Func<double, double> f = [Differentiable] (double x) => G(x); return f(1); double G(double x) => k * x;")]
    [InlineData("double k = 1; var f = [Differentiable] (double x = 1) => k * x; return f();")]
    [InlineData("double k = 1; var f = [Differentiable] (params double[] x) => k * x[0]; return f(1);")]
    [InlineData("Func<double, System.Threading.Tasks.Task<double>> f = [Differentiable] async (double x) => x; return 1;")]
    [InlineData("const int n = 3; Func<double, double> f = [Differentiable(Checkpoint = n)] (double x) => x; return f(1);")]
    public Task WhatCannotBeHandedOver_IsLeft(string body) => Fixed.NotOfferedAsync(Fix, new DriverInput(
        $"using System;\nusing SymDiff;\npublic class C\n{{\n    private double _state = 1;\n    public struct Counter {{ private int _n; public int Next() => _n++; }}\n    public double M<T>(double y) {{ {body} }}\n}}"));

    [Theory]
    [InlineData("Func<double, double> f = [Differentiable] (double x) => x; return f(y);", "MoveIntoType MoveIntoClass")]
    [InlineData("Func<double, double> f = [Differentiable] (double x) => S * x; return f(y);", "MoveIntoType")]
    public async Task Offered_IsWhatCompiles(string body, string keys)
    {
        using Fixing fixing = new(Fix, $"using System;\nusing SymDiff;\npublic class C\n{{\n    private const double S = 2;\n    public double M(double y) {{ {body} }}\n}}");
        CodeAction[] offers = await fixing.OffersAsync();
        Assert.Equal(keys.Split(' '), offers.Select(o => o.EquivalenceKey));
        Assert.All(offers, o => Assert.StartsWith("Move the lambda into ", o.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MoveIntoType")]
    [InlineData("MoveIntoClass")]
    public async Task All_AreMoved(string key)
    {
        const string Before = "using System;\nusing SymDiff;\n\nnamespace N§\n{\n    public static partial class C\n    {\n        public static double M(double y)\n        {\n            Func<double, double> f = [Differentiable] (double x) => x * x;\n            Func<double, double> g = [Differentiable] (double x) => x * y;\n            return f(y) + g(y) + H(y);\n\n            [Differentiable]\n            static double H(double x) => x + x;\n        }\n    }\n}\n";
        string access = key == "MoveIntoClass" ? "public" : "private";
        string home = key == "MoveIntoClass" ? "Functions." : "";
        string[] methods = [$"{access} static double F(double x) => x * x;", $"{access} static double G(double x, [NoGradient] double y) => x * y;", $"{access} static double H(double x) => x + x;"];
        string members = string.Join("\n\n", (key == "MoveIntoClass" ? methods : methods.Reverse()).Select(m => "        [Differentiable]\n        " + m));
        string between = key == "MoveIntoClass" ? "    }\n\n    internal static partial class Functions\n    {\n" : "\n";
        await Fixed.InEveryScopeAsync(Fix, key, Before, $"using System;\nusing SymDiff;\n\nnamespace N§\n{{\n    public static partial class C\n    {{\n        public static double M(double y)\n        {{\n            Func<double, double> f = {home}F;\n            Func<double, double> g = (double x) => {home}G(x, y);\n            return f(y) + g(y) + {home}H(y);\n        }}\n{between}{members}\n    }}\n}}\n");
    }

    private static Task InMethod(string before, string after, string method) => Fixed.ByAsync(Fix, "MoveIntoType", Class(before, ""), Class(after, $"\n\n    [Differentiable]\n    {method}").Replace("public class", "public partial class", StringComparison.Ordinal));

    private static string Class(string body, string more) =>
        $"using System;\nusing SymDiff;\n\npublic class C\n{{\n    private const double Scale = 2;\n\n    private static double Twice(Func<double, double> integrand, double x) => 2 * integrand(x);\n\n    public static double M(double y, int n, double[] data)\n    {{\n        {body}\n    }}{more}\n}}\n";
}
