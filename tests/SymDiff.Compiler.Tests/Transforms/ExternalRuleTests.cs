using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Programs;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>C# that is not looked into but has a rule: <c>w(x, y) = sin(x)·y²</c>, known to the compiler only by the texts.</summary>
public class ExternalRuleTests
{
    private const string Partials = "rule (1, 1) partials \"dw({0}, {1}, {2})\"";
    private const string Pullback = "rule (1, 1) pullback \"wVjp({0}, {1}, {2}, ref {3}, ref {4})\"";
    private const string Pushforward = "rule (1, 1) pushforward \"wJvp({0}, {1}, {2}, {3})\"";

    public static TheoryData<string> Rules => [Partials, Pullback, Pushforward, Pullback + " pushforward \"wJvp({0}, {1}, {2}, {3})\""];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_of_any_kind_gives_both_directions(string rule) => New($$"""
        func @f(%x: f64, %y: f64) -> (f64) {
          %a = Multiply(%x, %y)
          %w: f64 = external "w({0}, {1})"(%a, %x) {{rule}}
          %r = Multiply(%w, %y)
          yield %r
        }
        """).FirstOrder("f", new Point(0.7, 1.3));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Inside_a_loop_the_value_is_kept_and_not_run_again(string rule) => New($$"""
        func @f(%x: f64, %y: f64) -> (f64) {
          %n: i32 = const 4
          %r: f64 = loop repeat count %n (%x) { |%i: i32, %s: f64|
            %w: f64 = external "w({0}, {1})"(%s, %y) {{rule}}
            yield %w
          }
          yield %r
        }
        """).FirstOrder("f", new Point(0.7, 1.1));

    [Theory]
    [InlineData("(1, 0)")]
    [InlineData("(0, 1)")]
    public void What_the_rule_does_not_flag_is_constant(string flags)
    {
        var check = New($$"""
            func @f(%x: f64, %y: f64) -> (f64) {
              %w: f64 = external "w({0}, {1})"(%x, %y) rule {{flags}} partials "{{(flags == "(1, 0)" ? "dwx" : "dwy")}}({0}, {1})"
              yield %w
            }
            """);
        double[] gradient = check.Pullback("f", new Point(0.7, 1.3), [1]).Gradient;
        double[] expected = flags == "(1, 0)" ? [Math.Cos(0.7) * 1.69, 0] : [0, Math.Sin(0.7) * 2.6];
        Assert.Equal(expected[0], gradient[0], 1e-14);
        Assert.Equal(expected[1], gradient[1], 1e-14);
    }

    [Fact]
    public void A_rule_of_the_partials_gives_the_second_order()
    {
        var check = New("""
            func @f(%x: f64, %y: f64) -> (f64) {
              %w: f64 = external "sin({0})"(%x) rule (1) partials "cos({0})" rule (1) partials "minusSin({0})"
              %r = Multiply(%w, %y)
              yield %r
            }
            """);
        check.FirstOrder("f", new Point(0.7, 1.3));
        check.FirstOrder(check.Derivations.Vjp("f"), new Point(0.7, 1.3, 0.9));
    }

    [Fact]
    public void A_second_order_that_is_not_known_is_an_error_and_no_zero()
    {
        var check = New("""
            func @f(%x: f64) -> (f64) {
              %w: f64 = external "sin({0})"(%x) rule (1) partials "cos({0})"
              yield %w
            }
            """);
        string vjp = check.Derivations.Vjp("f");
        Assert.Equal("cos({0})", Assert.Throws<NoDerivativeException>(() => check.Derivations.Jvp(vjp)).What);
        Assert.Throws<NoDerivativeException>(() => check.Derivations.Vjp(vjp));
    }

