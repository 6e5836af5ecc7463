using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>Every form of every formula, against dual numbers and central differences.</summary>
public sealed class FormulaTests(CompiledFormulas formulas) : IClassFixture<CompiledFormulas>
{
    /// <summary>Formulas whose derivative jumps between rounding steps of a cast or is stopped by request: differences measure something else.</summary>
    private static readonly string[] NotDifferenced = ["Stopped"];

    public static TheoryData<string> Names => [.. Formulas.Points.Keys];

    public static TheoryData<string> SingleNames => [.. Formulas.SinglePoints.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_AgreesWithTheOracles(string name) =>
        Assert.Empty(DerivativeChecks.Check(formulas.Corpus[name], Formulas.Points[name], new Random(1), 1e-12, differences: !NotDifferenced.Contains(name)));

    [Theory]
    [MemberData(nameof(SingleNames))]
    public void EveryFormInSinglePrecision_AgreesWithTheOracle(string name) =>
        Assert.Empty(DerivativeChecks.Check(formulas.Corpus[name], Formulas.SinglePoints[name], new Random(1), 1e-5, differences: false));

    [Fact]
    public void EveryFormula_HasAPoint() =>
        Assert.Equal(
            formulas.Corpus.Methods.Select(method => method.Name).Order(StringComparer.Ordinal),
            Formulas.Points.Keys.Concat(Formulas.SinglePoints.Keys).Order(StringComparer.Ordinal));

    /// <summary>P2: only the branch taken counts, even where the other has no derivative.</summary>
    [Theory]
    [InlineData("RootOfNegative")]
    [InlineData("RootBeforeBranch")]
    public void BranchNotTaken_ContributesExactlyZero(string name)
    {
        foreach (double x in new[] { -0.7, 0.0, -0.0 })
        {
            Assert.Equal([0.0], formulas.Corpus[name].Gradient([x]));
            Assert.Equal((0.0, 0.0), formulas.Corpus[name].Jvp([x], [1]));
        }
    }

    [Fact]
    public void StoppedGradient_IsThatOfAConstant() => Assert.Equal([0.25], formulas.Corpus["Stopped"].Gradient([0.5]));
}

/// <summary>The formulas, compiled once for all tests.</summary>
public sealed class CompiledFormulas : IDisposable
{
    /// <summary>The methods.</summary>
    public Corpus Corpus { get; } = Corpus.Compile(Formulas.Text);

    /// <inheritdoc/>
    public void Dispose() => Corpus.Dispose();
}
