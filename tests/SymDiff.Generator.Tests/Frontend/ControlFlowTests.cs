namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What statements become: the conventions that the emitter relies on.</summary>
public sealed class ControlFlowTests
{
    [Fact]
    public void EarlyReturn_TakesTheRestIntoTheOtherArm() => Is(
        "[Differentiable] public static double F(double x) { if (x < 0) return 0; double y = x * x; return y; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 0
          %2: bool = Less(%x.0, %1)
          %5: f64 = if %2 {
            %3: f64 = const 0
            yield %3
          } else {
            %y.4: f64 = Multiply(%x.0, %x.0)
            yield %y.4
          }
          yield %5
        }
        """);

    [Fact]
    public void CountedLoop() => Is(
        "[Differentiable] public static double F(double x, int n) { double s = 0; for (int i = 0; i < n; i++) { s += x * i; } return s; }",
        """
        func @F(%x.0: f64, %n.1: i32) -> (f64) {
          %s.2: f64 = const 0
          %s.8: f64 = loop loop count %n.1 (%s.2) { |%i.3: i32, %s.4: f64|
            %5: f64 = Convert(%i.3)
            %6: f64 = Multiply(%x.0, %5)
            %s.7: f64 = Add(%s.4, %6)
            yield %s.7
          }
          yield %s.8
        }
        """);

    [Fact]
    public void CountedLoop_FromAndDownAndInSteps() => Is(
        """
        [Differentiable] public static double F(double x, int n, int m)
        {
            for (int i = m; i < n; i++) x *= i;
            for (int i = n - 1; i >= 2; i--) x *= i;
            for (int i = 1; i < 10; i += 3) x *= i;
            return x;
        }
        """,
        """
        func @F(%x.0: f64, %n.1: i32, %m.2: i32) -> (f64) {
          %3: i32 = Max(%n.1, %m.2)
          %4: i32 = Subtract(%3, %m.2)
          %x.10: f64 = loop loop count %4 (%x.0) { |%5: i32, %x.6: f64|
            %i.7: i32 = Add(%m.2, %5)
            %8: f64 = Convert(%i.7)
            %x.9: f64 = Multiply(%x.6, %8)
            yield %x.9
          }
          %11: i32 = const 1
          %i.12: i32 = Subtract(%n.1, %11)
          %13: i32 = const 1
          %14: i32 = Max(%i.12, %13)
          %15: i32 = const 1
          %16: i32 = Subtract(%14, %15)
          %x.22: f64 = loop loop1 count %16 (%x.10) { |%17: i32, %x.18: f64|
            %i.19: i32 = Subtract(%i.12, %17)
            %20: f64 = Convert(%i.19)
            %x.21: f64 = Multiply(%x.18, %20)
            yield %x.21
          }
          %23: i32 = const 3
          %24: i32 = const 1
          %x.32: f64 = loop loop2 count %23 (%x.22) { |%25: i32, %x.26: f64|
            %27: i32 = const 3
            %28: i32 = Multiply(%25, %27)
            %i.29: i32 = Add(%24, %28)
            %30: f64 = Convert(%i.29)
            %x.31: f64 = Multiply(%x.26, %30)
            yield %x.31
          }
          yield %x.32
        }
        """);

    [Fact]
    public void WhileLoop_BeginsWithItsTest_AndDoEndsWithIt() => Is(
        "[Differentiable] public static double F(double x) { while (x > 1) { x = x / 2; } do { x = x * 3; } while (x < 2); return x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %x.7: f64 = loop loop (%x.0) { |%1: i32, %x.2: f64|
            %3: f64 = const 1
            %4: bool = Greater(%x.2, %3)
            if %4 {
              yield
            } else {
              exit loop %x.2
            }
            %5: f64 = const 2
            %x.6: f64 = Divide(%x.2, %5)
            yield %x.6
          }
          %x.14: f64 = loop loop1 (%x.7) { |%8: i32, %x.9: f64|
            %10: f64 = const 3
            %x.11: f64 = Multiply(%x.9, %10)
            %12: f64 = const 2
            %13: bool = Less(%x.11, %12)
            if %13 {
              yield
            } else {
              exit loop1 %x.11
            }
            yield %x.11
          }
          yield %x.14
        }
        """);

    [Fact]
    public void BreakIsAnExit_AndContinueAtTheEndIsNone() => Is(
        "[Differentiable] public static double F(double x) { double s = 0; for (int i = 0; i < 5; i++) { if (i == 2) continue; if (s > 3) break; s += x; } return s; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %s.1: f64 = const 0
          %2: i32 = const 5
          %s.11: f64 = loop loop count %2 (%s.1) { |%i.3: i32, %s.4: f64|
            %5: i32 = const 2
            %6: bool = Equal(%i.3, %5)
            %s.10: f64 = if %6 {
              yield %s.4
            } else {
              %7: f64 = const 3
              %8: bool = Greater(%s.4, %7)
              if %8 {
                exit loop %s.4
              } else {
                yield
              }
              %s.9: f64 = Add(%s.4, %x.0)
              yield %s.9
            }
            yield %s.10
          }
          yield %s.11
        }
        """);

    [Fact]
    public void Guard_IsAnEffectThatNothingFollows() => Is(
        "[Differentiable] public static double F(double x) { if (x < 0) throw new ArgumentException(\"x\"); return x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 0
          %2: bool = Less(%x.0, %1)
          if %2 {
            %3: opaque<"string"> = external ""x""()
            effect "throw new global::System.ArgumentException({0})"(%3)
            yield
          } else {
            yield
          }
          yield %x.0
        }
        """);

    [Fact]
    public void Spans_AreReadByNumber() => Assert.Contains(
        "load %w.1[",
        Reading.Ir("[Differentiable] public static double F(double x, [NoGradient] ReadOnlySpan<double> w) { foreach (double v in w) x = x * v; return x; }"),
        StringComparison.Ordinal);

    private static void Is(string members, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), Reading.Ir(members));
}
