using Microsoft.CodeAnalysis;
using SymDiff.TestKit;

namespace SymDiff.Generator.Tests;

/// <summary>What an edit re-runs where marked methods call each other: a caller knows of a callee what its declaration says and nothing of its body.</summary>
public sealed class CallIncrementalTests
{
    private const string Callee = """
        public static partial class Callees
        {
            [SymDiff.Differentiable]
            public static double Long(double x, int n) { double s = x; for (int i = 0; i < n; i++) { s = s * x + 1.5; } return s; }

            [SymDiff.Differentiable]
            public static double Alone(double x, int n) { double s = x; for (int i = 0; i < n; i++) { s = s * x + 2.5; } return s; }
        }
        """;

    private const string Caller = """
        public static partial class Callers
        {
            [SymDiff.Differentiable]
            public static double Outer(double x) => System.Math.Sin(Callees.Long(x * x, 4)) * 3.5;

            [SymDiff.Differentiable]
            public static double Other(double x) => x * x;
        }
        """;

    [Fact]
    public void OnlyWhatIsCalled_HasHalves()
    {
        DriverResult result = Run();
        Assert.Contains("internal static double Long__Forward(", Text(result, "Long"), StringComparison.Ordinal);
        Assert.DoesNotContain("__Forward", Text(result, "Alone"), StringComparison.Ordinal);
        Assert.Contains("global::Callees.Long__Reverse(", Text(result, "Outer"), StringComparison.Ordinal);
    }

    [Fact]
    public void EditOfACalleesBody_RegeneratesTheCalleeAlone() => AssertChanged(Run().Replace("1.5", "1.25"), "Long");

    [Fact]
    public void EditOfACaller_RegeneratesTheCallerAlone() => AssertChanged(Run().Replace("3.5", "3.25"), "Outer");

    [Fact]
    public void FirstCallOfAMethod_AddsItsHalves() => AssertChanged(Run().Replace("=> x * x;", "=> Callees.Alone(x, 3);"), "Alone", "Other");

    [Fact]
    public void AFormOfHigherOrder_AsksForMoreOfTheCallee()
    {
        Rerun edited = AssertChanged(Run().Replace(
            "[SymDiff.Differentiable]\n    public static double Outer", "[SymDiff.Differentiable(SymDiff.Derivatives.Default | SymDiff.Derivatives.Hvp)]\n    public static double Outer"), "Long", "Outer");
        Assert.Contains("Long__Forward__Jvp(", edited.Sources.Single(s => s.HintName.Contains("Long", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARejectedCallee_LeavesTheCallersTextValid()
    {
        DriverResult result = Driver.Run(new DriverInput(Callee.Replace("return s; }\n\n", "System.Console.WriteLine(s); return s; }\n\n"), Caller));
        Assert.DoesNotContain(result.Output.GetDiagnostics(), d => d.Id is "CS0103" or "CS0117" or "CS1501" or "CS7036");
    }

    private static DriverResult Run() => Driver.Run(new DriverInput(Callee, Caller)).ShouldHaveNoErrors();

    private static string Text(DriverResult result, string method) => result.Sources.Single(s => s.HintName.EndsWith($".{method}.g.cs", StringComparison.Ordinal)).Text;

    private static Rerun AssertChanged(Rerun edited, params string[] methods)
    {
        string[] changed = [.. edited.Sources.Except(Run().Sources).Select(s => s.HintName.Split('.')[^3]).Order(StringComparer.Ordinal)];
        Assert.Equal(methods.Order(StringComparer.Ordinal), changed);
        Assert.Equal(4 - methods.Length, edited.Outputs.Count(reason => reason == IncrementalStepRunReason.Cached));
        return edited;
    }
}
