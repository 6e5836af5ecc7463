using static SymDiff.Numeric.Tests.Orders.HessianMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Hessians against closed forms, and against central differences of gradients and values.</summary>
public sealed class HessianTests
{
    [Fact]
    public void Rosenbrock_IsTheClosedForm()
    {
        Same(new double[,] { { 1330, 480 }, { 480, 200 } }, RosenbrockHessian(-1.2, 1), 1e-12);
        (double value, (double x, double y) gradient, double[,] hessian) = RosenbrockValueGradientAndHessian(-1.2, 1);
        Assert.Equal(Rosenbrock(-1.2, 1), value);
        Assert.Equal(-215.6, gradient.x, 1e-11);
        Assert.Equal(-88, gradient.y, 1e-11);
        Same(new double[,] { { 1330, 480 }, { 480, 200 } }, hessian, 1e-12);
    }

    [Fact]
    public void FourthPower_HasTwelveSquares() => Same(new double[,] { { 192 } }, QuarticHessian(4), 1e-13);

    [Fact]
    public void LeastSquaresWithoutResidual_AreGaussNewton()
    {
        double[] times = [0.1, 0.4, 0.9, 1.7];
        double[,] expected = new double[2, 2];
        foreach (double t in times)
        {
            double[] slope = [Math.Exp(-2 * t), -t * Math.Exp(-2 * t)];
            for (int k = 0; k < 4; k++)
            {
                expected[k / 2, k % 2] += 2 * slope[k / 2] * slope[k % 2];
            }
        }

        Same(expected, SquaresHessian(1, 2, times), 1e-13);
    }

    [Fact]
    public void EveryKindOfParameter_AgreesWithDifferencesOfTheGradient()
    {
        double[] at = [0.3, -0.7, 0.9, 0.2, -0.4, 1.1, 0.6, -0.2, 0.5, 0.8, 1.3, 0.75, -0.6];
        double[,] hessian = Of(at, (w, m, rows, p, f, b) => MixedHessian(w, m, rows, p, f, b));
        Same(MatrixDifferences.Of(at, x => Of(x, (w, m, rows, p, f, b) => Flat(MixedTwinGradient(w, m, rows, p, f, b)))), hessian, 1e-5, skip: 11);
        double[] destination = new double[(13 * 13) + 2];
        Array.Fill(destination, 7);
        double value = Of(at, (w, m, rows, p, f, b) => MixedHessian(w, m, rows, p, f, b, destination));
        Assert.Equal(Of(at, Mixed), value);
        Assert.Equal([.. hessian.Cast<double>(), 7, 7], destination);

        (double again, var gradient, double[,] matrix) = Of(at, (w, m, rows, p, f, b) => MixedValueGradientAndHessian(w, m, rows, p, f, b));
        Assert.Equal(value, again);
        Assert.Equal(hessian, matrix);
        Assert.Equal(Of(at, (w, m, rows, p, f, b) => Flat(MixedTwinGradient(w, m, rows, p, f, b))), Flat(gradient));
    }

    [Theory]
    [InlineData(1, 0.5, 0.3, 2)]
    [InlineData(1, 0.5, -0.3, -2)]
    public void Structs_AgreeWithDifferences(double ax, double ay, double bx, double by)
    {
        double[,] hessian = AngleHessian(new(ax, ay), new(bx, by));
        Same(MatrixDifferences.Of([ax, ay, bx, by], x => [.. Pair(AngleGradient(new(x[0], x[1]), new(x[2], x[3])))]), hessian, 1e-7);
        for (int i = 0; i < 4; i++)
        {
            var (a, b) = AngleHvp(new(ax, ay), new(bx, by), new(i == 0 ? 1 : 0, i == 1 ? 1 : 0), new(i == 2 ? 1 : 0, i == 3 ? 1 : 0));
            Assert.All(new[] { a.X, a.Y, b.X, b.Y }.Select((n, j) => (n, j)), e => Assert.Equal(e.n, hessian[i, e.j], 1e-13));
        }

        double[] destination = new double[16];
        (double value, var gradient) = AngleValueGradientAndHessian(new(ax, ay), new(bx, by), destination);
        Assert.Equal(Angle(new(ax, ay), new(bx, by)), value);
        Assert.Equal(Pair(AngleGradient(new(ax, ay), new(bx, by))), Pair(gradient));
        Assert.Equal(hessian.Cast<double>(), destination);

        static double[] Pair((Planar A, Planar B) pair) => [pair.A.X, pair.A.Y, pair.B.X, pair.B.Y];
    }

