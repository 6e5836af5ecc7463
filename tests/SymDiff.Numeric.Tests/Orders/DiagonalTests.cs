using static SymDiff.Numeric.Tests.Orders.DiagonalMethods;
using static SymDiff.Numeric.Tests.Orders.HessianMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Diagonals of Hessians against closed forms, and against the Hessians themselves, which are made another way.</summary>
public sealed class DiagonalTests
{
    private static readonly double[] Points = [0, 0, 1, 0.5, 5, 5, 6, 4.5, 5.5, 6, -4, 3];
    private static readonly double[] Centroids = [0.2, 0.1, 5, 5.5, -3, 2, 100, 100];
    private static readonly int[] Nearest = [0, 0, 1, 1, 1, 2];

    [Fact]
    public void KMeans_HasTwiceTheNumberOfPoints()
    {
        double[] gradient = new double[8];
        double[] diagonal = new double[8];
        for (int i = 0; i < Nearest.Length; i++)
        {
            for (int l = 0; l < 2; l++)
            {
                gradient[(2 * Nearest[i]) + l] += 2 * (Centroids[(2 * Nearest[i]) + l] - Points[(2 * i) + l]);
                diagonal[(2 * Nearest[i]) + l] += 2;
            }
        }

        Assert.Equal(diagonal, KMeansHessianDiagonal(Points, 6, 2, Centroids));
        (double value, double[] dCentroids, double[] hCentroids) = KMeansValueGradientAndHessianDiagonal(Points, 6, 2, Centroids);
        Assert.Equal(KMeans(Points, 6, 2, Centroids), value);
        Same(gradient, dCentroids, 1e-14);
        Assert.Equal(diagonal, hCentroids);
        double[] longer = [.. Enumerable.Repeat(7.0, 10)];
        double[] given = new double[8];
        Assert.Equal(value, KMeansValueGradientAndHessianDiagonal(Points, 6, 2, Centroids, given, longer));
        Assert.Equal(dCentroids, given);
        Assert.Equal([.. diagonal, 7, 7], longer);

        double[,] points = Matrix(Points, 6);
        double[,] centroids = Matrix(Centroids, 4);
        Assert.Equal(diagonal, KMeansByMatrixHessianDiagonal(points, centroids).Cast<double>());
        var byMatrix = KMeansByMatrixValueGradientAndHessianDiagonal(points, centroids);
        Assert.Equal(value, byMatrix.Value, 1e-12);
        Same(gradient, [.. byMatrix.Gradient.Cast<double>()], 1e-14);
        Assert.Equal(diagonal, byMatrix.HessianDiagonal.Cast<double>());

        var byRow = KMeansByRowValueGradientAndHessianDiagonal(Rows(Points), Rows(Centroids));
        Assert.Equal(value, byRow.Value, 1e-12);
        Same(gradient, [.. byRow.Gradient.SelectMany(r => r)], 1e-14);
        Assert.Equal(diagonal, byRow.HessianDiagonal.SelectMany(r => r));
        Assert.Equal(diagonal, KMeansByRowHessianDiagonal(Rows(Points), Rows(Centroids)).SelectMany(r => r));
    }

    [Fact]
    public void Separable_IsTheClosedForm()
    {
        double[] x = [0.3, -0.7, 1.9];
        int[] at = [2, 0, 2];
        (double[] hX, double hA, Planar hP) = SeparableHessianDiagonal(x, 0.6, new(0.2, 5), at);
        double[] expected = [.. x.Select(v => (v > 0 ? -Math.Sin(v) : 2) + (6 * v))];
        foreach (int i in at)
        {
            expected[i] += Math.Pow(1 + (x[i] * x[i]), -1.5);
        }

        Same(expected, hX, 1e-14);
        Same([3.6, Math.Exp(0.2), 2], [hA, hP.X, hP.Y], 1e-14);
        var all = SeparableValueGradientAndHessianDiagonal(x, 0.6, new(0.2, 5), at);
        Assert.Equal(Separable(x, 0.6, new(0.2, 5), at), all.Value);
        Same([3 * 0.36, Math.Exp(0.2), 10], [all.Gradient.a, all.Gradient.p.X, all.Gradient.p.Y], 1e-14);
        Same([.. expected, 3.6, Math.Exp(0.2), 2], [.. all.HessianDiagonal.x, all.HessianDiagonal.a, all.HessianDiagonal.p.X, all.HessianDiagonal.p.Y], 1e-14);
    }

