using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>Calls of functions with constants among their parameters, and of functions that are defined elsewhere.</summary>
public class CalleeTests
{
    private const string Power = """
        func @power(%x: f64, %scale: f64, %n: i32) -> (f64) {
          %zero: i32 = const 0
          %done = Equal(%n, %zero)
          %r: f64 = if %done { yield %scale } else {
            %one: i32 = const 1
            %less: i32 = Subtract(%n, %one)
            %inner: f64 = call @power(%x, %scale, %less)
            %p = Multiply(%x, %inner)
            yield %p
          }
          yield %r
        }
        """;

    [Fact]
    public void A_constant_parameter_of_a_callee_has_no_cotangent()
    {
        var module = new Module();
        module.Add(Parser.ParseFunction(Power), EquatableArray.Of(true, false, false));
        var derivations = new Derivations(module, verify: true);
        string vjp = derivations.Vjp("power", EquatableArray.Of(true, false, false));
        derivations.Require("power__Reverse");
        Assert.Single(module["power__Reverse"].Results);
        object?[] results = new Interpreter(module).Call(vjp, 1.5, 2.0, 4, 1.0);
        Assert.Equal(2 * Math.Pow(1.5, 4), (double)results[0]!, 1e-12);
        Assert.Equal(8 * Math.Pow(1.5, 3), (double)results[1]!, 1e-12);

        string jvp = derivations.Jvp("power", EquatableArray.Of(true, false, false));
        results = new Interpreter(module).Call(jvp, 1.5, 2.0, 4, 1.0);
        Assert.Equal(8 * Math.Pow(1.5, 3), (double)results[1]!, 1e-12);
    }

    [Fact]
    public void What_is_declared_is_asked_for_and_not_derived()
    {
        var module = Parser.ParseModule("""
            func @f(%x: f64, %k: f64) -> (f64) {
              %a: f64 = call @elsewhere(%x, %k)
              %b = Multiply(%a, %x)
              yield %b
            }
            """);
        module.Declare(new Declaration("elsewhere", EquatableArray.Of(true, false)));
        var derivations = new Derivations(module, verify: true);
        string vjp = derivations.Vjp("f");
        derivations.Jvp("f");
        Assert.Equal(["elsewhere__Forward", "elsewhere__Jvp", "elsewhere__Reverse"], derivations.Requested);
        derivations.Jvp(vjp);
        Assert.Equal(["elsewhere__Forward", "elsewhere__Forward__Jvp", "elsewhere__Jvp", "elsewhere__Reverse", "elsewhere__Reverse__Jvp"], derivations.Requested);

        var reverse = module[vjp].Body.AllStatements().Single(s => s.Operation is Call { Callee: "elsewhere__Reverse" });
        Assert.Single(reverse.Results);
    }

    [Fact]
    public void The_forward_half_keeps_only_what_the_reverse_half_reads()
    {
        var module = Parser.ParseModule(Power);
        var derivations = new Derivations(module, verify: true);
        derivations.Require("power__Reverse");
        int kept = module["power__Forward"].Body.AllStatements().Count(s => s.Operation is Store);
        int read = module["power__Reverse"].Body.AllStatements().Count(s => s.Operation is Load);
        Assert.Equal(read, kept);
        Assert.Equal(4, kept);
    }
}
