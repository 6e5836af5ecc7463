using SymDiff.Compiler.Emit;

namespace SymDiff.Compiler.Tests.Emit;

public class ExpressionTests
{
    [Theory]
    [InlineData("%1 = Subtract(%b, %c)\n %2 = Subtract(%a, %1)", "a - (b - c)")]
    [InlineData("%1 = Subtract(%a, %b)\n %2 = Subtract(%1, %c)", "a - b - c")]
    [InlineData("%1 = Add(%b, %c)\n %2 = Add(%a, %1)", "a + (b + c)")]
    [InlineData("%1 = Multiply(%b, %c)\n %2 = Multiply(%a, %1)", "a * (b * c)")]
    [InlineData("%1 = Divide(%a, %b)\n %2 = Multiply(%1, %c)", "a / b * c")]
    [InlineData("%1 = Multiply(%b, %c)\n %2 = Add(%a, %1)", "a + b * c")]
    [InlineData("%1 = Add(%b, %c)\n %2 = Multiply(%a, %1)", "a * (b + c)")]
    [InlineData("%1 = Negate(%b)\n %2 = Subtract(%a, %1)", "a - -b")]
    [InlineData("%1 = Negate(%b)\n %2 = Negate(%1)", "-(-b)")]
    [InlineData("%1 = Add(%a, %b)\n %2 = Negate(%1)", "-(a + b)")]
    [InlineData("%1 = Multiply(%a, %b)\n %2 = Negate(%1)", "-a * b")]
    [InlineData("%1 = Divide(%a, %b)\n %3 = Negate(%1)\n %2 = Multiply(%3, %a)", "-a / b * a")]
    [InlineData("%1 = Divide(%a, %b)\n %3 = Negate(%1)\n %2 = Multiply(%a, %3)", "a * (-a / b)")]
    [InlineData("%1 = Negate(%a)\n %3 = Multiply(%1, %b)\n %2 = Negate(%3)", "-(-a * b)")]
    [InlineData("%1 = Add(%a, %b)\n %3 = Multiply(%1, %b)\n %2 = Negate(%3)", "-(a + b) * b")]
    [InlineData("%1 = Negate(%a)\n %2 = Multiply(%1, %b)", "-a * b")]
    [InlineData("%1 = const f64 -2\n %2 = Multiply(%a, %1)", "a * -2.0")]
    [InlineData("%1 = const f64 -2\n %2 = Negate(%1)", "-(-2.0)")]
    [InlineData("%1 = const f64 -0\n %2 = Subtract(%a, %1)", "a - -0.0")]
    [InlineData("%1 = Add(%a, %b)\n %2 = Pow(%1, %c)", "global::System.Math.Pow(a + b, c)")]
    [InlineData("%1 = const f64 3.141592653589793 \"global::System.Math.PI\"\n %2 = Multiply(%1, %a)", "global::System.Math.PI * a")]
    [InlineData("%1 = StopGradient(%a)\n %2 = Multiply(%1, %b)", "a * b")]
    public void ParenthesesAreThoseThatTheOrderOfOperationsNeeds(string statements, string expression) => Assert.Equal(
        $"return {expression};",
        Emitted.Gradient($"func @g(%a: f64, %b: f64, %c: f64) -> (f64) {{ {statements}\n yield %2 }}"));

    [Theory]
    [InlineData("%1 = Add(%i, %j)\n %2: f64 = Convert(%1)", "(double)unchecked(i + j)")]
    [InlineData("%1 = checked Add(%i, %j)\n %3 = checked Multiply(%1, %i)\n %2: f64 = Convert(%3)", "(double)checked((i + j) * i)")]
    [InlineData("%1 = Add(%i, %j)\n %3 = checked Multiply(%1, %i)\n %2: f64 = Convert(%3)", "(double)checked(unchecked(i + j) * i)")]
    [InlineData("%1 = Negate(%i)\n %2: f64 = Convert(%1)", "(double)unchecked(-i)")]
    [InlineData("%1 = Complement(%i)\n %2: f64 = Convert(%1)", "(double)~i")]
    [InlineData("%1: i32 = Convert(%a)\n %2: f64 = Convert(%1)", "(double)unchecked((int)a)")]
    [InlineData("%1: i64 = Convert(%i)\n %2: f64 = Convert(%1)", "(double)(long)i")]
    [InlineData("%1: u8 = checked Convert(%i)\n %2: f64 = Convert(%1)", "(double)checked((byte)i)")]
    [InlineData("%1: f32 = Convert(%a)\n %2: f64 = Convert(%1)", "(double)(float)a")]
    [InlineData("%1 = Negate(%a)\n %3: f32 = Convert(%1)\n %2: f64 = Convert(%3)", "(double)(float)(-a)")]
    [InlineData("%1 = const i32 2\n %2: f64 = Convert(%1)", "2.0")]
    [InlineData("%1 = const i32 3 \"global::N.C.Count\"\n %2: f64 = Convert(%1)", "(double)global::N.C.Count")]
    [InlineData("%1 = const i32 2\n %3 = ShiftLeft(%i, %1)\n %2: f64 = Convert(%3)", "(double)(i << 2)")]
    [InlineData("%1 = const i32 1\n %3 = And(%i, %1)\n %4 = Equal(%3, %j)\n %2 = if %4 { yield %a } else { yield %b }", "(i & 1) == j ? a : b")]
    [InlineData("%1 = Less(%a, %b)\n %3 = Greater(%a, %b)\n %4 = Equal(%1, %3)\n %2 = if %4 { yield %a } else { yield %b }", "(a < b) == (a > b) ? a : b")]
    [InlineData("%1 = Max(%i, %j)\n %2: f64 = Convert(%1)", "(double)global::System.Math.Max(i, j)")]
    public void IntegersSayWhatHappensOnOverflow(string statements, string expression) => Assert.Equal(
        $"return {expression};",
        Emitted.Gradient($"func @g(%a: f64, %b: f64, %i: i32, %j: i32) -> (f64) {{ {statements}\n yield %2 }}"));

    [Fact]
    public void IntegersThatTheCompilerWouldRefuseToFoldAreNamed() => Assert.Equal(
        """
        int constant = 0;
        int constant1 = 2;
        return (double)(i / constant) + (double)checked(2147483647 + constant1);
        """,
        Emitted.Gradient("""
            func @g(%a: f64, %i: i32) -> (f64) {
              %1 = const i32 0
              %2 = const i32 2147483647
              %3 = const i32 2
              %4 = Divide(%i, %1)
              %5 = checked Add(%2, %3)
              %6: f64 = Convert(%4)
              %7: f64 = Convert(%5)
              %8 = Add(%6, %7)
              yield %8
            }
            """));

    [Fact]
    public void FloatsStayFloats()
    {
        const string Text = """
            func @g(%a: f32, %b: f32) -> (f32) {
              %1 = const f32 0.1
              %2 = Multiply(%a, %1)
              %3 = Sin(%b)
              %4 = Add(%2, %3)
              %5 = Abs(%4)
              yield %5
            }
            """;
        Assert.Equal("return global::System.MathF.Abs(a * 0.1f + global::System.MathF.Sin(b));", Emitted.Gradient(Text));
        Assert.Equal(
            "return global::System.Math.Abs(a * 0.1f + (float)global::System.Math.Sin(b));",
            Emitted.Gradient(Text, new Capabilities(73, HasMathF: false)));
    }
}
