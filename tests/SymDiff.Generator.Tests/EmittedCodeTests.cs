using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>What people will read: the whole emitted file, for the examples that the project promises and for the shapes of types.</summary>
public sealed class EmittedCodeTests
{
    [Fact]
    public Task E1_Circuit() => Match("""
        using SymDiff;

        namespace Examples;

        public static partial class Circuits
        {
            [Differentiable]
            public static double J(double a, double b, double c)
            {
                double v = b * c;
                double u = a + v;
                return 3 * u;
            }
        }
        """);

    [Fact]
    public void E1_GradientReadsAsByHand()
    {
        const string formula = "public static partial class C { [SymDiff.Differentiable] public static double J(double a, double b, double c) => 3 * (a + b * c); }";
        Assert.Contains("return (3.0, 3.0 * c, 3.0 * b);", Driver.Run(formula).ShouldBuildCleanly().Source, StringComparison.Ordinal);
    }

    [Fact]
    public Task E2_AppleShop() => Match("""
        using SymDiff;

        public static partial class Shop
        {
            [Differentiable]
            public static double Price(double apple, double count, double tax)
            {
                double sum = apple * count;
                return sum * tax;
            }
        }
        """);

    [Fact]
    public Task ParameterSet() => Match("""
        using System;
        using SymDiff;

        namespace Models;

        [ParameterSet]
        public sealed partial class Unit
        {
            public double[] Weights = new double[2];
            public double Bias { get; set; }
            public double Scale = 1;
            public int Repeats = 1;

            [Differentiable]
            public double Loss([NoGradient] double[] x, [NoGradient] double target)
            {
                double s = Bias;
                for (int i = 0; i < Weights.Length; i++)
                {
                    s += Weights[i] * x[i];
                }

                double e = Scale * Math.Tanh(s) - target;
                return e * e * Repeats;
            }
        }
        """);

    [Fact]
    public Task Neuron() => Match("""
        using System;
        using SymDiff;

        public static partial class Network
        {
            [Differentiable]
            public static double Neuron(double w0, double w1, double w2, [NoGradient] double x0, [NoGradient] double x1)
            {
                double z = w0 * x0 + w1 * x1 + w2;
                double e = Math.Exp(-z);
                return 1 / (1 + e);
            }
        }
        """);

    [Fact]
    public Task ArrayResult() => Match("""
        using System;
        using SymDiff;

        public static partial class Layers
        {
            [Differentiable]
            public static double[] Layer(double[] x, double weight, double bias)
            {
                var y = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Tanh(weight * x[i] + bias);
                }

                return y;
            }
        }
        """);

    [Fact]
    public Task Conditional() => Match("""
        using System;
        using SymDiff;

        public static partial class Losses
        {
            [Differentiable]
            public static double Huber(double residual, [NoGradient] double delta)
            {
                double size = Math.Abs(residual);
                return size <= delta ? 0.5 * residual * residual : delta * (size - 0.5 * delta);
            }
        }
        """);

    [Fact]
    public Task InstanceMethod_InNestedGenericType() => Match("""
        using SymDiff;

        namespace Examples.Nested
        {
            public partial class Outer<T>
                where T : class, new()
            {
                private partial record struct Inner<TItem>(double Scale)
                {
                    [Differentiable]
                    internal double Scaled(double x, [NoGradient] TItem item) => Scale * x * x;
                }
            }
        }
        """);

    [Fact]
    public Task Generic() => Match(
        """
        using System.Numerics;
        using SymDiff;

        public static partial class Neurons
        {
            [Differentiable]
            public static T Neuron<T>(T weight, T bias, [NoGradient] T input)
                where T : IFloatingPointIeee754<T>
            {
                T z = weight * input + bias;
                return T.Log(T.One + T.Exp(-z)) + T.CreateChecked(0.5) * weight * weight;
            }
        }
        """,
        language: LanguageVersion.Preview);

    [Fact]
    public Task Rejected() => Match("""
        using SymDiff;

        public static partial class C
        {
            [Differentiable]
            public static double F(double x)
            {
                lock (typeof(C))
                {
                    return x;
                }
            }
        }
        """, clean: false);

    private static Task Match(string source, bool clean = true, LanguageVersion language = LanguageVersion.Latest, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        DriverResult result = Driver.Run(new DriverInput(source) { LanguageVersion = language });
        return Snapshot.Match(clean ? result.ShouldBuildCleanly() : result, typeof(EmittedCodeTests), method: method);
    }
}
