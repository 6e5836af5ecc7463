using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>Random straight-line programs against the oracle; <c>SYMDIFF_FUZZ_COUNT</c> asks for more of them.</summary>
public sealed class RandomProgramTests
{
    [Fact]
    public void EveryForm_AgreesWithTheOracle()
    {
        (IReadOnlyList<string> failures, int compared) = Fuzz.Run(Fuzz.FirstSeed, Fuzz.Count);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));

        // Programs that overflow compare values only; most must not.
        Assert.InRange(compared, Fuzz.Count * 3 / 4, Fuzz.Count);
    }
}
