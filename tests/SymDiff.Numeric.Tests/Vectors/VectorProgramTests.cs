using System.Numerics.Tensors;
using SymDiff.Numeric.Tests.Buffers;

namespace SymDiff.Numeric.Tests.Vectors;

/// <summary>Vector functions among the rest of the language: loops that overwrite, slices, outputs, choices, swaps, helpers.</summary>
public sealed class VectorProgramTests
{
    private const string Source = """
        using System.Numerics.Tensors;

        public static partial class VectorPrograms
        {
            [Differentiable]
            public static double Layer(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> bias, int target)
            {
                double[] z = new double[bias.Length];
                for (int i = 0; i < z.Length; i++) { z[i] = TensorPrimitives.Dot(w.Slice(i * x.Length, x.Length), x); }
                TensorPrimitives.Add(z, bias, z);
                double[] p = new double[z.Length];
                TensorPrimitives.SoftMax<double>(z, p);
                return -Math.Log(p[target]);
            }

            [Differentiable]
            public static double Iterated(double[] x, double k, int n)
            {
                double[] a = x.AsSpan().ToArray();
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    TensorPrimitives.Multiply(a, k, a);
                    TensorPrimitives.Sin<double>(a, a);
                    s += TensorPrimitives.Sum<double>(a) * (i + 1);
                    a[i % a.Length] *= k;
                }

                return s * TensorPrimitives.Norm<double>(a);
            }

            [Differentiable]
            public static double Broken(double[] x, double k, double limit)
            {
                Span<double> a = new double[x.Length];
                x.AsSpan().CopyTo(a);
                double s = 0;
                while (true)
                {
                    TensorPrimitives.AddMultiply(a, x, k, a);
                    s = TensorPrimitives.SumOfSquares<double>(a);
                    if (s > limit) { break; }
                    TensorPrimitives.Exp<double>(a, a);
                }

                return Math.Sqrt(s);
            }

            [Differentiable]
            public static double Triangular(double[] x, int n)
            {
                double s = 1;
                double[] a = new double[x.Length];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        TensorPrimitives.Multiply<double>(x.AsSpan(j), s, a.AsSpan(0, x.Length - j));
                        TensorPrimitives.Tanh<double>(a.AsSpan(0, x.Length - j), a);
                        s += 0.1 * TensorPrimitives.Dot<double>(a, x);
                    }
                }

                return s;
            }

            [Differentiable]
            public static double Overlapping(double[] x)
            {
                double[] r = new double[x.Length - 1];
                TensorPrimitives.Multiply<double>(x.AsSpan(1), x.AsSpan(0, x.Length - 1), r);
                TensorPrimitives.Subtract<double>(r, x.AsSpan(1), r);
                return TensorPrimitives.Dot<double>(r.AsSpan(1), r.AsSpan(0, r.Length - 1)) + TensorPrimitives.Dot<double>(x, x);
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double InPlace(Span<double> state, ReadOnlySpan<double> force, double h, [Output] Span<double> speed)
            {
                TensorPrimitives.MultiplyAdd(force, h, state, state);
                TensorPrimitives.Cos<double>(state, speed);
                TensorPrimitives.Multiply(speed.Slice(0, state.Length), state, speed);
                TensorPrimitives.Reciprocal<double>(state, state);
                return TensorPrimitives.Distance<double>(state, force);
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Arrays([InOut] double[] a, double[] b, [Output] double[] c)
            {
                TensorPrimitives.Multiply<double>(a, b, c);
                TensorPrimitives.Sigmoid<double>(c, a);
                TensorPrimitives.Hypot<double>(a, b, a);
            }

            [Differentiable]
            public static double Swapped(double[] x, int n)
            {
                Span<double> a = x.AsSpan().ToArray();
                Span<double> b = new double[x.Length];
                for (int i = 0; i < n; i++)
                {
                    TensorPrimitives.Cosh<double>(a, b);
                    TensorPrimitives.Multiply<double>(b, 0.4, b);
                    Span<double> t = a;
                    a = b;
                    b = t;
                }

                return TensorPrimitives.SumOfSquares<double>(a) + TensorPrimitives.Sum<double>(b);
            }

            [Differentiable]
            public static double Chosen(double[] x, double[] y, double k)
            {
                Span<double> r = stackalloc double[x.Length];
                Span<double> q = stackalloc double[x.Length];
                if (k > 0) { TensorPrimitives.Pow<double>(x, k, r); }
                else { TensorPrimitives.Atan2<double>(y, x, r); }
                Span<double> chosen = k > 1 ? q : r;
                TensorPrimitives.Add<double>(chosen, y, chosen);
                return TensorPrimitives.Sum<double>(r) + TensorPrimitives.Product<double>(q) + TensorPrimitives.SumOfSquares<double>(chosen);
            }

            [Differentiable]
            public static double Helped(double[] x, [Scratch] double[] w)
            {
                Squash(x, w, 0.3);
                double s = TensorPrimitives.Sum<double>(w);
                Squash(w, w, s);
                return Inner(TensorPrimitives.Max<double>(w)) + TensorPrimitives.CosineSimilarity<double>(w, x);
            }

            private static void Squash(ReadOnlySpan<double> from, Span<double> to, double by)
            {
                TensorPrimitives.Multiply(from, by, to);
                TensorPrimitives.Tanh<double>(to, to);
            }

            [Differentiable]
            public static double Inner(double t)
            {
                double[] a = new double[5];
                for (int i = 0; i < a.Length; i++) { a[i] = t * (i + 1); }
                TensorPrimitives.Exp2<double>(a, a);
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] / (1 + i * t); }
                return s + TensorPrimitives.Average<double>(a);
            }

            [Differentiable]
            public static double Partly(double[] x, [NoGradient] double[] data, double k)
            {
                double[] r = new double[x.Length];
                double[] d = new double[x.Length];
                TensorPrimitives.Log<double>(data, d);
                TensorPrimitives.Multiply<double>(d, 2, d);
                TensorPrimitives.FusedMultiplyAdd<double>(x, d, k, r);
                return TensorPrimitives.Dot<double>(r, d) + TensorPrimitives.SumOfSquares<double>(r) + TensorPrimitives.Norm<double>(data);
            }

            [Differentiable]
            public static double Batches(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> samples)
            {
                double loss = 0;
                Span<double> d = stackalloc double[w.Length];
                for (int i = 0; i + w.Length <= samples.Length; i += w.Length)
                {
                    TensorPrimitives.Subtract<double>(w, samples.Slice(i, w.Length), d);
                    TensorPrimitives.Exp<double>(d, d);
                    loss += TensorPrimitives.Dot<double>(d, samples.Slice(i, w.Length));
                }

                return loss;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Methods = new(() => new BufferProject("VectorPrograms", Source, typeof(TensorPrimitives)));

    internal static BufferProject Project => Methods.Value;

    [Fact]
    public void DenseLayer_WithSoftMaxAndCrossEntropy()
    {
        BufferChecks.Check(Project["Layer"], 1e-6, Numbers(12), Numbers(4), Numbers(3), 1);

        // Softmax minus one at the target, times the input.
        double[] w = Numbers(12), x = Numbers(4), bias = Numbers(3);
        double[] z = [.. bias.Select((b, i) => b + w.Skip(4 * i).Take(4).Zip(x, (p, q) => p * q).Sum())];
        double[] p = [.. z.Select(v => Math.Exp(v) / z.Sum(Math.Exp))];
        p[2] -= 1;
        double[][] gradient = Project["Layer"].GradientAt(w, x, bias, 2);
        Assert.All(p.Zip(gradient[2]), pair => Assert.Equal(pair.First, pair.Second, 13));
        Assert.All(gradient[0].Select((g, i) => (g, p[i / 4] * x[i % 4])), pair => Assert.Equal(pair.Item2, pair.g, 13));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void OverwrittenInALoop(int n) => BufferChecks.Check(Project["Iterated"], 1e-5, Numbers(5), 1.1, n);

    [Theory]
    [InlineData(0.1)]
    [InlineData(30.0)]
    [InlineData(300.0)]
    public void LeftEarly(double limit) => BufferChecks.Check(Project["Broken"], 1e-5, Numbers(4), 0.7, limit);

    [Fact]
    public void LengthsThatDiffer_InLoopsInsideEachOther() => BufferChecks.Check(Project["Triangular"], 1e-5, Numbers(4), 4);

    [Fact]
    public void SlicesOfOneBuffer() => BufferChecks.Check(Project["Overlapping"], 1e-6, Numbers(7));

    [Fact]
    public void InOutAndOutputs()
    {
        BufferChecks.Check(Project["InPlace"], 1e-6, Numbers(5), Numbers(5), 0.3, Numbers(5));
        BufferChecks.Check(Project["Arrays"], 1e-6, Numbers(4), Numbers(4), Numbers(4));
    }

    [Fact]
    public void AnOutputMayBeLonger()
    {
        BufferChecks.Check(Project["InPlace"], 1e-6, Numbers(5), Numbers(5), 0.3, Numbers(9));
        BufferChecks.Check(Project["Arrays"], 1e-6, Numbers(4), Numbers(4), Numbers(4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Swapped(int n) => BufferChecks.Check(Project["Swapped"], 1e-5, Numbers(3), n);

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Chosen(double k) => BufferChecks.Check(Project["Chosen"], 1e-5, Numbers(3), Numbers(3), k);

    [Fact]
    public void InHelpers() => BufferChecks.Check(Project["Helped"], 1e-5, Numbers(4), new double[4]);

    [Fact]
    public void WithConstants() => BufferChecks.Check(Project["Partly"], 1e-6, Numbers(4), Numbers(4), 0.5);

    [Fact]
    public void SamplesOneByOne() => BufferChecks.Check(Project["Batches"], 1e-6, Numbers(3), Numbers(12));

    private static double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + (0.17 * (i * 5 % 7)))];
}
