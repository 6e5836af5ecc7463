using static SymDiff.Numeric.Tests.Orders.NestedRecursionMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Derivatives of methods that call derivatives of methods that call themselves, against closed forms and central differences.</summary>
public sealed class NestedRecursionTests
{
    private delegate double Method(double x, double y);

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(1.3, 1)]
    [InlineData(-0.7, 2)]
    [InlineData(1.3, 5)]
    [InlineData(0.9, 40)]
    public void Powers_OfAllOrders(double x, int n)
    {
        double first = n * Math.Pow(x, n - 1);
        double second = n * (n - 1) * Math.Pow(x, n - 2);
        double third = n * (n - 1) * (n - 2) * Math.Pow(x, n - 3);
        double fourth = n * (n - 1) * (n - 2) * (n - 3) * Math.Pow(x, n - 4);
        Close(first, First(x, n), FirstForward(x, n));
        Close(second, FirstGradient(x, n), FirstValueAndGradient(x, n).Gradient, FirstJvp(x, n, 1).Tangent, FirstForwardGradient(x, n), FirstForwardJvp(x, n, 1).Tangent);
        Close(second, Second(x, n), SecondForward(x, n), SecondByHvp(x, n));
        double pulled = 1;
        Assert.Equal(First(x, n), FirstVjp(x, n, 2, ref pulled));
        Close(1 + (2 * second), pulled);
        Close(third, SecondGradient(x, n), SecondJvp(x, n, 1).Tangent, SecondForwardGradient(x, n), SecondForwardJvp(x, n, 1).Tangent, FirstHvp(x, n, 1), FirstForwardHvp(x, n, 1));
        Close(third, SecondByHvpGradient(x, n), SecondByHvpJvp(x, n, 1).Tangent);
        Assert.True(fourth == 0 || Math.Abs(fourth) > 0);
    }

    [Theory]
    [InlineData(0.9, 0.6, 0)]
    [InlineData(0.9, 0.6, 1)]
    [InlineData(0.9, 0.6, 3)]
    [InlineData(1.4, -0.3, 3)]
    [InlineData(1.7, 0.8, 4)]
    public void Trees_AgreeWithDifferences(double x, double y, int depth)
    {
        Check((a, b) => TreePenalty(a, b, depth), (a, b) => TreePenaltyGradient(a, b, depth), (a, b) => TreePenaltyJvp(a, b, depth, 1, 0).Tangent, (a, b) => TreePenaltyHvp(a, b, depth, 1, 0), x, y);
        Check((a, b) => TreeCurvature(a, b, depth), (a, b) => TreeCurvatureGradient(a, b, depth), (a, b) => TreeCurvatureJvp(a, b, depth, 1, 0).Tangent, (a, b) => TreeCurvatureHvp(a, b, depth, 1, 0), x, y);
    }

    [Theory]
    [InlineData(0.9, 0.6, 0.05)]
    [InlineData(1.4, -0.3, 0.2)]
    public void ADescent_IsDifferentiatedThrough(double x, double y, double rate)
    {
        Check(
            (a, b) => Descended(a, y, b),
            (a, b) => (DescendedGradient(a, y, b).x, DescendedGradient(a, y, b).rate),
            (a, b) => DescendedJvp(a, y, b, 1, 0, 0).Tangent,
            (a, b) => (DescendedHvp(a, y, b, 1, 0, 0).x, DescendedHvp(a, y, b, 1, 0, 0).rate),
            x,
            rate);
    }

    /// <summary>3 xⁿ⁺² and its derivatives, in every combination of modes.</summary>
    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(-0.7, 1)]
    [InlineData(0.9, 4)]
    public void DerivativesWithinWhatCallsItself_AreClosedForms(double x, int n)
    {
        double value = 3 * Math.Pow(x, n + 2);
        double first = 3 * (n + 2) * Math.Pow(x, n + 1);
        double second = 3 * (n + 2) * (n + 1) * Math.Pow(x, n);
        double third = n == 0 ? 0 : 3 * (n + 2) * (n + 1) * n * Math.Pow(x, n - 1);
        Close(value, Raised(x, n), RaisedForward(x, n), RaisedItself(x, n), RaisedValueAndGradient(x, n).Value);
        Close(first, RaisedGradient(x, n), RaisedJvp(x, n, 1).Tangent, RaisedForwardGradient(x, n), RaisedForwardJvp(x, n, 1).Tangent, RaisedItselfGradient(x, n), RaisedItselfJvp(x, n, 1).Tangent, RaisedTwice(x, n));
        Close(second, RaisedHvp(x, n, 1), RaisedForwardHvp(x, n, 1), RaisedItselfHvp(x, n, 1), RaisedTwiceGradient(x, n), RaisedTwiceJvp(x, n, 1).Tangent);
        Close(third, RaisedTwiceHvp(x, n, 1));
        double pulled = 1;
        Assert.Equal(Raised(x, n), RaisedVjp(x, n, 2, ref pulled));
        Close(1 + (2 * first), pulled);
    }

    [Theory]
    [InlineData(0.9, 0.6, 0)]
    [InlineData(0.9, 0.6, 1)]
    [InlineData(0.7, -0.4, 3)]
    public void DerivativesWithinWhatCallsItself_AgreeWithDifferences(double x, double y, int n)
    {
        Check((a, b) => Stepped(a, b, n), (a, b) => SteppedGradient(a, b, n), (a, b) => SteppedJvp(a, b, n, 1, 0).Tangent, (a, b) => SteppedHvp(a, b, n, 1, 0), x, y);
        Check((a, b) => Tangled(a, b, n), (a, b) => TangledGradient(a, b, n), (a, b) => TangledJvp(a, b, n, 1, 0).Tangent, (a, b) => TangledHvp(a, b, n, 1, 0), x, y);
        Check((a, b) => Relaxed(a, b, n), (a, b) => RelaxedGradient(a, b, n), (a, b) => RelaxedJvp(a, b, n, 1, 0).Tangent, (a, b) => RelaxedHvp(a, b, n, 1, 0), x, y);
    }

    private static void Close(double expected, params double[] actual) =>
        Assert.All(actual, a => Assert.True(Math.Abs(a - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{a} and not {expected}"));

    private static void Check(Method method, Func<double, double, (double X, double Y)> gradient, Method along, Func<double, double, (double X, double Y)> curvature, double x, double y)
    {
        const double H = 1e-5;
        var (dx, dy) = gradient(x, y);
        double slope = (method(x + H, y) - method(x - H, y)) / (2 * H);
        Near(slope, dx);
        Near(slope, along(x, y));
        Near((method(x, y + H) - method(x, y - H)) / (2 * H), dy);
        var (xx, xy) = curvature(x, y);
        Near((gradient(x + H, y).X - gradient(x - H, y).X) / (2 * H), xx);
        Near((gradient(x + H, y).Y - gradient(x - H, y).Y) / (2 * H), xy);
    }

    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 2e-7 * Math.Max(1, Math.Abs(expected)), $"{actual} and not {expected}");
}
