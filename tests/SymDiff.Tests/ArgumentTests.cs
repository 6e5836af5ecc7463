namespace SymDiff.Tests;

/// <summary>What is refused, and with the name of the argument that is wrong.</summary>
public sealed class ArgumentTests
{
    private static readonly double[] Point = [1, 2];

    [Fact]
    public void MissingFunctionsAndPoints()
    {
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Gradient((Func<double, double>)null!, 1));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Gradient((Func<double[], double>)null!, Point));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Gradient((SpanFunction)null!, Point));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Hessian((Func<double, double>)null!, 1));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Hessian((Func<double[], double>)null!, Point));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Hessian((SpanFunction)null!, Point));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Jacobian(null!, Point));
        Refuses<ArgumentNullException>("function", () => NumericalDerivative.Jacobian(null!, Point, 1));
        Refuses<ArgumentNullException>("x", () => NumericalDerivative.Gradient(Sum, null!));
        Refuses<ArgumentNullException>("x", () => NumericalDerivative.Hessian(Sum, null!));
        Refuses<ArgumentNullException>("x", () => NumericalDerivative.Jacobian(x => x, null!));
        Refuses<ArgumentNullException>("function", () => GradientCheck.Compare((Func<double, double>)null!, x => x, 1));
        Refuses<ArgumentNullException>("gradient", () => GradientCheck.Compare(Math.Sin, null!, 1));
        Refuses<ArgumentNullException>("gradient", () => GradientCheck.Compare((a, b, c) => a * b * c, null!, 1, 2, 3));
        Refuses<ArgumentNullException>("function", () => GradientCheck.Verify(null!, x => x, Point));
        Refuses<ArgumentNullException>("gradient", () => GradientCheck.Compare(Sum, (Func<double[], double[]>)null!, Point));
        Refuses<ArgumentNullException>("gradient", () => GradientCheck.Compare(Sum, (double[])null!, Point));
        Refuses<ArgumentNullException>("x", () => GradientCheck.Compare(Sum, Ones, null!));
        Refuses<ArgumentNullException>("gradient", () => GradientCheck.Compare(SumOfSpan, null!, Point));
        Refuses<ArgumentNullException>("report", () => throw new GradientCheckException(null!));
        Refuses<ArgumentNullException>("coordinates", () => _ = new GradientCheckReport(null!));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void PointsThatAreNotFinite(double x)
    {
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Math.Sin, x));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Hessian(Math.Sin, x));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Sum, [1, x]));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Hessian(Sum, [1, x]));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Jacobian(p => p, [1, x]));
        Refuses<ArgumentException>("x", () => GradientCheck.Compare(Sum, Ones, [1, x]));
        Refuses<ArgumentException>("x", () => GradientCheck.Compare(Math.Sin, Math.Cos, x));
    }

    [Fact]
    public void EmptyPoints()
    {
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Sum, []));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(SumOfSpan, []));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Hessian(Sum, []));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Jacobian(p => p, []));
        Refuses<ArgumentException>("x", () => GradientCheck.Compare(Sum, Ones, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-4)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void StepsThatAreNone(double step)
    {
        Refuses<ArgumentOutOfRangeException>("step", () => DifferenceStep.Absolute(step));
        Refuses<ArgumentOutOfRangeException>("factor", () => DifferenceStep.Scaled(step));
    }

    [Fact]
    public void StepsThatVanishOrOverflowBesideTheCoordinate()
    {
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Math.Sin, 1, DifferenceStep.Absolute(1e-20)));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Math.Sin, 1, DifferenceStep.Scaled(1e-20)));
        Refuses<ArgumentException>("x", () => NumericalDerivative.Gradient(Math.Sin, double.MaxValue));
        Assert.Equal(1, NumericalDerivative.Gradient(x => x, 0, DifferenceStep.Absolute(1e-20)));
    }

    [Fact]
    public void ResultsOfTheWrongLength()
    {
        Refuses<ArgumentException>("gradient", () => GradientCheck.Compare(Sum, _ => [1], Point));
        Refuses<ArgumentException>("gradient", () => GradientCheck.Compare(Sum, _ => [1, 1, 1], Point));
        Refuses<ArgumentException>("gradient", () => GradientCheck.Compare(Sum, _ => null!, Point));
        Refuses<ArgumentException>("gradient", () => GradientCheck.Compare(Sum, Ones([1, 2, 3]), Point));
        Refuses<ArgumentException>("gradient", () => NumericalDerivative.Gradient(SumOfSpan, Point, new double[1]));
        Refuses<ArgumentException>("function", () => NumericalDerivative.Jacobian(_ => null!, Point));
        Refuses<ArgumentException>("function", () => NumericalDerivative.Jacobian(x => new double[x[0] > 1 ? 1 : 2], Point));
        Refuses<ArgumentOutOfRangeException>("resultLength", () => NumericalDerivative.Jacobian((_, _) => { }, Point, -1));
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TolerancesThatAreNone(double tolerance)
    {
        var options = new GradientCheckOptions();
        Refuses<ArgumentOutOfRangeException>("value", () => options.RelativeTolerance = tolerance);
        Refuses<ArgumentOutOfRangeException>("value", () => options.AbsoluteTolerance = tolerance);
        Assert.Equal((1e-6, 0), (options.RelativeTolerance, options.AbsoluteTolerance));
    }

    [Fact]
    public void NamesThatAreTooFew()
    {
        var options = new GradientCheckOptions { CoordinateNames = ["a"] };
        Refuses<ArgumentException>("options", () => GradientCheck.Compare(Sum, Ones, Point, options));
        Refuses<ArgumentException>("options", () => GradientCheck.Verify((a, b) => a + b, (_, _) => (1, 1), 1, 2, options));
    }

    private static void Refuses<TException>(string parameter, Action action)
        where TException : ArgumentException
        => Assert.Equal(parameter, Assert.Throws<TException>(action).ParamName);

    private static double Sum(double[] x) => x.Sum();

    private static double SumOfSpan(ReadOnlySpan<double> x) => x.ToArray().Sum();

    private static double[] Ones(double[] x) => [.. x.Select(_ => 1.0)];
}
