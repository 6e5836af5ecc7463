using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>Elements that are read twice, or added to twice, and what only looks like it.</summary>
public sealed class RepeatedMemoryTests
{
    [Fact]
    public void AnElementIsReadOnce()
    {
        var once = Run("""
              %a = load %x[%i]
              %b = load %x[%i]
              %p = Multiply(%a, %b)
              yield %p
            """);
        Assert.Equal(1, Count<Load>(once));
    }

    [Fact]
    public void WhatWasStoredIsNotRead()
    {
        var once = Run("""
              store %x[%i] %v
              %b = load %x[%i]
              yield %b
            """);
        Assert.Equal(0, Count<Load>(once));
    }

    [Theory]
    [InlineData("store %x[%j] %v", "another index may be the same")]
    [InlineData("accumulate %x[%i] %v", "it was added to")]
    [InlineData("%q = slice %x[%j, %i]\n store %q[%i] %v", "a part is the same memory")]
    [InlineData("loop l count %j () { |%k: i32|\n store %x[%k] %v\n yield\n }", "a loop may have written it")]
    [InlineData("effect \"f\"(%x)", "C# may have written it")]
    public void AnElementThatMayHaveChangedIsReadAgain(string between, string why)
    {
        var once = Run($"""
              %a = load %x[%i]
              {between}
              %b = load %x[%i]
              %p = Multiply(%a, %b)
              yield %p
            """);
        Assert.True(Count<Load>(once) == 2, why);
    }

    [Fact]
    public void WhatALaterIterationFindsIsReadThere()
    {
        var once = Run("""
              %a = load %x[%i]
              %s = loop l count %j (%a) { |%k: i32, %c: f64|
                %b = load %x[%i]
                %d = Multiply(%b, %c)
                store %x[%i] %d
                yield %d
              }
              yield %s
            """);
        Assert.Equal(2, Count<Load>(once));
    }

    [Fact]
    public void OtherMemoryDoesNotMatter()
    {
        var once = Run("""
              %a = load %x[%i]
              store %y[%i] %v
              accumulate %d[%i] %a
              %b = load %x[%i]
              accumulate %d[%i] %b
              yield %b
            """);
        Assert.Equal(1, Count<Load>(once));
        Assert.Equal(1, Count<Accumulate>(once));
    }

    [Theory]
    [InlineData("%b = load %d[%j]\n store %y[%i] %b", "it may be read in between")]
    [InlineData("store %d[%j] %v", "it may be overwritten in between")]
    [InlineData("%c = Greater(%v, %v)\n if %c {\n exit return %v\n } else {\n yield\n }", "the second may not be reached")]
    [InlineData("loop l count %j () { |%k: i32|\n %b = load %d[%k]\n store %y[%k] %b\n yield\n }", "a loop may read it")]
    [InlineData("effect \"f\"(%d)", "C# may read it")]
    public void WhatSomethingSeesInBetweenIsAddedBefore(string between, string why)
    {
        var once = Run($"""
              accumulate %d[%i] %v
              {between}
              accumulate %d[%i] %v
              yield %v
            """);
        Assert.True(Count<Accumulate>(once) == 2, why);
    }

    [Fact]
    public void WhatIsAddedInBetweenDoesNotMatter()
    {
        var once = Run("""
              %w = Multiply(%v, %v)
              accumulate %d[%i] %w
              loop l count %j () { |%k: i32|
                accumulate %d[%k] %w
                yield
              }
              accumulate %d[%i] %w
              yield %v
            """);
        Assert.Equal(2, Count<Accumulate>(once));
    }

    [Theory]
    [InlineData("", 0, "it is read and overwritten")]
    [InlineData("store %y[%j] %v", 0, "other memory does not matter")]
    [InlineData("%b = load %d[%j]\n store %y[%j] %b", 1, "it may be read again")]
    [InlineData("store %d[%j] %v", 1, "another element may be overwritten first")]
    [InlineData("effect \"f\"(%d)", 1, "C# may read it")]
    [InlineData("%c = Greater(%v, %v)\n if %c {\n exit return %v\n } else {\n yield\n }", 1, "it may not be overwritten")]
    public void WhatIsReadAndOverwrittenNextIsNotAddedBefore(string between, int additions, string why)
    {
        var once = Run($"""
              %zero = const f64 0
              %w = Multiply(%v, %v)
              accumulate %d[%i] %w
              %a = load %d[%i]
              {between}
              store %d[%i] %zero
              store %d[%j] %a
              yield %v
            """);
        Assert.True(Count<Accumulate>(once) == additions, why);
        Assert.Equal(1 - additions, once.Body.AllStatements().Count(s => s.Operation is Apply { Primitive: "Add" }));
    }

    private static Function Run(string statements) => Verifier.Check(Simplifier.Run(
        Verifier.Check(Parser.ParseFunction($"func @f(%v: f64, %i: i32, %j: i32, %x: buffer<f64>, %y: buffer<f64>, %d: buffer<f64>) -> (f64) {{\n{statements}\n}}")),
        exactResults: 1,
        exactParameters: 5));

    private static int Count<T>(Function function)
        where T : Operation => function.Body.AllStatements().Count(s => s.Operation is T);
}
