using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>Derivative statements say which step of the method they reverse.</summary>
public class StepCommentTests
{
    private const string Primal = """
        func @f(%x: f64, %y: f64) -> (f64) {
          %2 = Multiply(%x, %y)
          %z.3 = Sin(%2)
          %4 = Exp(%z.3)
          yield %4
        }
        """;

    [Fact]
    public void EachStepIsNamedOnceBeforeWhatReversesIt() => Assert.Equal(
        """
        double product = x * y;
        double z = global::System.Math.Sin(product);
        // return Math.Exp(z)
        double dZ = global::System.Math.Exp(z);
        // z = Math.Sin(x * y)
        return (dZ * global::System.Math.Cos(product) * y, dZ);
        """,
        Emitted.Gradient(
            """
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %2 = Multiply(%x, %y)
              %z.3 = Sin(%2)
              %dZ.4 = Exp(%z.3) step -1
              %5 = Cos(%2) step 3
              %6 = Multiply(%dZ.4, %5) step 3
              %7 = Multiply(%6, %y) step 3
              yield %7, %dZ.4
            }
            """,
            primal: Parser.ParseFunction(Primal)));

    [Fact]
    public void ShortStepsOfOneStatementShareALine() => Assert.Contains(
        "// return Math.Exp(z); z = Math.Sin(x * y)\ndouble product = ",
        Emitted.Gradient(
            """
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %2 = Multiply(%x, %y)
              %z.3 = Sin(%2)
              %4 = Exp(%z.3) step -1
              %5 = Cos(%2) step 3
              %6 = Multiply(%4, %5) step 3
              %7 = Multiply(%6, %y) step 3
              %8 = Multiply(%6, %x) step 3
              yield %7, %8
            }
            """,
            primal: Parser.ParseFunction(Primal)),
        StringComparison.Ordinal);

    [Fact]
    public void ABodyOfOneExpressionHasNoComments() => Assert.Equal(
        "return (3.0 * y, 3.0 * x);",
        Emitted.Gradient(
            """
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %2 = const f64 3 step -1
              %3 = Multiply(%2, %y) step 3
              %4 = Multiply(%2, %x) step 3
              yield %3, %4
            }
            """,
            primal: Parser.ParseFunction(Primal)));

    [Fact]
    public void AnArmNamesItsOwnSteps() => Assert.Equal(
        """
        // return Math.Exp(z)
        if (x > 0.0)
        {
            // z = Math.Sin(x * y)
            double cos = global::System.Math.Cos(x);
            return cos * cos;
        }

        // z = Math.Sin(x * y)
        double sin = global::System.Math.Sin(x);
        return sin * sin;
        """,
        Emitted.Gradient(
            """
            func @g(%x: f64) -> (f64) {
              %2 = const f64 0
              %3 = Greater(%x, %2)
              %4 = if %3 {
                %5 = Cos(%x) step 3
                %6 = Multiply(%5, %5) step 3
                yield %6
              } else {
                %7 = Sin(%x) step 3
                %8 = Multiply(%7, %7) step 3
                yield %8
              } step -1
              yield %4
            }
            """,
            new Capabilities(73, HasMathF: false),
            primal: Parser.ParseFunction(Primal)));

    [Fact]
    public void AWideStepIsCutToOneLine()
    {
        string sum = string.Concat(Enumerable.Range(3, 60).Select(i => $"  %{i} = Sin(%{i - 1})\n"));
        var texts = new StepTexts(Parser.ParseFunction($"func @f(%x: f64) -> (f64) {{\n  %2 = Exp(%x)\n{sum}  yield %62\n}}"), Emitted.Newest);
        string text = texts[Statement.ResultStep]!;
        Assert.StartsWith("return Math.Sin(Math.Sin(", text, StringComparison.Ordinal);
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 40, 84);
    }

    [Fact]
    public void ALongSumIsCutAtASpace()
    {
        string sum = string.Concat(Enumerable.Range(3, 12).Select(i => $"  %{i} = Add(%{i - 1}, %extraordinary)\n"));
        var texts = new StepTexts(
            Parser.ParseFunction($"func @f(%extraordinary: f64) -> (f64) {{\n  %2 = Exp(%extraordinary)\n{sum}  yield %14\n}}"), Emitted.Newest);
        string text = texts[Statement.ResultStep]!;
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 40, 84);
    }

    [Fact]
    public void ABranchOfSeveralResultsIsNamedByItsCondition()
    {
        var texts = new StepTexts(
            Parser.ParseFunction("""
                func @f(%x: f64) -> (f64) {
                  %1 = const f64 0
                  %2 = Greater(%x, %1)
                  %p.3: f64, %q.4: f64 = if %2 {
                    %5 = Exp(%x)
                    yield %5, %x
                  } else {
                    yield %x, %1
                  }
                  %6 = Multiply(%p.3, %q.4)
                  yield %6
                }
                """),
            Emitted.Newest);
        Assert.Equal("if (x > 0.0)", texts[3]);
        Assert.Equal("return p * q", texts[Statement.ResultStep]);
        Assert.Null(texts[77]);
    }

    [Fact]
    public void QualifiersAreLeftOut()
    {
        var texts = new StepTexts(
            Parser.ParseFunction("""
                func @f(%x: f64) -> (f64) {
                  %1: f64 = external "global::N.C.Scale"()
                  %2 = const f64 3.141592653589793 "global::System.Math.PI"
                  %3 = Multiply(%1, %2)
                  yield %3
                }
                """),
            Emitted.Newest);
        Assert.Equal("return N.C.Scale * Math.PI", texts[Statement.ResultStep]);
    }
}
