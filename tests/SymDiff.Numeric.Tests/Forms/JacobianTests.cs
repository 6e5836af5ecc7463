using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Forms;

/// <summary>Jacobians of methods with several results, against closed forms and central differences of the methods themselves.</summary>
public sealed class JacobianTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class C
        {
            [Differentiable(Derivatives.All)]
            public static void Polar(double r, double t, [Output] Span<double> y) { y[0] = r * Math.Cos(t); y[1] = r * Math.Sin(t); }

            // Only the form itself, so that what it is made of is private.
            [Differentiable(Derivatives.Jacobian)]
            public static double Step(double h, Span<double> s, ReadOnlySpan<double> w)
            {
                double e = 0;
                for (int i = 0; i < s.Length; i++)
                {
                    e += s[i] * w[i];
                    s[i] = s[i] + h * s[i] * Math.Sin(w[i]);
                }

                return e * h;
            }

            [Differentiable(Derivatives.Jacobian | Derivatives.JacobianBlocks)]
            public static float Mixed(double[] x, float a, [Output] double[] y, [Scratch] double[] t)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    t[0] = x[i % x.Length] * a;
                    y[i] = Math.Exp(0.1 * t[0]) * (i + 1) + x[0];
                }

                return a * a * (float)x[0];
            }

            // A constant that the method overwrites, and an output of which it writes only a part.
            [Differentiable]
            public static void Counting(ReadOnlySpan<double> x, Span<int> count, [Output] Span<double> y)
            {
                count[0]++;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = x[i] * x[i] * count[0];
                }
            }

            [Differentiable]
            public static void Guarded(ReadOnlySpan<double> x, [Output] Span<double> y)
            {
                if (x.Length > 2) { throw new ArgumentException("too long", nameof(x)); }
                for (int i = 0; i < y.Length; i++) { y[i] = x[0] * i; }
            }

            // Every name that the body would like to use.
            [Differentiable(Derivatives.Jacobian | Derivatives.JacobianBlocks)]
            public static double Hostile(double rows, double columns, ReadOnlySpan<double> @class, [Output] Span<double> jacobian, Span<double> partClass, double row, double value, double pair, double column, double result)
            {
                for (int i = 0; i < jacobian.Length; i++) { jacobian[i] = rows * @class[0] + columns * i + row * value; }
                partClass[0] = partClass[0] * pair * column;
                return result * @class[0];
            }

            public static double[,] MixedMatrix(double[] x, float a, double[] y, double[] t) => MixedJacobian(x, a, y, t);
            public static (float, double[,]) MixedValue(double[] x, float a, double[] y, double[] t) { var r = MixedValueAndJacobian(x, a, y, t); return (r.Value, r.Jacobian); }
            public static void MixedBlocks(double[] x, float a, double[] y, double[] t, double[] dX, float[] dA) => MixedJacobianBlocks(x, a, y, t, dX, dA);
            public static double HostileRun(double[] p, double[] c, double[] o, double[] s, double[] j) => HostileJacobian(p[0], p[1], c, o, s, p[2], p[3], p[4], p[5], p[6], j);
            public static double HostilePrimal(double[] p, double[] c, double[] o, double[] s) => Hostile(p[0], p[1], c, o, s, p[2], p[3], p[4], p[5], p[6]);
        }
        """;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("Jacobians", Source, "Default"));

    private delegate void PolarForm(double r, double t, Span<double> y, Span<double> jacobian);

    private delegate double StepMethod(double h, Span<double> s, ReadOnlySpan<double> w);

    private delegate double StepForm(double h, Span<double> s, ReadOnlySpan<double> w, Span<double> jacobian);

    private delegate void CountingForm(ReadOnlySpan<double> x, Span<int> count, Span<double> y, Span<double> jacobian);

    private delegate void GuardedForm(ReadOnlySpan<double> x, Span<double> y, Span<double> jacobian);

    [Fact]
    public void ColumnsAreTheParameters_RowsTheElementsOfTheOutput()
    {
        double[] y = new double[2], j = new double[6];
        Get<PolarForm>("PolarJacobian")(2, 0.5, y, j);
        Near([Math.Cos(0.5), -2 * Math.Sin(0.5), Math.Sin(0.5), 2 * Math.Cos(0.5), 0, 0], j);
        Near([2 * Math.Cos(0.5), 2 * Math.Sin(0.5)], y);
    }

    /// <summary>Both ways: with few weights there are fewer columns than rows, with many the other way around.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void InOut_AgreesWithCentralDifferences(int length)
    {
        var step = Get<StepMethod>("Step");
        double[] s0 = [.. Enumerable.Range(0, length).Select(i => Math.Cos(i) + 0.2)], w = [.. Enumerable.Range(0, length).Select(i => 0.3 + (0.1 * (i % 7)))];
        double[,] expected = NumericalDerivative.Jacobian(
            p =>
            {
                double[] s = p[1..(1 + length)];
                double value = step(p[0], s, p.AsSpan(1 + length));
                return [value, .. s];
            },
            [0.1, .. s0, .. w]);
        double[] state = [.. s0], jacobian = new double[(1 + length) * (1 + (2 * length))];
        double value = Get<StepForm>("StepJacobian")(0.1, state, w, jacobian);
        Near(expected.Cast<double>(), jacobian, 1e-7);

        double[] final = [.. s0];
        Assert.Equal(step(0.1, final, w), value);
        Assert.Equal(final, state);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1, 5)]
    [InlineData(3, 0)]
    public void AllocatingOverloads_AndBlocks_AreThatMatrix(int rows, int more)
    {
        var matrix = Get<Func<double[], float, double[], double[], double[,]>>("MixedMatrix");
        double[] x = [.. Enumerable.Range(0, 1 + more).Select(i => 0.5 + (0.25 * i))], y = new double[rows];
        double[,] j = matrix(x, 1.5f, y, new double[1]);
        (float value, double[,] again) = Get<Func<double[], float, double[], double[], (float, double[,])>>("MixedValue")(x, 1.5f, new double[rows], new double[1]);
        Assert.Equal(1.5f * 1.5f * 0.5f, value);
        Assert.Equal(j.Cast<double>(), again.Cast<double>());
        Assert.Equal((rows + 1, x.Length + 1), (j.GetLength(0), j.GetLength(1)));
        for (int c = 0; c <= x.Length; c++)
        {
            Assert.Equal(c == x.Length ? 1.5f : c == 0 ? 2.25f : 0, j[0, c], 1e-6);
            for (int i = 0; i < rows; i++)
            {
                int k = i % x.Length;
                double e = Math.Exp(0.1 * x[k] * 1.5) * (i + 1);
                Assert.Equal(e, y[i] - x[0], 1e-12);
                double expected = c == x.Length ? e * 0.1 * x[k] : (c == k ? e * 0.15 : 0) + (c == 0 ? 1 : 0);
                Assert.Equal(expected, j[1 + i, c], 1e-6);
            }
        }

        double[] dX = new double[(rows + 1) * x.Length];
        float[] dA = new float[rows + 1];
        Get<Action<double[], float, double[], double[], double[], float[]>>("MixedBlocks")(x, 1.5f, y, new double[1], dX, dA);
        Near(Enumerable.Range(0, rows + 1).SelectMany(r => Enumerable.Range(0, x.Length).Select(c => j[r, c])), dX, 1e-6);
        Near(Enumerable.Range(0, rows + 1).Select(r => j[r, x.Length]), dA.Select(d => (double)d), 1e-5);
    }

    /// <summary>The method runs once for the caller, however often it runs for the matrix.</summary>
    [Fact]
    public void WhatTheMethodOverwrites_IsPutBackBetweenRuns()
    {
        int[] count = [2];
        double[] x = [1, 2, 3], y = [7, 7, 7, 7], j = new double[12];
        Get<CountingForm>("CountingJacobian")(x, count, y, j);
        Assert.Equal([3], count);
        Assert.Equal([3, 12, 27, 7], y);
        Assert.Equal([6, 0, 0, 0, 12, 0, 0, 0, 18, 0, 0, 0], j);
    }

    [Fact]
    public void NoRowsOrNoColumns_StillRunTheMethod()
    {
        int[] count = [2];
        double[] y = [7];
        Get<CountingForm>("CountingJacobian")([], count, y, []);
        Assert.Equal([3], count);
        Assert.Equal([7], y);
        Assert.Throws<ArgumentException>("x", () => Get<GuardedForm>("GuardedJacobian")([1, 2, 3], [], []));
    }

    [Fact]
    public void ShortOrOverlappingDestinations_AreRefusedBeforeAnythingIsWritten()
    {
        var form = Get<PolarForm>("PolarJacobian");
        double[] y = [9, 9], memory = [9, 9, 9, 9, 9, 9];
        Assert.Throws<ArgumentException>("jacobian", () => form(2, 0.5, y, new double[3]));
        Assert.Throws<ArgumentException>("y", () => form(2, 0.5, memory.AsSpan(3, 2), memory));
        Assert.Equal([9, 9], y);
        Assert.Equal([9, 9, 9, 9, 9, 9], memory);
        var step = Get<StepForm>("StepJacobian");
        double[] w = [1, 2];
        Assert.Throws<ArgumentException>("jacobian", () => step(0.1, [1.0, 2.0], w.AsSpan(0, 1), w.AsSpan(0, 2)));
        Assert.Throws<ArgumentException>("s", () => step(0.1, w, w, new double[30]));
    }

    [Fact]
    public void NamesOfTheUsersAreLeftAlone()
    {
        double[] p = [0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2], c = [0.4], j = new double[4 * 9];
        var primal = Get<Func<double[], double[], double[], double[], double>>("HostilePrimal");
        Get<Func<double[], double[], double[], double[], double[], double>>("HostileRun")(p, c, new double[2], [0.3], j);

        // Columns: rows, columns, class, partClass, row, value, pair, column, result.
        double[,] expected = NumericalDerivative.Jacobian(
            q =>
            {
                double[] o = new double[2], s = [q[3]];
                double value = primal([q[0], q[1], q[4], q[5], q[6], q[7], q[8]], [q[2]], o, s);
                return [value, .. o, .. s];
            },
            [0.5, 0.6, 0.4, 0.3, 0.7, 0.8, 0.9, 1.1, 1.2]);
        Near(expected.Cast<double>(), j, 1e-8);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void Destinations_NothingIsAllocated(int length)
    {
        var form = Get<StepForm>("StepJacobian");
        var polar = Get<PolarForm>("PolarJacobian");
        double[] s = new double[length], w = new double[length], jacobian = new double[(1 + length) * (1 + (2 * length))], y = new double[2];

        // The least of several calls: a collection in between may empty the pool, but memory that does not come back is missing every time.
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            form(0.1, s, w, jacobian);
            polar(1, 2, y, jacobian);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void Near(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = 1e-12)
    {
        double[] e = [.. expected], a = [.. actual];
        Assert.Equal(e.Length, a.Length);
        for (int i = 0; i < e.Length; i++)
        {
            Assert.True(Math.Abs(e[i] - a[i]) <= tolerance * Math.Max(1, Math.Abs(e[i])), $"{i}: {e[i]} and {a[i]}");
        }
    }

    private static T Get<T>(string name)
        where T : Delegate => Project.Value.Delegate<T>("C", name);
}
