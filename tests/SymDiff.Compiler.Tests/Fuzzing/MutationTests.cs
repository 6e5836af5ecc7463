#if DEBUG
using System.Reflection;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>The random programs have teeth: each mistake made on purpose is caught within 300 of them.</summary>
public sealed class MutationTests
{
    private const int Programs = 300;
    private const int FirstSeed = 1_000_000;

    /// <summary>What this form of programs does not show; the random C# programs do.</summary>
    private static readonly string[] ShownByCSharp =
    [
        nameof(Mutation.PostfixAsPrefix),
        nameof(Mutation.RecomputesImpureCalls),
        nameof(Mutation.MixesIterations),
        nameof(Mutation.ForgetsActivityOfLoops),
        nameof(Mutation.CopiesWithoutSaving),
        nameof(Mutation.ContinueAsBreak),
        nameof(Mutation.StopsBeforeFirst),
        nameof(Mutation.CountsPastTheEnd),
        nameof(Mutation.ForgetsInversion),
        nameof(Mutation.SkipsZeroing),
        nameof(Mutation.DisposesEarly),
        nameof(Mutation.InvertsNestedGuards),
        nameof(Mutation.ForgetsInclusiveEnd),
        nameof(Mutation.CountsOneTooFew),
        nameof(Mutation.ForgetsVariedInLoops),
        nameof(Mutation.SwapsPartials),
    ];

    public static TheoryData<string> Names => [.. typeof(Mutation).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.Name).Except(ShownByCSharp)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsCaught(string name)
    {
        Mutation.Make(name);
        try
        {
            Assert.Contains(Enumerable.Range(FirstSeed, Programs), IsWrong);
        }
        finally
        {
            Mutation.Make(null);
        }
    }

    [Fact]
    public void ThereAreEnough() => Assert.True(Names.Count >= 20);

    private static bool IsWrong(int seed)
    {
        try
        {
            FuzzCheck.Compare(ProgramGenerator.Make(seed), order: 1);
            return false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return true;
        }
    }
}
#endif
