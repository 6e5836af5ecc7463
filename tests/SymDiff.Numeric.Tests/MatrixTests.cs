using SymDiff.TestKit;
using Xunit;

namespace SymDiff.Numeric.Tests;

/// <summary>Parameters and local variables of type <c>T[,]</c>.</summary>
public sealed class MatrixTests : IDisposable
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class M
        {
            [Differentiable]
            public static double Quadratic(double[,] a, double[] x)
            {
                double s = 0;
                for (int i = 0; i < a.GetLength(0); i++)
                {
                    for (int j = 0; j <= a.GetUpperBound(1); j++)
                    {
                        s += x[i] * a[i, j] * x[j];
                    }
                }

                return s;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Product(double[,] a, double[,] b, [Output] double[,] c)
            {
                for (int i = 0; i < c.GetLength(0); i++)
                {
                    for (int j = 0; j < c.GetLength(1); j++)
                    {
                        c[i, j] = 0;
                        for (int k = 0; k < a.GetLength(1); k++)
                        {
                            c[i, j] += a[i, k] * b[k, j];
                        }
                    }
                }
            }

            [Differentiable(Derivatives.Default | Derivatives.Hvp)]
            public static double LogDeterminant(double[,] a)
            {
                int n = a.GetLength(0);
                var l = new double[n, n];
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j <= i; j++)
                    {
                        double v = a[i, j];
                        for (int k = 0; k < j; k++)
                        {
                            v -= l[i, k] * l[j, k];
                        }

                        if (i == j)
                        {
                            l[i, i] = Math.Sqrt(v);
                            s += 2 * Math.Log(l[i, i]);
                        }
                        else
                        {
                            l[i, j] = v / l[j, j];
                        }
                    }
                }

                return s;
            }

            [Differentiable]
            public static double Weighted(double[,] a, double t)
            {
                double[,] w = { { 1, t }, { t * t, -2 } };
                double s = 0;
                foreach (double v in w)
                {
                    s = s * 2 + v;
                }

                return s + Trace(a, w);
            }

            [Differentiable]
            public static double Optional(double[,]? a, [NoGradient] double[,]? b, double x) => a is null ? x * x : b == null ? x * a[0, 0] : a.Length == 0 ? x : a[0, 0] * b[0, 0];

            [Differentiable]
            public static double Outside(double[,] a) => a[0, 2] + a[1, 0];

            private static double Trace(double[,] a, double[,] w)
            {
                double s = 0;
                for (int i = 0; i < w.GetLength(0); i++)
                {
                    s += a[i, i] * w[i, i] + w.Length;
                }

                return s;
            }
        }
        """;

    private delegate void Vjp(double[,] a, double[,] b, double[,] c, double[,] dC, double[,] dA, double[,] dB);

    private delegate (double[,] A, double[] X) QuadraticGradient(double[,] a, double[] x);

    private readonly LoadedProject _project = new LoadedProject().With("Matrices", Source, "Gradient, ValueAndGradient, Vjp");

    /// <inheritdoc/>
    public void Dispose() => _project.Dispose();

    [Fact]
    public void Null_IsToldFromEmpty()
    {
        var gradient = _project.Delegate<Func<double[,]?, double[,]?, double, (double[,] A, double X)>>("M", "OptionalGradient");
        Assert.Equal(6, gradient(null, null, 3).X);
        Assert.Equal(7, gradient(new double[,] { { 7 } }, null, 3).X);
        Assert.Equal(3, gradient(new double[,] { { 7 } }, null, 3).A[0, 0]);
        Assert.Equal(1, gradient(new double[0, 2], new double[0, 0], 3).X);
        Assert.Equal(5, gradient(new double[,] { { 7 } }, new double[,] { { 5 } }, 3).A[0, 0]);
    }

    [Fact]
    public void Quadratic_HasItsClosedForm()
    {
        double[,] a = { { 1, 2, 0.5 }, { -1, 3, 0.25 }, { 2, -2, 1.5 } };
        double[] x = [0.5, -1, 2];
        var (dA, dX) = _project.Delegate<QuadraticGradient>("M", "QuadraticGradient")(a, x);
        for (int i = 0; i < 3; i++)
        {
            double expected = 0;
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(x[i] * x[j], dA[i, j], 1e-14);
                expected += (a[i, j] + a[j, i]) * x[j];
            }

            Assert.Equal(expected, dX[i], 1e-13);
        }
    }

    [Fact]
    public void Product_HandsItsCotangentBack()
    {
        double[,] a = { { 1, 2, 3 }, { 4, 5, 6 } };
        double[,] b = { { 1, -1 }, { 2, 0.5 }, { -3, 2 } };
        double[,] g = { { 1, 2 }, { -1, 0.5 } };
        double[,] c = new double[2, 2];
        double[,] dA = new double[2, 3];
        double[,] dB = new double[3, 2];
        dA[0, 0] = 100;
        _project.Delegate<Vjp>("M", "ProductVjp")(a, b, c, g, dA, dB);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.Equal((a[i, 0] * b[0, j]) + (a[i, 1] * b[1, j]) + (a[i, 2] * b[2, j]), c[i, j], 1e-14);
            }

            for (int k = 0; k < 3; k++)
            {
                Assert.Equal((g[i, 0] * b[k, 0]) + (g[i, 1] * b[k, 1]) + (i == 0 && k == 0 ? 100 : 0), dA[i, k], 1e-13);
                Assert.Equal((a[0, k] * g[0, i]) + (a[1, k] * g[1, i]), dB[k, i], 1e-13);
            }
        }
    }

    [Fact]
    public void LogDeterminant_ByCholesky()
    {
        double[,] a = { { 4, 1, 0.5 }, { 1, 3, -0.25 }, { 0.5, -0.25, 2 } };
        var value = _project.Delegate<Func<double[,], double>>("M", "LogDeterminant");
        double[,] gradient = _project.Delegate<Func<double[,], double[,]>>("M", "LogDeterminantGradient")(a);
        double[,] direction = { { 0.3, 0, 0 }, { -0.2, 0.1, 0 }, { 0.4, 0.25, -0.5 } };
        double[,] along = _project.Delegate<Func<double[,], double[,], double[,]>>("M", "LogDeterminantHvp")(a, direction);
        double[,] ahead = _project.Delegate<Func<double[,], double[,]>>("M", "LogDeterminantGradient")(Moved(a, direction, 1e-5));
        double[,] behind = _project.Delegate<Func<double[,], double[,]>>("M", "LogDeterminantGradient")(Moved(a, direction, -1e-5));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double[,] unit = new double[3, 3];
                unit[i, j] = 1;
                double slope = (value(Moved(a, unit, 1e-5)) - value(Moved(a, unit, -1e-5))) / 2e-5;
                Assert.Equal(slope, gradient[i, j], 1e-8);
                Assert.Equal((ahead[i, j] - behind[i, j]) / 2e-5, along[i, j], 1e-8);
            }
        }
    }

    [Fact]
    public void Locals_WithInitializers_AreFollowedIntoHelpers()
    {
        double[,] a = { { 2, 3 }, { 5, 7 } };
        var (dA, dT) = _project.Delegate<Func<double[,], double, (double[,] A, double T)>>("M", "WeightedGradient")(a, 0.5);
        Assert.Equal([1.0, 0, 0, -2], dA.Cast<double>());
        Assert.Equal(4 + (2 * 2 * 0.5), dT, 1e-14);
    }

    [Fact]
    public void WhatLiesOutside_Throws()
    {
        double[,] a = { { 1, 2 }, { 3, 4 } };
        Assert.Throws<IndexOutOfRangeException>(() => _project.Delegate<Func<double[,], double>>("M", "Outside")(a));
        Assert.Throws<IndexOutOfRangeException>(() => _project.Delegate<Func<double[,], double[,]>>("M", "OutsideGradient")(a));
    }

    [Fact]
    public void OtherShapes_AreRefused()
    {
        double[,] a = new double[2, 3];
        var vjp = _project.Delegate<Vjp>("M", "ProductVjp");
        var error = Assert.Throws<ArgumentException>(() => vjp(a, new double[3, 2], new double[2, 2], new double[2, 2], new double[3, 2], new double[3, 2]));
        Assert.Equal("dA", error.ParamName);
    }

    private static double[,] Moved(double[,] a, double[,] direction, double h)
    {
        double[,] moved = (double[,])a.Clone();
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                moved[i, j] += h * direction[i, j];
            }
        }

        return moved;
    }
}
