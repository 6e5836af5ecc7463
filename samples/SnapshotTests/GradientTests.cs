using SymDiff;

namespace SnapshotTests;

/// <summary>The gradients are right.</summary>
public sealed class GradientTests
{
    /// <summary>Against central differences, at several points.</summary>
    /// <param name="time">The time.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(20)]
    public void GradientAgreesWithDifferences(double time) =>
        GradientCheck.Verify((limit, rate, start) => Growth.Size(limit, rate, start, time), (limit, rate, start) => Growth.SizeGradient(limit, rate, start, time), 100, 0.4, 5);

    /// <summary>At the beginning the size is where it started, whatever limit and rate are.</summary>
    [Fact]
    public void GradientAtTheBeginning()
    {
        (double limit, double rate, double start) = Growth.SizeGradient(100, 0.4, 5, 0);
        Assert.Equal(0, limit, 1e-14);
        Assert.Equal(0, rate);
        Assert.Equal(1, start, 1e-14);
    }

    /// <summary>Where the curve goes through what was counted, the misfit is zero, and so is its gradient.</summary>
    [Fact]
    public void MisfitOfItsOwnCurve()
    {
        double[] times = [0, 1, 2, 5];
        double[] counts = [.. times.Select(t => Growth.Size(100, 0.4, 5, t))];
        var (value, gradient) = Growth.MisfitValueAndGradient(100, 0.4, times, counts);
        Assert.Equal(0, value, 1e-20);
        Assert.Equal(0, gradient.limit, 1e-12);
        Assert.Equal(0, gradient.rate, 1e-9);
        GradientCheck.Verify((limit, rate) => Growth.Misfit(limit, rate, times, counts), (limit, rate) => Growth.MisfitValueAndGradient(limit, rate, times, counts).Gradient, 90, 0.3);
    }
}
