using SymDiff.Compiler.Emit;

namespace SymDiff.Compiler.Tests.Emit;

public class BodyTests
{
    [Fact]
    public void TheFirstExampleReadsAsByHand() => Assert.Equal(
        "return (3.0, 3.0 * c, 3.0 * b);",
        Emitted.Gradient("""
            func @g(%a: f64, %b: f64, %c: f64) -> (f64, f64, f64) {
              %3 = const f64 3
              %4 = Multiply(%3, %c)
              %5 = Multiply(%3, %b)
              yield %3, %4, %5
            }
            """));

    [Fact]
    public void AVjpAddsAndReturnsTheValue() => Assert.Equal(
        """
        double exp = global::System.Math.Exp(x * y);
        double product = cotangent * exp;
        dX += product * y;
        dY -= product;
        return exp;
        """,
        Emitted.Body(DerivativeKind.Vjp, """
            func @g(%x: f64, %y: f64, %cotangent: f64) -> (f64, f64, f64) {
              %3 = Multiply(%x, %y)
              %4 = Exp(%3)
              %5 = Multiply(%cotangent, %4)
              %6 = Multiply(%5, %y)
              %7 = Negate(%5)
              yield %4, %6, %7
            }
            """, _ => 2));

    [Fact]
    public void AVjpOfArgumentsByReferenceReadsThemBeforeItWrites() => Assert.Equal(
        """
        double product = cotangent * x;
        double value = x * y;
        dX += cotangent * y;
        dY -= product;
        return value;
        """,
        Emitted.Body(DerivativeKind.Vjp, """
            func @g(%x: f64, %y: f64, %cotangent: f64) -> (f64, f64, f64) {
              %3 = Multiply(%cotangent, %y)
              %4 = Multiply(%cotangent, %x)
              %5 = Multiply(%x, %y)
              %6 = Negate(%4)
              yield %5, %3, %6
            }
            """, _ => 2, modifiers: "in"));

    [Fact]
    public void AVjpLeavesAccumulatorsOfStructuralZerosAlone() => Assert.Equal(
        """
        dX -= 2.0;
        return x;
        """,
        Emitted.Body(DerivativeKind.Vjp, """
            func @g(%x: f64, %y: f64, %cotangent: f64) -> (f64, f64, f64) {
              %3 = const f64 -2
              %4 = const f64 0
              yield %x, %3, %4
            }
            """, _ => 2));

    [Fact]
    public void ValueAndGradientNestsTheGradient() => Assert.Equal(
        "return (a * b, (b, a));",
        Emitted.Body(DerivativeKind.ValueAndGradient, """
            func @g(%a: f64, %b: f64) -> (f64, f64, f64) {
              %3 = Multiply(%a, %b)
              yield %3, %b, %a
            }
            """, _ => 2));

    [Fact]
    public void AJvpReturnsValueAndTangent() => Assert.Equal(
        "return (a * b, tA * b + a * tB);",
        Emitted.Body(DerivativeKind.Jvp, """
            func @g(%a: f64, %b: f64, %ta: f64, %tb: f64) -> (f64, f64) {
              %4 = Multiply(%a, %b)
              %5 = Multiply(%ta, %b)
              %6 = Multiply(%a, %tb)
              %7 = Add(%5, %6)
              yield %4, %7
            }
            """, _ => 2));

    [Fact]
    public void LocalsKeepTheUsersNamesAndVersionsGetNumbers() => Assert.Equal(
        """
        double z = global::System.Math.Sin(x);
        double z1 = global::System.Math.Cos(z);
        double sin = global::System.Math.Sin(z);
        double x1 = z1 * z1;
        return x1 + x1 + sin * sin;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %z.1 = Sin(%x)
              %z.2 = Cos(%z.1)
              %3 = Sin(%z.1)
              %x.9 = Multiply(%z.2, %z.2)
              %4 = Multiply(%3, %3)
              %5 = Add(%x.9, %x.9)
              %6 = Add(%5, %4)
              yield %6
            }
            """));

    [Fact]
    public void AUsersNameIsNotTakenByOneOfOurs() => Assert.Equal(
        """
        double sin1 = global::System.Math.Sin(x);
        double sin = sin1 * sin1;
        return sin * sin;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = Sin(%x)
              %sin.2 = Multiply(%1, %1)
              %3 = Multiply(%sin.2, %sin.2)
              yield %3
            }
            """));

    [Fact]
    public void LongChainsBecomeLinesOfReadableLength()
    {
        var text = new System.Text.StringBuilder("func @g(%x: f64) -> (f64) {\n  %1 = Sin(%x)\n");
        for (int i = 2; i <= 10_000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  %{i} = {(i % 3 == 0 ? "Sin" : "Negate")}(%{i - 1})\n");
        }

        string body = Emitted.Gradient(text.Append("  yield %10000\n}").ToString());
        Assert.All(body.Split('\n'), line => Assert.True(line.Length <= 108, line));
        Assert.Equal(10_000 / 3 + 1, body.Split("Sin").Length - 1);
    }

    [Fact]
    public void NothingThatIsNotNeededIsWritten() => Assert.Equal(
        "return x;",
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = Sin(%x)
              %2 = external "N.C.Scale"()
              %3 = StopGradient(%x)
              yield %3
            }
            """.Replace("%2 =", "%2: f64 =", StringComparison.Ordinal)));

    [Fact]
    public void EffectsAreRunOnceInOrder() => Assert.Equal(
        """
        double value = global::N.C.Next();
        global::N.C.Log(x + 1.0);
        _ = global::N.C.Current;
        double value1 = global::N.C.Next();
        return value1 - value;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1: f64 = effect "global::N.C.Next()"()
              %2 = const f64 1
              %3 = Add(%x, %2)
              effect "global::N.C.Log({0})"(%3)
              %4: f64 = effect "global::N.C.Current"()
              %5: f64 = effect "global::N.C.Next()"()
              %6 = Subtract(%5, %1)
              yield %6
            }
            """));

    [Fact]
    public void PureReadsNestAndWhatIsNoSimpleExpressionDoesNot() => Assert.Equal(
        """
        double value = this.a + x;
        return this.scale * value;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1: f64 = external "this.scale"()
              %2: f64 = external "this.a + {0}"(%x)
              %3 = Multiply(%1, %2)
              yield %3
            }
            """));

    [Fact]
    public void LongResultsStandOnLinesOfTheirOwn() => Assert.Equal(
        """
        return (
            global::System.Math.Exp(global::System.Math.Sin(x)),
            (global::System.Math.Cos(global::System.Math.Sin(x)),
             global::System.Math.Log(global::System.Math.Sin(y))));
        """,
        Emitted.Body(DerivativeKind.ValueAndGradient, """
            func @g(%x: f64, %y: f64) -> (f64, f64, f64) {
              %1 = Sin(%x)
              %2 = Sin(%x)
              %3 = Sin(%y)
              %4 = Exp(%1)
              %5 = Cos(%2)
              %6 = Log(%3)
              yield %4, %5, %6
            }
            """, _ => 2));
}
