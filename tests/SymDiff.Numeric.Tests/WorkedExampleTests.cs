using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The textbook systems of the specification, with the numbers of the textbooks.</summary>
public sealed class WorkedExampleTests : IDisposable
{
    private readonly Corpus _corpus = Corpus.Compile("""
        public static partial class Examples
        {
            [Differentiable]
            public static Real J(Real a, Real b, Real c)
            {
                Real v = b * c;
                Real u = a + v;
                return 3 * u;
            }

            [Differentiable]
            public static Real Price(Real apple, Real count, Real tax)
            {
                Real sum = apple * count;
                return sum * tax;
            }

            [Differentiable]
            public static Real Chain(Real x)
            {
                Real g = Math.Sin(x);
                return g * g * g;
            }

            [Differentiable]
            public static Real TwoPaths(Real s)
            {
                Real x = s * s;
                Real y = Math.Exp(s);
                return x * y;
            }

            [Differentiable]
            public static Real Circuit(Real x, Real y, Real z)
            {
                Real q = x + y;
                return q * z;
            }

            [Differentiable]
            public static Real Neuron(Real w0, Real w1, Real w2, Real x0, Real x1) => 1 / (1 + Math.Exp(-(w0 * x0 + w1 * x1 + w2)));
        }
        """);

    public void Dispose() => _corpus.Dispose();

    [Theory]
    [InlineData(1, 2, 5)]
    [InlineData(-0.5, 3, 0)]
    public void E1_GradientIs_3_3c_3b(double a, double b, double c)
    {
        Assert.Equal(3 * (a + (b * c)), _corpus["J"].Value([a, b, c]));
        Assert.Equal([3, 3 * c, 3 * b], _corpus["J"].Gradient([a, b, c]));
    }

    [Fact]
    public void E2_AppleShop()
    {
        (double value, double[] gradient) = _corpus["Price"].ValueAndGradient([100, 2, 1.1]);
        AssertClose(220, value, 1e-12);
        AssertClose([2.2, 110, 200], gradient, 1e-12);
    }

    [Fact]
    public void E3_ChainRule() =>
        AssertClose([3 * Math.Pow(Math.Sin(0.7), 2) * Math.Cos(0.7)], _corpus["Chain"].Gradient([0.7]), 1e-15);

    [Fact]
    public void E3_ContributionsOfBothPaths_AddUp()
    {
        const double s = 0.7;
        double throughX = 2 * s * Math.Exp(s);
        double throughY = s * s * Math.Exp(s);
        AssertClose([throughX + throughY], _corpus["TwoPaths"].Gradient([s]), 1e-14);
    }

    [Fact]
    public void E11_Circuit() => Assert.Equal([-4.0, -4.0, 3.0], _corpus["Circuit"].Gradient([-2, 5, -4]));

    [Fact]
    public void E11_SigmoidNeuron()
    {
        double[] gradient = _corpus["Neuron"].Gradient([2, -3, -3, -1, -2]);
        AssertClose(0.73, _corpus["Neuron"].Value([2, -3, -3, -1, -2]), 0.005);
        AssertClose([-0.20, -0.39, 0.20, 0.39, -0.59], gradient, 0.005);
    }

    private static void AssertClose(double expected, double actual, double tolerance) => Assert.InRange(actual, expected - tolerance, expected + tolerance);

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => AssertClose(pair.First, pair.Second, tolerance));
    }
}
