using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>P4 in the emitted code, Hessian-vector products included: a derivative of exactly zero stays zero where a partial is infinite.</summary>
public sealed class PoleTests(PoleTests.Rows rows) : IClassFixture<PoleTests.Rows>
{
    /// <summary>In every form and along every axis, and along no direction at all.</summary>
    [Theory]
    [InlineData("Root", 0.0)]
    [InlineData("RootAlone", 0.0)]
    [InlineData("CubeRoot", 0.0)]
    [InlineData("Logarithm", 0.0)]
    [InlineData("DecimalLogarithm", 0.0)]
    [InlineData("ArcSine", 1.0)]
    [InlineData("ArcSine", -1.0)]
    [InlineData("ArcCosine", 1.0)]
    [InlineData("ArcCosine", -1.0)]
    [InlineData("HalfPower", 0.0)]
    [InlineData("RootOfProduct", 0.0)]
    public void EveryForm_AgreesWithTheOraclesAtThePole(string name, double pole) =>
        Assert.Empty(new[] { 2.0, 0.0, -1.0 }.SelectMany(y => PointChecks.Check(rows.Corpus[name], [pole, y], new Random(1), 1e-12)));

    /// <summary>The same with literals.</summary>
    [Fact]
    public void AxisThatLeavesTheRootAlone_MeetsNoPole()
    {
        Assert.Equal([double.PositiveInfinity, 0.0], rows.Corpus["Root"].Hvp([0, 2], [0, 1]));
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity], rows.Corpus["Root"].Hvp([0, 2], [1, 0]));
        Assert.Equal([0.0, 0.0], rows.Corpus["Root"].Hvp([0, 2], [0, 0]));
    }

    /// <summary>
    /// A saturated neuron: where e overflows the derivative of what is written is 0·∞. The other spellings never overflow, and theirs is 0 there.
    /// </summary>
    [Theory]
    [InlineData("Logistic", -800.0, double.NaN)]
    [InlineData("Logistic", -300.0, 5.148200222412013e-131)]
    [InlineData("Logistic", 800.0, 0.0)]
    [InlineData("LogisticByBranch", -800.0, 0.0)]
    [InlineData("LogisticByBranch", -300.0, 5.148200222412013e-131)]
    [InlineData("LogisticByBranch", 800.0, 0.0)]
    [InlineData("LogisticByTanh", -800.0, 0.0)]
    [InlineData("LogisticByTanh", 800.0, 0.0)]
    public void LogisticFunction_Saturates(string name, double z, double slope)
    {
        double gradient = rows.Corpus[name].Gradient([z])[0];
        double tangent = rows.Corpus[name].Jvp([z], [1]).Tangent;
        Assert.True(gradient == slope || Closeness.IsClose(gradient, slope, 0, 1e-14), $"{gradient:R}");
        Assert.True(tangent == slope || Closeness.IsClose(tangent, slope, 0, 1e-14), $"{tangent:R}");
    }

    /// <summary>One method a row, compiled once.</summary>
    public sealed class Rows : IDisposable
    {
        /// <summary>The methods that the oracle of second order knows.</summary>
        public Corpus Corpus { get; } = Corpus.CompileSecondOrder("""
            public static partial class Poles
            {
                [Differentiable] public static Real Root(Real x, Real y) => y * Math.Sqrt(x);
                [Differentiable] public static Real RootAlone(Real x, Real y) => Math.Sqrt(x) + y * y;
                [Differentiable] public static Real CubeRoot(Real x, Real y) => y * Math.Cbrt(x);
                [Differentiable] public static Real Logarithm(Real x, Real y) => Math.Log(x) + y * y;
                [Differentiable] public static Real DecimalLogarithm(Real x, Real y) => Math.Log10(x) + y * y;
                [Differentiable] public static Real ArcSine(Real x, Real y) => y * Math.Asin(x);
                [Differentiable] public static Real ArcCosine(Real x, Real y) => y * Math.Acos(x);
                [Differentiable] public static Real HalfPower(Real x, Real y) => y * Math.Pow(x, 0.5);
                [Differentiable] public static Real RootOfProduct(Real x, Real y) => y * Math.Sqrt(2 * x);
                [Differentiable] public static Real Logistic(Real z) => 1 / (1 + Math.Exp(-z));
                [Differentiable] public static Real LogisticByBranch(Real z) => z < 0 ? Math.Exp(z) / (1 + Math.Exp(z)) : 1 / (1 + Math.Exp(-z));
                [Differentiable] public static Real LogisticByTanh(Real z) => 0.5 + 0.5 * Math.Tanh(0.5 * z);
            }
            """);

        /// <inheritdoc/>
        public void Dispose() => Corpus.Dispose();
    }
}
