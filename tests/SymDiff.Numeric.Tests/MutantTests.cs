using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>The random C# programs have teeth: each mistake that the compiler makes on purpose is caught within 300 of them. There are none in Release.</summary>
public sealed class MutantTests
{
    private const int Programs = 300;

    /// <summary>These show in formulas; all others need branches, loops and calls.</summary>
    private static readonly string[] ShownByFormulas =
        ["OverwritesContributions", "DropsSecondTerm", "ForgetsConversions", "ForgetsElse", "ForgetsActivityOfElse", "PostfixAsPrefix", "SimplifiesTheValue", "DropsImpureCalls"];

    /// <summary>These need buffers, or operations that people seldom write; the tests of the compiler catch them.</summary>
    private static readonly string[] ShownByTheIntermediateForm = ["KeepsShadow", "LeavesRestoredMemory", "CommutesEverything"];

    public static TheoryData<string> ByFormulas => [.. ShownByFormulas];

    public static TheoryData<string> ByPrograms => ["none in Release", .. Mutants.Names.Except(ShownByFormulas).Except(ShownByTheIntermediateForm)];

    [Theory]
    [MemberData(nameof(ByFormulas))]
    public void Formulas_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeFormula);

    [Theory(Skip = "Branches, loops and calls are not accepted yet.")]
    [MemberData(nameof(ByPrograms))]
    public void Programs_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.Make);

    [Fact]
    public void WhatIsCaught_IsMadeSmall_AndNamesItsSeed()
    {
        if (Mutants.Names.Count == 0)
        {
            return;
        }

        string failure = Assert.Single(Mutants.Run(ShownByFormulas[0], Programs, ProgramGenerator.MakeFormula, shrink: true).Failures);
        Assert.StartsWith("SYMDIFF_FUZZ_SEED=", failure, StringComparison.Ordinal);
        Assert.Contains("Gradient", failure, StringComparison.Ordinal);
        Assert.True(failure.Split('\n').Count(line => line.StartsWith("        ", StringComparison.Ordinal)) <= 3, failure);
    }

    private static void IsCaught(string mutant, Func<int, RandomProgram> make)
    {
        if (Mutants.Names.Contains(mutant))
        {
            Assert.NotEmpty(Mutants.Run(mutant, Programs, make).Failures);
        }
    }
}
