using System.Numerics;
using static SymDiff.Numeric.Tests.Orders.NestedBufferMethods;
using static SymDiff.Numeric.Tests.Orders.NestedMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Derivatives of methods that call derivatives, against central differences and closed forms.</summary>
public sealed class NestedTests
{
    private delegate double OfArrays(double[] w, double[] x, double b);

    private delegate double GradientOfArrays(double[] w, double[] x, double b, Span<double> dW, Span<double> dX, out double dB);

    [Theory]
    [InlineData(0.7, -0.4, 1.3)]
    [InlineData(1.9, 0.6, -0.8)]
    public void EveryForm_AgreesWithDifferences(double x, double y, double w)
    {
        double[] at = [x, y, w];
        Check(at, p => ByGradient(p[0], p[1], p[2]), ByGradientGradient(x, y, w), ByGradientValueAndGradient(x, y, w), ByGradientJvp, ByGradientHessian(x, y, w));
        Check(at, p => ByValueAndGradient(p[0], p[1], p[2]), ByValueAndGradientGradient(x, y, w), ByValueAndGradientValueAndGradient(x, y, w), ByValueAndGradientJvp, ByValueAndGradientHessian(x, y, w));
        Check(at, p => ByVjp(p[0], p[1], p[2]), ByVjpGradient(x, y, w), ByVjpValueAndGradient(x, y, w), ByVjpJvp, ByVjpHessian(x, y, w));
        Check(at, p => ByJvp(p[0], p[1], p[2]), ByJvpGradient(x, y, w), ByJvpValueAndGradient(x, y, w), ByJvpJvp, ByJvpHessian(x, y, w));
        Check(at, p => ByHvp(p[0], p[1], p[2]), ByHvpGradient(x, y, w), ByHvpValueAndGradient(x, y, w), ByHvpJvp, ByHvpHessian(x, y, w));
        Check(at, p => ByHessian(p[0], p[1], p[2]), ByHessianGradient(x, y, w), ByHessianValueAndGradient(x, y, w), ByHessianJvp, ByHessianHessian(x, y, w));
    }

    [Theory]
    [InlineData(0.3, 1.1)]
    [InlineData(-0.5, 0.8)]
    public void TwoNumbers_AgreeWithDifferences(double x, double y)
    {
        double[] at = [x, y];
        CheckTwo(at, p => Area(p[0], p[1]), AreaGradient(x, y), AreaValueAndGradient(x, y), AreaHessian(x, y));
        CheckTwo(at, p => AlongSpiral(p[0], p[1]), AlongSpiralGradient(x, y), AlongSpiralValueAndGradient(x, y), AlongSpiralHessian(x, y));
        CheckTwo(at, p => ThroughHelper(p[0], p[1]), ThroughHelperGradient(x, y), ThroughHelperValueAndGradient(x, y), ThroughHelperHessian(x, y));
    }

    [Fact]
    public void Descent_IsDifferentiatedThrough()
    {
        foreach (double rate in new[] { 0.05, 0.3, 0.7 })
        {
            double[] at = [0.3, 0.9, rate];
            Check(at, p => Descended(p[0], p[1], p[2]), DescendedGradient(0.3, 0.9, rate), DescendedValueAndGradient(0.3, 0.9, rate), DescendedJvp, DescendedHessian(0.3, 0.9, rate));
        }
    }

    [Fact]
    public void ThirdAndFourthDerivatives_OfTheFifthPower()
    {
        Assert.Equal(20 * 8.0, QuinticFirstGradient(2), 1e-12);
        Assert.Equal(60 * 4.0, QuinticSecondGradient(2), 1e-12);
        Assert.Equal(60 * 4.0, QuinticThird(2), 1e-12);
        Assert.Equal(120 * 2.0, QuinticThirdGradient(2), 1e-12);
        Assert.Equal(60 * 9.0, QuinticSecondValueAndGradient(3).Gradient, 1e-11);
    }

    [Fact]
    public void Perturbations_AreNotConfused()
    {
        Assert.Equal(1, ConfusingGradient(3));
        Assert.Equal((3.0, 1.0), ConfusingJvp(3, 1));
        Assert.Equal(0, ConfusingHvp(3, 1));
    }

