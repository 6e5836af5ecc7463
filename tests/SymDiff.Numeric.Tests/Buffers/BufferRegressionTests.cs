using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What random programs with buffers have found, made small; every form is held to central differences or to a closed form.</summary>
public sealed class BufferRegressionTests
{
    private const string Source = """
        public static partial class Found
        {
            // An arm that is never taken makes parts of a buffer and hands them to nobody.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void PartsInAnArm([InOut] Span<double> e, double x)
            {
                if (e[0] < 10) { e[1] *= x; } else { Mix(e[..2], e[^2..], x); }
                e[2] += x * e[0];
            }

            private static void Mix(Span<double> u, Span<double> v, double a)
            {
                u[0] = v[^1] * a;
                v[0] = u[0] + v[0];
            }

            // The iteration that ends the loop never comes to the copy: f may be too short for it.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void CopiedBehindAnExit([InOut] double[] f, double x, int n)
            {
                int left = n;
                for (int i = 0; i < left; i++)
                {
                    Array.Copy(f, 0, f, 1, 3);
                    f[0] *= x;
                    if (f[0] < 100) { left--; }
                }

                f[0] += x;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void TwoNamesOfAnOutput(double x, int n, [Output] double[] e)
            {
                double[] s = e;
                s[0] = x * x;
                for (int i = 0; i < n; i++)
                {
                    e[0] *= x;
                    if ((x = Math.Cos(x)) > 0.5) { (e, s) = (s, e); }
                }

                e[1] = s[0] + x;
            }

            // Where control never comes, memory is made and measured.
            [Differentiable]
            public static double MeasuredWhereControlNeverComes(double x, int n, [Scratch] double[] f)
            {
                Array.Clear(f, 0, f.Length);
                if ((0.5 < 0.5) && (0.5 > x))
                {
                    if (0.5 >= x)
                    {
                        double[] m = new double[Math.Abs(n % 3) + 1];
                        for (int i = 0; i < m.Length; i++) { m[i] = f[1] + 0.5 * i; }
                        f[Math.Abs(n % f.Length)] += x;
                        return m[0];
                    }
                }

                f[0] = x * x;
                return f[0] * x;
            }

            // What a loop carries becomes active by memory that holds constants alone, since it might hold more.
            [Differentiable]
            public static double ActiveByMemory(double x, [NoGradient] double scale, int n)
            {
                foreach (int i in System.Linq.Enumerable.Range(0, n))
                {
                    double[] weights = { 1.5, scale };
                    foreach (double w in weights) { scale += w * 0.5; }
                }

                return x * scale;
            }

            // The same by a second round: the first makes k active, only then is p.
            [Differentiable]
            public static double ActiveByMemoryLater(double x, int n)
            {
                double p = 0.5;
                double k = 0.25;
                for (int i = 0; i < n; i++)
                {
                    p = Math.Sin(p) + k;
                    Span<double> m = stackalloc double[] { i, 0.5, x };
                    Span<double> s = m[1..3];
                    s[0] *= 0.5;
                    k = s[i % 2];
                }

                return p * x;
            }
        }
        """;

