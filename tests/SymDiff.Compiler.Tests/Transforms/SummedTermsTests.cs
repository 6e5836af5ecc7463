using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>Multiples of what the forward loop sums leave the reverse loop; what only looks like it stays.</summary>
public sealed class SummedTermsTests
{
    private const string Program = """
        func @f(%x: buffer<f64>, %k: f64, %d: buffer<f64>) -> (f64, f64) {
          %n = length %x
          %zero = const f64 0
          %s = loop forward count %n (%zero) { |%i: i32, %t: f64|
            %xi = load %x[%i]
            %e = Exp(%xi)
            %u = Add(%t, %e)
            yield %u
          }
          %again = const f64 0
          %dS, %dM = loop reverse count %n reversed (%k, %again) { |%j: i32, %dT: f64, %dN: f64|
            %v = recall %e at (%j)
            %one = const f64 1
            %dE = Multiply(%dT, %one)
            %p = Multiply(%dE, %v)
            accumulate %d[%j] %p
            %q = Negate(%p)
            %dO = Add(%dN, %q)
            yield %dT, %dO
          }
          yield %dS, %dM
        }
        """;

    [Fact]
    public void AMultipleOfWhatIsSummed_IsAMultipleOfTheSum()
    {
        var function = Run(Program);
        var statements = function.Body.Statements;
        var loop = Reverse(function);
        Assert.Single(loop.Initial);
        Assert.DoesNotContain(loop.Body.Statements, s => s.Operation is Apply { Primitive: "Negate" or "Add" });

        var choice = Assert.IsType<If>(statements[statements.Count - 1].Operation);
        var recall = Assert.Single(choice.Then.Statements.Select(s => s.Operation).OfType<Recall>());
        Assert.Equal("s", recall.Recalled.Name);
        Assert.Empty(recall.Iterations);
        Assert.Empty(choice.Else.Statements);
    }

    [Theory]
    [InlineData("%u = Add(%t, %e)", "%u = Add(%e, %t)")]
    [InlineData("%u = Add(%t, %e)", "%u = Subtract(%t, %e)")]
    [InlineData("%q = Negate(%p)", "%q = Divide(%p, %k)")]
    [InlineData("%q = Negate(%p)", "%q = Subtract(%v, %p)")]
    [InlineData("%q = Negate(%p)", "%q = StrongMultiply(%dE, %v)")]
    [InlineData("%q = Negate(%p)", "%y = recall %n\n %z: f64 = Convert(%y)\n %q = Multiply(%z, %p)")]
    public void SoAreOthers(string part, string other) => Assert.Single(Reverse(Run(Replaced(part, other))).Initial);

    [Theory]
    [InlineData("%zero = const f64 0", "%zero = const f64 1", "the sum begins with something else")]
    [InlineData("%u = Add(%t, %e)", "%u = Subtract(%e, %t)", "it is not added to")]
    [InlineData("%u = Add(%t, %e)", "%w = Add(%t, %e)\n %u = Multiply(%w, %k)", "the sum changes otherwise, too")]
    [InlineData("%u = Add(%t, %e)", "%c = Greater(%e, %k)\n %u = if %c {\n %w = Add(%t, %e)\n yield %w\n } else {\n yield %t\n }", "a term is left out")]
    [InlineData("%u = Add(%t, %e)", "%c = Greater(%e, %k)\n if %c {\n exit forward %e\n } else {\n yield\n }\n %u = Add(%t, %e)", "the loop may be left")]
    [InlineData("%u = Add(%t, %e)", "%w = Sin(%xi)\n %u = Add(%t, %w)", "something else is summed")]
    [InlineData("recall %e at (%j)", "recall %xi at (%j)", "what is multiplied is not what is summed")]
    [InlineData("%v = recall %e at (%j)", "%h = const i32 1\n %g = Subtract(%j, %h)\n %v = recall %e at (%g)", "it is of another iteration")]
    [InlineData("yield %dT, %dO", "%dU = Multiply(%dT, %v)\n yield %dU, %dO", "the factor changes")]
    [InlineData("%q = Negate(%p)", "%q = Multiply(%p, %v)", "it is a square")]
    [InlineData("%q = Negate(%p)", "%q = Divide(%dE, %v)", "it is divided by")]
    [InlineData("%q = Negate(%p)", "%q = Add(%p, %one)", "something is added to it")]
    [InlineData("%q = Negate(%p)", "%q = StrongMultiply(%v, %dE)", "a 0 among what is summed makes it 0")]
    [InlineData("%q = Negate(%p)", "%y = load %d[%j]\n %q = Multiply(%y, %p)", "the factor is of the iteration")]
    [InlineData("%q = Negate(%p)", "%q = Negate(%p)\n accumulate %d[%j] %dN", "the cotangent is used in between")]
    [InlineData("%dO = Add(%dN, %q)", "%dP = Add(%dN, %q)\n %dO = Multiply(%dP, %k)", "the cotangent is not only added to")]
    public void OthersStay(string part, string other, string why)
    {
        string text = Replaced(part, other);
        Assert.True(Printer.Print(Run(text)) == Printer.Print(Parser.ParseFunction(text)), why);
    }

    [Fact]
    public void WhatElseIsAdded_StaysInTheLoop()
    {
        var loop = Reverse(Run(Replaced("%q = Negate(%p)", "%o = Add(%dN, %k)\n %q = Negate(%p)").Replace("Add(%dN, %q)", "Add(%o, %q)", StringComparison.Ordinal)));
        Assert.Equal(2, loop.Initial.Count);
        Assert.DoesNotContain(loop.Body.Statements, s => s.Operation is Apply { Primitive: "Negate" });
        Assert.Single(loop.Body.Statements, s => s.Operation is Apply { Primitive: "Add" });
    }

    private static string Replaced(string part, string other)
    {
        Assert.Contains(part, Program, StringComparison.Ordinal);
        return Program.Replace(part, other, StringComparison.Ordinal);
    }

    private static Loop Reverse(Function function) => function.Body.Statements.Select(s => s.Operation).OfType<Loop>().Single(l => l.Label == "reverse");

    private static Function Run(string text)
    {
        var function = Verifier.Check(Parser.ParseFunction(text), allowRecalls: true);
        var sweeps = new Sweeps(function, 3, default, default) { Reversals = new Dictionary<string, string> { ["reverse"] = "forward" } };
        return Verifier.Check(SummedTerms.Run(sweeps).Function, allowRecalls: true);
    }
}
