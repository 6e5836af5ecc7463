using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>The platform's vector functions: what people will read, on which targets, and what is refused where.</summary>
public sealed class VectorTests
{
    [Fact]
    public Task Dot() => Match("""
        [Differentiable(Derivatives.Default | Derivatives.Jvp)]
        public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => TensorPrimitives.Dot(x, y);
        """);

    [Fact]
    public Task DenseLayer_WithSoftMaxAndCrossEntropy() => Match("""
        [Differentiable]
        public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> bias, int target)
        {
            double[] z = new double[bias.Length];
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = TensorPrimitives.Dot(w.Slice(i * x.Length, x.Length), x);
            }

            TensorPrimitives.Add(z, bias, z);
            TensorPrimitives.Tanh<double>(z, z);
            double[] p = new double[z.Length];
            TensorPrimitives.SoftMax<double>(z, p);
            return -Math.Log(p[target]);
        }
        """);

    [Fact]
    public void AProduct_IsReversedByVectorFunctions()
    {
        string text = Driver.Run(Input("[Differentiable] public static double F(double[] x, double[] y) => TensorPrimitives.Dot<double>(x, y);")).ShouldBuildCleanly().Source;
        Assert.Contains("TensorPrimitives.MultiplyAdd<double>(y, cotangent, dX, dX);", text, StringComparison.Ordinal);
        Assert.DoesNotContain("for (", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TensorPrimitives.SinCos<double>(x, r, r)", "SD1003")]
    [InlineData("TensorPrimitives.SinCosPi<double>(x, r, new double[x.Length])", "SD1003")]
    [InlineData("TensorPrimitives.ILogB<double>(x, new int[x.Length])", "SD1003")]
    [InlineData("k = TensorPrimitives.IndexOfMax<double>(x)", "SD1003")]
    [InlineData("TensorPrimitives.Exp<double>(x, x)", "SD1012")]
    [InlineData("TensorPrimitives.Exp<double>(x, data)", "SD1005")]
    [InlineData("TensorPrimitives.Add<double>(data, k, data)", "SD1005")]
    public void WhatHasNoDerivative_IsAnErrorAtTheCall(string call, string id)
    {
        DriverResult result = Driver.Run(Input($$"""
            [Differentiable]
            public static double F(double[] x, double k, [NoGradient] double[] data)
            {
                double[] r = new double[x.Length];
                {{call}};
                return k + r[0] + TensorPrimitives.Sum<double>(x);
            }
            """));
        Diagnostic error = Assert.Single(result.AnalyzerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(id, error.Id);
        Assert.Contains(error.Location.SourceTree!.GetText().ToString(error.Location.SourceSpan), call, StringComparison.Ordinal);
        Assert.Contains("TensorPrimitives.", error.Location.SourceTree.GetText().ToString(error.Location.SourceSpan), StringComparison.Ordinal);
    }

    [Fact]
    public void AFunctionOfConstants_IsKept()
    {
        string text = Driver.Run(Input("""
            [Differentiable]
            public static double F(double[] x, [NoGradient] double[] data)
            {
                double[] sin = new double[data.Length];
                double[] cos = new double[data.Length];
                TensorPrimitives.SinCos<double>(data, sin, cos);
                return x[0] * sin[0] + x[1] * cos[1] * TensorPrimitives.IndexOfMax<double>(data);
            }
            """)).ShouldBuildCleanly().Source;
        Assert.Contains("TensorPrimitives.SinCos<double>(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("netstandard2.0")]
    [InlineData("net472")]
    public void WhereThereIsFloatAlone_NothingElseIsCalled(string references)
    {
        const string platform = """
            using System;

            namespace System.Numerics.Tensors
            {
                public static class TensorPrimitives
                {
                    public static void MultiplyAdd(ReadOnlySpan<float> x, float y, ReadOnlySpan<float> addend, Span<float> destination) => throw null;

                    public static void Tanh(ReadOnlySpan<float> x, Span<float> destination) => throw null;

                    public static void SoftMax(ReadOnlySpan<float> x, Span<float> destination) => throw null;

                    public static float Norm(ReadOnlySpan<float> x) => throw null;

                    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => throw null;
                }
            }
            """;
        DriverInput input = new("""
            using System;
            using System.Numerics.Tensors;
            using SymDiff;

            public static partial class C
            {
                [Differentiable(Derivatives.Default | Derivatives.Jvp | Derivatives.Hvp)]
                public static float F(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float k)
                {
                    float[] r = new float[x.Length];
                    TensorPrimitives.MultiplyAdd(x, k, y, r);
                    TensorPrimitives.Tanh(r, r);
                    TensorPrimitives.SoftMax(r, r);
                    return TensorPrimitives.Norm(r) * TensorPrimitives.Dot(r, y);
                }
            }
            """, platform)
        {
            References = ReferenceSet.Named(references),
            LanguageVersion = LanguageVersion.CSharp7_3,
            Nullable = NullableContextOptions.Disable,
        };
        string text = Driver.Run(input).ShouldBuildCleanly().Source;
        Assert.Contains("TensorPrimitives.SoftMax(r, r);", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TensorPrimitives.SoftMax<", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereThePackageIsMissing_NothingOfItIsNamed() =>
        Assert.DoesNotContain(
            "Tensors",
            Driver.Run("public static partial class C { [SymDiff.Differentiable] public static double F(double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * y[i]; } return s; } }").ShouldBuildCleanly().Source,
            StringComparison.Ordinal);

    private static DriverInput Input(string members) => new($$"""
        using System;
        using System.Numerics.Tensors;
        using SymDiff;

        public static partial class C
        {
        {{members}}
        }
        """)
    {
        MoreReferences = [ReferenceSet.Tensors("net10.0")],
    };

    private static Task Match(string members, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Match(Driver.Run(Input(members)).ShouldBuildCleanly(), typeof(VectorTests), method: method);
}