    [Fact]
    public void WhatOnlyLooksDiagonal_IsTheDiagonalOfTheHessian()
    {
        double[] x = [0.3, -0.7, 1.9, 0.4];
        Assert.Equal([0, 0, 0, 0], NeighboursHessianDiagonal(x));
        Assert.Equal([2, 2, 2, 2], SquaredSumHessianDiagonal(x));
        Assert.Equal([0, 2, 0, 0], CrossedHessianDiagonal(x, [0, 1, 2], [3, 1, 0]));
        Same(Diagonal(CarriedHessian(x)), CarriedHessianDiagonal(x), 1e-14);
        Same(Diagonal(KeptHessian(x)), KeptHessianDiagonal(x), 1e-14);
        Same([0, 0.6, -1.4, 3.8], ShiftedHessianDiagonal(x), 1e-14);
        (double[] hX, double[] hY) = TwoHessianDiagonal(x, [1, 2, 3, 4]);
        Assert.Equal([2, 4, 6, 8, 0, 0, 0, 0], [.. hX, .. hY]);
        (hX, double hA) = ScaledHessianDiagonal([1, 2, 3], 5);
        Assert.Equal([50, 50, 50, 28], [.. hX, hA]);
        (hX, hA) = CalledHessianDiagonal(x, 0.4);
        Same(Diagonal(CalledHessian(x, 0.4)), [.. hX, hA], 1e-12);
        Same(Diagonal(LeftHessian(x, 1.5)), LeftHessianDiagonal(x, 1.5), 1e-14);
        Same([2, -4.2, 11.4, 2.4], LeftHessianDiagonal(x, 2.5), 1e-14);
    }

    [Fact]
    public void WithValueAndGradient_AllAgree()
    {
        double[] x = [0.3, -0.7, 1.9, 0.4];
        var carried = CarriedValueGradientAndHessianDiagonal(x);
        var whole = CarriedValueGradientAndHessian(x);
        Assert.Equal(Carried(x), carried.Value);
        Assert.Equal(whole.Gradient, carried.Gradient);
        Same(Diagonal(whole.Hessian), carried.HessianDiagonal, 1e-14);
        var called = CalledValueGradientAndHessianDiagonal(x, 0.4);
        var expected = CalledValueGradientAndHessian(x, 0.4);
        Assert.Equal(expected.Value, called.Value);
        Same([.. expected.Gradient.x, expected.Gradient.a], [.. called.Gradient.x, called.Gradient.a], 1e-14);
        Same(Diagonal(expected.Hessian), [.. called.HessianDiagonal.x, called.HessianDiagonal.a], 1e-12);
        var left = LeftValueGradientAndHessianDiagonal(x, 1.5);
        Assert.Equal(Left(x, 1.5), left.Value);
        Same(LeftValueGradientAndHessian(x, 1.5).Gradient, left.Gradient, 1e-14);
        Same(Diagonal(LeftHessian(x, 1.5)), left.HessianDiagonal, 1e-14);
    }

    [Fact]
    public void EveryMethodWithAHessian_HasItsDiagonal()
    {
        Same([1330, 200], Pair(RosenbrockHessianDiagonal(-1.2, 1)), 1e-12);
        (double value, (double x, double y) gradient, (double x, double y) diagonal) = RosenbrockValueGradientAndHessianDiagonal(-1.2, 1);
        Assert.Equal(Rosenbrock(-1.2, 1), value);
        Same([-215.6, -88, 1330, 200], [gradient.x, gradient.y, diagonal.x, diagonal.y], 1e-12);
        Assert.Equal(192, QuarticHessianDiagonal(4));
        double[] times = [0.1, 0.4, 0.9, 1.7];
        Same(Diagonal(SquaresHessian(1.5, 2, times)), Pair(SquaresHessianDiagonal(1.5, 2, times)), 1e-13);
        var angle = AngleHessianDiagonal(new(1, 0.5), new(0.3, 2));
        Same(Diagonal(AngleHessian(new(1, 0.5), new(0.3, 2))), [angle.a.X, angle.a.Y, angle.b.X, angle.b.Y], 1e-13);
        var single = SingleHessianDiagonal(2, 3);
        Assert.Equal((6f, 0f), single);
        Same([0.6, -Math.Exp(0.3) * 0.7], Pair(SaddleHessianDiagonal(0.7, 0.3)), 1e-14);
        (double[] hX, double hA) = CubesHessianDiagonal([2.0, -1.0], 1.0);
        Assert.Equal([12, -6, 0], [.. hX, hA]);
        (float[] fX, float fA) = CubesHessianDiagonal([2f, -1f], 1f);
        Assert.Equal([12, -6, 0], [.. fX, fA]);
        Same(Diagonal(OuterHessian(0.4, 0.3)), Pair(OuterHessianDiagonal(0.4, 0.3)), 1e-12);
        Same([20 * 1.1 * 1.1 * 1.1], [PowerHessianDiagonal(1.1, 5)], 1e-12);
        Assert.Equal((0, 44), (2.0.WaysHessianDiagonal(3, new double[] { 5, 7 }, 11, [0.5, 0.25]).x, 2.0.WaysHessianDiagonal(3, new double[] { 5, 7 }, 11, [0.5, 0.25]).y));
        Assert.Equal(30, StoppedHessianDiagonal(3, 5));
        Assert.Equal(0, GuardedHessianDiagonal(3, 0.5).x, 1e-12);
        Assert.Equal("x", Assert.Throws<ArgumentOutOfRangeException>(() => GuardedHessianDiagonal(-1, 1)).ParamName);
        Assert.Equal(0, HostileHessianDiagonal([1, 2], 3, 4, 5, 6, 7).@class[1]);
        double[] t = [0];
        Assert.Equal([12, 48], NormHessianDiagonal([1, 2], t));
        Assert.Empty(NormHessianDiagonal([], t));
    }

