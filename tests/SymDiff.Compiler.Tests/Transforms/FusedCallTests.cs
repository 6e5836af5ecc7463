using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>Calls of which both halves are one call of the pullback.</summary>
public class FusedCallTests
{
    private const string Power = """
        func @power(%x: f64, %n: i32) -> (f64) {
          %zero: i32 = const 0
          %done = Equal(%n, %zero)
          %r: f64 = if %done { %unit: f64 = const 1 yield %unit } else {
            %one: i32 = const 1
            %less: i32 = Subtract(%n, %one)
            %inner: f64 = call @power(%x, %less)
            %p = Multiply(%x, %inner)
            yield %p
          }
          yield %r
        }
        """;

    // Adds x[i] times what the rest gives, from the last element on.
    private const string Rest = """
        func @rest(%x: buffer<f64>, %i: i32) -> (f64) {
          %n: i32 = length %x
          %done = Equal(%i, %n)
          %r: f64 = if %done { %unit: f64 = const 1 yield %unit } else {
            %one: i32 = const 1
            %next: i32 = Add(%i, %one)
            %inner: f64 = call @rest(%x, %next) reads (0, 1)
            %xi: f64 = load %x[%i]
            %p = Multiply(%xi, %inner)
            %s = Add(%p, %xi)
            yield %s
          }
          yield %r
        }
        """;

    [Fact]
    public void A_known_cotangent_goes_along_with_the_call()
    {
        var (module, vjp) = Derived(Power, "power");
        Assert.Equal(["power__Vjp"], Called(module));
        object?[] results = new Interpreter(module).Call(vjp, 1.5, 4, 2.0);
        Assert.Equal(Math.Pow(1.5, 4), (double)results[0]!, 1e-12);
        Assert.Equal(2 * 4 * Math.Pow(1.5, 3), (double)results[1]!, 1e-12);
    }

    [Fact]
    public void What_the_cotangent_needs_is_loaded_before_the_call()
    {
        var (module, _) = Derived(Rest, "rest");
        Assert.Equal(["rest__Vjp"], Called(module));
        var call = (Call)module["rest__Vjp"].Body.AllStatements().Single(s => s.Operation is Call).Operation;

        // The cotangent and the shadow; only the shadow is written.
        Assert.Equal(2, call.Kept);
        Assert.Equal([true, true, true, false], call.OnlyRead);
    }

    [Fact]
    public void Shadows_are_apart_from_what_they_are_shadows_of()
    {
        var (module, _) = Derived(Rest, "rest");
        Assert.True(module["rest__Vjp"].MayOverlap);
        Assert.Equal(1, module["rest__Vjp"].Shadows);
        var loads = module["rest__Vjp"].Body.AllStatements().Count(s => s.Operation is Load);
        Assert.Equal(1, loads);
    }

    [Theory]
    // The cotangent is a cosine of what the call returns: a factor of what its pullback gives.
    [InlineData("%p = Sin(%inner)", true)]
    // So it is where the result is used twice.
    [InlineData("%p = Multiply(%inner, %inner)", true)]
    public void A_cotangent_that_is_known_later_is_a_factor(string last, bool isFused)
    {
        var (module, vjp) = Derived(Power.Replace("%p = Multiply(%x, %inner)", last, StringComparison.Ordinal).Replace("%unit: f64 = const 1 yield %unit", "yield %x", StringComparison.Ordinal), "power");
        Assert.Equal(isFused, Called(module).SequenceEqual(["power__Vjp"]));
        const double H = 1e-5;
        double slope = (Value(0.7 + H) - Value(0.7 - H)) / (2 * H);
        object?[] results = new Interpreter(module).Call(vjp, 0.7, 3, 1.5);
        Assert.Equal(1.5 * slope, (double)results[1]!, 1e-8);

        double Value(double x) => (double)new Interpreter(module).Call("power", x, 3)[0]!;
    }

    [Fact]
    public void Where_one_call_needs_its_halves_all_have_them()
    {
        // The memory that is read is written in between, so what was read is not there any more when the second call is reversed, and the first one's shadow is cleared.
        var module = Parser.ParseModule(Rest + "\n" + """
            func @twice(%x: buffer<f64>) -> (f64) {
              %zero: i32 = const 0
              %one: i32 = const 1
              %a: f64 = call @rest(%x, %zero) reads (0, 1)
              %s = Sin(%a)
              store %x[%one] %s
              %t: buffer<f64> = alloc f64[%one]
              %b: f64 = call @kept(%t, %x, %zero)
              %r = Add(%a, %b)
              yield %r
            }
            func @kept(%t: buffer<f64>, %x: buffer<f64>, %i: i32) -> (f64) {
              %n: i32 = length %x
              %done = Equal(%i, %n)
              %r: f64 = if %done { %unit: f64 = const 1 yield %unit } else {
                %one: i32 = const 1
                %next: i32 = Add(%i, %one)
                %zero: i32 = const 0
                %xi: f64 = load %x[%i]
                store %t[%zero] %xi
                %inner: f64 = call @kept(%t, %x, %next)
                %p = Multiply(%xi, %inner)
                yield %p
              }
              yield %r
            }
            """);
        var derivations = new Derivations(module, verify: true);
        derivations.Vjp("twice");
        Assert.DoesNotContain("rest__Vjp", Called(module));
        Assert.Contains("rest__Reverse", Called(module));
        Assert.Contains("kept__Reverse", Called(module));
    }

    private static (Module Module, string Vjp) Derived(string text, string name)
    {
        var module = Parser.ParseModule(text);
        return (module, new Derivations(module, verify: true).Vjp(name));
    }

    private static List<string> Called(Module module) =>
        [.. module.Functions.Where(f => f.Name.Contains("__", StringComparison.Ordinal)).SelectMany(f => f.Body.AllStatements()).Select(s => s.Operation).OfType<Call>().Select(c => c.Callee).Distinct()];
}
