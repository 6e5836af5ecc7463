using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Hessians of random programs are symmetric to rounding; <c>SYMDIFF_FUZZ_COUNT</c> asks for more of them.</summary>
public sealed class SymmetryTests(ITestOutputHelper output)
{
    private const int Usual = 40;
    private const int Wrong = 12;

    [Fact]
    public void HessiansOfRandomPrograms_AreSymmetric()
    {
        int count = Fuzz.CountOr(Usual);
        SymmetryResult result = Symmetry.Run(Fuzz.FirstSeed, count);
        output.WriteLine($"{result.Programs} programs of {count}, {result.Pairs} pairs, at most {result.Worst:E2} apart");
        foreach ((string why, int programs) in result.LeftOut.OrderByDescending(l => l.Value))
        {
            output.WriteLine($"{programs,6} left out: {why}");
        }

        Assert.True(result.Failures.Count == 0, $"{result.Failures.Count} failures\n\n" + string.Join("\n\n", result.Failures.Take(3)));
        Assert.True(count < Usual || (result.Programs > count / 2 && result.Pairs >= 4 * result.Programs), $"{result.Programs} programs with {result.Pairs} pairs");
    }

    /// <summary>A Hessian of which a term is lost for one of two arguments is not symmetric; it takes no oracle to see it.</summary>
    [Fact]
    public void HessiansWithoutATerm_AreNot()
    {
        if (Mutants.Names.Count > 0)
        {
            SymmetryResult? result = null;
            Mutants.While("DropsSecondOrderTerm", () => result = Symmetry.Run(1, Wrong));
            output.WriteLine(result!.Asymmetric.Count > 0 ? result.Asymmetric[0] : "");
            Assert.NotEmpty(result.Asymmetric);
        }
    }
}
