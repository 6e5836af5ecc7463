using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>What an edit in an IDE re-runs, with five hundred methods in the project.</summary>
public sealed class IncrementalTests
{
    private const int MethodCount = 500;

    /// <summary>The run that every test goes on from; an edit leaves it as it is.</summary>
    private static readonly Lazy<DriverResult> FirstRun = new(() => Driver.Run(new DriverInput(Sources())));

    [Fact]
    public void AddedComment_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(Project().Replace("// here", "// there\n        /* and there */"));

    [Fact]
    public void AddedBlankLine_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(Project().Replace("// here", "\n\n"));

    [Fact]
    public void RedundantParentheses_ReRunNothingAfterExtraction() => AssertNothingAfterExtraction(Project().Replace("x * 7.0 + y", "((x) * (7.0)) + (y)"));

    [Fact]
    public void EditInAnotherFile_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(Project().Replace("int Unrelated", "long Unrelated"));

    [Fact]
    public void NewFile_ReRunsNothingAfterExtraction() => AssertNothingAfterExtraction(Project().Edit([.. Sources(), "class Another { }"]));

    [Fact]
    public void EditOfOneMethod_RegeneratesThatOne()
    {
        DriverResult before = Project();
        Rerun edited = before.Replace("x * 7.0 + y", "x * 7.5 + y");

        Assert.Equal(1, edited.Step(Driver.ExtractionStep).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(MethodCount - 1, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Equal(MethodCount, edited.Outputs.Count);

        GeneratedSource changed = Assert.Single(edited.Sources.Except(before.Sources));
        Assert.Contains("F7.", changed.HintName, StringComparison.Ordinal);
        Assert.Contains("7.5", changed.Text, StringComparison.Ordinal);
    }

    /// <summary>In the same file Roslyn takes all attributed methods for new when their number changes.</summary>
    [Fact]
    public void MethodAddedInAnotherFile_GeneratesThatOne()
    {
        Rerun edited = Project().Replace("static class Elsewhere {", "static partial class Elsewhere { [SymDiff.Differentiable] public static double Added(double x) => x;");
        Assert.Equal(1, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.New));
        Assert.Equal(MethodCount, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void RemovedMethod_TakesItsFileAlong()
    {
        DriverResult before = Project();
        Rerun edited = before.Replace("[SymDiff.Differentiable] public static double F7(", "public static double F7(");
        Assert.Equal(MethodCount - 1, edited.Sources.Count);
        Assert.DoesNotContain(edited.Sources, source => source.HintName.Contains("F7.", StringComparison.Ordinal));
    }

    private static DriverResult Project()
    {
        DriverResult result = FirstRun.Value;
        Assert.Equal(MethodCount, result.Sources.Length);
        return result;
    }

    private static string[] Sources() =>
    [
        "public static partial class Many\n{\n    // here\n"
            + string.Concat(Enumerable.Range(0, MethodCount).Select(i =>
                $"    [SymDiff.Differentiable] public static double F{i}(double x, double y) {{ double z = x * {i}.0 + y; return z * System.Math.Sin(z); }}\n"))
            + "}\n",
        "public static class Elsewhere { public static int Unrelated = 1; }",
    ];

    /// <summary>Extraction alone looks at the code again; it ends in equal values, so that no later step and no output is computed.</summary>
    private static void AssertNothingAfterExtraction(Rerun rerun)
    {
        Assert.Equal(MethodCount, rerun.Outputs.Count);
        Assert.All(rerun.Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        foreach (string step in Driver.TrackingNames)
        {
            IncrementalStepRunReason[] allowed = step == Driver.ExtractionStep
                ? [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached]
                : [IncrementalStepRunReason.Cached];
            Assert.All(rerun.Step(step), reason => Assert.Contains(reason, allowed));
        }
    }
}
