using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Sets;

/// <summary>What an edit in an IDE re-runs of sets.</summary>
public sealed class SetIncrementalTests
{
    private const int SetCount = 20;

    [Fact]
    public void AddedComment_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(r => r.Replace("// here", "// there\n  /* and there */"));

    [Fact]
    public void EditedBody_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(r => r.Replace("W[0] * 7.0", "W[0] * 7.5"));

    [Fact]
    public void EditInAnotherFile_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(r => r.Replace("int Unrelated", "long Unrelated"));

    [Fact]
    public void RenamedMember_RegeneratesThatSet()
    {
        DriverResult before = Project();
        Rerun edited = before.Replace("double Scale7", "double Factor7");
        Assert.Equal(1, edited.Step("GenerateSet").Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(SetCount - 1, edited.Step("GenerateSet").Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Equal("M7-set.g.cs", Assert.Single(edited.Sources.Except(before.Sources)).HintName);
    }

    [Fact]
    public void ChangedScalarOfANestedSet_RegeneratesWhatIsMadeOfIt()
    {
        DriverResult before = Driver.Run(new DriverInput(
            "[SymDiff.ParameterSet] public sealed partial class Inner { public double W; }",
            "[SymDiff.ParameterSet] public sealed partial class Around { public Inner I = new(); }"));
        Rerun edited = before.Replace("double W", "float W");
        Assert.Equal(2, edited.Sources.Except(before.Sources).Count());
        Assert.All(edited.Sources, s => Assert.Contains(", float>", s.Text, StringComparison.Ordinal));
    }

    private static DriverResult Project()
    {
        DriverResult result = Driver.Run(new DriverInput(
            "// here\n" + string.Concat(Enumerable.Range(0, SetCount).Select(i =>
                $"[SymDiff.ParameterSet] public sealed partial class M{i} {{ public double[] W = {{ 1 }}; public double Scale{i}; public double F() {{ return W[0] * {i}.0; }} }}\n")),
            "public static class Elsewhere { public static int Unrelated = 1; }"));
        Assert.Equal(SetCount, result.Sources.Length);
        return result;
    }

    private static void AssertNothingAfterExtraction(Func<DriverResult, Rerun> edit)
    {
        Rerun rerun = edit(Project());
        Assert.Equal(SetCount, rerun.Step("ExtractSet").Count);
        Assert.All(rerun.Step("ExtractSet"), reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached }));
        Assert.Equal(SetCount, rerun.Step("GenerateSet").Count);
        Assert.All(rerun.Step("GenerateSet").Concat(rerun.Outputs), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
