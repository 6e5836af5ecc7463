using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>A cotangent that a loop carries waits for one product, and is the same number but for rounding.</summary>
public sealed class RecurrencesTests
{
    [Theory]
    [InlineData("%p = Multiply(%d, %a) step 1\n%q = Multiply(%d, %b) step 1\n%next = Subtract(%p, %q) step 1", -1.5)]
    [InlineData("%q = Divide(%d, %a) step 1\n%next = Add(%d, %q) step 1", 3.0)]
    [InlineData("%q = Divide(%d, %a) step 1\n%p = Multiply(%q, %b) step 1\n%s = Add(%d, %p) step 1\n%m = Multiply(%q, %c) step 1\n%next = Subtract(%s, %m) step 1", 1.0 + (2.0 / 0.5) - (5.0 / 0.5))]
    [InlineData("%q = Divide(%d, %a) step 1\n%r = Divide(%d, %b) step 1\n%next = Subtract(%q, %r) step 1", 1.5)]
    [InlineData("%q = Divide(%d, %a) step 1\n%s = Add(%q, %d) step 1\n%next = Multiply(%b, %s) step 1", 6.0)]
    [InlineData("%q = Divide(%d, %a) step 1\n%n = Negate(%q) step 1\n%next = Add(%n, %d) step 1", -1.0)]
    [InlineData("%q = Divide(%d, %a) step 1\n%next = Subtract(%d, %q) step 1", -1.0)]
    public void OneProductIsLeft(string body, double factor)
    {
        var function = Parse(body);
        var shortened = Recurrences.Run(function);
        var loop = Loop(shortened);
        Value carried = loop.Body.Parameters[1];
        var last = loop.Body.Statements.Single(s => s.Results.Contains(loop.Body.End.Values[0]));
        Assert.Equal(["Multiply"], Used(loop, last.Result).Where(s => s.Operation.Operands.Contains(carried)).Select(s => ((Apply)s.Operation).Primitive));
        Assert.Equal(0.75 * factor * factor * factor, Value(shortened), 1e-12);
        Assert.Equal(Value(function), Value(shortened), 1e-12);
    }

    [Theory]
    [InlineData("%p = Multiply(%d, %d) step 1\n%next = Add(%p, %d) step 1")]
    [InlineData("%p = Multiply(%d, %a)\n%next = Add(%p, %d)")]
    [InlineData("%p = Multiply(%d, %a) step 1\n%next = Add(%p, %b) step 1")]
    [InlineData("%p = Divide(%a, %d) step 1\n%next = Add(%p, %d) step 1")]
    public void WhatIsNoMultiple_OrTheMethodsOwn_IsLeft(string body)
    {
        var function = Parse(body);
        Assert.Equal(function, Recurrences.Run(function));
    }

    // What the value is computed from: the terms that were there before are dead code now.
    private static IEnumerable<Statement> Used(Loop loop, Value value)
    {
        HashSet<Value> needed = [value];
        foreach (var statement in loop.Body.Statements.Reverse().Where(s => s.Results.Any(needed.Contains)))
        {
            needed.UnionWith(statement.Operation.Operands);
            yield return statement;
        }
    }

    private static Loop Loop(Function function) => function.Body.Statements.Select(s => s.Operation).OfType<Loop>().Single();

    private static double Value(Function function) => (double)new Interpreter(new Module(Verifier.Check(function))).Call("f", 0.75, 0.5, 2.0, 5.0)[0]!;

    private static Function Parse(string body) => Parser.ParseFunction($$"""
        func @f(%x: f64, %a: f64, %b: f64, %c: f64) -> (f64) {
          %three = const i32 3
          %r = loop l count %three (%x) { |%i: i32, %d: f64|
            {{body}}
            yield %next
          }
          yield %r
        }
        """);
}
