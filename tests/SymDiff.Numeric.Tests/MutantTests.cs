using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The random C# programs have teeth: each mistake that the compiler makes on purpose is caught within 300 of them. There are none in Release.</summary>
public sealed class MutantTests
{
    private const int Programs = 300;

    /// <summary>
    /// One of the programs 1 to 300 that shows each mistake. It is tried first, which saves time and proves the same; where it no longer shows the mistake,
    /// because compiler or programs have changed, all are tried.
    /// </summary>
    private static readonly Dictionary<string, int> FirstToShow = new(StringComparer.Ordinal)
    {
        ["OverwritesContributions"] = 1,
        ["DropsSecondTerm"] = 1,
        ["ForgetsConversions"] = 2,
        ["ForgetsElse"] = 1,
        ["ForgetsActivityOfElse"] = 10,
        ["GuardAsIf"] = 1,
        ["DropsExit"] = 1,
        ["DropsBrokenOffIteration"] = 1,
        ["MissesLastIteration"] = 38,
        ["ReversesLoopsForward"] = 2,
        ["ForgetsCarriedCotangent"] = 1,
        ["ForgetsOuterCotangent"] = 2,
        ["ForgetsCarriedTangent"] = 1,
        ["ForgetsTangentOfExit"] = 1,
        ["ForgetsActivityOfLoops"] = 2,
        ["ReusesTickets"] = 8,
        ["RecallsWrongTicket"] = 8,
        ["DropsImpureCalls"] = 2,
        ["LandsNowhere"] = 2,
        ["ForgetsArguments"] = 12,
        ["PostfixAsPrefix"] = 11,
        ["CopiesWithoutSaving"] = 3,
        ["StopsBeforeFirst"] = 1,
        ["CountsPastTheEnd"] = 8,
        ["SharesRecords"] = 1,
        ["SwapsSlots"] = 12,
        ["DisposesEarly"] = 10,
        ["InvertsNestedGuards"] = 6,
        ["ForgetsInclusiveEnd"] = 23,
        ["CountsOneTooFew"] = 4,
        ["ForgetsVariedInLoops"] = 2,
        ["SwapsPartials"] = 148,
        ["RecomputesImpureCalls"] = 83,
        ["MixesIterations"] = 53,
    };

    /// <summary>These need buffers, or operations that people seldom write; the tests of the compiler catch them.</summary>
    private static readonly string[] ShownByTheIntermediateForm = ["KeepsShadow", "LeavesRestoredMemory", "CommutesEverything"];

    /// <summary>
    /// No program is known to show these yet: they are not tested here. See issue 4; either the programs lack something, or what the mistake changes is never read.
    /// </summary>
    private static readonly string[] NotShownYet =
        ["RunsForwardTwice", "ContinueAsBreak", "SharesStarts", "SkipsZeroing", "ForgetsInversion"];

    /// <summary>These show in formulas too, the path that everything else goes through.</summary>
    private static readonly string[] ShownByFormulas =
        ["OverwritesContributions", "DropsSecondTerm", "ForgetsConversions", "ForgetsElse", "ForgetsActivityOfElse", "PostfixAsPrefix", "SimplifiesTheValue", "DropsImpureCalls"];

    public static TheoryData<string> ByFormulas => [.. ShownByFormulas];

    public static TheoryData<string> ByPrograms => ["none in Release", .. Mutants.Names.Except(ShownByTheIntermediateForm).Except(NotShownYet).Except(ShownByFormulas.Except(FirstToShow.Keys))];

    [Theory]
    [MemberData(nameof(ByFormulas))]
    public void Formulas_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeFormula, null);

    [Theory]
    [MemberData(nameof(ByPrograms))]
    public void Programs_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.Make, FirstToShow.TryGetValue(mutant, out int seed) ? seed : null);

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
