using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.RealFormulas;

/// <summary>Every form of every formula at every point, against dual numbers of first and second order.</summary>
[Collection(RealFormulaTestGroup.Name)]
public sealed class RealFormulaTests(RealFormulaSet formulas)
{
    /// <summary>
    /// Where the emitted forms are known to give something else, by the beginning of the finding. Each is a report to act on, and has to go
    /// from here once it is acted on: an entry that no longer applies fails the test.
    /// </summary>
    private static readonly Dictionary<string, (string[] Findings, string Instead)> Reported = new()
    {
        // A quotient by zero has no strong zero (docs/conventions.md): a tangent of exactly 0 meets an infinite value. A strong product
        // around every quotient would mend Coulomb's Jvp and nothing of LennardJones, whose products of the infinite quotient are not strong.
        ["Coulomb"] = (["Coulomb(1, -2, 0, 0, 0): Jvp", "Coulomb(1, -2, 0, 0, 0): Hvp"], "NaN"),
        ["LennardJones"] = (["LennardJones(0, 1, 1): Jvp", "LennardJones(0, 1, 1): Hvp"], "NaN"),
    };

    public static TheoryData<string> Names => [.. RealFormulaSet.Points.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_AgreesWithTheOracles(string name)
    {
        string[] problems = [.. RealFormulaSet.Points[name].SelectMany(x => PointChecks.Check(formulas.Corpus[name], x, new Random(1), 1e-12))];
        (string[] reported, string instead) = Reported.GetValueOrDefault(name, ([], ""));
        string[] unknown = [.. problems.Where(problem => !reported.Any(known => problem.StartsWith(known, StringComparison.Ordinal) && problem.Contains($" is {instead},", StringComparison.Ordinal)))];
        Assert.True(unknown.Length == 0, string.Join("\n", unknown));
        Assert.All(reported, known => Assert.Contains(problems, problem => problem.StartsWith(known, StringComparison.Ordinal)));
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