    private const string ByReference = """
        using System;
        using SymDiff;

        public static partial class D
        {
            // Memory of the form's own is added to what is derived, which is simplified once more: not so that it rounds differently.
            [Differentiable(Derivatives.Vjp)]
            public static void KeepsBits(double x, Span<double> f, [Output] Span<double> e)
            {
                double v = 0.5;
                f[0] += v + Math.Sin(0.5) * x + 0.5;
                e[0] = x + v + x;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void WithMatrix(double x, ref double r, out double o, double[,] e) { o = r * e[0, 1]; r *= x * e[0, 0]; }

            [Differentiable(Derivatives.All)]
            public static double Counting(double x, ReadOnlySpan<double> w, out int n, ref int k)
            {
                n = 0;
                double s = x;
                foreach (double e in w) { if (e > 0) { s *= e; n++; k += 2; } }
                return s * s;
            }

            [Differentiable(Derivatives.All)]
            public static double CountingNumbers(double x, double y, ref int k) { k++; return x * y * k; }

            [Differentiable(Derivatives.All)]
            public static double CountingOne(double x, out int k) { k = x > 1 ? 2 : 3; return x * x * k; }

            public static double[] Bits(double x, double f, bool derived)
            {
                double[] a = { f, 0 };
                double dX = 0;
                if (derived) { KeepsBitsVjp(x, a.AsSpan(0, 1), a.AsSpan(1), new double[] { 2 }, ref dX, new double[] { 1 }); } else { KeepsBits(x, a.AsSpan(0, 1), a.AsSpan(1)); }
                return a;
            }

            public static double[] Matrix(double x, double r, double a, double b)
            {
                double[,] e = { { a, b } }, dE = new double[1, 2];
                double dX = 0, dR = 1, s = r, tR = 1;
                WithMatrixVjp(x, ref r, out double o, e, 10, ref dX, ref dR, dE);
                WithMatrixJvp(x, ref s, out double again, e, 0, ref tR, out double tO, new double[1, 2]);
                return new[] { r, o, dX, dR, dE[0, 0], dE[0, 1], s, again, tR, tO };
            }

            public static double[] Counts(double x, double[] w)
            {
                double[] d = new double[w.Length];
                int a = 1, b = 1, c = 1, e = 1, g = 1;
                CountingGradient(x, w, out int n1, ref a, out double dX, d);
                double value = CountingValueAndGradient(x, w, out int n2, ref b, out double dX2, d);
                double fresh = CountingGradient(x, w, out int n3, ref c).x;
                var both = CountingValueAndGradient(x, w, out int n4, ref e);
                CountingHvp(x, w, out int n5, ref g, 1, new double[w.Length], out double hX, d);
                return new[] { dX, n1, a, value, dX2, n2, b, fresh, n3, c, both.Value, both.Gradient.x, n4, e, hX, n5, g };
            }

            public static double[] Numbers(double x, double y)
            {
                int a = 1, b = 1, c = 1;
                var gradient = CountingNumbersGradient(x, y, ref a);
                var both = CountingNumbersValueAndGradient(x, y, ref b);
                var along = CountingNumbersHvp(x, y, ref c, 1, 0);
                double one = CountingOneGradient(x, out int k);
                var (value, slope) = CountingOneValueAndGradient(x, out int l);
                double second = CountingOneHvp(x, out int m, 1);
                return new[] { gradient.x, gradient.y, a, both.Value, both.Gradient.x, both.Gradient.y, b, along.x, along.y, c, one, k, value, slope, l, second, m };
            }
        }
        """;

