namespace SymDiff.Tests;

/// <summary>
/// Every overload takes methods by name, in the presence of all the others, with the signatures that the generator emits;
/// half of the proof is that this file compiles.
/// </summary>
public sealed class GradientCheckBindingTests
{
    private static readonly double[] Point = [1, 2, 3];

    [Fact]
    public void OneScalar()
    {
        GradientCheck.Verify(F1, F1Gradient, 1);
        GradientCheck.Verify(Math.Sin, Math.Cos, 1);
        GradientCheck.Verify(x => x * x, x => 2 * x, 3);
        Assert.Single(GradientCheck.Compare(F1, F1Gradient, 1).Coordinates);
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(F1, F1, 1));
    }

    [Fact]
    public void TwoScalars()
    {
        GradientCheck.Verify(F2, F2Gradient, 1, 2);
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(F2, (a, b) => (a, b), 1, 2));
    }

    [Fact]
    public void ThreeScalarsAsInTheSpecification()
    {
        GradientCheck.Verify(J, JGradient, 1, 2, 3);
        GradientCheck.Verify(J, JGradient, 1, 2.5f, 3L);
        GradientCheck.Verify(J, JGradient, 1, 2, 3, new GradientCheckOptions { RelativeTolerance = 1e-9 });
        GradientCheckReport report = GradientCheck.Compare(J, JGradient, 1, 2, 3);
        Assert.Equal([3, 9, 6], report.Coordinates.Select(c => c.Analytic));
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(J, (a, b, c) => (3, 3 * b, 3 * c), 1, 2, 3));
    }

    [Fact]
    public void FourToEightScalars()
    {
        GradientCheck.Verify(F4, F4Gradient, 1, 2, 3, 4);
        GradientCheck.Verify(F5, F5Gradient, 1, 2, 3, 4, 5);
        GradientCheck.Verify(F6, F6Gradient, 1, 2, 3, 4, 5, 6);
        GradientCheck.Verify(F7, F7Gradient, 1, 2, 3, 4, 5, 6, 7);
        GradientCheck.Verify(F8, F8Gradient, 1, 2, 3, 4, 5, 6, 7, 8);
        GradientCheck.Verify(F8, F8Gradient, 1, 2, 3, 4, 5, 6, 7, 8, new GradientCheckOptions());
    }

    /// <summary>Weighted sums show that no two arguments, or partial derivatives, have changed places.</summary>
    [Fact]
    public void ScalarsKeepTheirOrder()
    {
        Assert.Equal([1, 2, 3, 4], Numeric(GradientCheck.Compare(F4, F4Gradient, 1, 2, 3, 4)));
        Assert.Equal([1, 2, 3, 4, 5], Numeric(GradientCheck.Compare(F5, F5Gradient, 1, 2, 3, 4, 5)));
        Assert.Equal([1, 2, 3, 4, 5, 6], Numeric(GradientCheck.Compare(F6, F6Gradient, 1, 2, 3, 4, 5, 6)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], Numeric(GradientCheck.Compare(F7, F7Gradient, 1, 2, 3, 4, 5, 6, 7)));
        GradientCheckReport eight = GradientCheck.Compare(F8, F8Gradient, 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Numeric(eight));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], eight.Coordinates.Select(c => c.Analytic));

        static IEnumerable<double> Numeric(GradientCheckReport report)
            => report.Coordinates.Select(c => Math.Round(c.Numeric, 9));
    }

    [Fact]
    public void ArraysWithBothFormsOfTheGradient()
    {
        GradientCheck.Verify(OfArray, OfArrayGradient, Point);
        GradientCheck.Verify(OfArray, OfArrayGradient, [1, 2, 3]);
        GradientCheck.Verify(OfArray, OfArrayGradient, Point, new GradientCheckOptions());
        GradientCheck.Verify(x => x[0] * x[1], x => [x[1], x[0]], [3.0, 4.0]);
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(OfArray, x => x, Point));
    }

    [Fact]
    public void SpansWithBothFormsOfTheGradient()
    {
        ReadOnlySpan<double> point = Point;
        GradientCheck.Verify(OfSpan, OfSpanGradient, point);
        GradientCheck.Verify(OfSpan, OfSpanGradient, Point);
        GradientCheck.Verify(OfSpan, OfSpanGradient, [1, 2, 3]);
        GradientCheck.Verify(OfSpan, OfSpanGradient, point, new GradientCheckOptions());
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(OfSpan, static (x, dX) => x.CopyTo(dX), Point));
    }

    [Fact]
    public void AGradientThatIsAlreadyThere()
    {
        GradientCheck.Verify(OfArray, OfArrayGradient(Point), Point);
        Assert.True(GradientCheck.Compare(OfArray, OfArrayGradient(Point), Point).Passed);
        Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(OfArray, Point, Point));
    }

    private static double F1(double x) => x * x * x;

    private static double F1Gradient(double x) => 3 * x * x;

    private static double F2(double a, double b) => a * a * b;

    private static (double a, double b) F2Gradient(double a, double b) => (2 * a * b, a * a);

    private static double J(double a, double b, double c) => 3 * (a + (b * c));

    private static (double a, double b, double c) JGradient(double a, double b, double c) => (3, 3 * c, 3 * b);

    private static double F4(double a, double b, double c, double d) => a + (2 * b) + (3 * c) + (4 * d);

    private static (double a, double b, double c, double d) F4Gradient(double a, double b, double c, double d) => (1, 2, 3, 4);

    private static double F5(double a, double b, double c, double d, double e) => F4(a, b, c, d) + (5 * e);

    private static (double a, double b, double c, double d, double e) F5Gradient(
        double a, double b, double c, double d, double e) => (1, 2, 3, 4, 5);

    private static double F6(double a, double b, double c, double d, double e, double f) => F5(a, b, c, d, e) + (6 * f);

    private static (double a, double b, double c, double d, double e, double f) F6Gradient(
        double a, double b, double c, double d, double e, double f) => (1, 2, 3, 4, 5, 6);

    private static double F7(double a, double b, double c, double d, double e, double f, double g)
        => F6(a, b, c, d, e, f) + (7 * g);

    private static (double a, double b, double c, double d, double e, double f, double g) F7Gradient(
        double a, double b, double c, double d, double e, double f, double g) => (1, 2, 3, 4, 5, 6, 7);

    private static double F8(double a, double b, double c, double d, double e, double f, double g, double h)
        => F7(a, b, c, d, e, f, g) + (8 * h);

    private static (double a, double b, double c, double d, double e, double f, double g, double h) F8Gradient(
        double a, double b, double c, double d, double e, double f, double g, double h) => (1, 2, 3, 4, 5, 6, 7, 8);

    private static double OfArray(double[] x) => x[0] * x[1] * x[2];

    private static double[] OfArrayGradient(double[] x) => [x[1] * x[2], x[0] * x[2], x[0] * x[1]];

    private static void OfArrayGradient(double[] x, Span<double> dX) => OfArrayGradient(x).CopyTo(dX);

    private static double OfSpan(ReadOnlySpan<double> x) => x[0] * x[1] * x[2];

    private static double[] OfSpanGradient(ReadOnlySpan<double> x) => [x[1] * x[2], x[0] * x[2], x[0] * x[1]];

    private static void OfSpanGradient(ReadOnlySpan<double> x, Span<double> dX) => OfSpanGradient(x).CopyTo(dX);
}
