using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>Each identity, and that none of them touches what keeps its bits.</summary>
public sealed class SimplifierTests
{
    private const string Constants = """
          %zero = const f64 0
          %one = const f64 1
          %minus = const f64 -1
          %two = const f64 2
          %three = const f64 3
          %nx = Negate(%x)
          %ny = Negate(%y)
          %iy = Divide(%one, %y)
        """;

    public static TheoryData<string, string> Identities() => new()
    {
        { "Add(%x, %zero)", "x" },
        { "Add(%zero, %x)", "x" },
        { "Add(%x, %ny)", "Subtract(x, y)" },
        { "Add(%nx, %y)", "Subtract(y, x)" },
        { "Subtract(%x, %zero)", "x" },
        { "Subtract(%zero, %x)", "Negate(x)" },
        { "Subtract(%x, %ny)", "Add(x, y)" },
        { "Multiply(%x, %zero)", "0" },
        { "Multiply(%zero, %x)", "0" },
        { "Multiply(%x, %one)", "x" },
        { "Multiply(%one, %x)", "x" },
        { "Multiply(%x, %minus)", "Negate(x)" },
        { "Multiply(%minus, %x)", "Negate(x)" },
        { "Multiply(%nx, %y)", "Negate(Multiply(x, y))" },
        { "Multiply(%x, %ny)", "Negate(Multiply(x, y))" },
        { "Multiply(%nx, %ny)", "Multiply(x, y)" },
        { "Multiply(%x, %iy)", "Divide(x, y)" },
        { "Multiply(%iy, %x)", "Divide(x, y)" },
        { "Multiply(%x, %two)", "Multiply(2, x)" },
        { "Divide(%x, %one)", "x" },
        { "Divide(%zero, %x)", "0" },
        { "Divide(%nx, %y)", "Negate(Divide(x, y))" },
        { "Divide(%x, %ny)", "Negate(Divide(x, y))" },
        { "Negate(%nx)", "x" },
        { "StrongMultiply(%zero, %x)", "0" },
        { "StrongMultiply(%one, %x)", "x" },
        { "StrongMultiply(%two, %x)", "Multiply(2, x)" },
        { "StrongDivide(%x, %one)", "x" },
        { "StrongDivide(%zero, %x)", "0" },
        { "StrongDivide(%nx, %y)", "Negate(StrongDivide(x, y))" },
        { "StrongDivide(%x, %ny)", "Negate(StrongDivide(x, y))" },
        { "StrongDivide(%three, %two)", "1.5" },
        { "Pow(%x, %zero)", "1" },
        { "Pow(%x, %one)", "x" },
        { "Pow(%x, %two)", "Multiply(x, x)" },
        { "Pow(%x, %three)", "Multiply(Multiply(x, x), x)" },
        { "Add(%two, %three)", "5" },
        { "Subtract(%two, %three)", "-1" },
        { "Multiply(%two, %three)", "6" },
        { "Divide(%three, %two)", "1.5" },
        { "Negate(%three)", "-3" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void HoldsInDerivativeCode(string written, string simplified) => Assert.Equal(simplified, Expression(Run(written, exactResults: 0)));

    [Theory]
    [MemberData(nameof(Identities))]
    public void LeavesThePrimalAlone(string written, string simplified)
    {
        _ = simplified;
        var function = Program(written);
        var tidied = Simplifier.Run(function, exactResults: 1);
        Assert.Equal(Operation(function), Operation(tidied));
    }

    [Theory]
    [InlineData("StrongMultiply(%x, %y)")]
    [InlineData("StrongDivide(%x, %y)")]
    [InlineData("Multiply(%x, %y)")]
    [InlineData("Sin(%three)")]
    public void IsNoIdentity(string written) => Assert.DoesNotContain(Expression(Run(written, exactResults: 0)), new[] { "x", "y", "0" });

    [Fact]
    public void EqualOperationsAreComputedOnceInWhicheverOrderTheirArgumentsStand()
    {
        var function = Run("""
            Sin(%x)
              %a = Multiply(%x, %y)
              %b = Multiply(%y, %x)
              %sum = Add(%a, %b)
              %r = Add(%sum, %v)
            """, exactResults: 1, result: "r");
        Assert.Single(function.Body.Statements, s => s.Operation is Apply { Primitive: "Multiply" });
    }

    [Theory]
    [InlineData("Multiply(%y, %v)", "StrongDivide(y, x)")]
    [InlineData("Multiply(%v, %y)", "StrongDivide(y, x)")]
    [InlineData("Multiply(%two, %v)", "StrongDivide(2, x)")]
    [InlineData("StrongMultiply(%two, %v)", "StrongDivide(2, x)")]
    [InlineData("StrongMultiply(%y, %v)", "StrongMultiply(y, StrongDivide(1, x))")]
    public void StrongQuotient_StaysOneThroughEveryIdentity(string written, string simplified) =>
        Assert.Equal(simplified, Expression(Run("StrongDivide(%one, %x)\n  %r = " + written, exactResults: 0, result: "r")));

    [Fact]
    public void QuotientsThatDifferInTheirDerivativesAlone_AreComputedOnce()
    {
        var function = Run("""
            Divide(%x, %y)
              %s = StrongDivide(%x, %y)
              %r = Multiply(%v, %s)
            """, exactResults: 0, result: "r");
        Assert.Single(function.Body.Statements, s => s.Operation is Apply { Primitive: "Divide" or PrimitiveTable.StrongDivide });
    }

    [Fact]
    public void MultiplesByOppositeConstantsAreOneProduct()
    {
        var function = Run("""
            Sin(%x)
              %minusTwo = const f64 -2
              %a = Multiply(%two, %v)
              %b = Multiply(%minusTwo, %v)
              %p = Exp(%a)
              %q = Exp(%b)
              %r = Add(%p, %q)
            """, exactResults: 0, result: "r");
        Assert.Equal("Add(Exp(Multiply(2, Sin(x))), Exp(Negate(Multiply(2, Sin(x)))))", Expression(function));
        Assert.Single(function.Body.Statements, s => s.Operation is Apply { Primitive: "Multiply" });
    }

    /// <summary>x/y · g is g/y · x, and that x/y · g again: rewriting one into the other for ever would keep sums from being collected.</summary>
    [Fact]
    public void QuotientsThatAreBothNeededStayAndTheFunctionSettles()
    {
        var function = Run("""
            Divide(%x, %y)
              %g = Sin(%x)
              %h = Divide(%g, %y)
              %a = Multiply(%v, %g)
              %p = Exp(%v)
              %q = Exp(%h)
              %b = Add(%p, %p)
              %c = Multiply(%b, %q)
              %r = Add(%c, %a)
            """, exactResults: 0, result: "r");
        Assert.Equal("Add(Multiply(2, Multiply(Exp(Divide(x, y)), Exp(Divide(Sin(x), y)))), Multiply(Divide(x, y), Sin(x)))", Expression(function));
    }

    [Fact]
    public void WhatAConditionLooksAtKeepsItsBits()
    {
        var function = Run("""
            Multiply(%x, %iy)
              %late = Less(%v, %two)
              %r = if %late {
                yield %x
              } else {
                yield %y
              }
            """, exactResults: 0, result: "r");
        Assert.Contains(function.Body.Statements, s => s.Operation is Apply { Primitive: "Multiply" });
    }

    private static Function Program(string written, string result = "v") =>
        Verifier.Check(Parser.ParseFunction($"func @f(%x: f64, %y: f64) -> (f64) {{\n{Constants}\n  %v = {written}\n  yield %{result}\n}}"));

    private static Function Run(string written, int exactResults, string result = "v") => Verifier.Check(Simplifier.Run(Program(written, result), exactResults));

    private static string Operation(Function function)
    {
        var result = function.Body.End.Values[0];
        var apply = (Apply)function.Body.Statements.Single(s => s.Results.Contains(result)).Operation;
        return $"{apply.Primitive}({string.Join(", ", apply.Arguments)})";
    }

    private static string Expression(Function function)
    {
        return Text(function.Body.End.Values[0]);

        string Text(Value value) => function.Body.Statements.SingleOrDefault(s => s.Results.Contains(value))?.Operation switch
        {
            null => value.Name!,
            Constant c => c.Literal.ToString(),
            Apply a => $"{a.Primitive}({string.Join(", ", a.Arguments.Select(Text))})",
            var other => other.GetType().Name,
        };
    }
}
