namespace SymDiff.Tests;

/// <summary>Central differences against closed forms, the worked example E4 among them.</summary>
public sealed class NumericalDerivativeTests
{
    private static readonly double[] Point = [0.5, -2, 3];

    /// <summary>E4: (f(x + h) − f(x − h)) / 2h with h = 1e-4 for f = x0² + x1².</summary>
    [Theory]
    [InlineData(3, 4, 6, 8)]
    [InlineData(0, 2, 0, 4)]
    [InlineData(3, 0, 6, 0)]
    public void E4CentralDifferences(double x0, double x1, double d0, double d1)
    {
        static double F(double[] x) => (x[0] * x[0]) + (x[1] * x[1]);
        static double OfSpan(ReadOnlySpan<double> x) => (x[0] * x[0]) + (x[1] * x[1]);
        double[] x = [x0, x1];
        AssertClose([d0, d1], NumericalDerivative.Gradient(F, x, DifferenceStep.Absolute(1e-4)), 1e-10);
        AssertClose([d0, d1], NumericalDerivative.Gradient(OfSpan, x, DifferenceStep.Absolute(1e-4)), 1e-10);
        AssertClose([d0, d1], NumericalDerivative.Gradient(F, x), 1e-8);
    }

    [Fact]
    public void TheStepIsTheOneAskedFor()
    {
        Assert.Equal([1e-4, 1e-4], Steps(DifferenceStep.Absolute(1e-4), 0, 10), Relative(1e-9));
        Assert.Equal([1e-4, 1e-3], Steps(DifferenceStep.Scaled(1e-4), 0.5, -10), Relative(1e-9));
        double defaultStep = Math.Cbrt(Math.Pow(2, -52));
        Assert.Equal([defaultStep, 1e8 * defaultStep], Steps(DifferenceStep.Default, 1e-8, 1e8), Relative(1e-9));
        Assert.Equal(DifferenceStep.Default, default);

        static double[] Steps(DifferenceStep step, params double[] x)
        {
            var steps = new double[x.Length];
            NumericalDerivative.Gradient(Spy, x, step);
            return steps;

            double Spy(double[] p)
            {
                for (int i = 0; i < p.Length; i++)
                {
                    steps[i] = Math.Max(steps[i], Math.Abs(p[i] - x[i]));
                }

                return 0;
            }
        }
    }

