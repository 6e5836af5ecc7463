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

    [Theory]
    [InlineData("if (x > {0}) {{ x = x * 0.5; }}", 1000)]
    [InlineData("if (x > {0}) return x * {0};", 1000)]
    [InlineData("if (x > {0}) throw new System.ArgumentException();", 1000)]
    [InlineData("for (int i = 0; i < 3; i++) {{ x = x * i; }}", 1000)]
    [InlineData("for (int i = 0; i < 3; i++) {{ if (x > {0}) break; x = x * i; }}", 500)]
    public void ManyStatements(string statement, int count)
    {
        string statements = string.Join("\n", Enumerable.Range(0, count).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, i)));
        MethodReading reading = Reading.Of($"public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) {{ {statements} return x; }} }}");
        Assert.NotNull(reading.Function);
    }

    [Theory]
    [InlineData("if (x > 1) {", "} else { x = x * 3; }")]
    [InlineData("for (int {0} = 0; {0} < 2; {0}++) {", "}")]
    [InlineData("while (x > 1) { x = x * 0.5;", "if (x < 0.1) return x; }")]
    [InlineData("switch ((int)x) { case 1:", "break; }")]
    public void DeepNesting(string open, string close)
    {
        MethodReading reading = Nested(45);
        Assert.True(reading.Function is not null, string.Join("\n", reading.Rejections.Select(r => r.Text).Take(3)));

        // The passes follow by recursion: what is nested deeper than anybody writes is refused, and not a crash.
        Assert.Contains("nesting as deep", Nested(200).Rejections[0].Text, StringComparison.Ordinal);

        MethodReading Nested(int depth)
        {
            string body = string.Concat(Enumerable.Range(0, depth).Select(i => open.Replace("{0}", $"i{i}", StringComparison.Ordinal)))
                + " x = x * 0.75; " + string.Concat(Enumerable.Repeat(close, depth));
            return Reading.Of($"public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) {{ {body} return x; }} }}");
        }
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
