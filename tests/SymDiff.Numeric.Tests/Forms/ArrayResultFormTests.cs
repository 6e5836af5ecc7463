using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Forms;

/// <summary>Arrays as results beside other results: rows of the Jacobian and cotangents in their order, and declarations of other kinds.</summary>
public sealed class ArrayResultFormTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class M
        {
            [Differentiable(Derivatives.All)]
            public static double[] Updated([InOut] double[] x, double s, out double e, ref double r, [Output] double[] z)
            {
                e = 0;
                for (int i = 1; i < x.Length; i++) { x[i] = x[i - 1] * x[i] * s; e += x[i]; z[i - 1] = x[i] * x[0]; }
                r *= s + e;
                return x;
            }

            // A span of the caller's that it writes, so that nothing can be allocated for it.
            [Differentiable(Derivatives.Jacobian)]
            public static double[] Moved(Span<double> x, [NoGradient] Span<double> count, double s)
            {
                count[0] += 1;
                x[0] *= s;
                return new[] { x[0] * count[0], s * s };
            }

            [Differentiable(Derivatives.All)]
            public static float[] Singles(ReadOnlySpan<float> x, [NoGradient] double k)
            {
                var y = new float[x.Length];
                for (int i = 0; i < y.Length; i++) { y[i] = x[i] * x[x.Length - 1 - i] * (float)k; }
                return y;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double[] Product(double[,] a, double[] x)
            {
                var y = new double[a.GetLength(0)];
                for (int i = 0; i < y.Length; i++) { for (int j = 0; j < x.Length; j++) { y[i] += a[i, j] * x[j]; } }
                return y;
            }

            public static double[] ProductPullback(double[,] a, double[] x, double[] c, double[,] dA, double[] dX) => ProductVjp(a, x, c, dA, dX);
            public static (double[], double[]) ProductPush(double[,] a, double[] x, double[,] tA, double[] tX) => ProductJvp(a, x, tA, tX);

            // Two results of C# that the emitted text must not take for its own.
            [Differentiable(Derivatives.All)]
            public static double[] Guarded(double[] x, int n)
            {
                if (n < 0) { throw new ArgumentException("negative", nameof(n)); }
                var y = new double[n];
                for (int i = 0; i < n; i++) { y[i] = x[i % x.Length] * i; }
                return y;
            }

            // Constant rows, read again in every run of a Jacobian.
            [Differentiable]
            public static double[] Residuals([NoGradient] double[][] d, double[] x)
            {
                var y = new double[d.Length];
                for (int i = 0; i < d.Length; i++) { for (int j = 0; j < d[i].Length; j++) { y[i] += d[i][j] * x[j] * x[j]; } }
                return y;
            }

            public static double[,] ResidualsMatrix(double[][] d, double[] x) => ResidualsJacobian(d, x);
            public static double[] GuardedPullback(double[] x, int n, double[] c, double[] d) => GuardedVjp(x, n, c, d);
            public static double[] SinglesRun(float[] x, double k, float[] j) => Array.ConvertAll(SinglesJacobian(x, k, j), v => (double)v);
        }

        public readonly partial struct Scale
        {
            private readonly double _by;
            public Scale(double by) { _by = by; }

            [Differentiable(Derivatives.All)]
            public double[] Apply(params double[] x) { var y = new double[x.Length]; for (int i = 0; i < x.Length; i++) { y[i] = x[i] * x[i] * _by; } return y; }

            public static double[] Pullback(double by, double[] x, double[] c, double[] d) => new Scale(by).ApplyVjp(x, c, d);
        }
        """;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("ArrayResultForms", Source, "Default"));

    private delegate double[] UpdatedMethod(double[] x, double s, out double e, ref double r, double[] z);

    private delegate double[] UpdatedForm(double[] x, double s, out double e, ref double r, double[] z, Span<double> jacobian);

    private delegate double[,] UpdatedFresh(double[] x, double s, out double e, ref double r, double[] z);

    private delegate double[] UpdatedVjp(double[] x, double s, out double e, ref double r, double[] z, ReadOnlySpan<double> cotangent, double dE, ReadOnlySpan<double> dZ, Span<double> dX, ref double dS, ref double dR);

    private delegate double[] MovedMethod(Span<double> x, Span<double> count, double s);

    private delegate double[] MovedForm(Span<double> x, Span<double> count, double s, Span<double> jacobian);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void AllResults_HaveTheirRowsInOrder(int n)
    {
        double[] x0 = [.. Enumerable.Range(0, n).Select(i => 0.7 + (0.3 * i))], z0 = new double[n + 1], z = new double[n + 1];
        double[] Run(double[] p)
        {
            double[] x = p[..n], zs = new double[n + 1];
            double r = p[n + 1];
            double[] y = Get<UpdatedMethod>("M", "Updated")(x, p[n], out double e, ref r, zs);
            return [.. y, .. x, e, r, .. zs];
        }

        double[] at = [.. x0, 1.3, 0.4], final = Run(at);
        double[] expected = [.. Enumerable.Range(0, final.Length).SelectMany(row => CentralDifferences.Gradient(p => Run(p)[row], at, [.. Enumerable.Range(0, n + 2)]))];
        double[] jacobian = new double[expected.Length], given = (double[])x0.Clone();
        double r = 0.4;
        double[] y = Get<UpdatedForm>("M", "UpdatedJacobian")(given, 1.3, out double e, ref r, z, jacobian);
        Near(expected, jacobian);
        Same(final, [.. y, .. given, e, r, .. z]);
        given = (double[])x0.Clone();
        r = 0.4;
        double[,] fresh = Get<UpdatedFresh>("M", "UpdatedJacobian")(given, 1.3, out e, ref r, z);
        Assert.Equal(jacobian, fresh.Cast<double>());
        Same(final, [.. y, .. given, e, r, .. z]);

        given = (double[])x0.Clone();
        r = 0.4;
        double[] weights = [.. final.Select((_, i) => Math.Sin(i + 1))], dX = weights[n..(2 * n)];
        double dS = 0, dR = weights[(2 * n) + 1];
        Get<UpdatedVjp>("M", "UpdatedVjp")(given, 1.3, out e, ref r, z, weights.AsSpan(0, n), weights[2 * n], weights.AsSpan((2 * n) + 2), dX, ref dS, ref dR);
        double[] pulled = [.. Enumerable.Range(0, n + 2).Select(j => Enumerable.Range(0, final.Length).Sum(row => weights[row] * expected[(row * (n + 2)) + j]))];
        Near(pulled, [.. dX, dS, dR]);
        Same(final, [.. y, .. given, e, r, .. z]);
    }

    [Fact]
    public void WhatIsOverwritten_IsPutBackBeforeEachRun()
    {
        double[] x = [1.5, 2], count = [3], jacobian = new double[4 * 3];
        double[] y = Get<MovedForm>("M", "MovedJacobian")(x, count, 0.5, jacobian);
        Assert.Equal([3, 0.25], y);
        Assert.Equal([0.75, 2, 4], [.. x, count[0]]);
        Near([2, 0, 6, 0, 0, 1, 0.5, 0, 1.5, 0, 1, 0], jacobian);
    }

    [Fact]
    public void Singles()
    {
        float[] jacobian = new float[9];
        Assert.Equal([6, 8, 6], Get<Func<float[], double, float[], double[]>>("M", "SinglesRun")([1, 2, 3], 2, jacobian));
        Assert.Equal([6, 0, 2, 0, 8, 0, 6, 0, 2], jacobian);
    }

    [Fact]
    public void Matrices()
    {
        double[,] a = { { 1, 2, 3 }, { 4, 5, 6 } }, dA = new double[2, 3];
        double[] x = [0.5, -1, 2], dX = new double[3];
        Assert.Equal([4.5, 9], Get<Func<double[,], double[], double[], double[,], double[], double[]>>("M", "ProductPullback")(a, x, [1, 10], dA, dX));
        Assert.Equal([0.5, -1, 2, 5, -10, 20], dA.Cast<double>());
        Assert.Equal([41, 52, 63], dX);
        var (value, tangent) = Get<Func<double[,], double[], double[,], double[], (double[], double[])>>("M", "ProductPush")(a, x, new double[,] { { 1, 0, 0 }, { 0, 0, 1 } }, [1, 1, 0]);
        Assert.Equal([4.5, 9], value);
        Assert.Equal([3.5, 11], tangent);
    }

    [Fact]
    public void GuardsAndNegativeLengths_AreTheMethodsOwn()
    {
        var pullback = Get<Func<double[], int, double[], double[], double[]>>("M", "GuardedPullback");
        Assert.Equal("n", Assert.Throws<ArgumentException>(() => pullback([1, 2], -1, [], [0, 0])).ParamName);
        double[] d = [1, 1];
        Assert.Equal([0, 2, 2], pullback([1, 2], 3, [10, 20, 30], d));
        Assert.Equal([61, 21], d);
        Assert.Empty(pullback([1, 2], 0, [], d));
    }

    [Fact]
    public void ConstantRows() => Assert.Equal(
        new double[] { 4, 16, 0, 2, 0, 48 },
        Get<Func<double[][], double[], double[,]>>("M", "ResidualsMatrix")([[2, 4], [1, 0, 8]], [1, 2, 3]).Cast<double>());

    [Fact]
    public void InstanceMethodOfAStruct()
    {
        double[] d = [0, 1];
        Assert.Equal([2, 8], Get<Func<double, double[], double[], double[], double[]>>("Scale", "Pullback")(2, [1, 2], [1, 10], d));
        Assert.Equal([4, 81], d);
    }

    private static void Same(double[] expected, double[] actual) => Assert.Equal((IEnumerable<double>)expected, actual);

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-7 * Math.Max(1, Math.Abs(expected[i])), $"{i}: {expected[i]} and {actual[i]}");
        }
    }

    private static T Get<T>(string type, string name)
        where T : Delegate => Project.Value.Delegate<T>(type, name);
}
