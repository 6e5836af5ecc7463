using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>The forms of a scalar method, as text.</summary>
public sealed class DifferentiateTests
{
    private static readonly Function E1 = Parser.ParseFunction("""
        func @J(%a: f64, %b: f64, %c: f64) -> (f64) {
          %v = Multiply(%b, %c)
          %u = Add(%a, %v)
          %three = const f64 3
          %J = Multiply(%three, %u)
          yield %J
        }
        """);

    [Fact]
    public void GradientOfE1IsWhatOneWrites()
    {
        var gradient = Differentiate.Form(E1, EquatableArray.Of(true, true, true), DerivativeKind.Gradient);
        File.WriteAllText("/tmp/o1.txt", Printer.Print(gradient));
    }
    [Fact]
    public void Others()
    {
        var text = "";
        foreach (var kind in new[] { DerivativeKind.ValueAndGradient, DerivativeKind.Vjp, DerivativeKind.Jvp })
        {
            text += Printer.Print(Differentiate.Form(E1, EquatableArray.Of(true, true, true), kind));
        }
        var neuron = Parser.ParseFunction("""
        func @neuron(%w0: f64, %x0: f64, %w1: f64, %x1: f64, %w2: f64) -> (f64) {
          %p = Multiply(%w0, %x0)
          %q = Multiply(%w1, %x1)
          %pq = Add(%p, %q)
          %z = Add(%pq, %w2)
          %m = Negate(%z)
          %e = Exp(%m)
          %one = const f64 1
          %d = Add(%one, %e)
          %r = Divide(%one, %d)
          yield %r
        }
        """);
        text += Printer.Print(Differentiate.Form(neuron, EquatableArray.Of(true, true, true, true, true), DerivativeKind.Gradient));
        var cond = Parser.ParseFunction("""
        func @f(%x: f64, %y: f64) -> (f64) {
          %s = Sqrt(%x)
          %z = const f64 0
          %c = Greater(%x, %z)
          %r = if %c {
            %p = Multiply(%s, %y)
            yield %p
          } else {
            yield %z
          }
          %q = Multiply(%r, %y)
          yield %q
        }
        """);
        text += Printer.Print(Differentiate.Form(cond, EquatableArray.Of(true, true), DerivativeKind.Gradient));
        File.WriteAllText("/tmp/o.txt", text);
    }
}
