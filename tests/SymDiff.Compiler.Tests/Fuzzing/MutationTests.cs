#if DEBUG
using System.Buffers;
using System.Reflection;
using System.Runtime.CompilerServices;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Emission;
using SymDiff.Compiler.Tests.Programs;

namespace SymDiff.Compiler.Tests.Fuzzing;

/// <summary>The random programs have teeth: each mistake made on purpose is caught within 300 of them.</summary>
public sealed class MutationTests
{
    private const int Programs = 300;
    private const int FirstSeed = 1_000_000;

    private static readonly MistakeSeeds Seeds = new(Beside("MutationSeeds.txt"));

    /// <summary>What this form of programs does not show; the random C# programs do.</summary>
    private static readonly string[] ShownByCSharp =
    [
        "PassesCopies", "DropsDefensiveCopies", nameof(Mutation.DropsSecondOrderTerm), "SharesCopies", "SwapsFields", "ChoosesFirstField", "SharesColumns", "StoresInTurn", "ReceivesEarly", "SwapsColumns", "RefersToFirst", "SharesMemberColumns", "ReordersForeignState",
        nameof(Mutation.PostfixAsPrefix),
        nameof(Mutation.RecomputesImpureCalls),
        nameof(Mutation.MixesIterations),
        nameof(Mutation.ForgetsActivityOfLoops),
        nameof(Mutation.CopiesWithoutSaving),
        nameof(Mutation.ContinueAsBreak),
        nameof(Mutation.StopsBeforeFirst),
        nameof(Mutation.CountsPastTheEnd),
        nameof(Mutation.ForgetsInversion),
        nameof(Mutation.ReadsWithinBounds),
        // That neither shows, see EmittedMemory_Catches.
        nameof(Mutation.SkipsZeroing),
        nameof(Mutation.DisposesEarly),
        nameof(Mutation.InvertsNestedGuards),
        nameof(Mutation.ForgetsInclusiveEnd),
        nameof(Mutation.CountsOneTooFew),
        nameof(Mutation.ForgetsVariedInLoops),
        nameof(Mutation.SwapsPartials),
        nameof(Mutation.RecallsFirstMemory),
        nameof(Mutation.ForgetsBeforeFused),
        nameof(Mutation.ShadowsBeginAtZero),
        nameof(Mutation.ReadsOverwrittenElements),
        nameof(Mutation.ForwardsBeyondRange),
        nameof(Mutation.ForwardsAcrossIterations),
        nameof(Mutation.SharesScratch),
        nameof(Mutation.RestoresCarriedValuesAlone),
        nameof(Mutation.ForgetsUsedSnapshots),
        nameof(Mutation.KeepsDestinations),
        nameof(Mutation.LeavesRest),
        nameof(Mutation.AddsBehindReads),
        nameof(Mutation.OverlooksInnerAdditions),
        nameof(Mutation.DropsWhatFollowsClearing),
        nameof(Mutation.TurnsDependentLoops),
        nameof(Mutation.SkipsWholeLoops),
        nameof(Mutation.ForgetsUnclearedElements),
        nameof(Mutation.KeepsOverwrittenLoads),
        nameof(Mutation.SkipsRows),
        nameof(Mutation.CutsRowsEarly),
        nameof(Mutation.DefersChangedFactors),
        nameof(Mutation.DefersSharedMemory),
        nameof(Mutation.ReadsRecordBefore),
        nameof(Mutation.SumsFromAnywhere),
        nameof(Mutation.StopsTooEarly),
        nameof(Mutation.TakesArgumentsApart),
        nameof(Mutation.FusesCalls),
        nameof(Mutation.AddsBeforeReads),
        nameof(Mutation.WidensDependentLoops),
        nameof(Mutation.ForgetsFactors),
    ];

    public static TheoryData<string> Names => [.. typeof(Mutation).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.Name).Except(ShownByCSharp)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsCaught(string name)
    {
        Mutation.Make(name);
        try
        {
            // The one that showed it before, then all of them.
            if (Seeds.First(name, FirstSeed, Programs) is not { } likely || !IsWrong(likely))
            {
                int shown = Enumerable.Range(FirstSeed, Programs).FirstOrDefault(IsWrong);
                Assert.True(shown >= FirstSeed, $"None of {Programs} programs shows it.");
                Seeds.Note(name, shown);
            }
        }
        finally
        {
            Mutation.Make(null);
        }
    }

    /// <summary>Memory of a method's own becomes a record in emitted code only, and no random program has what it takes.</summary>
    [Fact]
    public void EmittedMemory_Catches()
    {
        Compare();
        Mutation.Make(nameof(Mutation.SkipsZeroing));
        try
        {
            Assert.ThrowsAny<Exception>(Compare);
        }
        finally
        {
            Mutation.Make(null);
        }

        static void Compare()
        {
            var forms = new EmittedForms(Parser.ParseFunction(LoopPrograms.PartlyWritten), "C");
            var emitted = EmittedModule.Compile([forms.Text, forms.Base]);

            // What the pool hands out next is what somebody left there.
            double[] rented = ArrayPool<double>.Shared.Rent(300);
            rented.AsSpan().Fill(double.NaN);
            ArrayPool<double>.Shared.Return(rented);
            forms.Compare(emitted, new Point([0.75, 5]));
        }
    }

    [Fact]
    public void ThereAreEnough() => Assert.True(Names.Count >= 20);

    private static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

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