    /// <summary>A linear function of slope one would show the rounding of x + h as an error of about ε·x/h.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-8)]
    [InlineData(0.1)]
    [InlineData(-12345.678)]
    [InlineData(1e8)]
    [InlineData(1e300)]
    public void TheRoundingOfTheSampledPointsIsNoError(double x)
    {
        Assert.Equal(1, NumericalDerivative.Gradient(p => p, x));
        Assert.Equal(1, NumericalDerivative.Gradient(p => p, x, DifferenceStep.Scaled(1e-12)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-8)]
    [InlineData(2)]
    [InlineData(-1e8)]
    public void TheScaleOfACoordinateDoesNotMatter(double x)
    {
        double tolerance = 1e-9 * Math.Max(1, Math.Abs(x));
        Assert.Equal(2 * x, NumericalDerivative.Gradient(p => p * p, x), tolerance);
        Assert.Equal(2, NumericalDerivative.Hessian(p => p * p, x), 1e-7);
    }

    [Fact]
    public void GradientsOfElementaryFunctions()
    {
        Assert.Equal(Math.Cos(1), NumericalDerivative.Gradient(Math.Sin, 1), 1e-10);
        Assert.Equal(-Math.Sin(1), NumericalDerivative.Hessian(Math.Sin, 1), 1e-7);
        Assert.Equal(double.NaN, NumericalDerivative.Gradient(_ => double.NaN, 1));
        AssertClose([6 * 0.5, 3, -2], NumericalDerivative.Gradient(Form, Point), 1e-9);
        AssertClose([6 * 0.5, 3, -2], NumericalDerivative.Gradient(FormOfSpan, Point), 1e-9);
        AssertClose([6 * 0.5, 3, -2], NumericalDerivative.Gradient(FormOfSpan, Point.AsSpan()), 1e-9);
    }

    [Fact]
    public void TheGradientCanGoToADestination()
    {
        double[] gradient = [7, 7, 7, 7];
        NumericalDerivative.Gradient(FormOfSpan, Point, gradient);
        AssertClose([3, 3, -2, 7], gradient, 1e-9);

        double[] x = [.. Point];
        NumericalDerivative.Gradient(FormOfSpan, x, x);
        AssertClose([3, 3, -2], x, 1e-9);
    }

    [Fact]
    public void TheJacobianHasOneRowAResult()
    {
        static double[] F(double[] x) => [x[0] * x[1], x[1] + (2 * x[2]), Math.Exp(x[0]), 5];
        static void OfSpan(ReadOnlySpan<double> x, Span<double> y) => F(x.ToArray()).CopyTo(y);
        double[,] expected = { { -2, 0.5, 0 }, { 0, 1, 2 }, { Math.Exp(0.5), 0, 0 }, { 0, 0, 0 } };
        AssertClose(expected, NumericalDerivative.Jacobian(F, Point), 1e-9);
        AssertClose(expected, NumericalDerivative.Jacobian(OfSpan, Point, 4), 1e-9);
        AssertClose(expected, NumericalDerivative.Jacobian(F, Point, DifferenceStep.Absolute(1e-5)), 1e-9);
    }

    [Fact]
    public void AFunctionMayReturnTheSameArrayEveryTime()
    {
        double[] reused = new double[2];
        double[] Reusing(double[] x)
        {
            reused[0] = x[0] * x[1];
            reused[1] = x[2];
            return reused;
        }

        AssertClose(new double[,] { { -2, 0.5, 0 }, { 0, 0, 1 } }, NumericalDerivative.Jacobian(Reusing, Point), 1e-9);
        AssertClose(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, NumericalDerivative.Jacobian(x => x, Point), 1e-9);
    }

    [Fact]
    public void TheHessianIsSymmetricAndRight()
    {
        static double F(double[] x) => (x[0] * x[0] * x[1]) + Math.Sin(x[1] * x[2]);
        static double OfSpan(ReadOnlySpan<double> x) => F(x.ToArray());
        (double a, double b, double c) = (Point[0], Point[1], Point[2]);
        double sine = Math.Sin(b * c);
        double mixed = Math.Cos(b * c) - (b * c * sine);
        double[,] expected = { { 2 * b, 2 * a, 0 }, { 2 * a, -c * c * sine, mixed }, { 0, mixed, -b * b * sine } };
        double[,] hessian = NumericalDerivative.Hessian(F, Point);
        AssertClose(expected, hessian, 1e-5);
        AssertClose(expected, NumericalDerivative.Hessian(OfSpan, Point), 1e-5);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(hessian[i, j], hessian[j, i]);
            }
        }
    }

    [Fact]
    public void ThePointIsNeverWrittenToEvenIfTheFunctionWritesToIts()
    {
        static double Vandal(double[] x)
        {
            double value = (x[0] * x[0]) + (x[1] * x[2]);
            Array.Fill(x, 99);
            return value;
        }

        static double[] VectorVandal(double[] x)
        {
            x[0] *= 2;
            return x;
        }

        double[] point = [.. Point];
        AssertClose([1, 3, -2], NumericalDerivative.Gradient(Vandal, point), 1e-9);
        AssertClose(new double[,] { { 2, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 } }, NumericalDerivative.Hessian(Vandal, point), 1e-6);
        AssertClose(new double[,] { { 2, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, NumericalDerivative.Jacobian(VectorVandal, point), 1e-9);
        Assert.Equal(Point, point);
    }

    private static double Form(double[] x) => (3 * x[0] * x[0]) + (x[1] * x[2]);

    private static double FormOfSpan(ReadOnlySpan<double> x) => (3 * x[0] * x[0]) + (x[1] * x[2]);

    private static EqualityComparer<double> Relative(double tolerance)
        => EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance * Math.Abs(a), _ => 0);

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private static void AssertClose(double[,] expected, double[,] actual, double tolerance)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                Assert.Equal(expected[i, j], actual[i, j], tolerance);
            }
        }
    }
}
