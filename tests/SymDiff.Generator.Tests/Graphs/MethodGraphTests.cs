using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Compiler.Graphs;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Graphs;

/// <summary>Graphs of methods in C#: what the front end makes of parameters, results, calls and memory.</summary>
public sealed class MethodGraphTests
{
    [Fact]
    public void HelpersAndMarkedMethods_AreReadInPlace()
    {
        ComputationGraph graph = Read(
            """
            [Differentiable] public static double F(double x, double y) => G(x) * H(y);
            private static double G(double v) => v * v;
            [Differentiable] public static double H(double v) { for (int i = 0; i < 40; i++) { v = Math.Sin(v) + v * 0.5 + Math.Cos(v * v) * 0.25 - v / 3; } return v; }
            """);
        AssertSlopes(graph, p => (p[0] * p[0]) * H(p[1]), 0.7, 0.4);

        static double H(double v)
        {
            for (int i = 0; i < 40; i++)
            {
                v = Math.Sin(v) + (v * 0.5) + (Math.Cos(v * v) * 0.25) - (v / 3);
            }

            return v;
        }
    }

    [Fact]
    public void Recursion_ThatEnds_IsReadInPlace()
    {
        const string Text = "[Differentiable] public static double F(double x, int n) => n == 0 ? 1 : x * F(x, n - 1) + n;";
        ComputationGraph graph = Read(Text, options: new GraphOptions { Integers = new Dictionary<string, long> { ["n"] = 3 } });
        AssertSlopes(graph, p => (p[0] * ((p[0] * (p[0] + 1)) + 2)) + 3, 1.3);
        Assert.Contains("64 deep", Assert.Throws<GraphException>(() => Read(Text)).Message, StringComparison.Ordinal);
    }

    /// <summary>Names of helpers mean what they mean where they stand.</summary>
    [Fact]
    public void Helpers_OfTwoTypes_AreToldApart()
    {
        const string Members = """
            [Differentiable] public static double F(double x) => D.G(x) + H(x, 2);
            private static double H(double x, int n) => n == 0 ? x : x * H(x, n - 1);
            public static partial class D
            {
                [Differentiable] public static double G(double x) { for (int i = 0; i < 2; i++) { x = Math.Sin(x) + x * 0.5 + Math.Cos(x * x) * 0.25 - x / 3 + Math.Exp(-x * x) * 0.1 + Math.Tanh(x) - Math.Sqrt(1 + x * x); } return H(x, 3); }
                private static double H(double x, int n) => n == 0 ? 1 : x + H(x, n - 1);
            }
            """;
        AssertSlopes(Read(Members), p => (3 * G(p[0])) + 1 + Math.Pow(p[0], 3), 0.8);

        static double G(double x)
        {
            for (int i = 0; i < 2; i++)
            {
                x = Math.Sin(x) + (x * 0.5) + (Math.Cos(x * x) * 0.25) - (x / 3) + (Math.Exp(-x * x) * 0.1) + Math.Tanh(x) - Math.Sqrt(1 + (x * x));
            }

            return x;
        }
    }

    [Fact]
    public void TuplesAndOutputs_AreResultsUnderTheirNames()
    {
        ComputationGraph graph = Read("[Differentiable] public static (double Sum, double Product) F(double x, double y, out double difference) { difference = x - y; return (x + y, x * y); }");
        Assert.Equal(["Sum", "Product", "difference"], graph.Results.Select(r => r.Name));
        Assert.Equal([1, -1], graph.Evaluate([2, 5], graph.Results[2]).Gradient);
        Assert.Equal([5, 2], graph.Evaluate([2, 5], graph.Results[1]).Gradient);
    }

    [Fact]
    public void WrittenSpans_AreResults()
    {
        ComputationGraph graph = Read(
            "[Differentiable(Derivatives.Vjp)] public static void F(ReadOnlySpan<double> x, [Output] Span<double> y) { for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[x.Length - 1 - i]; }",
            options: new GraphOptions { Lengths = new Dictionary<string, int> { ["x"] = 3, ["y"] = 3 } });
        Assert.Equal(["y[0]", "y[1]", "y[2]"], graph.Results.Select(r => r.Name));
        Assert.Equal([0, 8, 0], graph.Evaluate([2, 4, 5, 0, 0, 0], graph.Results[1]).Gradient.Take(3));
        Assert.Equal([5, 0, 2], graph.Evaluate([2, 4, 5, 0, 0, 0], graph.Results[0]).Gradient.Take(3));
    }

    [Fact]
    public void Structs_AreInputsOfTheirParts()
    {
        ComputationGraph graph = Read(
            "[Differentiable] public static double F(P a, P b) { P d = a - b; return Math.Sqrt(d.X * d.X + d.Y * d.Y); } public readonly record struct P(double X, double Y) { public static P operator -(P a, P b) => new(a.X - b.X, a.Y - b.Y); }");
        Assert.Equal(["a.X", "a.Y", "b.X", "b.Y"], graph.Inputs.Select(i => i.Name));
        AssertSlopes(graph, p => Math.Sqrt(Math.Pow(p[0] - p[2], 2) + Math.Pow(p[1] - p[3], 2)), 1, 2, -1, 0.5);
    }

