using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>After the pass no loop is left for further out, and nothing else has changed.</summary>
public sealed class LocalExitsTests
{
    [Theory]
    [InlineData(0.2, 1.5)]
    [InlineData(0.6, 1.5)]
    [InlineData(2.0, 1.5)]
    public void AnExitFromTwoLoopsEndsEachInTurn(double x, double limit)
    {
        var function = Parser.ParseFunction("""
            func @f(%x: f64, %limit: f64) -> (f64) {
              %three = const i32 3
              %r = loop l count %three (%x) { |%i: i32, %v: f64|
                %a = loop k count %three (%v) { |%j: i32, %u: f64|
                  %w = Add(%u, %x)
                  %far = Greater(%w, %limit)
                  if %far {
                    exit return %w
                  } else {
                    yield
                  }
                  %one = const i32 1
                  %second = Equal(%j, %one)
                  if %second {
                    exit l %w
                  } else {
                    yield
                  }
                  yield %w
                }
                yield %a
              }
              yield %r
            }
            """);
        var local = Checked(function);
        Assert.Equal(new Interpreter(new Module(function)).Call("f", x, limit), new Interpreter(new Module(local)).Call("f", x, limit));
    }

    /// <summary>A loop that never ends by itself needs no note of how it ended, and nothing follows it.</summary>
    [Fact]
    public void AnEndlessLoopIsLeftOneWay()
    {
        var function = Parser.ParseFunction("""
            func @f(%x: f64, %limit: f64) -> (f64) {
              %r = loop l (%x) { |%i: i32, %v: f64|
                %w = Add(%v, %x)
                %far = Greater(%w, %limit)
                if %far {
                  exit return %w
                } else {
                  yield
                }
                yield %w
              }
              yield %r
            }
            """);
        var local = Checked(function);
        Assert.DoesNotContain(local.Body.AllStatements(), s => s.Operation is Apply { Primitive: "Equal" });
        Assert.True(local.Body.End.IsYield);
        Assert.Equal(2.25, new Interpreter(new Module(local)).Call("f", 0.75, 2.0)[0]);
    }

    [Fact]
    public void HoldsForRandomPrograms()
    {
        int changed = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            changed += ProgramGenerator.Make(seed).Module.Functions.Count(f => Checked(f) != f);
        }

        Assert.True(changed > 10, $"Only {changed} functions had exits out of loops.");
    }

    private static Function Checked(Function function)
    {
        var local = Verifier.Check(LocalExits.Run(function));
        Assert.All(local.Body.AllStatements().Where(s => s.Operation is Loop), s => Assert.Empty(Exits.Labels(s.Operation)));
        return local;
    }
}
