using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Hessians of random programs are symmetric to rounding; <c>SYMDIFF_FUZZ_COUNT</c> asks for more of them.</summary>
public sealed class SymmetryTests(ITestOutputHelper output)
{
    [Fact]
    public void HessiansOfRandomPrograms_AreSymmetric()
    {
        int count = Fuzz.CountOr(120);
        SymmetryResult result = Symmetry.Run(Fuzz.FirstSeed, count);
        output.WriteLine($"{result.Programs} programs, {result.Pairs} pairs, at most {result.Worst:E2} apart");
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures.Take(3)));
        Assert.True(result.Programs > 0 && result.Pairs >= result.Programs, $"{result.Programs} programs with {result.Pairs} pairs");
    }
}