    [Fact]
    public void Matrices_HaveTheirElements()
    {
        ComputationGraph graph = Read(
            "[Differentiable] public static double F(double[,] m, double[] v) { double s = 0; for (int i = 0; i < m.GetLength(0); i++) for (int j = 0; j < m.GetLength(1); j++) s += m[i, j] * v[j] * v[i]; return s; }",
            options: new GraphOptions { Lengths = new Dictionary<string, int> { ["m"] = 4, ["v"] = 2 }, Integers = new Dictionary<string, long> { ["mRows"] = 2, ["mColumns"] = 2 } });
        Assert.Equal(["m[0, 0]", "m[0, 1]", "m[1, 0]", "m[1, 1]", "v[0]", "v[1]"], graph.Inputs.Select(i => i.Name));
        Assert.Equal([9, 15, 15, 25, 21, 29], graph.Evaluate(1, 2, 1, 2, 3, 5).Gradient);
    }

    [Fact]
    public void EarlyReturns_Switches_AndGuards_AreFollowed()
    {
        ComputationGraph graph = Read(
            """
            [Differentiable] public static double F(double x, [NoGradient] double limit)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(limit);
                if (x > limit) return limit;
                double y = x switch { < -1 => -x, < 0 => x * x, _ => Math.Exp(x) };
                if (y > 2) return Math.Log(y);
                return y * 3;
            }
            """);
        Func<double[], double> expected = p => F(p[0], 4);
        foreach (double x in (double[])[-5, -1.5, -0.5, 0.3, 1.2, 5])
        {
            GraphEvaluation values = graph.Evaluate(x, 4);
            Assert.Equal(expected([x]), values[graph.Results[0]].Value);
            Assert.Equal((expected([x + 1e-6]) - expected([x - 1e-6])) / 2e-6, values.Gradient[0], 1e-7);
        }

        Assert.Equal("The method throws System.ArgumentOutOfRangeException at these inputs.", Assert.Throws<GraphException>(() => graph.Evaluate(1, -1)).Message);

        static double F(double x, double limit)
        {
            if (x > limit)
            {
                return limit;
            }

            double y = x switch { < -1 => -x, < 0 => x * x, _ => Math.Exp(x) };
            return y > 2 ? Math.Log(y) : y * 3;
        }
    }

    [Theory]
    [InlineData("[Differentiable] public static double F(double x) => x * Convert.ToDouble(x);", "SD1003")]
    [InlineData("[Differentiable] public static double F(double x) { double s = x; while (s < 10) s *= 2; return s; }", "How often a loop runs depends on the values of the inputs")]
    [InlineData("public static double K; [Differentiable] public static double F(double x) => x * K;", "C# that is not looked into")]
    [InlineData("[Differentiable] public static float F(float x) => x * x;", "doubles")]
    [InlineData("[Differentiable] public static double F(double[] x, int i) => x[0] * x[i];", "How long 'x' is must be said")]
    [InlineData("[Differentiable] public static double F(double x) { Console.WriteLine(1); return x; }", "Console.WriteLine")]
    [InlineData("[Differentiable] public static double F(double x) => y;", "does not compile")]
    [InlineData("[Differentiable] public double F(double x) => x * Gain.A; public M Gain = new(); [ParameterSet] public partial class M { public double A; }", "")]
    public void WhatHasNoGraph_SaysSo(string members, string reason) =>
        Assert.Contains(reason, Assert.Throws<GraphException>(() => Read(members)).Message, StringComparison.Ordinal);

    private static ComputationGraph Read(string members, string name = "F", GraphOptions? options = null)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Graphs",
            [CSharpSyntaxTree.ParseText($"using System; using SymDiff; public partial class C {{ {members} }}", new CSharpParseOptions(LanguageVersion.Latest))],
            ReferenceSet.Net8.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return MethodGraph.Read(MethodGraph.Marked(compilation).Single(m => m.Name == name), compilation, options);
    }

    private static void AssertSlopes(ComputationGraph graph, Func<double[], double> function, params double[] at)
    {
        GraphEvaluation values = graph.Evaluate(at);
        Assert.Equal(function(at), values[graph.Results[0]].Value, 1e-12);
        for (int i = 0; i < at.Length; i++)
        {
            double[] above = [.. at];
            double[] below = [.. at];
            above[i] += 1e-5;
            below[i] -= 1e-5;
            double slope = (function(above) - function(below)) / 2e-5;
            Assert.True(Math.Abs(slope - values.Gradient[i]) <= 1e-7 * (1 + Math.Abs(slope)), $"by input {i}: {slope:R} and {values.Gradient[i]:R}");
        }
    }
}