    [Fact]
    public void Arrays_AgreeWithDifferences()
    {
        OfBuffers(Penalty, PenaltyGradient, PenaltyValueAndGradient, PenaltyHessian);
        OfBuffers(PenaltyOfFresh, PenaltyOfFreshGradient, PenaltyOfFreshValueAndGradient, PenaltyOfFreshHessian);
        OfBuffers(ByValue, ByValueGradient, ByValueValueAndGradient, ByValueHessian);
        OfBuffers(Trained, TrainedGradient, TrainedValueAndGradient, TrainedHessian);
        OfBuffers(Accumulated, AccumulatedGradient, AccumulatedValueAndGradient, AccumulatedHessian);
        OfBuffers(Curvature, CurvatureGradient, CurvatureValueAndGradient, CurvatureHessian);
        OfBuffers(ByDiagonal, ByDiagonalGradient, ByDiagonalValueAndGradient, ByDiagonalHessian);
        OfBuffers(Trace, TraceGradient, TraceValueAndGradient, TraceHessian);
    }

    [Fact]
    public void Matrices_AgreeWithDifferences()
    {
        double[] at = [0.4, -0.9, 1.2, 0.3, 0.6, -0.7];
        double[,] m = { { at[0], at[1] }, { at[2], at[3] } };
        var (dM, dV) = OfMatrixGradient(m, at.AsSpan(4));
        Same(MatrixDifferences.Of(at, p => [OfMatrix(new[,] { { p[0], p[1] }, { p[2], p[3] } }, p.AsSpan(4))]), [.. dM.Cast<double>(), .. dV], 1e-8);
    }

    [Fact]
    public void StructsByReference_AgreeWithDifferences()
    {
        double[] at = [0.4, -0.9, 0.7, -0.2];
        var (a, v) = PulledTwiceGradient(new Point(at[0], at[1]), at[2..]);
        Same(MatrixDifferences.Of(at, p => [PulledTwice(new Point(p[0], p[1]), p[2..])]), [a.X, a.Y, .. v], 1e-8);
    }

    [Fact]
    public void MethodsOfAnObject_AgreeWithDifferences()
    {
        NestedModel model = new(0.6);
        var g = model.SlopeGradient(0.8, 1.1);
        Same(MatrixDifferences.Of([0.8, 1.1], p => [model.Slope(p[0], p[1])]), [g.x, g.y], 1e-8);
        Assert.Equal(model.Slope(0.8, 1.1), model.SlopeValueAndGradient(0.8, 1.1).Value);
    }

    [Fact]
    public void SeveralResults_AgreeWithDifferences()
    {
        double[] at = [0.4, -0.9, 1.2, 0.7];
        var (dX, dK) = PulledGradient(at.AsSpan(0, 3), at[3]);
        Same(MatrixDifferences.Of(at, p => [Pulled(p.AsSpan(0, 3), p[3])]), [.. dX, dK], 1e-8);
        (dX, dK) = PushedGradient(at.AsSpan(0, 3), at[3]);
        Same(MatrixDifferences.Of(at, p => [Pushed(p.AsSpan(0, 3), p[3])]), [.. dX, dK], 1e-8);
    }

    [Fact]
    public void ArraysOfStructs_AgreeWithDifferences()
    {
        double[] at = [0.4, -0.9, 1.2, 0.7, -0.3, 0.8, 1.1];
        var (d, dK) = OfPointsGradient(Points(at), at[6]);
        Same(MatrixDifferences.Of(at, p => [OfPoints(Points(p), p[6])]), [.. d.SelectMany(p => new[] { p.X, p.Y }), dK], 1e-7);
        static Point[] Points(double[] p) => [new(p[0], p[1]), new(p[2], p[3]), new(p[4], p[5])];
    }

