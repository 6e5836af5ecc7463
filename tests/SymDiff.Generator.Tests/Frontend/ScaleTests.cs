using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Methods of unusual size and names.</summary>
public sealed class ScaleTests
{
    [Fact]
    public void LongSum_DoesNotExhaustTheStack()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x", 5_000));
        MethodReading reading = Reading.Of($"public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) => {sum}; }}");
        Assert.Equal(4_999, reading.Function!.Body.Statements.Count);
    }

    [Fact]
    public void ExponentialHelpers_AreRefused()
    {
        string helpers = string.Concat(Enumerable.Range(1, 30).Select(i => $"static double G{i}(double x) => G{i - 1}(x) + G{i - 1}(x * x);\n"));
        MethodReading reading = Reading.Of($"public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) => G30(x);\nstatic double G0(double x) => x;\n{helpers} }}");
        Assert.Null(reading.Function);
        Assert.Contains("SD1010", reading.Rejections[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace A.B { public partial class O { public partial struct I<T, U> { [SymDiff.Differentiable] static double F(double x) => x; } } }", "A.B.O.I-2.F.g.cs")]
    [InlineData("partial class @class { [SymDiff.Differentiable] static double @new(double x) => x; }", "class.new.g.cs")]
    [InlineData("partial class C { [SymDiff.Differentiable] static double F(double x) => x; static double F(int x) => x; }", "C.F.g.cs")]
    public void HintNames(string source, string expected) => Assert.Equal(expected, Reading.Of(source).HintName);

    [Theory]
    [InlineData("partial class C { [SymDiff.Differentiable] static double F(double x) => x; } partial class c { }")]
    public void HintNames_DistinguishWhatFileSystemsDoNot(string source)
    {
        string name = Reading.Of(source).HintName;
        Assert.Matches("^C\\.F-[0-9a-f]{8}\\.g\\.cs$", name);
    }
}
