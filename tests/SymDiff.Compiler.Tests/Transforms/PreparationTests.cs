using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>NUMERICS, P7: even powers of an absolute value have no kink.</summary>
public sealed class PreparationTests
{
    [Theory]
    [InlineData("%r = Multiply(%a, %a)", 2.0)]
    [InlineData("%two = const f64 2\n%r = Pow(%a, %two)", 2.0)]
    [InlineData("%two = const f64 2\n%p = Pow(%a, %two)\n%q = Multiply(%a, %a)\n%r = Add(%p, %q)", 4.0)]
    public void SecondDerivativeAtZeroIsThatOfTheSquare(string body, double expected)
    {
        var function = Parser.ParseFunction("func @f(%x: f64) -> (f64) {\n%a = Abs(%x)\n" + body + "\nyield %r\n}");
        var hvp = Differentiate.Form(function, EquatableArray.Of(true), DerivativeKind.Hvp);
        Assert.Equal([expected], new Interpreter(new Module(hvp)).Call(hvp.Name, 0.0, 1.0).Cast<double>());
        Assert.Equal([expected], new Interpreter(new Module(hvp)).Call(hvp.Name, -3.0, 1.0).Cast<double>());
    }

    [Fact]
    public void OddPowersKeepTheirKink()
    {
        var function = Parser.ParseFunction("func @f(%x: f64) -> (f64) {\n%a = Abs(%x)\n%r = Multiply(%a, %x)\nyield %r\n}");
        var gradient = Differentiate.Form(function, EquatableArray.Of(true), DerivativeKind.Gradient);
        Assert.Equal([6.0], new Interpreter(new Module(gradient)).Call(gradient.Name, -3.0).Cast<double>());
    }
}