    [Fact]
    public void Mixed_HasEveryShape()
    {
        double[] w = [0.3, -0.7];
        double[,] m = { { 0.9, 0.2 }, { -0.4, 1.1 } };
        double[][] rows = [[0.6, -0.2], [0.5]];
        Planar p = new(0.8, 1.3);
        double[] expected = Diagonal(MixedHessian(w, m, rows, p, 0.75f, -0.6));
        Same(expected, Flat(MixedHessianDiagonal(w, m, rows, p, 0.75f, -0.6)), 1e-6);
        var all = MixedValueGradientAndHessianDiagonal(w, m, rows, p, 0.75f, -0.6);
        Assert.Equal(Mixed(w, m, rows, p, 0.75f, -0.6), all.Value);
        Same(Flat(MixedTwinGradient(w, m, rows, p, 0.75f, -0.6)), Flat(all.Gradient), 1e-6);
        Same(expected, Flat(all.HessianDiagonal), 1e-6);

        static double[] Flat((double[] W, double[,] M, double[][] Rows, Planar P, float F, double B) parts) =>
            [.. parts.W, .. parts.M.Cast<double>(), .. parts.Rows.SelectMany(r => r), parts.P.X, parts.P.Y, parts.F, parts.B];
    }

    [Fact]
    public void Sets_GiveSets()
    {
        Curve curve = new();
        double[] x = [0.8, -1.2];
        double[] expected = Diagonal(curve.ErrorHessian(x));
        Same(expected, Numbers(curve.ErrorHessianDiagonal(x)), 1e-13);
        (double value, Curve gradient, Curve diagonal) = curve.ErrorValueGradientAndHessianDiagonal(x);
        Assert.Equal(curve.Error(x), value);
        Same(Numbers(curve.ErrorGradient(x)), Numbers(gradient), 1e-14);
        Same(expected, Numbers(diagonal), 1e-13);
        Curve dThis = curve.CreateZero();
        Assert.Throws<ArgumentException>(() => curve.ErrorValueGradientAndHessianDiagonal(x, dThis, dThis));
        Assert.Throws<ArgumentException>(() => curve.ErrorValueGradientAndHessianDiagonal(x, dThis, curve));

        static double[] Numbers(Curve set)
        {
            double[] numbers = new double[set.ParameterCount];
            set.CopyTo(numbers);
            return numbers;
        }
    }

    [Fact]
    public void Destinations_AreCheckedBeforeAnythingIsWritten()
    {
        double[] d = [5, 5];
        Assert.Equal("hX", Assert.Throws<ArgumentException>(() => CarriedValueGradientAndHessianDiagonal([1, 2], d, new double[1])).ParamName);
        Assert.Equal([5, 5], d);
        double[] both = new double[3];
        Assert.Throws<ArgumentException>(() => CarriedValueGradientAndHessianDiagonal([1, 2], both.AsSpan(0, 2), both.AsSpan(1, 2)));
        Assert.Equal("dX", Assert.Throws<ArgumentException>(() => CarriedHessianDiagonal(both, both)).ParamName);
    }

    [Fact]
    public void WhatTheMethodLeaves_IsThatOfOneRun()
    {
        int runs = 4;
        Assert.Equal([2 * 9, 2 * 4], CountingHessianDiagonal([2, 3], ref runs));
        Assert.Equal(5, runs);
        Assert.Empty(CountingHessianDiagonal([], ref runs));
        Assert.Equal(6, runs);
        Assert.Throws<ArgumentNullException>(() => CountingHessianDiagonal(null!, ref runs));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] x = [.. Enumerable.Range(0, 50).Select(i => 0.1 * i)];
        double[] d = new double[50];
        double[] h = new double[50];
        double[] dCentroids = new double[8];
        double[] hCentroids = new double[8];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            CarriedHessianDiagonal(x, h);
            CarriedValueGradientAndHessianDiagonal(x, d, h);
            CalledHessianDiagonal(x, 0.3, h, out _);
            KMeansValueGradientAndHessianDiagonal(Points, 6, 2, Centroids, dCentroids, hCentroids);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static double[] Pair((double X, double Y) pair) => [pair.X, pair.Y];

    private static double[] Diagonal(double[,] matrix) => [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => matrix[i, i])];

    private static double[,] Matrix(double[] elements, int rows)
    {
        double[,] matrix = new double[rows, elements.Length / rows];
        Buffer.BlockCopy(elements, 0, matrix, 0, elements.Length * sizeof(double));
        return matrix;
    }

    private static double[][] Rows(double[] elements) => [.. elements.Chunk(2)];

    private static void Same(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"[{i}] is {actual[i]:R} instead of {expected[i]:R}");
        }
    }
}
