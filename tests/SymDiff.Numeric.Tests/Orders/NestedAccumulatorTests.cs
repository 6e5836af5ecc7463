using static SymDiff.Numeric.Tests.Orders.NestedAccumulatorMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Accumulators of nested pullbacks that are one place, against what C# itself computes and differences of it.</summary>
public sealed class NestedAccumulatorTests
{
    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(-0.4, 0.9)]
    [InlineData(1.2, -0.3)]
    public void OnePlaceGivenTwice_IsAddedToTwice(double x, double y)
    {
        Check(x, y, OneVariable, OneVariableValueAndGradient, OneVariableJvp, OneVariableHessian);
        Check(x, y, OneElement, OneElementValueAndGradient, OneElementJvp, OneElementHessian);
        Check(x, y, OfItself, OfItselfValueAndGradient, OfItselfJvp, OfItselfHessian);
        Check(x, y, InALoop, InALoopValueAndGradient, InALoopJvp, InALoopHessian);
    }

    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(-0.4, 0.9)]
    public void ScalarsByReference_AreCarriedThrough(double x, double y)
    {
        Check(x, y, Pulled, PulledValueAndGradient, PulledJvp, PulledHessian);
        Check(x, y, Pushed, PushedValueAndGradient, PushedJvp, PushedHessian);
    }

    /// <summary>∂(y/(2√x))/∂y = 1/(2√x), also where y is zero.</summary>
    [Fact]
    public void ASlopeOfZero_HasItsOwnSlope()
    {
        Assert.Equal((0.0, 0.25), RootSlopeGradient(4, 0));
        Assert.Equal((0.0, 0.25), RootSlopeJvp(4, 0, 0, 1));
        Assert.Equal(-1.0 / 32, RootSlopeHessian(4, 0)[0, 1]);
    }

    private static void Check(
        double x, double y, Func<double, double, double> method, Func<double, double, (double Value, (double X, double Y) Gradient)> both,
        Func<double, double, double, double, (double Value, double Tangent)> push, Func<double, double, double[,]> hessian)
    {
        var (value, gradient) = both(x, y);
        Assert.Equal(method(x, y), value);
        double[,] slopes = MatrixDifferences.Of([x, y], p => [method(p[0], p[1])]);
        Near(slopes[0, 0], gradient.X);
        Near(slopes[0, 1], gradient.Y);
        Near(gradient.X, push(x, y, 1, 0).Tangent);
        Near(gradient.Y, push(x, y, 0, 1).Tangent);
        double[,] second = hessian(x, y);
        double[,] expected = MatrixDifferences.Of([x, y], p =>
        {
            var g = both(p[0], p[1]).Gradient;
            return [g.X, g.Y];
        });
        for (int i = 0; i < 4; i++)
        {
            Near(expected[i / 2, i % 2], second[i / 2, i % 2]);
        }
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 2e-7 * Math.Max(1, Math.Abs(expected)));
}
