using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The random C# programs have teeth: each mistake that the compiler makes on purpose is caught within 300 of them. There are none in Release.</summary>
public sealed class MutantTests
{
    private const int Programs = 300;
    private const int ProgramsWithoutEffect = 60;

    /// <summary>
    /// One of the programs 1 to 300 that shows each mistake. It is tried first, which saves time and proves the same; where it no longer shows the mistake,
    /// because compiler or programs have changed, all are tried.
    /// </summary>
    private static readonly Dictionary<string, int> FirstToShow = new(StringComparer.Ordinal)
    {
        ["OverwritesContributions"] = 2,
        ["DropsSecondTerm"] = 1,
        ["ForgetsConversions"] = 13,
        ["ForgetsElse"] = 2,
        ["ForgetsActivityOfElse"] = 3,
        ["GuardAsIf"] = 3,
        ["DropsExit"] = 1,
        ["DropsBrokenOffIteration"] = 1,
        ["MissesLastIteration"] = 38,
        ["ReversesLoopsForward"] = 2,
        ["ForgetsCarriedCotangent"] = 4,
        ["ForgetsOuterCotangent"] = 2,
        ["ForgetsCarriedTangent"] = 1,
        ["ForgetsTangentOfExit"] = 1,
        ["ForgetsActivityOfLoops"] = 2,
        ["ReusesTickets"] = 33,
        ["RecallsWrongTicket"] = 33,
        ["DropsImpureCalls"] = 17,
        ["LandsNowhere"] = 12,
        ["ForgetsArguments"] = 34,
        ["PostfixAsPrefix"] = 1,
        ["CopiesWithoutSaving"] = 47,
        ["StopsBeforeFirst"] = 8,
        ["CountsPastTheEnd"] = 8,
        ["SharesRecords"] = 1,
        ["SwapsSlots"] = 12,
        ["DisposesEarly"] = 17,
        ["InvertsNestedGuards"] = 6,
        ["ForgetsInclusiveEnd"] = 23,
        ["CountsOneTooFew"] = 4,
        ["ForgetsVariedInLoops"] = 2,
        ["SwapsPartials"] = 148,
        ["RecomputesImpureCalls"] = 83,
        ["MixesIterations"] = 53,
        ["RunsForwardTwice"] = 17,
        ["SharesStarts"] = 80,
        ["ContinueAsBreak"] = 8,
        ["ForgetsInversion"] = 3,
        ["KeepsShadow"] = 1,
        ["ReadsOnce"] = 1,
        ["KeepsTangents"] = 31,
        ["OverwritesShadows"] = 1,
        ["ForgetsStored"] = 1,
        ["ShadowsBeginAtZero"] = 7,
        ["ReloadsChangedMemory"] = 22,
    };

    /// <summary>These need buffers of the caller's, or operations that people seldom write; the tests of the compiler catch them.</summary>
    private static readonly string[] ShownByTheIntermediateForm = ["LeavesRestoredMemory", "CommutesEverything"];

    /// <summary>These need functions of a package that random programs do not use; see <see cref="Vectors.VectorMutantTests"/>.</summary>
    private static readonly string[] ShownByVectorFunctions = ["ReadsOverwrittenElements"];

    /// <summary>
    /// No method of C# can show these. Memory of known length in a form of a method is what <c>Recording</c> makes, or its tangent, as long as the front end
    /// offers no memory of the user's own; and it is read by recalls alone, each of which stands in the reverse of the region that defines the value, for an
    /// iteration in which the forward sweep came there and stored it. So what it holds elsewhere is never read, and need not be zero. A function that is
    /// written in the intermediate form with an allocation of its own shows it: <c>MutationTests.EmittedMemory_Catches</c>.
    /// </summary>
    private static readonly string[] OutOfReach = [];

    /// <summary>These show in formulas too, the path that everything else goes through.</summary>
    private static readonly string[] ShownByFormulas =
        ["OverwritesContributions", "DropsSecondTerm", "ForgetsConversions", "ForgetsElse", "ForgetsActivityOfElse", "PostfixAsPrefix", "SimplifiesTheValue", "DropsImpureCalls"];

    public static TheoryData<string> ByFormulas => [.. ShownByFormulas];

    public static TheoryData<string> ByPrograms => ["none in Release", .. Mutants.Names.Except(ShownByTheIntermediateForm).Except(ShownByVectorFunctions).Except(OutOfReach).Except(ShownByFormulas.Except(FirstToShow.Keys))];

    [Theory]
    [MemberData(nameof(ByFormulas))]
    public void Formulas_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeFormula, null);

    public static TheoryData<string> ByNone => ["none in Release", .. Mutants.Names.Intersect(OutOfReach)];

    [Theory]
    [MemberData(nameof(ByPrograms))]
    public void Programs_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.Make, FirstToShow.TryGetValue(mutant, out int seed) ? seed : null);

    /// <summary>If this fails, the reason that is given there has gone: the mistake belongs to those that programs catch.</summary>
    [Theory]
    [MemberData(nameof(ByNone))]
    public void NoProgram_Catches(string mutant) => Assert.True(!Mutants.Names.Contains(mutant) || Mutants.Run(mutant, 1, ProgramsWithoutEffect, ProgramGenerator.Make).Failures.Count == 0);

    [Fact]
    public void ThereAreEnough() => Assert.True(Mutants.Names.Count == 0 || FirstToShow.Keys.Intersect(Mutants.Names).Count() >= 20);

    [Fact]
    public void WhatIsCaught_IsMadeSmall_AndNamesItsSeed()
    {
        if (Mutants.Names.Count == 0)
        {
            return;
        }

        string failure = Assert.Single(Mutants.Run(ShownByFormulas[0], 1, Programs, ProgramGenerator.MakeFormula, shrink: true).Failures);
        Assert.StartsWith("SYMDIFF_FUZZ_SEED=", failure, StringComparison.Ordinal);
        Assert.Contains("Gradient", failure, StringComparison.Ordinal);
        Assert.True(failure.Split('\n').Count(line => line.StartsWith("        ", StringComparison.Ordinal)) <= 3, failure);
    }

    private static void IsCaught(string mutant, Func<int, RandomProgram> make, int? first)
    {
        if (Mutants.Names.Contains(mutant) && !(first is { } seed && Mutants.Run(mutant, seed, 1, make).Failures.Count > 0))
        {
            Assert.NotEmpty(Mutants.Run(mutant, 1, Programs, make).Failures);
        }
    }
}
