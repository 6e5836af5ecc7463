using static SymDiff.GradientCheckVerdict;

namespace SymDiff.Tests;

/// <summary>A right gradient passes, a wrong one fails, and what cannot be known is not claimed.</summary>
public sealed class GradientCheckTests
{
    private static readonly (string Name, Func<double, double> F, Func<double, double> Derivative, double[] Points)[] Smooth =
    [
        ("cube", x => x * x * x, x => 3 * x * x, [0, 1e-8, 0.3, -2, 17, 1e8]),
        ("sin", Math.Sin, Math.Cos, [0, 1e-8, 1, -3, 100, 1e8]),
        ("exp", Math.Exp, Math.Exp, [0, 1e-8, 1, -20, 20, 500]),
        ("log", Math.Log, x => 1 / x, [1e-8, 1e-3, 1, 3, 1e8]),
        ("sqrt", Math.Sqrt, x => 0.5 / Math.Sqrt(x), [1e-8, 0.01, 1, 2, 1e8]),
        ("reciprocal", x => 1 / x, x => -1 / (x * x), [1e-8, 1e-3, -0.7, 3, 1e8]),
        ("tanh", Math.Tanh, x => 1 - (Math.Tanh(x) * Math.Tanh(x)), [0, 1e-8, 0.5, -3, 9]),
        ("logistic", x => 1 / (1 + Math.Exp(-x)), x => 1 / (2 + Math.Exp(-x) + Math.Exp(x)), [0, 1, -5, 15]),
        ("fast wave", x => Math.Sin(32 * Math.PI * x), x => 32 * Math.PI * Math.Cos(32 * Math.PI * x), [0, 0.25, 0.3, 1]),
        ("narrow bell", x => Math.Exp(-1e4 * x * x), x => -2e4 * x * Math.Exp(-1e4 * x * x), [0.001, 0.01, -0.02]),
        ("steep", x => Math.Sqrt((x * x) + 1e-6), x => x / Math.Sqrt((x * x) + 1e-6), [0.0001, 0.001, 0.1, -2]),
        ("small beside a constant", x => 1e6 + x, _ => 1, [0, 0.5, 100]),
        ("cancelling", x => (x + 1e6) - 1e6, _ => 1, [0, 0.5, 100]),
        ("tiny", x => 1e-200 * x * x, x => 2e-200 * x, [0.5, 3]),
        ("huge", x => 1e200 * x * x, x => 2e200 * x, [0.5, 3]),
        ("in single precision", x => MathF.Sin((float)x), x => MathF.Cos((float)x), [0.5f, 2f]),
        ("three halves", x => x * Math.Sqrt(x), x => 1.5 * Math.Sqrt(x), [1e-4, 1, 40]),
    ];

