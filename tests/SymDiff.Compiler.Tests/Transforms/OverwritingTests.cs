using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>What a gradient does with what its destinations held.</summary>
public sealed class OverwritingTests
{
    [Fact]
    public void ALoopOverAllElementsStores()
    {
        var gradient = Run("""
              %n = length %x
              loop l count %n () { |%i: i32|
                %e = load %x[%i]
                accumulate %d[%i] %e
                yield
              }
              yield
            """);
        Assert.Empty(Additions(gradient));
        Assert.Single(Loops(gradient));
    }

    [Fact]
    public void WhatAnotherLengthLeavesOutIsClearedBehindTheLoop()
    {
        var gradient = Run("""
              %n = length %y
              loop l count %n () { |%i: i32|
                %e = load %y[%i]
                accumulate %d[%i] %e
                yield
              }
              yield
            """);
        Assert.Empty(Additions(gradient));
        Assert.Equal(2, Loops(gradient).Count);
        Assert.Contains("Subtract", Printer.Print(gradient), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accumulate %d[%i] %e\n accumulate %d[%i] %e", "an element that is added to twice")]
    [InlineData("%z = const i32 0\n accumulate %d[%z] %e", "one element for all")]
    [InlineData("%f = load %d[%i]\n accumulate %d[%i] %f", "an element that is read")]
    [InlineData("%c = Greater(%e, %e)\n if %c {\n accumulate %d[%i] %e\n yield\n } else {\n yield\n }", "an element that is skipped")]
    public void AnyOtherLoopGoesOnAddingToWhatWasCleared(string body, string why)
    {
        var gradient = Run($$"""
              %n = length %x
              loop l count %n () { |%i: i32|
                %e = load %x[%i]
                {{body}}
                yield
              }
              yield
            """);
        Assert.True(Additions(gradient).Count > 0, why);
        Assert.Equal(2, Loops(gradient).Count);
    }

    [Fact]
    public void ALoopThatIsNotTheFirstUseGoesOnAdding()
    {
        var gradient = Run("""
              %z = const i32 0
              %v = load %y[%z]
              accumulate %d[%z] %v
              %n = length %x
              loop l count %n () { |%i: i32|
                %e = load %x[%i]
                accumulate %d[%i] %e
                yield
              }
              yield
            """);
        Assert.Equal(2, Additions(gradient).Count);
    }

    [Fact]
    public void ALoopThatMayNotBeReachedGoesOnAdding()
    {
        var gradient = Run("""
              %z = const i32 0
              %v = load %y[%z]
              %c = Greater(%v, %v)
              if %c {
                exit return
              } else {
                yield
              }
              %n = length %x
              loop l count %n () { |%i: i32|
                %e = load %x[%i]
                accumulate %d[%i] %e
                yield
              }
              yield
            """);
        Assert.Single(Additions(gradient));
        Assert.Equal(2, Loops(gradient).Count);
    }

    private static Function Run(string body)
    {
        var function = Parser.ParseFunction($"func @f(%x: buffer<f64>, %y: buffer<f64>, %d: buffer<f64>) -> () {{\n{body}\n}}");
        var overwriting = Overwriting.Run(function, [(function.Parameters[2], function.Parameters[0])]);
        Verifier.Check(overwriting);
        return overwriting;
    }

    private static List<Statement> Additions(Function function) => [.. function.Body.AllStatements().Where(s => s.Operation is Accumulate)];

    private static List<Statement> Loops(Function function) => [.. function.Body.AllStatements().Where(s => s.Operation is Loop)];
}