    [Theory]
    [InlineData("external \"w({0}, {1})\"(%x, %y) rule (1, 1) partials \"dw({0}, {1}, {2})\"", 1)]
    [InlineData("external \"w({0}, {1})\"(%x, %n) rule (1, 0) partials \"dwx({0}, {1})\"", 1)]
    [InlineData("external \"w({0}, {1})\"(%x, %y)", 2)]
    [InlineData("effect \"w({0}, {1})\"(%x, %y) rule (1, 1) partials \"dw({0}, {1}, {2})\"", 2)]
    [InlineData("external \"w({0}, {1})\"(%x, %o) rule (1, 0) partials \"dwx({0}, {1})\"", 2)]
    [InlineData("external \"w({0}, {1})\"(%x, %b) rule (1, 0) partials \"dwx({0}, {1})\"", 2)]
    public void A_function_of_numbers_is_run_once_for_the_same_arguments(string call, int calls)
    {
        var function = Parser.ParseFunction($$"""
            func @f(%x: f64, %y: f64, %n: i32, %o: opaque<"Table">, %b: buffer<f64>) -> (f64) {
              %v: f64 = {{call}}
              %s = Sin(%v)
              %w: f64 = {{call}}
              %r = Multiply(%s, %w)
              yield %r
            }
            """);
        var tidied = Verifier.Check(Simplifier.Run(function, exactResults: 1));
        Assert.Equal(calls, tidied.Body.AllStatements().Count(s => s.Operation is External));
    }

    [Fact]
    public void Partials_that_are_several_are_run_once_for_the_same_arguments()
    {
        var function = Parser.ParseFunction("""
            func @f(%x: f64, %y: f64) -> (f64) {
              %a: f64, %b: f64 = external "dw({0}, {1})"(%x, %y) rule (1, 1)
              %c: f64, %d: f64 = external "dw({0}, {1})"(%x, %y) rule (1, 1)
              %e: f64, %f: f64 = external "dw({0}, {1})"(%y, %x) rule (1, 1)
              %r = Multiply(%b, %c)
              %s = Multiply(%r, %d)
              %t = Multiply(%s, %f)
              yield %t
            }
            """);
        var tidied = Verifier.Check(Simplifier.Run(function, exactResults: 1));
        var left = tidied.Body.AllStatements().Where(s => s.Operation is External).ToList();
        Assert.Equal(2, left.Count);
        var products = tidied.Body.AllStatements().Where(s => s.Operation is Apply).Select(s => s.Operation.Operands).ToList();
        Assert.Equal([left[0].Results[1], left[0].Results[0]], products[0]);
        Assert.Equal(left[0].Results[1], products[1][1]);
    }

    [Fact]
    public void The_text_form_is_read_back()
    {
        var module = Parser.ParseModule($$"""
            func @f(%x: f64, %y: f64) -> (f64) {
              %w: f64 = external "w({0}, {1})"(%x, %y) {{Partials}} pullback "p" pushforward "q" rule (1, 0, 1) partials "ddw"
              yield %w
            }
            """);
        Assert.Equal(module["f"], Parser.ParseModule(Printer.Print(module["f"]))["f"]);
    }

    private static Check New(string text)
    {
        return new Check(Parser.ParseModule(text), Externals);

        static Dictionary<string, Func<object?[], object?>> Externals() => new(StringComparer.Ordinal)
        {
            ["w({0}, {1})"] = a => Math.Sin(X(a)) * Y(a) * Y(a),
            ["dw({0}, {1}, {2})"] = a => new object?[] { Math.Cos(X(a)) * Y(a) * Y(a), 2 * (double)a[2]! / Y(a) },
            ["dwx({0}, {1})"] = a => Math.Cos(X(a)) * Y(a) * Y(a),
            ["dwy({0}, {1})"] = a => Math.Sin(X(a)) * 2 * Y(a),
            ["wVjp({0}, {1}, {2}, ref {3}, ref {4})"] = a => new object?[] { (double)a[2]! * Math.Cos(X(a)) * Y(a) * Y(a), (double)a[2]! * Math.Sin(X(a)) * 2 * Y(a) },
            ["wJvp({0}, {1}, {2}, {3})"] = a => new object?[] { Math.Sin(X(a)) * Y(a) * Y(a), ((double)a[2]! * Math.Cos(X(a)) * Y(a) * Y(a)) + ((double)a[3]! * Math.Sin(X(a)) * 2 * Y(a)) },
            ["sin({0})"] = a => Math.Sin(X(a)),
            ["cos({0})"] = a => Math.Cos(X(a)),
            ["minusSin({0})"] = a => -Math.Sin(X(a)),
        };

        static double X(object?[] a) => (double)a[0]!;

        static double Y(object?[] a) => (double)a[1]!;
    }
}