    public static TheoryData<int, double> SmoothCases()
    {
        var cases = new TheoryData<int, double>();
        for (int i = 0; i < Smooth.Length; i++)
        {
            foreach (double x in Smooth[i].Points)
            {
                cases.Add(i, x);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(SmoothCases))]
    public void RightDerivativePassesAndNeighboursOfItFail(int index, double x)
    {
        (string name, Func<double, double> f, Func<double, double> derivative, _) = Smooth[index];
        var options = new GradientCheckOptions { SinglePrecision = name == "in single precision" };

        GradientCheckReport right = GradientCheck.Compare(f, derivative, x, options);
        Assert.True(right.Coordinates[0].Verdict == Agrees, $"{name} at {x}: {right}");

        if (derivative(x) != 0)
        {
            Assert.Equal(Differs, Verdict(p => 1.003 * derivative(p)));
            Assert.Equal(Differs, Verdict(p => -derivative(p)));
            Assert.Equal(Differs, Verdict(_ => 0));
        }

        Assert.Equal(Differs, Verdict(p => (2 * derivative(p)) + Math.CopySign(1 + Math.Abs(f(x)), derivative(p))));
        Assert.Equal(Differs, Verdict(_ => double.NaN));
        Assert.Equal(Differs, Verdict(_ => double.PositiveInfinity));
        Assert.Equal(Differs, Verdict(_ => double.NegativeInfinity));

        GradientCheckVerdict Verdict(Func<double, double> wrong)
            => GradientCheck.Compare(f, wrong, x, options).Coordinates[0].Verdict;
    }

    [Fact]
    public void ATypicalSlopeIsKnownToTenDigits()
    {
        GradientCheckCoordinate coordinate = GradientCheck.Compare(Math.Exp, Math.Exp, 1).Coordinates[0];
        Assert.InRange(coordinate.Error, 0, 1e-11);
        Assert.InRange(coordinate.NumericalError, coordinate.Error, 1e-9);
        Assert.Equal(Differs, GradientCheck.Compare(Math.Exp, x => Math.Exp(x) * (1 + 2e-6), 1).Coordinates[0].Verdict);
    }

    [Fact]
    public void SignErrorIsFoundWhereItIs() => AssertOnlyFailure(1, x => [(2 * x[0]) + x[1], (3 * x[2]) - x[0], 3 * x[1]]);

    [Fact]
    public void MissingTermIsFoundWhereItIs() => AssertOnlyFailure(0, x => [2 * x[0], (3 * x[2]) + x[0], 3 * x[1]]);

    [Fact]
    public void SwappedCoordinatesAreBothFound()
    {
        GradientCheckReport report = GradientCheck.Compare(x => x[0] * x[0] * x[1], x => [x[0] * x[0], 2 * x[0] * x[1]], [3.0, 5]);
        Assert.Equal(2, report.Failures);
        Assert.False(report.Passed);
    }

    [Fact]
    public void ASmallPartialBesideALargeOneIsStillChecked()
    {
        static double F(double a, double b) => (1e4 * a) + (1e-4 * b);
        GradientCheck.Verify(F, (_, _) => (1e4, 1e-4), 1, 1);
        GradientCheckReport report = GradientCheck.Compare(F, (_, _) => (1e4, -1e-4), 1, 1);
        Assert.Equal([Agrees, Differs], report.Coordinates.Select(c => c.Verdict));
    }

    [Fact]
    public void ADestinationThatIsNotWrittenCannotPass()
    {
        GradientCheckReport report = GradientCheck.Compare(x => x[0] + (0 * x[1]), (_, result) => result[0] = 1, [1.0, 2.0]);
        Assert.Equal([Agrees, Differs], report.Coordinates.Select(c => c.Verdict));
        Assert.True(double.IsNaN(report.Coordinates[1].Analytic));
        Assert.Equal(1, report.Worst!.Index);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1e10)]
    public void AConstantHasTheGradientZero(double constant)
    {
        Assert.Equal(Agrees, GradientCheck.Compare(_ => constant, _ => 0, 2).Coordinates[0].Verdict);
        Assert.Equal(Differs, GradientCheck.Compare(_ => constant, _ => 1e-3, 2).Coordinates[0].Verdict);
    }

    [Fact]
    public void AStationaryPointPassesInSpiteOfRounding()
    {
        GradientCheck.Verify(Math.Cos, x => -Math.Sin(x), Math.PI);
        GradientCheck.Verify(Rosenbrock, RosenbrockGradient, 1, 1);
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(Rosenbrock, (_, _) => (0, 1e-5), 1, 1));

        static double Rosenbrock(double x, double y) => ((1 - x) * (1 - x)) + (100 * (y - (x * x)) * (y - (x * x)));
        static (double x, double y) RosenbrockGradient(double x, double y)
            => ((-2 * (1 - x)) - (400 * x * (y - (x * x))), 200 * (y - (x * x)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, true)]
    [InlineData(0.25, true)]
    [InlineData(1.001, false)]
    [InlineData(-2, false)]
    [InlineData(double.NaN, false)]
    public void AKinkIsReportedAndPassesWithASubgradientOnly(double slope, bool passes)
    {
        GradientCheckCoordinate coordinate = GradientCheck.Compare(Math.Abs, _ => slope, 0).Coordinates[0];
        Assert.Equal(passes ? Kink : Differs, coordinate.Verdict);
        Assert.Equal(passes, coordinate.Passed);
        Assert.Equal(-1, coordinate.LeftSlope, 1e-9);
        Assert.Equal(1, coordinate.RightSlope, 1e-9);
        Assert.Equal(0, coordinate.Numeric, 1e-9);
    }

    [Fact]
    public void AKinkBesideThePointIsNone()
    {
        Assert.Equal(Agrees, GradientCheck.Compare(Math.Abs, _ => 1, 0.001).Coordinates[0].Verdict);
        Assert.Equal(Differs, GradientCheck.Compare(Math.Abs, _ => 0, 0.001).Coordinates[0].Verdict);
        Assert.Equal(Agrees, GradientCheck.Compare(x => Math.Max(x, 1), _ => 0, 0.99).Coordinates[0].Verdict);
    }

