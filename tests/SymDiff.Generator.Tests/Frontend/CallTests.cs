namespace SymDiff.Generator.Tests.Frontend;

/// <summary>What calls and reads become.</summary>
public sealed class CallTests
{
    [Fact]
    public void Helper_IsReadThrough() => Is(
        "[Differentiable] public static double F(double x) => Square(x + 1); private static double Square(double value) { double r = value * value; return r; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 1
          %2: f64 = Add(%x.0, %1)
          %r.3: f64 = Multiply(%2, %2)
          yield %r.3
        }
        """);

    [Fact]
    public void LocalFunction_ReadsAndWritesTheVariablesItCaptures() => Is(
        "[Differentiable] public static double F(double x) { double s = 0; void Add(double v) { s += v; } Add(x); Add(x * x); return s; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %s.1: f64 = const 0
          %s.2: f64 = Add(%s.1, %x.0)
          %3: f64 = Multiply(%x.0, %x.0)
          %s.4: f64 = Add(%s.2, %3)
          yield %s.4
        }
        """);

    [Fact]
    public void GenericHelper_TakesTheTypeOfItsArgument() => Is(
        "[Differentiable] public static float F(float x) => Pick(x, 2, true); private static T Pick<T>(T a, T b, bool first) => first ? a : b;",
        """
        func @F(%x.0: f32) -> (f32) {
          %1: f32 = const 2
          %2: bool = const true
          %3: f32 = if %2 {
            yield %x.0
          } else {
            yield %1
          }
          yield %3
        }
        """);

    [Fact]
    public void MarkedMethod_IsReadThrough() => Is(
        "[Differentiable] public static double F(double x) => Other.G(x) * 2; static class Other { public static double G(double x, double y = 3) => x * y; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 3
          %2: f64 = Multiply(%x.0, %1)
          %3: f64 = const 2
          %4: f64 = Multiply(%2, %3)
          yield %4
        }
        """);

    [Fact]
    public void ParametersOfAHelper_AreCopies() => Is(
        "[Differentiable] public static double F(double x) { double y = x; return Twice(y) * y; } private static double Twice(double v) { v *= 2; return v; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 2
          %v.2: f64 = Multiply(%x.0, %1)
          %3: f64 = Multiply(%v.2, %x.0)
          yield %3
        }
        """);

    [Fact]
    public void CallWithoutActiveArguments_IsAnEffect() => Is(
        "[Differentiable] public static double F(double x, Random random) => x * random.NextDouble() + Scale(2); public static double Rate; public static double Scale(double s) => s + Rate;",
        """
        func @F(%x.0: f64, %random.1: opaque<"global::System.Random">) -> (f64) {
          %2: f64 = effect "{0}.NextDouble()"(%random.1)
          %3: f64 = Multiply(%x.0, %2)
          %4: f64 = const 2
          %5: f64 = anything "global::C.Scale({0})"(%4)
          %6: f64 = Add(%3, %5)
          yield %6
        }
        """);

    [Fact]
    public void SmallHelperOfConstants_IsReadThrough() => Is(
        "[Differentiable] public static double F(double x, int n) => x * Scale(n); private static double Scale(int i) => Half(i); private static double Half(int i) => 0.5 * i;",
        """
        func @F(%x.0: f64, %n.1: i32) -> (f64) {
          %2: f64 = const 0.5
          %3: f64 = Convert(%n.1)
          %4: f64 = Multiply(%2, %3)
          %5: f64 = Multiply(%x.0, %4)
          yield %5
        }
        """);

    [Fact]
    public void PureMathOfConstants_StaysAsItIs() => Is(
        "[Differentiable] public static double F(double x, int n) => x * Math.Floor(2.5) + Math.Abs(n) + n % 3 + Math.Atan2(y: 1, x: 2);",
        """
        func @F(%x.0: f64, %n.1: i32) -> (f64) {
          %2: f64 = const 2.5
          %3: f64 = Floor(%2)
          %4: f64 = Multiply(%x.0, %3)
          %5: i32 = external "global::System.Math.Abs({0})"(%n.1)
          %6: f64 = Convert(%5)
          %7: f64 = Add(%4, %6)
          %8: i32 = const 3
          %9: i32 = external "({0} % {1})"(%n.1, %8)
          %10: f64 = Convert(%9)
          %11: f64 = Add(%7, %10)
          %12: f64 = const 1
          %13: f64 = const 2
          %14: f64 = Atan2(%12, %13)
          %15: f64 = Add(%11, %14)
          yield %15
        }
        """);

    [Fact]
    public void Reads_AreEffectsUnlessTheyCannotChange() => Assert.Equal(
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = effect "this.Rate"
          %2: f64 = Multiply(%x.0, %1)
          %3: f64 = external "this.Fixed"
          %4: f64 = Add(%2, %3)
          %5: f64 = effect "global::C.Shared"
          %6: f64 = Add(%4, %5)
          %7: f64 = external "this.Auto"
          %8: f64 = Add(%6, %7)
          yield %8
        }
        """.ReplaceLineEndings("\n").Replace("effect \"this.Rate\"", "effect \"this.Rate\"()", StringComparison.Ordinal)
            .Replace("\"this.Fixed\"", "\"this.Fixed\"()", StringComparison.Ordinal)
            .Replace("\"global::C.Shared\"", "\"global::C.Shared\"()", StringComparison.Ordinal)
            .Replace("\"this.Auto\"", "\"this.Auto\"()", StringComparison.Ordinal),
        Reading.IrOf("""
            public partial class C
            {
                public double Rate;
                private readonly double Fixed = 1;
                public static double Shared { get; set; }
                public double Auto { get; }
                [SymDiff.Differentiable] public double F(double x) => x * Rate + Fixed + Shared + Auto;
            }
            """));

    [Fact]
    public void Enums_AreConstants() => Is(
        "public enum Mode { A, B } [Differentiable] public static double F(double x, Mode mode) => mode == Mode.B ? x : 1;",
        """
        func @F(%x.0: f64, %mode.1: opaque<"global::C.Mode">) -> (f64) {
          %2: opaque<"global::C.Mode"> = external "(global::C.Mode)(1)"()
          %3: bool = external "({0} == {1})"(%mode.1, %2)
          %5: f64 = if %3 {
            yield %x.0
          } else {
            %4: f64 = const 1
            yield %4
          }
          yield %5
        }
        """);

    [Fact]
    public void ConditionalCall_IsKept() => Is(
        "[Differentiable] public static double F(double x) { System.Diagnostics.Debug.Assert(x > 0, \"positive\"); return x; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 0
          %2: bool = Greater(%x.0, %1)
          %3: opaque<"string"> = external ""positive""()
          effect "global::System.Diagnostics.Debug.Assert({0}, {1})"(%2, %3)
          yield %x.0
        }
        """);

    [Fact]
    public void ActiveReceiver_IsNoConstant() => Marked.Members(
        "SD1003", "[Differentiable] public static double F(double x) => x * [|x.CompareTo(1)|];");

    [Fact]
    public void EvaluationOrder_SurvivesHelpersThatWriteWhatIsRead() => Is(
        "[Differentiable] public static double F(double x) { return x * Bump() + x; double Bump() => x += 1; }",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: f64 = const 1
          %x.2: f64 = Add(%x.0, %1)
          %3: f64 = Multiply(%x.0, %x.2)
          %4: f64 = Add(%3, %x.2)
          yield %4
        }
        """);

    [Fact]
    public void Predicates_OfActiveValuesAreConditions() => Is(
        "[Differentiable] public static double F(double x) => double.IsNaN(x) ? 0 : x;",
        """
        func @F(%x.0: f64) -> (f64) {
          %1: bool = external "double.IsNaN({0})"(%x.0)
          %3: f64 = if %1 {
            %2: f64 = const 0
            yield %2
          } else {
            yield %x.0
          }
          yield %3
        }
        """);

    /// <summary>Braces of a literal are not places for arguments, neither in the form nor in what is emitted.</summary>
    [Fact]
    public void Literal_KeepsItsBraces()
    {
        const string Members = """
            [Differentiable] public static double F(double x) => x * Scale("{0} {x}", 2);
            private static double Scale(string format, int count) => string.Format(format, count, 1).Length;
            """;
        Assert.Contains("external \"\"{{0}} {{x}}\"\"()", Reading.Ir(Members), StringComparison.Ordinal);
        var result = TestKit.Driver.Run(new TestKit.DriverInput($"using SymDiff;\npublic static partial class C\n{{\n{Members}\n}}")).ShouldHaveNoErrors();
        Assert.Contains("Scale(\"{0} {x}\", 2)", result.Source, StringComparison.Ordinal);
    }

    private static void Is(string members, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n"), Reading.Ir(members));
}
