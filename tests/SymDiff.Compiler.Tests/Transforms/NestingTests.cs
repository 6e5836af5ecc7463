using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

public class NestingTests
{
    private const string Guards = """
        func @f(%x: f64, %y: f64) -> (f64) {
          %zero = const f64 0
          %low = Less(%x, %zero)
          if %low { exit return %y } else { yield }
          %high = Greater(%x, %y)
          %w = if %high { %s = Sin(%x) yield %s } else { exit return %x }
          %r = Multiply(%w, %y)
          yield %r
        }
        """;

    [Theory]
    [InlineData(-1.0, 2.0)]
    [InlineData(1.0, 2.0)]
    [InlineData(3.0, 2.0)]
    public void GuardsBecomeChoices(double x, double y)
    {
        var function = Parser.ParseFunction(Guards);
        var nested = Verifier.Check(Nesting.Run(function));
        Assert.All(nested.Body.Nested(), region => Assert.True(region.End.IsYield));
        Assert.Equal(new Interpreter(new Module(function)).Call("f", x, y), new Interpreter(new Module(nested)).Call("f", x, y));
    }

    [Fact]
    public void AThousandGuardsStayShallow()
    {
        var values = new ValueSource();
        var x = values.Fresh(IrType.Float64, "x");
        var body = new RegionBuilder(values);
        for (int i = 0; i < 1000; i++)
        {
            var far = body.Apply(IrType.Bool, "Greater", x, body.Constant(IrType.Float64, i));
            body.If(far, [], body.Nested().Exit(Function.ReturnLabel, x), body.Nested().Yield());
        }

        var function = new Function("f", EquatableArray.Of(x), EquatableArray.Of(IrType.Float64), body.Yield(x));
        Verifier.Check(Nesting.Run(function));
    }

    [Fact]
    public void WhatEveryIterationComputesAlikeIsComputedBeforeTheLoop()
    {
        var function = Parser.ParseFunction("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop l count %n (%x) { |%i: i32, %s: f64|
                %two = const f64 2
                %xx = Multiply(%x, %two)
                %e = Exp(%xx)
                %t = Multiply(%s, %e)
                %small = Less(%t, %x)
                %u = if %small { %sin = Sin(%x) yield %sin } else { yield %t }
                yield %u
              }
              yield %r
            }
            """);
        var moved = Verifier.Check(Invariants.Run(function));
        Assert.Contains(moved.Body.Statements, s => s.Operation is Apply { Primitive: "Exp" });

        // Only some iterations need the sine, and the loop need not run at all.
        Assert.DoesNotContain(moved.Body.Statements, s => s.Operation is Apply { Primitive: "Sin" });
        Assert.Equal(new Interpreter(new Module(function)).Call("f", 0.5, 4), new Interpreter(new Module(moved)).Call("f", 0.5, 4));
        Assert.Equal(moved, Invariants.Run(moved));
    }

    [Fact]
    public void NothingIsRecordedForAValueThatNeverChanges()
    {
        var derivations = new Derivations(new Module(Parser.ParseFunction("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %zero = const f64 0
              %r = loop l count %n (%zero) { |%i: i32, %s: f64|
                %e = Exp(%x)
                %k: f64 = Convert(%i)
                %ek = Multiply(%e, %k)
                %t = Add(%s, %ek)
                yield %t
              }
              yield %r
            }
            """)), verify: true);
        Assert.DoesNotContain(derivations.Module[derivations.Vjp("f")].Body.AllStatements(), s => s.Operation is Alloc);
    }
}