    private const string JacobianBesideACall = """
        using SymDiff;

        public static partial class D
        {
            [Differentiable(Derivatives.Vjp | Derivatives.Jacobian)]
            public static double F(double x, System.ReadOnlySpan<double> f, [Output] System.Span<double> e)
            {
                e[0] = Even(x, 3) * f[0];
                return f[0];
            }

            [Differentiable]
            public static double Even(double a, int depth) => depth <= 0 ? a * a : a * Odd(a, depth - 1);

            [Differentiable]
            public static double Odd(double a, int depth) => Even(0.5 * a, depth - 1);

            // Even(x, 3) = x Odd(x, 2) = x Even(x/2, 1) = x (x/2) Odd(x/2, 0) = x (x/2) Even(x/4, -1) = x^4 / 32.
            public static double[] Slopes(double x, double f)
            {
                double[] rows = new double[4];
                FJacobian(x, new[] { f }, new double[1], rows);
                return rows;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Buffers = new(() => new BufferProject("Found", Source));

    private static readonly Lazy<LoadedProject> References = new(() => new LoadedProject().With("FoundByReference", ByReference, "Default"));

    [Theory]
    [InlineData(0.5)]
    [InlineData(20)]
    public void PartsInAnArm(double first) => BufferChecks.Check(Buffers.Value["PartsInAnArm"], 1e-8, new[] { first, -0.7, 1.2, 0.4 }, 0.8);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0, 2)]
    [InlineData(3, 4)]
    public void CopiedBehindAnExit(int n, int length) =>
        BufferChecks.Check(Buffers.Value["CopiedBehindAnExit"], 1e-8, Enumerable.Range(0, length).Select(i => 0.3 + (0.4 * i)).ToArray(), 0.8, n);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TwoNamesOfAnOutput(int n) => BufferChecks.Check(Buffers.Value["TwoNamesOfAnOutput"], 1e-8, 0.7, n, new double[2]);

    [Fact]
    public void MeasuredWhereControlNeverComes() => BufferChecks.Check(Buffers.Value["MeasuredWhereControlNeverComes"], 1e-8, 0.7, 2, new double[2]);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void ActiveByMemory(int n) => BufferChecks.Check(Buffers.Value["ActiveByMemory"], 1e-8, 0.7, 1.25, n);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void ActiveByMemoryLater(int n) => BufferChecks.Check(Buffers.Value["ActiveByMemoryLater"], 1e-8, 0.7, n);

    [Fact]
    public void JacobianOfAMethodThatCallsAnother() =>
        Assert.Equal([0, 1, 0.75, 0.5], new LoadedProject().With("JacobianBesideACall", JacobianBesideACall).Delegate<Func<double, double, double[]>>("D", "Slopes")(2, 0.75));

    [Fact]
    public void WhatIsLeftKeepsItsBits()
    {
        var bits = References.Value.Delegate<Func<double, double, bool, double[]>>("D", "Bits");
        foreach (double x in new[] { -1.1916865386030109, 0.1, 1.6419120913566614 })
        {
            Assert.Equal(bits(x, -0.3692979488378847, false), bits(x, -0.3692979488378847, true));
        }
    }

    /// <summary>Read again with arrays of constants alone, because of the call, one of which takes the place of an active one.</summary>
    [Fact]
    public void ConstantsThatChangePlacesWithActiveMemory_AreRefusedWhereTheyAreLost()
    {
        Diagnostic error = Assert.Single(Driver.Run("""
            using System;
            using SymDiff;

            public static partial class A
            {
                [Differentiable(Derivatives.Vjp)]
                public static void F(double x, int n, [Output] double[] e)
                {
                    double[] table = { 0.5, 2 };
                    GC.KeepAlive(table[0]);
                    double[] m = { 1.5, 3 };
                    e[0] = x;
                    for (int i = 0; i < n; i++)
                    {
                        double[] t = m;
                        m = e;
                        e = t;
                    }

                    e[0] *= 2;
                }
            }
            """).AnalyzerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal("SD1005", error.Id);
        Assert.Contains("'table[0]'", error.GetMessage(null), StringComparison.Ordinal);
    }

    // r becomes r·x·a and o is r·b.
    [Fact]
    public void MatrixAndReference() =>
        Assert.Equal([30, 35, 15, 76, 10, 50, 30, 35, 6, 7], References.Value.Delegate<Func<double, double, double, double, double[]>>("D", "Matrix")(2, 5, 3, 7));

    [Fact]
    public void EveryFormCounts() =>
        Assert.Equal([216, 2, 5, 324, 216, 2, 5, 216, 2, 5, 324, 216, 2, 5, 72, 2, 5], References.Value.Delegate<Func<double, double[], double[]>>("D", "Counts")(3, [2, -1, 3]));

    [Fact]
    public void EveryFormOfNumbersCounts() =>
        Assert.Equal([10, 6, 2, 30, 10, 6, 2, 0, 2, 2, 12, 2, 18, 12, 2, 4, 2], References.Value.Delegate<Func<double, double, double[]>>("D", "Numbers")(3, 5));
}