    [Fact]
    public void Structs_AgreeWithDifferences()
    {
        double[] at = [1.4, -0.9, 0.2, 0.3];
        var (a, b) = PullGradient(new Point(at[0], at[1]), new Point(at[2], at[3]));
        Same(MatrixDifferences.Of(at, p => [Pull(new Point(p[0], p[1]), new Point(p[2], p[3]))]), [a.X, a.Y, b.X, b.Y], 1e-8);

        var (v, k) = StretchGradient(new Vector3(1, 2, 3), 0.5);

        // Of g = 2kv + (yz, xz, xy) and ∂E/∂k = |v|², at (1, 2, 3) and k = 1/2: g = (7, 5, 5), |g|² = 99, |v|² = 14.
        Assert.Equal(99 * 2 * 1 + (14 * 2 * ((2 * 0.5 * 7) + (3 * 5) + (2 * 5))), v.X, 1e-2);
        Assert.Equal(14 * 2 * 2 * ((7 * 1) + (5 * 2) + (5 * 3)), k, 1e-2);
    }

    private static void OfBuffers(OfArrays method, Func<double[], double[], double, (double[] W, double[] X, double B)> gradient, Func<double[], double[], double, (double Value, (double[] W, double[] X, double B) Gradient)> both, Func<double[], double[], double, double[,]> hessian)
    {
        double[] at = [0.4, -0.9, 1.2, 0.3, 0.6, -0.7, 0.11];
        var g = gradient(at[..3], at[3..6], at[6]);
        Same(MatrixDifferences.Of(at, p => [method(p[..3], p[3..6], p[6])]), [.. g.W, .. g.X, g.B], 1e-7);
        var (value, again) = both(at[..3], at[3..6], at[6]);
        Assert.Equal(method(at[..3], at[3..6], at[6]), value);
        Same(new double[,] { { g.B } }, [again.B], 1e-13);
        double[,] h = hessian(at[..3], at[3..6], at[6]);
        double[,] differences = MatrixDifferences.Of(at, p =>
        {
            var of = gradient(p[..3], p[3..6], p[6]);
            return [.. of.W, .. of.X, of.B];
        });
        Same(differences, [.. h.Cast<double>()], 1e-6);
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(h[i, j], h[j, i], 1e-11 * h.Cast<double>().Max(Math.Abs));
            }
        }
    }

    private static void Check(
        double[] at, Func<double[], double> method, (double X, double Y, double W) gradient, (double Value, (double X, double Y, double W) Gradient) both,
        Func<double, double, double, double, double, double, (double Value, double Tangent)> push, double[,] hessian)
    {
        double[] given = [gradient.X, gradient.Y, gradient.W];
        Same(MatrixDifferences.Of(at, p => [method(p)]), given, 1e-7);
        Assert.Equal(method(at), both.Value);
        Same(new double[,] { { gradient.X, gradient.Y, gradient.W } }, [both.Gradient.X, both.Gradient.Y, both.Gradient.W], 1e-12);
        for (int i = 0; i < 3; i++)
        {
            var (value, tangent) = push(at[0], at[1], at[2], i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0);
            Assert.Equal(method(at), value);
            Same(new double[,] { { given[i] } }, [tangent], 1e-11);
        }

        double[,] differences = MatrixDifferences.Of(at, p =>
        {
            double[] slopes = new double[3];
            for (int i = 0; i < 3; i++)
            {
                slopes[i] = push(p[0], p[1], p[2], i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0).Tangent;
            }

            return slopes;
        });
        Same(differences, [.. hessian.Cast<double>()], 1e-6);
    }

    private static void CheckTwo(double[] at, Func<double[], double> method, (double X, double Y) gradient, (double Value, (double X, double Y) Gradient) both, double[,] hessian)
    {
        Same(MatrixDifferences.Of(at, p => [method(p)]), [gradient.X, gradient.Y], 1e-7);
        Assert.Equal(method(at), both.Value);
        Assert.Equal(hessian[0, 1], hessian[1, 0], 1e-11 * hessian.Cast<double>().Max(Math.Abs));
    }

    private static void Same(double[,] expected, double[] actual, double tolerance)
    {
        double[] flat = [.. expected.Cast<double>()];
        Assert.Equal(flat.Length, actual.Length);
        double scale = Math.Max(1, flat.Max(Math.Abs));
        for (int i = 0; i < flat.Length; i++)
        {
            Assert.True(Math.Abs(flat[i] - actual[i]) <= tolerance * scale, $"{i}: {flat[i]:R} and not {actual[i]:R}");
        }
    }
}
