using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The rows of NUMERICS that are marked †, at the very points where a convention decides, forward and in reverse.</summary>
public sealed class EdgePointTests(EdgePointTests.Rows rows) : IClassFixture<EdgePointTests.Rows>
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData("Root", new[] { 0.0 }, new[] { Infinity })]
    [InlineData("Root", new[] { -1.0 }, new[] { double.NaN })]
    [InlineData("Logarithm", new[] { 0.0 }, new[] { Infinity })]
    [InlineData("Logarithm", new[] { double.NaN }, new[] { double.NaN })]
    [InlineData("Power", new[] { 0.0, 1.0 }, new[] { 1.0, 0.0 })]
    [InlineData("Power", new[] { 0.0, 2.0 }, new[] { 0.0, 0.0 })]
    [InlineData("Power", new[] { 0.0, 0.5 }, new[] { Infinity, 0.0 })]
    [InlineData("Power", new[] { 0.0, 0.0 }, new[] { 0.0, 0.0 })]
    [InlineData("Power", new[] { 3.0, 0.0 }, new[] { 0.0, 1.0986122886681098 })]
    [InlineData("Power", new[] { -2.0, 3.0 }, new[] { 12.0, double.NaN })]
    [InlineData("PowerOfTwo", new[] { 0.0 }, new[] { 0.0 })]
    [InlineData("PowerOfTwo", new[] { -3.0 }, new[] { -6.0 })]
    [InlineData("Absolute", new[] { 0.0 }, new[] { 0.0 })]
    [InlineData("Absolute", new[] { double.NaN }, new[] { double.NaN })]
    [InlineData("Larger", new[] { 2.0, 2.0 }, new[] { 0.5, 0.5 })]
    [InlineData("Larger", new[] { 0.0, -0.0 }, new[] { 0.5, 0.5 })]
    [InlineData("Larger", new[] { double.NaN, 1.0 }, new[] { 1.0, 0.0 })]
    [InlineData("Larger", new[] { 1.0, double.NaN }, new[] { 0.0, 1.0 })]
    [InlineData("Larger", new[] { double.NaN, double.NaN }, new[] { 1.0, 0.0 })]
    [InlineData("Smaller", new[] { 2.0, 2.0 }, new[] { 0.5, 0.5 })]
    [InlineData("Smaller", new[] { double.NaN, 1.0 }, new[] { 1.0, 0.0 })]
    [InlineData("Smaller", new[] { 1.0, double.NaN }, new[] { 0.0, 1.0 })]
    [InlineData("Relu", new[] { 0.0 }, new[] { 0.5 })]
    [InlineData("ReluByBranch", new[] { 0.0 }, new[] { 0.0 })]
    [InlineData("Inverse", new[] { 0.0 }, new[] { -Infinity })]
    public void Convention_Holds(string name, double[] point, double[] expected)
    {
        DifferentiatedMethod method = rows.Corpus[name];
        AssertSame(expected, method.Gradient(point));
        AssertSame(expected, method.ValueAndGradient(point).Gradient);
        AssertSame(expected, method.Vjp(point, 1, new double[expected.Length]).Accumulators);
        for (int i = 0; i < expected.Length; i++)
        {
            double[] direction = new double[expected.Length];
            direction[i] = 1;
            AssertSame([expected[i]], [method.Jvp(point, direction).Tangent]);
        }
    }

    [Fact]
    public void AbsoluteValue_IsFlatAtNegativeZero() => AssertSame([0.0], rows.Corpus["Absolute"].Gradient([-0.0]));

    /// <summary>P4: what is exactly zero stays zero at a pole.</summary>
    [Theory]
    [InlineData("Root", new[] { 0.0 })]
    [InlineData("Logarithm", new[] { 0.0 })]
    [InlineData("Power", new[] { 0.0, 0.5 })]
    public void ZeroCotangentAndTangent_ContributeExactlyZero(string name, double[] point)
    {
        DifferentiatedMethod method = rows.Corpus[name];
        double[] zeros = new double[point.Length];
        AssertSame(zeros, method.Vjp(point, 0, new double[point.Length]).Accumulators);
        AssertSame([0.0], [method.Jvp(point, zeros).Tangent]);
    }

    /// <summary>Least squares whose residual is zero at a pole: 0 · ∞ is 0 here, not NaN.</summary>
    [Fact]
    public void ZeroResidual_HasAZeroGradient() => AssertSame([0.0], rows.Corpus["SquaredRoot"].Gradient([0.0]));

    /// <summary>P4: the primal may compute the very partial itself; it is a pole all the same.</summary>
    [Theory]
    [InlineData("RootWithItsSlope")]
    [InlineData("CubeRootWithItsSlope")]
    [InlineData("ArcCosineWithItsSlope")]
    [InlineData("PowerWithItsSlope")]
    public void PartialThatThePrimalComputes_KeepsItsStrongZero(string name)
    {
        DifferentiatedMethod method = rows.Corpus[name];
        double pole = name.StartsWith("Arc", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal(0, method.Gradient([pole, 0])[0]);
        Assert.Equal(0, method.ValueAndGradient([pole, 0]).Gradient[0]);
        Assert.Equal(0, method.Vjp([pole, 0.5], 0, new double[2]).Accumulators[0]);
    }

    /// <summary>The product of two constants may be no number of their type although the products with the variables are.</summary>
    [Fact]
    public void ConstantsOfOneFloatProduct_DoNotUnderflowTogether()
    {
        double slope = rows.Corpus["TinyScale"].Gradient([1e25, 1])[1];
        Assert.Equal(1e-10, slope, 1e-15);
    }

    /// <summary>P1: the identities that single out the symmetric convention.</summary>
    [Theory]
    [InlineData("Identities", 0.0)]
    [InlineData("Identities", 1.5)]
    [InlineData("Identities", -1.5)]
    public void Identities_HoldForGradients(string name, double x) => AssertSame([0.0], rows.Corpus[name].Gradient([x]).Select(g => g + 0.0).ToArray());

    private static void AssertSame(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);

        // Zeros of either sign are one derivative.
        Assert.All(expected.Zip(actual), pair => Assert.True(
            pair.First == pair.Second || (double.IsNaN(pair.First) && double.IsNaN(pair.Second)), $"expected {string.Join(", ", expected)}, got {string.Join(", ", actual)}"));
    }

    /// <summary>One method a row, compiled once.</summary>
    public sealed class Rows : IDisposable
    {
        /// <summary>The methods.</summary>
        public Corpus Corpus { get; } = Corpus.Compile("""
            public static partial class Edges
            {
                [Differentiable] public static Real Root(Real x) => Math.Sqrt(x);
                [Differentiable] public static Real SquaredRoot(Real x) { Real r = Math.Sqrt(x); return r * r; }
                [Differentiable] public static Real Logarithm(Real x) => Math.Log(x);
                [Differentiable] public static Real Power(Real x, Real y) => Math.Pow(x, y);
                [Differentiable] public static Real PowerOfTwo(Real x) => Math.Pow(x, 2);
                [Differentiable] public static Real Absolute(Real x) => Math.Abs(x);
                [Differentiable] public static Real Larger(Real x, Real y) => Math.Max(x, y);
                [Differentiable] public static Real Smaller(Real x, Real y) => Math.Min(x, y);
                [Differentiable] public static Real Relu(Real x) => Math.Max(x, 0);
                [Differentiable] public static Real ReluByBranch(Real x) => x > 0 ? x : 0;
                [Differentiable] public static Real Inverse(Real x) => 1 / x;
                [Differentiable] public static Real32 TinyScale(Real32 x, Real32 y) => 1e-30f * (1e-30f * x * x) * y;
                [Differentiable] public static Real RootWithItsSlope(Real x, Real y) { Real p = (Real)0.5 / Math.Sqrt(x); return p > 3 ? Math.Sqrt(x) * y : x * y; }
                [Differentiable] public static Real CubeRootWithItsSlope(Real x, Real y) { Real r = Math.Cbrt(x); Real p = 1 / (3 * (r * r)); return (p > 5 ? 1 : 2) * r * y; }
                [Differentiable] public static Real ArcCosineWithItsSlope(Real x, Real y) { Real p = -(1 / Math.Sqrt((1 - x) * (1 + x))); return p < -5 ? Math.Acos(x) * y : x * y; }
                [Differentiable] public static Real PowerWithItsSlope(Real x, Real y) { Real p = Math.Pow(x, -0.5); return p > 3 ? Math.Pow(x, 0.5) * y : x * y; }

                [Differentiable]
                public static Real Identities(Real x) =>
                    Math.Abs(x) - Math.Max(x, -x) + (Math.Max(x, 0) - Math.Max(-x, 0) - x) + (Math.Max(x, 3) + Math.Min(x, 3) - x - 3);
            }
            """);

        /// <inheritdoc/>
        public void Dispose() => Corpus.Dispose();
    }
}