    [Fact]
    public void Single_IsAMatrixOfFloats() => Assert.Equal(new float[,] { { 6, 4 }, { 4, 0 } }, SingleHessian(2, 3));

    [Fact]
    public void Generic_AtEveryType()
    {
        Same(new double[,] { { 2 * 0.3, (2 * 0.7) - Math.Exp(0.3) }, { (2 * 0.7) - Math.Exp(0.3), -Math.Exp(0.3) * 0.7 } }, SaddleHessian(0.7, 0.3), 1e-14);
        Same(new double[,] { { 12, 0, 12 }, { 0, -6, 3 }, { 12, 3, 0 } }, CubesHessian([2.0, -1.0], 1.0), 1e-14);
        Assert.Equal(new float[,] { { 12, 0, 12 }, { 0, -6, 3 }, { 12, 3, 0 } }, CubesHessian([2f, -1f], 1f));
    }

    [Fact]
    public void Calls_AgreeWithDifferences()
    {
        double[,] hessian = OuterHessian(0.4, 0.3);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double h = 1e-3;
                double Moved(int a, int b) => Outer(0.4 + (h * ((i == 0 ? a : 0) + (j == 0 ? b : 0))), 0.3 + (h * ((i == 1 ? a : 0) + (j == 1 ? b : 0))));
                Assert.Equal((Moved(1, 1) - Moved(1, -1) - Moved(-1, 1) + Moved(-1, -1)) / (4 * h * h), hessian[i, j], 1e-4);
            }
        }

        Same(new double[,] { { 20 * 1.1 * 1.1 * 1.1 } }, PowerHessian(1.1, 5), 1e-12);
    }

    [Fact]
    public void EveryWayToBeGivenSomething()
    {
        double y = 3;
        double[,] hessian = 2.0.WaysHessian(in y, new double[] { 5, 7 }, 11, [0.5, 0.25]);

        // x, y, m₀, m₁, scale, rest₀, rest₁ of 11·x·y² + (25·rest₀ + 49·rest₁)·y.
        Same(
            new double[,]
            {
                { 0, 66, 0, 0, 9, 0, 0 },
                { 66, 44, 5, 3.5, 12, 25, 49 },
                { 0, 5, 3, 0, 0, 30, 0 },
                { 0, 3.5, 0, 1.5, 0, 0, 42 },
                { 9, 12, 0, 0, 0, 0, 0 },
                { 0, 25, 30, 0, 0, 0, 0 },
                { 0, 49, 0, 42, 0, 0, 0 },
            },
            hessian,
            1e-13);
    }

    [Fact]
    public void AVariableThatLiesWhereTheMatrixGoes_IsReadFirst()
    {
        double[] memory = [2, 3, 0, 0];
        Assert.Equal(24, NearHessian(in memory[0], in memory[1], memory));
        Assert.Equal([36, 12, 12, 0], memory);
    }

    [Fact]
    public void WhatIsStopped_StandsStill() => Assert.Equal(2 * 3 * 5, StoppedHessian(3, 5)[0, 0]);

    [Fact]
    public void Sets_HaveTheirNumbersAsRowsAndColumns()
    {
        Curve curve = new();
        double[] x = [0.8, -1.2];
        int n = curve.ParameterCount;
        double[] numbers = new double[n];
        curve.CopyTo(numbers);
        double[,] expected = MatrixDifferences.Of(numbers, at =>
        {
            Curve there = curve.CreateZero();
            there.CopyFrom(at);
            Curve gradient = there.ErrorGradient(x);
            double[] flat = new double[n];
            gradient.CopyTo(flat);
            return flat;
        });
        Same(expected, curve.ErrorHessian(x), 1e-8);

        Curve dThis = curve.CreateZero();
        double[] hessian = new double[n * n];
        Assert.Equal(curve.Error(x), curve.ErrorValueGradientAndHessian(x, dThis, hessian));
        Assert.Equal(curve.ErrorHessian(x).Cast<double>(), hessian);
        Assert.Equal(curve.ErrorGradient(x).Weights, dThis.Weights);
        Assert.Equal(hessian, curve.ErrorValueGradientAndHessian(x).Hessian.Cast<double>());
    }

    [Fact]
    public void Names_ThatTheBodyUses()
    {
        double[,] hessian = HostileHessian([1, 2], 3, 4, 5, 6, 7);
        Assert.Equal(0, hessian[0, 1]);
        Assert.Equal(4 * 5 * 6 * 7, hessian[0, 2]);
        Assert.Equal(3 * 5 * 6 * 7, hessian[3, 1]);
        Assert.Equal(3 * 3 * 4 * 5, hessian[5, 6]);
    }

    [Fact]
    public void Destinations_AreCheckedBeforeAnythingIsWritten()
    {
        double[] t = [0];
        Assert.Equal("hessian", Assert.Throws<ArgumentException>(() => NormHessian([1, 2], t, new double[3])).ParamName);
        double[] gradient = [5, 5];
        Assert.Equal("hessian", Assert.Throws<ArgumentException>(() => NormValueGradientAndHessian([1, 2], t, gradient, new double[3])).ParamName);
        Assert.Equal([5, 5], gradient);
        double[] both = new double[6];
        Assert.Throws<ArgumentException>(() => NormValueGradientAndHessian([1, 2], t, both.AsSpan(3, 2), both));
        Assert.Throws<ArgumentException>(() => NormHessian(both.AsSpan(0, 2), t, both));
        double[] enough = new double[4];
        Assert.Equal(17, NormHessian([1, 2], t, enough));
        Assert.Equal([12, 0, 0, 48], enough);
        Assert.Equal(0, NormHessian([], t, []));
    }

    [Fact]
    public void Guards_Stand()
    {
        Assert.Equal("x", Assert.Throws<ArgumentOutOfRangeException>(() => GuardedHessian(-1, 1)).ParamName);
        Assert.Equal(0, GuardedHessian(3, 0.5)[0, 0], 1e-12);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => 0.1 * i)];
        double[] t = new double[1];
        double[] hessian = new double[2500];
        double[] gradient = new double[50];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            NormHessian(x, t, hessian);
            NormValueGradientAndHessian(x, t, gradient, hessian);
            RosenbrockHessian(1, 2, hessian);
            RosenbrockValueGradientAndHessian(1, 2, hessian);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static T Of<T>(double[] x, Func<double[], double[,], double[][], Planar, float, double, T> method) =>
        method([x[0], x[1]], new double[,] { { x[2], x[3] }, { x[4], x[5] } }, [[x[6], x[7]], [x[8]]], new(x[9], x[10]), (float)x[11], x[12]);

    private static double[] Flat((double[] W, double[,] M, double[][] Rows, Planar P, float F, double B) gradient) =>
        [.. gradient.W, .. gradient.M.Cast<double>(), .. gradient.Rows.SelectMany(r => r), gradient.P.X, gradient.P.Y, gradient.F, gradient.B];

    // The row and the column of a float are not differenced: it moves in steps.
    private static void Same(double[,] expected, double[,] actual, double tolerance, int skip = -1)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                if (j != skip)
                {
                    // Of what is a float where it goes out, seven digits.
                    double allowed = i == skip ? 1e-2 : tolerance;
                    Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= allowed * (1 + Math.Abs(expected[i, j])), $"[{i}, {j}] is {actual[i, j]:R} instead of {expected[i, j]:R}");
                }
            }
        }
    }
}
