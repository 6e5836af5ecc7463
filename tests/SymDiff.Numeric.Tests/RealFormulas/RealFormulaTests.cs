using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Every form of every formula at every point, against dual numbers of first and second order.</summary>
public sealed class RealFormulaTests(RealFormulaSet formulas) : IClassFixture<RealFormulaSet>
{
    public static TheoryData<string> Names => [.. RealFormulaSet.Points.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_AgreesWithTheOracles(string name)
    {
        string[] problems = [.. RealFormulaSet.Points[name].SelectMany(x => PointChecks.Check(formulas.Corpus[name], x, new Random(1), 1e-12))];
        Assert.True(problems.Length == 0, string.Join("\n", problems));
    }

    [Fact]
    public void EveryFormula_HasPoints() => Assert.Equal(
        formulas.Corpus.Methods.Select(method => method.Name).Order(StringComparer.Ordinal),
        RealFormulaSet.Points.Keys.Order(StringComparer.Ordinal));

    /// <summary>At its first point every formula is smooth, so that agreement is never agreement on NaN.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void FirstPoint_IsOrdinary(string name)
    {
        DifferentiatedMethod method = formulas.Corpus[name];
        double[] x = RealFormulaSet.Points[name][0];
        (double value, Cotangent[] cotangents) = method.SecondOrderOracle(x, [.. method.Active.Select(_ => 1.0)]);
        Assert.True(double.IsFinite(value));
        Assert.All(cotangents, c => Assert.True(double.IsFinite(c.Size) && double.IsFinite(c.TangentSize)));
        Assert.Contains(cotangents, c => c.Size != 0 || c.TangentSize != 0);
    }
}
