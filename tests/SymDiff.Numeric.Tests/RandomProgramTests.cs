using System.Runtime.CompilerServices;
using SymDiff.TestKit;
using Xunit.Abstractions;

namespace SymDiff.Numeric.Tests;

/// <summary>Random programs against the oracle; <c>SYMDIFF_FUZZ_COUNT</c> asks for more of them, <c>SYMDIFF_FUZZ_SEED</c> for others.</summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    /// <summary>The share of programs that must be accepted.</summary>
    private const double LeastAccepted = 0.95;

    /// <summary>The share of programs that must have a generic form which is accepted.</summary>
    private const double LeastGenericAccepted = 0.9;

    private const double LeastFormulasAccepted = 0.99;

    /// <summary>The share of programs with structs and tuples, or of few programs, that must be accepted.</summary>
    private const double LeastAggregatesAccepted = 0.9;

    /// <summary>The share of programs with second derivatives that must have some that central differences show too.</summary>
    private const double LeastHessians = 0.4;

    /// <summary>The share of programs whose loops must be possible to run again.</summary>
    private const double LeastCheckpointed = 0.3;

    [Fact]
    public void EveryForm_AgreesWithTheOracle()
    {
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, Fuzz.Count, make: Fuzz.OnlyBuffers ? ProgramGenerator.MakeWithBuffers : ProgramGenerator.MakeAny);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastAccepted || Fuzz.Count < Fuzz.Usual, result.Summary());

        // Programs that overflow compare values only; most must not.
        Assert.True(result.Compared * 4 >= result.Accepted * 3 || Fuzz.Count < Fuzz.Usual, result.Summary());
        Assert.True(result.ComparedHessians >= LeastHessians * result.Hessians || Fuzz.Count < Fuzz.Usual, result.Summary());
    }

    /// <summary>A type parameter stands for <c>double</c>: a default value of a parameter, which must be a constant, has no such form.</summary>
    [Fact]
    public void EveryGenericForm_AgreesWithTheOracle()
    {
        int count = Fuzz.CountOr(25);
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, count, make: Fuzz.OnlyBuffers ? ProgramGenerator.MakeWithBuffers : ProgramGenerator.MakeAny, areGeneric: true);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastGenericAccepted || count < Fuzz.Usual, result.Summary());
        Assert.True(result.Compared * 4 >= result.Accepted * 3 || count < Fuzz.Usual, result.Summary());
    }

    /// <summary>Structs, records, tuples and arrays of them, which the marked method is given and returns too.</summary>
    [Fact]
    public void EveryFormOfAggregates_AgreesWithTheOracle() => Aggregates(Fuzz.CountOr(15), ProgramGenerator.MakeWithAggregates, areGeneric: false);

    /// <summary>The same in a type that is generic in what the parts are.</summary>
    [Fact]
    public void EveryGenericFormOfAggregates_AgreesWithTheOracle() => Aggregates(Fuzz.CountOr(10), ProgramGenerator.MakeAggregatesOfFirstOrder, areGeneric: true);

    private void Aggregates(int count, Func<int, RandomProgram> make, bool areGeneric)
    {
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, count, make: make, areGeneric: areGeneric);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= (areGeneric ? LeastGenericAccepted : LeastAggregatesAccepted) || count < Fuzz.Usual, result.Summary());
        Assert.True(result.Compared * 4 >= result.Accepted * 3 || count < Fuzz.Usual, result.Summary());
    }

    /// <summary>Programs with buffers that showed a fault once, among tens of thousands.</summary>
    [Theory]
    [InlineData(8204005)]
    public void WhatFailedOnce_AgreesWithTheOracle(int seed)
    {
        FuzzResult result = Fuzz.Run(seed, 1, make: ProgramGenerator.MakeWithBuffers);
        Assert.True(result.Failures.Count == 0 && result.Accepted == 1, string.Join("\n\n", result.Failures));
    }

    /// <summary>
    /// The same of programs with structs: what a branch adds between a clearing and an addition, two values that come together in one result of a fused choice, a copy that C# makes of an <c>in</c> parameter
    /// in a loop, a choice behind a call that always throws.
    /// </summary>
    [Theory]
    [InlineData(9400027)]
    [InlineData(9401244)]
    [InlineData(9402368)]
    [InlineData(13)]
    public void WhatFailedOnceWithAggregates_AgreesWithTheOracle(int seed)
    {
        FuzzResult result = Fuzz.Run(seed, 1, make: ProgramGenerator.MakeWithAggregates);
        Assert.True(result.Failures.Count == 0 && result.Accepted == 1, string.Join("\n\n", result.Failures));
    }

    /// <summary>Loops that are run again from snapshots; those that cannot be, or programs without any, are refused, which is most.</summary>
    [Fact]
    public void Checkpointed_AgreesWithTheOracle()
    {
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, Math.Max(1, Fuzz.Count / 3), make: ProgramGenerator.MakeCheckpointed);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastCheckpointed || Fuzz.Count < Fuzz.Usual, result.Summary());
    }

    /// <summary>Loops of which several iterations are run at once, where that is possible.</summary>
    [Fact]
    public void Vectorized_AgreesWithTheOracle()
    {
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, Math.Max(1, Fuzz.Count / 3), make: ProgramGenerator.MakeVectorized);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastAggregatesAccepted, result.Summary());
    }

    /// <summary>A few elements that are rewritten again and again.</summary>
    [Fact]
    public void EveryFormOfCells_AgreesWithTheOracle()
    {
        int count = Fuzz.CountOr(40);
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, count, make: CellPrograms.Make);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastFormulasAccepted && result.Compared * 10 >= result.Accepted * 9, result.Summary());
    }

    /// <summary>Formulas alone: the path that everything else goes through.</summary>
    [Fact]
    public void EveryFormOfAFormula_AgreesWithTheOracle()
    {
        int count = Math.Max(1, Fuzz.Count / 2);
        FuzzResult result = Fuzz.Run(Fuzz.FirstSeed, count, make: ProgramGenerator.MakeFormula);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures));
        Assert.True(result.AcceptedShare >= LeastFormulasAccepted && result.Compared * 10 >= result.Accepted * 9, result.Summary());
    }

    /// <summary>No generator takes part: this holds for programs that are not accepted too.</summary>
    [Fact]
    public void TheOracle_AgreesWithTheProgramAndWithCentralDifferences()
    {
        int count = Math.Max(1, Fuzz.Count / 3);
        FuzzResult result = Fuzz.RunOracle(Fuzz.FirstSeed, count);
        output.WriteLine(result.Summary());
        Assert.True(result.Failures.Count == 0, string.Join("\n\n", result.Failures.Take(3)));
        Assert.True(result.Compared * 4 >= result.Made * 3 || count < Fuzz.Usual, result.Summary());
    }

    [Fact]
    public void ThePageSaysWhatTheyAreMadeOf()
    {
        string path = PagePath();
        string page = ConstructsPage.Text(LeastAccepted);
        if (Environment.GetEnvironmentVariable("SNAPSHOT_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string PagePath([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "docs", "random-programs.md");
}
