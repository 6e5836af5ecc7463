using System.Runtime.CompilerServices;

namespace SymDiff.Numeric.Tests.ByHand;

/// <summary>Emitted gradients agree with those that a person wrote without having seen them.</summary>
public sealed class ByHandTests
{
    [Theory]
    [InlineData(-1.2, 1.0)]
    [InlineData(0.7, 1.3)]
    public void Rosenbrock(double x, double y) => Agree(HandWritten.Rosenbrock(x, y), Textbook.RosenbrockGradient(x, y));

    [Theory]
    [InlineData(1.5, -0.5)]
    [InlineData(-4.0, 2.25)]
    public void Himmelblau(double x, double y) => Agree(HandWritten.Himmelblau(x, y), Textbook.HimmelblauGradient(x, y));

    [Theory]
    [InlineData(2.0, -1.0, -3.0, -2.0, -3.0)]
    [InlineData(0.4, 1.1, 0.2, 3.0, -9.0)]
    public void Neuron(double w0, double x0, double w1, double x1, double w2) =>
        Agree(HandWritten.Neuron(w0, x0, w1, x1, w2), Textbook.NeuronGradient(w0, x0, w1, x1, w2));

    [Theory]
    [InlineData(0.3, 1.0)]
    [InlineData(-0.3, 1.0)]
    [InlineData(2.5, 1.0)]
    [InlineData(-2.5, 1.0)]
    [InlineData(0.0, 1.0)]
    public void Huber(double residual, double delta) => Agree(HandWritten.Huber(residual, delta), Textbook.HuberGradient(residual, delta));

    [Theory]
    [InlineData(1.1, 0.8, 1.0)]
    [InlineData(3.7, 2.0, 3.4)]
    public void LennardJones(double r, double epsilon, double sigma) =>
        Agree(HandWritten.LennardJones(r, epsilon, sigma), Textbook.LennardJonesGradient(r, epsilon, sigma));

    [Theory]
    [InlineData(1.7, 0.2, 0.6)]
    [InlineData(-40.0, 3.0, 12.0)]
    public void GaussianLogDensity(double x, double mean, double sigma) =>
        Agree(HandWritten.GaussianLogDensity(x, mean, sigma), Textbook.GaussianLogDensityGradient(x, mean, sigma));

    [Theory]
    [InlineData(0.9, 2.0, 0.3, 5.0)]
    [InlineData(3.1, 1.0, 0.1, 2.0)]
    public void DampedOscillation(double t, double amplitude, double gamma, double omega) =>
        Agree(HandWritten.DampedOscillation(t, amplitude, gamma, omega), Textbook.DampedOscillationGradient(t, amplitude, gamma, omega));

    [Theory]
    [InlineData(1.0, 0.0248, 298.15, 0.1370, 3.87e-5)]
    [InlineData(2.5, 0.05, 350.0, 0.55, 6.5e-5)]
    public void VanDerWaals(double n, double volume, double temperature, double a, double b) =>
        Agree(HandWritten.VanDerWaals(n, volume, temperature, a, b), Textbook.VanDerWaalsGradient(n, volume, temperature, a, b));

    [Theory]
    [InlineData(0.8, 3.0, 1.7)]
    [InlineData(12.0, 0.4, 2.0)]
    public void MichaelisMenten(double s, double vMax, double km) =>
        Agree(HandWritten.MichaelisMenten(s, vMax, km), Textbook.MichaelisMentenGradient(s, vMax, km));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-1.3)]
    [InlineData(0.0)]
    [InlineData(800.0)]
    [InlineData(-30.0)]
    public void Softplus(double x) => Agree(HandWritten.Softplus(x), Textbook.SoftplusGradient(x));

    [Theory]
    [InlineData(0.4, -0.7, 2.5, 500.0, 90.0, -120.0)]
    [InlineData(-1.2, 0.3, 4.0, 320.0, -80.0, 35.0)]
    public void Reprojection(double x, double y, double z, double focal, double u, double v) =>
        Agree(HandWritten.Reprojection(x, y, z, focal, u, v), Textbook.ReprojectionGradient(x, y, z, focal, u, v));

    [Fact]
    public void Agree_NoticesADifference() => Assert.ThrowsAny<Exception>(() => Agree((1.0, 2.0), (1.0, 2.0 + 1e-11)));

    private static void Agree(object byHand, object emitted)
    {
        double[] expected = Numbers(byHand);
        double[] actual = Numbers(emitted);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = 1e-12 * Math.Max(Math.Abs(expected[i]), Math.Abs(actual[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"partial {i}: by hand {expected[i]:R}, emitted {actual[i]:R}");
        }
    }

    private static double[] Numbers(object gradient) =>
        gradient is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => (double)tuple[i]!)] : [(double)gradient];
}