    [Fact]
    public void AFunctionOnOneSideOfThePointIsComparedThere()
    {
        static double Right(double x) => x >= 0 ? x * (2 + x) : double.NaN;
        static double Left(double x) => x <= 1 ? x * x * x : double.NaN;
        GradientCheckCoordinate right = GradientCheck.Compare(Right, _ => 2, 0).Coordinates[0];
        Assert.Equal((OneSided, true), (right.Verdict, right.Passed));
        Assert.True(double.IsNaN(right.LeftSlope));
        Assert.Equal(2, right.Numeric, 1e-8);
        Assert.Equal(OneSided, GradientCheck.Compare(Left, _ => 3, 1).Coordinates[0].Verdict);
        Assert.Equal(Differs, GradientCheck.Compare(Right, _ => 1, 0).Coordinates[0].Verdict);
        Assert.Equal(Differs, GradientCheck.Compare(Left, _ => double.NaN, 1).Coordinates[0].Verdict);
    }

    [Fact]
    public void WhatCannotBeKnownIsInconclusiveAndFails()
    {
        AssertInconclusive(Math.Sqrt, 0, double.PositiveInfinity);
        AssertInconclusive(Math.Cbrt, 0, double.PositiveInfinity);
        AssertInconclusive(_ => double.NaN, 1, 0);
        AssertInconclusive(_ => double.PositiveInfinity, 1, 0);
        AssertInconclusive(Math.Floor, 1, 0);
        AssertInconclusive(x => x == 1 ? 1 : double.NaN, 1, 0);

        static void AssertInconclusive(Func<double, double> f, double x, double slope)
        {
            GradientCheckCoordinate coordinate = GradientCheck.Compare(f, _ => slope, x).Coordinates[0];
            Assert.Equal((Inconclusive, false), (coordinate.Verdict, coordinate.Passed));
            Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(f, _ => slope, x));
        }
    }

    [Fact]
    public void NoiseIsMeasuredNotBelieved()
    {
        // Noise of 1e-3 that does not go away with the step, without randomness: high bits of a product.
        static double Noisy(double x) => x + (1e-3 * ((x * 1e12) - Math.Floor(x * 1e12)));
        GradientCheckCoordinate coordinate = GradientCheck.Compare(Noisy, _ => 1.001, 0.3).Coordinates[0];
        Assert.NotEqual(Agrees, coordinate.Verdict);
        Assert.InRange(Math.Abs(coordinate.Numeric - 1), 0, coordinate.NumericalError);
        Assert.Equal(Differs, GradientCheck.Compare(Noisy, _ => -1, 0.3).Coordinates[0].Verdict);
    }

    [Fact]
    public void TolerancesAreOptions()
    {
        var loose = new GradientCheckOptions { RelativeTolerance = 0.02 };
        var absolute = new GradientCheckOptions { AbsoluteTolerance = 0.05 };
        static double F(double x) => x * x;
        static double Off(double x) => 2.02 * x;
        Assert.False(GradientCheck.Compare(F, Off, 1).Passed);
        Assert.True(GradientCheck.Compare(F, Off, 1, loose).Passed);
        Assert.True(GradientCheck.Compare(F, Off, 1, absolute).Passed);
        Assert.False(GradientCheck.Compare(F, Off, 100, absolute).Passed);
    }

    [Fact]
    public void NeitherThePointNorTheGradientIsWrittenTo()
    {
        double[] x = [1, 2];
        double[] gradient = [4, 1];
        static double Vandal(double[] p)
        {
            double value = (p[0] * p[0] * p[1]) - (p[1] * 0);
            Array.Fill(p, 77);
            return value;
        }

        static double[] VandalGradient(double[] p)
        {
            double[] result = [2 * p[0] * p[1], p[0] * p[0]];
            Array.Fill(p, 77);
            return result;
        }

        GradientCheck.Verify(Vandal, VandalGradient, x);
        GradientCheck.Verify(Vandal, gradient, x);
        Assert.Equal([1, 2], x);
        Assert.Equal([4, 1], gradient);
    }

    private static void AssertOnlyFailure(int index, Func<double[], double[]> wrong)
    {
        static double F(double[] x) => (x[0] * x[0]) + (x[0] * x[1]) + (3 * x[1] * x[2]);
        GradientCheckReport report = GradientCheck.Compare(F, wrong, [1.5, -2, 0.5]);
        Assert.Equal(1, report.Failures);
        Assert.Equal(Differs, report.Coordinates[index].Verdict);
        Assert.Same(report.Coordinates[index], report.Worst);
    }
}
