namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What straight-line code becomes.</summary>
public sealed class ExpressionTests
{
    [Fact]
    public void Locals_NameTheirValues() => Is(
        "[Differentiable] public static double J(double a, double b, double c) { double v = b * c; var u = a + v; return 3 * u; }",
        """
        func @J(%a.0: f64, %b.1: f64, %c.2: f64) -> (f64) {
          %v.3: f64 = Multiply(%b.1, %c.2)
          %u.4: f64 = Add(%a.0, %v.3)
          %5: f64 = const 3
          %6: f64 = Multiply(%5, %u.4)
          yield %6
        }
        """);

    [Fact]
    public void CompoundAssignment_ReadsTheOldContentFirst() => Is(
        "[Differentiable] public static double F(double x) { double s = x; s += (s = 2) * x; return s; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %s.1: f64 = const 2
          %2: f64 = Multiply(%s.1, %x.0)
          %s.3: f64 = Add(%x.0, %2)
          yield %s.3
        }
        """);

    [Fact]
    public void Increments_GiveTheOldOrTheNewContent() => Is(
        "[Differentiable] public static double F(double x) { double a = x++; double b = --x; return a * b * x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 1
          %x.2: f64 = Add(%x.0, %1)
          %3: f64 = const 1
          %x.4: f64 = Subtract(%x.2, %3)
          %5: f64 = Multiply(%x.0, %x.4)
          %6: f64 = Multiply(%5, %x.4)
          yield %6
        }
        """);

    [Fact]
    public void NarrowIntegers_AreComputedInInt() => Is(
        "[Differentiable] public static double F(double x, byte n) { checked { n++; n += 2; } return x * n; }",
        """
        func @F(%x.0: f64, %n.1: u8) -> (f64) {
          %2: i32 = Convert(%n.1)
          %3: i32 = const 1
          %4: i32 = checked Add(%2, %3)
          %n.5: u8 = checked Convert(%4)
          %6: i32 = const 2
          %7: i32 = Convert(%n.5)
          %8: i32 = checked Add(%7, %6)
          %n.9: u8 = checked Convert(%8)
          %10: f64 = Convert(%n.9)
          %11: f64 = Multiply(%x.0, %10)
          yield %11
        }
        """);

    [Fact]
    public void Conversions_AreStatements() => Is(
        "[Differentiable] public static float F(double x, long n) { float s = (float)x; s *= n; return s + (float)(x * 2); }",
        """
        func @F(%x.0: f64, %n.1: i64) -> (f32) {
          %s.2: f32 = Convert(%x.0)
          %3: f32 = Convert(%n.1)
          %s.4: f32 = Multiply(%s.2, %3)
          %5: f64 = const 2
          %6: f64 = Multiply(%x.0, %5)
          %7: f32 = Convert(%6)
          %8: f32 = Add(%s.4, %7)
          yield %8
        }
        """);

    [Fact]
    public void Choice_EvaluatesOnlyTheArmTaken() => Is(
        "[Differentiable] public static double F(double x) => x > 0 ? Math.Sqrt(x) : 0;",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 0
          %2: bool = Greater(%x.0, %1)
          %5: f64 = if %2 {
            %3: f64 = Sqrt(%x.0)
            yield %3
          } else {
            %4: f64 = const 0
            yield %4
          }
          yield %5
        }
        """);

    [Fact]
    public void AssignmentsInArms_AreMerged() => Is(
        "[Differentiable] public static double F(double x, bool c) { double y = x; double z = c ? (y = x * x) : 1; return y + z; }",
        """
        func @F(%x.0: f64, %c.1: bool) -> (f64) {
          %z.4: f64, %y.5: f64 = if %c.1 {
            %y.2: f64 = Multiply(%x.0, %x.0)
            yield %y.2, %y.2
          } else {
            %3: f64 = const 1
            yield %3, %x.0
          }
          %6: f64 = Add(%y.5, %z.4)
          yield %6
        }
        """);

    [Fact]
    public void ConditionalAnd_EvaluatesTheRightSideOnlyWhereNeeded() => Is(
        "[Differentiable] public static double F(double x, int n) => n != 0 && 10 / n > 1 ? x : 1;",
        """
        func @F(%x.0: f64, %n.1: i32) -> (f64) {
          %2: i32 = const 0
          %3: bool = NotEqual(%n.1, %2)
          %9: bool = if %3 {
            %4: i32 = const 10
            %5: i32 = Divide(%4, %n.1)
            %6: i32 = const 1
            %7: bool = Greater(%5, %6)
            yield %7
          } else {
            %8: bool = const false
            yield %8
          }
          %11: f64 = if %9 {
            yield %x.0
          } else {
            %10: f64 = const 1
            yield %10
          }
          yield %11
        }
        """);

    [Fact]
    public void NamedConstants_KeepTheirNames() => Is(
        "private const double Rate = 0.5; [Differentiable] public static double F(double x) { const double local = 2; return Math.PI * x + Rate * x + local * x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 3.141592653589793 "global::System.Math.PI"
          %2: f64 = Multiply(%1, %x.0)
          %3: f64 = const 0.5 "global::C.Rate"
          %4: f64 = Multiply(%3, %x.0)
          %5: f64 = Add(%2, %4)
          %6: f64 = const 2
          %7: f64 = Multiply(%6, %x.0)
          %8: f64 = Add(%5, %7)
          yield %8
        }
        """);

    [Fact]
    public void NamedArguments_AreEvaluatedInTheOrderWritten() => Is(
        "[Differentiable] public static double F(double x) => Math.Pow(y: x++, x: x);",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 1
          %x.2: f64 = Add(%x.0, %1)
          %3: f64 = Pow(%x.2, %x.0)
          yield %3
        }
        """);

    [Fact]
    public void Discard_IsEvaluatedAndDropped() => Is(
        "[Differentiable] public static double F(double x) { _ = x++; return x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 1
          %x.2: f64 = Add(%x.0, %1)
          yield %x.2
        }
        """);

    [Fact]
    public void Logic_KeepsItsOperators() => Is(
        "[Differentiable] public static double F(double x, bool p, int n) => (!p ^ ((n & ~1) << 2) >> 1 == 4) | p ? x : -x;",
        """
        func @F(%x.0: f64, %p.1: bool, %n.2: i32) -> (f64) {
          %3: bool = Not(%p.1)
          %4: i32 = const -2
          %5: i32 = And(%n.2, %4)
          %6: i32 = const 2
          %7: i32 = ShiftLeft(%5, %6)
          %8: i32 = const 1
          %9: i32 = ShiftRight(%7, %8)
          %10: i32 = const 4
          %11: bool = Equal(%9, %10)
          %12: bool = Xor(%3, %11)
          %13: bool = Or(%12, %p.1)
          %15: f64 = if %13 {
            yield %x.0
          } else {
            %14: f64 = Negate(%x.0)
            yield %14
          }
          yield %15
        }
        """);

    [Fact]
    public void StopGradient_IsAPrimitive() => Is(
        "[Differentiable] public static double F(double x) => x * Differential.StopGradient(x);",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = StopGradient(%x.0)
          %2: f64 = Multiply(%x.0, %1)
          yield %2
        }
        """);

    [Theory]
    [InlineData("x * 2.0 + y", "((x) * (2.0)) + (y)")]
    [InlineData("x * 2.0 + y", "x /* times */ * 2.0\n // and\n + y")]
    public void LayoutAndParentheses_MeanNothing(string left, string right)
    {
        static string Source(string body) => $"using SymDiff; public static partial class C {{ [Differentiable] public static double F(double x, double y) => {body}; }}";
        Assert.Equal(Reading.Of(Source(left)).ToModel(), Reading.Of(Source(right)).ToModel());
    }

    private static void Is(string members, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), Reading.Ir(members));
}
