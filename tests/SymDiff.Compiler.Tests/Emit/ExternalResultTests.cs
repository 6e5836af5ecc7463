using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>C# that is not looked into with several results, or with results by reference.</summary>
public class ExternalResultTests
{
    [Fact]
    public void ATupleIsTakenApart() => Assert.Equal(
        """
        (double slope, double dY) = L.D(x, y);
        return (slope * y, dY);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %2: f64, %3: f64 = external "L.D({0}, {1})"(%x, %y)
              %4 = Multiply(%2, %y)
              yield %4, %3
            }
            """));

    [Fact]
    public void WhatNothingNeedsOfATupleIsDiscarded() => Assert.Equal(
        """
        (_, double tZ) = L.J(x);
        return tZ;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1: f64, %tZ.2: f64 = external "L.J({0})"(%x)
              yield %tZ.2
            }
            """));

    [Fact]
    public void ResultsByReferenceAreVariables() => Assert.Equal(
        """
        double dX = 0.0;
        float dY = 0.0f;
        L.V(x * 2.0, y, ref dX, ref dY);
        return (dX, dX * dX);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f32) -> (f64, f64) {
              %2 = const f64 2
              %3 = Multiply(%x, %2)
              %dX.4: f64, %dY.5: f32 = external "L.V({0}, {1}, ref {2}, ref {3})"(%3, %y)
              %6 = Multiply(%dX.4, %dX.4)
              yield %dX.4, %6
            }
            """));

    [Fact]
    public void OneResultByReferenceIsAVariableToo() => Assert.Equal(
        """
        double contribution = 0.0;
        L.V(x, ref contribution);
        return contribution * contribution;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1: f64 = external "L.V({0}, ref {1})"(%x)
              %2 = Multiply(%1, %1)
              yield %2
            }
            """));

    [Fact]
    public void BracesOfItsOwnAreNoResults() => Assert.Equal(
        "return L.V(new[] {1}, x);",
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1: f64 = external "L.V(new[] {{1}}, {0})"(%x)
              yield %1
            }
            """));

    [Fact]
    public void InOneArmOnlyTheyAreComputedThere() => Assert.Equal(
        """
        if (x > 0.0)
        {
            double dX = 0.0;
            L.V(x, ref dX);
            return dX;
        }

        return x;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %dX.1: f64 = external "L.V({0}, ref {1})"(%x)
              %2 = const f64 0
              %3: bool = Greater(%x, %2)
              %4: f64 = if %3 {
                yield %dX.1
              } else {
                yield %x
              }
              yield %4
            }
            """));

    [Theory]
    [InlineData("partials \"L.D({0}, {1})\"", """
        // w = L.F(x, y)
        (double dX, double dY) = L.D(x, y);
        return (dX, dY);
        """)]
    [InlineData("pullback \"L.V({0}, {1}, {2}, ref {3}, ref {4})\"", """
        // w = L.F(x, y)
        double dX = 0.0;
        double dY = 0.0;
        L.V(x, y, 1.0, ref dX, ref dY);
        return (dX, dY);
        """)]
    public void RulesReadLikeThat(string rule, string expected)
    {
        var primal = Parser.ParseFunction($$"""
            func @F(%x: f64, %y: f64) -> (f64) {
              %w: f64 = external "L.F({0}, {1})"(%x, %y) rule (1, 1) {{rule}}
              yield %w
            }
            """);
        var gradient = Differentiate.Form(primal, EquatableArray.Of(true, true), DerivativeKind.Gradient);
        Assert.Equal(expected, Emitted.Gradient(Printer.Print(gradient), primal: primal));
    }
}
