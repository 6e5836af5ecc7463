namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Memory that is overwritten, in place, in part and on a condition.</summary>
public sealed class BufferMemoryTests
{
    private const string Source = """
        public static partial class Memories
        {
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void PrefixProducts([InOut] Span<double> a)
            {
                for (int i = 1; i < a.Length; i++) { a[i] = a[i - 1] * a[i]; }
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double ClearedAfterUse([InOut] Span<double> a, double x)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    s += Math.Sin(a[i] * x);
                    a[i] = 0;
                }

                return s * s;
            }

            [Differentiable]
            public static double ClearedLocal(ReadOnlySpan<double> a)
            {
                double[] b = a.ToArray();
                double s = 0;
                for (int i = 0; i < b.Length; i++)
                {
                    s += b[i] * b[i] * b[i];
                    b[i] = 0;
                    s += b[i] * 100;
                }

                return s;
            }

            [Differentiable]
            public static double SquaredThenOverwritten(ReadOnlySpan<double> a, double x)
            {
                Span<double> b = stackalloc double[a.Length];
                double s = 0;
                for (int i = 0; i < a.Length; i++) { b[i] = a[i] * a[i]; }
                for (int i = 0; i < a.Length; i++) { s += b[i] * x; b[i] = x; }
                for (int i = 0; i < a.Length; i++) { s += b[i] * b[i] * a[i]; }
                return s;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void SquaredInPlace([InOut] Span<double> a)
            {
                for (int i = 0; i < a.Length; i++) { double t = a[i] * a[i]; a[i] = t * a[0]; }
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Chosen(double x, bool c, [Output] Span<double> y)
            {
                y[0] = x;
                if (c) { y[0] = 2 * x; }
            }

            [Differentiable]
            public static double ChosenLocal(double x, bool c)
            {
                var y = new double[1];
                y[0] = x;
                if (c) { y[0] = 2 * x; }
                return y[0] * y[0];
            }

            [Differentiable]
            public static double Sorted(ReadOnlySpan<double> a, ReadOnlySpan<double> w)
            {
                double[] b = a.ToArray();
                for (int i = 1; i < b.Length; i++)
                {
                    double v = b[i];
                    int j = i - 1;
                    while (j >= 0 && b[j] > v) { b[j + 1] = b[j]; j--; }
                    b[j + 1] = v;
                }

                double s = 0;
                for (int i = 0; i < b.Length; i++) { s += w[i] * b[i]; }
                return s;
            }

            [Differentiable]
            public static double Speelpenning(double[] x)
            {
                double p = 1;
                for (int i = 0; i < x.Length; i++) { p *= x[i]; }
                return p;
            }

            [Differentiable]
            public static double Energy(ReadOnlySpan<double> q0, ReadOnlySpan<double> v0, double k, double h, int steps)
            {
                double[] q = q0.ToArray();
                double[] v = v0.ToArray();
                double e = 0;
                for (int t = 0; t < steps; t++) { e += Step(q, v, k, h); }
                return e * h;
            }

            // Reads the state, says its energy, and moves it on.
            private static double Step(Span<double> q, Span<double> v, double k, double h)
            {
                double e = 0;
                for (int i = 0; i < q.Length; i++)
                {
                    e += 0.5 * v[i] * v[i] + 0.5 * k * q[i] * q[i] + 0.1 * q[i] * q[i] * q[i] * q[i];
                    v[i] -= h * (k * q[i] + 0.4 * q[i] * q[i] * q[i]);
                    q[i] += h * v[i];
                }

                return e;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double EnergyInPlace([InOut] Span<double> q, [InOut] Span<double> v, double k, double h, int steps)
            {
                double e = 0;
                for (int t = 0; t < steps; t++) { e += Step(q, v, k, h); }
                return e;
            }

            [Differentiable]
            public static double Workspace(ReadOnlySpan<double> a, [Scratch] Span<double> w, double x)
            {
                w[0] = x;
                for (int i = 0; i < a.Length; i++) { w[i + 1] = w[i] * a[i] + Math.Sin(w[i]); }
                return w[a.Length] * w[1];
            }

            [Differentiable]
            public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] * b[i]; }
                return s;
            }

            [Differentiable]
            public static double Mixed(double[] a, double[] b)
            {
                double s = 1;
                for (int i = 0; i < a.Length; i++) { s = s * a[i] + Math.Sin(b[b.Length - 1 - i]) * s; }
                return s;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Memories", Source));

    internal static BufferProject Project => Compiled.Value;

    [Fact]
    public void PrefixProducts_InPlace()
    {
        double[] a = [2, 3, -0.5, 4];
        double[] d = [1, 10, 100, 1000];
        Project["PrefixProducts"].Vjp([a], 0, [], [d]);
        Assert.Equal([2, 6, -3, -12], a);
        Assert.Equal([1 + (10 * 3) + (100 * -1.5) + (1000 * -6), (10 * 2) + (100 * -1) + (1000 * -4), (100 * 6) + (1000 * 24), 1000 * -3], d);
        BufferChecks.Check(Project["PrefixProducts"], 1e-8, new double[] { 2, 3, -0.5, 4, 1.25 });
        BufferChecks.Check(Project["PrefixProducts"], 1e-8, new double[] { 2, 0, -0.5, 0, 1.25 });
        BufferChecks.Check(Project["PrefixProducts"], 1e-8, Array.Empty<double>());
    }

    [Fact]
    public void ClearedAfterUse()
    {
        BufferChecks.Check(Project["ClearedAfterUse"], 1e-8, new[] { 0.3, -0.7, 1.2 }, 0.8);
        BufferChecks.Check(Project["ClearedLocal"], 1e-8, new[] { 0.3, -0.7, 1.2 });
        Assert.Equal([3 * 0.25, 3 * 4.0], Project["ClearedLocal"].GradientAt(new[] { 0.5, -2 })[0]);
        double[] cotangents = [5, 6];
        Project["ClearedAfterUse"].Vjp([new[] { 0.5, 1 }, 1.0], 0, [], [cotangents, [0]]);
        Assert.Equal([0, 0], cotangents);
    }

    [Fact]
    public void SquaredThenOverwritten()
    {
        BufferChecks.Check(Project["SquaredThenOverwritten"], 1e-8, new[] { 0.3, -0.7, 1.2 }, 0.8);
        BufferChecks.Check(Project["SquaredInPlace"], 1e-8, new[] { 0.6, -0.7, 1.2 });
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void OverwrittenOnACondition(bool c, double slope)
    {
        double[] y = new double[1];
        double[] d = [10];
        Project["Chosen"].Vjp([3.0, c, y], 0, [[5]], [d]);
        Assert.Equal(slope * 3, y[0]);
        Assert.Equal(10 + (5 * slope), d[0]);
        BufferChecks.Check(Project["Chosen"], 1e-8, 0.7, c, new double[1]);
        BufferChecks.Check(Project["ChosenLocal"], 1e-8, 0.7, c);
        Assert.Equal(2 * slope * slope * 3, Project["ChosenLocal"].FreshGradient!([3.0, c])[0][0]);
    }

    [Fact]
    public void CotangentOfAnElementThatIsNotStored_IsDropped()
    {
        double[] d = [0];
        Project["Chosen"].Vjp([3.0, true, new double[3]], 0, [[5, 100, 1000]], [d]);
        Assert.Equal(10, d[0]);
        Project["Chosen"].Vjp([3.0, true, new double[3]], 0, [[]], [d]);
        Assert.Equal(10, d[0]);
    }

    [Fact]
    public void InsertionSort_ThenWeightedSum()
    {
        double[] a = [0.3, -1.5, 2.25, 0.1, -0.2, 1.75];
        double[] w = [1, 2, 4, 8, 16, 32];
        double[][] gradient = Project["Sorted"].GradientAt(a, w);
        Assert.Equal([8, 1, 32, 4, 2, 16], gradient[0]);
        Assert.Equal([.. a.Order()], gradient[1]);
        BufferChecks.Check(Project["Sorted"], 1e-8, a, w);
        BufferChecks.Check(Project["Sorted"], 1e-8, new[] { 3.0, 2, 1, 0 }, new[] { 1.0, 2, 3, 5 });
    }

    [Fact]
    public void Speelpenning()
    {
        double[] x = [.. Enumerable.Range(1, 12).Select(i => i / (1.0 + i))];
        double[] gradient = Project["Speelpenning"].GradientAt(x)[0];
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(1.0 / 13 / x[i], gradient[i], 1e-15);
        }

        BufferChecks.Check(Project["Speelpenning"], 1e-8, x);
        Assert.Equal([0, 12, 0], Project["Speelpenning"].GradientAt(new double[] { 3, 0, 4 })[0]);
        Assert.Equal([0, 0, 0], Project["Speelpenning"].GradientAt(new double[] { 0, 0, 4 })[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Energy_OverTimeSteps(int steps)
    {
        BufferChecks.Check(Project["Energy"], 1e-7, new[] { 0.5, -0.8 }, new[] { 0.1, 0.4 }, 1.3, 0.1, steps);
        BufferChecks.Check(Project["EnergyInPlace"], 1e-7, new[] { 0.5, -0.8 }, new[] { 0.1, 0.4 }, 1.3, 0.1, steps);
    }

    [Fact]
    public void Scratch() => BufferChecks.Check(Project["Workspace"], 1e-7, new[] { 0.3, -0.8, 1.1 }, new double[] { double.NaN, 5, 6, 7, 8 }, 0.6);

    [Fact]
    public void SameBufferForTwoInputs()
    {
        double[] w = [1, -2, 3.5];
        BufferChecks.Check(Project["Dot"], 1e-8, w, w);
        BufferChecks.Check(Project["Mixed"], 1e-7, w, w);
        double[] d = [100, 200, 300];
        Assert.Equal(1 + 4 + 12.25, Project["Dot"].Vjp([w, w], 3, [], [d, d]));
        Assert.Equal([100 + 6, 200 - 12, 300 + 21], d);

        double[] shared = [0.5, 0.5, 0.5];
        double[][] apart = [[0.25, 0.25, 0.25], [0.25, 0.25, 0.25]];
        Project["Mixed"].Vjp([w, w], 1.5, [], [shared, shared]);
        Project["Mixed"].Vjp([w, w], 1.5, [], apart);
        for (int i = 0; i < w.Length; i++)
        {
            Assert.Equal(apart[0][i] + apart[1][i], shared[i], 1e-12);
        }
    }
}
