using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests;

/// <summary>The random C# programs have teeth: each mistake that the compiler makes on purpose is caught within 300 of them. There are none in Release.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Programs = 300;

    /// <summary>These need buffers of the caller's, or operations that people seldom write; the tests of the compiler catch them.</summary>
    private static readonly string[] ShownByTheIntermediateForm = ["LeavesRestoredMemory", "CommutesEverything"];

    /// <summary>These need functions of a package that random programs do not use; see <see cref="Vectors.VectorMutantTests"/>.</summary>
    private static readonly string[] ShownByVectorFunctions = ["ReadsOverwrittenElements"];

    /// <summary>These need scratch memory that an iteration reads before it writes it, which a random program seldom has in the right place; see <see cref="Buffers.ScratchMutantTests"/>.</summary>
    private static readonly string[] ShownByScratch = ["SharesScratch", "ForwardsAcrossIterations"];

    /// <summary>These need loops that are reversed from snapshots; see <see cref="Checkpointing.CheckpointTests"/>.</summary>
    private static readonly string[] ShownByCheckpoints = ["RestoresCarriedValuesAlone", "ForgetsUsedSnapshots"];

    /// <summary>These need buffers that are read, added to or overwritten in certain orders; see <see cref="Buffers.AccessMutantTests"/> and <see cref="Buffers.RecordedScratchTests"/>.</summary>
    private static readonly string[] ShownByAccesses = ["LeavesRest", "AddsBehindReads", "OverlooksInnerAdditions", "KeepsOverwrittenLoads", "SkipsRows", "CutsRowsEarly", "DefersChangedFactors", "DefersSharedMemory", "ReadsRecordBefore", "DropsWhatFollowsClearing", "TurnsDependentLoops", "SkipsWholeLoops", "ForgetsUnclearedElements"];

    /// <summary>These need loops that add up multiples of what they hand back; or choose among elements; see <see cref="Buffers.SummedTermTests"/> and <see cref="Buffers.ExhaustedLoopTests"/>.</summary>
    private static readonly string[] ShownByTerms = ["SumsFromAnywhere", "StopsTooEarly"];

    /// <summary>These need calls that are handed buffers, or what is fused around memory; see <see cref="Buffers.BufferCallTests"/> and <see cref="Buffers.FusedCallTests"/>.</summary>
    private static readonly string[] ShownByCalls = ["TakesArgumentsApart", "FusesCalls", "AddsBeforeReads", "ForgetsFactors"];

    /// <summary>These need loops that are run several iterations at once; see <see cref="Lanes.LaneTests"/>.</summary>
    private static readonly string[] ShownByLanes = ["WidensDependentLoops"];

    /// <summary>These need a caller who gives destinations for second derivatives, and finds in them what was there before.</summary>
    private static readonly string[] ShownByDestinations = ["KeepsDestinations"];

    /// <summary>These need structs and tuples; see <see cref="Shapes.ShapeMutantTests"/> too.</summary>
    private static readonly string[] ShownByAggregates = ["PassesCopies", "DropsDefensiveCopies", "SharesCopies", "SwapsFields", "ChoosesFirstField", "StoresInTurn", "SharesColumns"];

    /// <summary>These need an argument that changes what the method is called on; see <see cref="Shapes.ShapeMutantTests"/>.</summary>
    private static readonly string[] ShownByShapes = ["ReceivesEarly", "SwapsColumns", "RefersToFirst"];

    /// <summary>These need sets of parameters with blocks of their own, or of other assemblies; see <see cref="Sets.SetMutantTests"/>.</summary>
    private static readonly string[] ShownBySets = ["SharesMemberColumns", "ReordersForeignState"];

    /// <summary>Only second derivatives show these.</summary>
    private static readonly string[] ShownBySecondOrder = ["OverwritesTangents", "DropsSecondOrderTerm"];

    /// <summary>These show in formulas too, the path that everything else goes through.</summary>
    private static readonly string[] ShownByFormulas =
        ["OverwritesContributions", "DropsSecondTerm", "ForgetsConversions", "ForgetsElse", "ForgetsActivityOfElse", "PostfixAsPrefix", "SimplifiesTheValue", "DropsImpureCalls"];

    public static TheoryData<string> ByFormulas => [.. ShownByFormulas];

    public static TheoryData<string> ByAggregates => [.. ShownByAggregates];

    public static TheoryData<string> ByDestinations => [.. ShownByDestinations];

    public static TheoryData<string> BySecondOrder => [.. ShownBySecondOrder];

    public static TheoryData<string> ByPrograms => ["none in Release", .. Mutants.Names.Except(ShownByTheIntermediateForm).Except(ShownByVectorFunctions).Except(ShownByScratch).Except(ShownByAccesses).Except(ShownByTerms).Except(ShownByCheckpoints).Except(ShownByCalls).Except(ShownByLanes).Except(ShownByDestinations).Except(ShownBySecondOrder).Except(ShownByAggregates).Except(ShownByShapes).Except(ShownBySets)];

    [Theory]
    [MemberData(nameof(ByFormulas))]
    public void Formulas_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeFormula);

    [Theory]
    [MemberData(nameof(ByPrograms))]
    public void Programs_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeFirstOrder);

    /// <summary>Elements that are rewritten again and again show what other programs seldom do.</summary>
    [Theory]
    [InlineData("OverlooksInnerAdditions")]
    [InlineData("AddsBehindReads")]
    [InlineData("KeepsOverwrittenLoads")]
    [InlineData("DropsWhatFollowsClearing")]
    public void Cells_Catch(string mutant) => IsCaught(mutant, CellPrograms.Make);

    [Theory]
    [MemberData(nameof(ByAggregates))]
    public void ProgramsWithAggregates_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeAggregatesOfFirstOrder);

    [Theory]
    [MemberData(nameof(BySecondOrder))]
    public void ProgramsOfSecondOrder_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.Make);

    [Theory]
    [MemberData(nameof(ByDestinations))]
    public void ProgramsWithBuffers_Catch(string mutant) => IsCaught(mutant, ProgramGenerator.MakeWithBuffers);

    [Fact]
    public void ThereAreEnough() => Assert.True(Mutants.Names.Count == 0 || ByPrograms.Count >= 40);

    [Fact]
    public void WhatIsCaught_IsMadeSmall_AndNamesItsSeed()
    {
        if (Mutants.Names.Count == 0)
        {
            return;
        }

        string? failure = Mutants.FirstFailure(ShownByFormulas[0], Programs, ProgramGenerator.MakeFormula, shrink: true);
        Assert.NotNull(failure);
        Assert.StartsWith("SYMDIFF_FUZZ_SEED=", failure, StringComparison.Ordinal);
        Assert.Contains("Gradient", failure, StringComparison.Ordinal);
        Assert.True(failure.Split('\n').Count(line => line.StartsWith("        ", StringComparison.Ordinal)) <= 3, failure);
    }

    private void IsCaught(string mutant, Func<int, RandomProgram> make)
    {
        if (Mutants.Names.Contains(mutant))
        {
            string? failure = Mutants.FirstFailure(mutant, Programs, make);
            output.WriteLine(failure ?? "");
            Assert.True(failure is not null, $"None of {Programs} programs shows it.");
        }
    }
}
