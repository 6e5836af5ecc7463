using SymDiff.Compiler.Emit;

namespace SymDiff.Compiler.Tests.Emit;

/// <summary>Which values get a local of their own, and what it is called.</summary>
public class LocalsTests
{
    [Fact]
    public void TheOnlyResultNeedsNoLocal() => Assert.Equal(
        "return global::System.Math.Exp(x) * global::System.Math.Exp(x + 1.0);",
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = const f64 1
              %2 = Add(%x, %1)
              %3 = Exp(%2)
              %4 = Exp(%x)
              %dX.5 = Multiply(%4, %3)
              yield %dX.5
            }
            """));

    [Fact]
    public void ACotangentUsedOnceStandsWhereItIsUsed() => Assert.Equal(
        "return (x * y + global::System.Math.Exp(x) * y) * global::System.Math.Cos(y);",
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64) {
              %2 = Multiply(%x, %y)
              %3 = Exp(%x)
              %4 = Multiply(%3, %y)
              %dZ.5 = Add(%2, %4) step -1
              %6 = Cos(%y)
              %7 = Multiply(%dZ.5, %6) step -1
              yield %7
            }
            """));

    [Fact]
    public void AValueThatTheUserNamedKeepsItsName() => Assert.Equal(
        """
        double z = x * y + global::System.Math.Exp(x) * y;
        return global::System.Math.Cos(z);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64) {
              %2 = Multiply(%x, %y)
              %3 = Exp(%x)
              %4 = Multiply(%3, %y)
              %z.5 = Add(%2, %4)
              %6 = Cos(%z.5)
              yield %6
            }
            """));

    [Fact]
    public void ASumGoesOnInTheVariableThatItContinues() => Assert.Equal(
        """
        double s = global::N.C.Next();
        s -= y;
        return s * s;
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64) {
              %s.1: f64 = effect "global::N.C.Next()"()
              %s.5 = Subtract(%s.1, %y)
              %6 = Multiply(%s.5, %s.5)
              yield %6
            }
            """));

    [Fact]
    public void WhatIsStillNeededIsNotOverwritten() => Assert.Equal(
        """
        double s = global::N.C.Next();
        double s1 = s + x;
        return s1 * s1 * s;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %s.1: f64 = effect "global::N.C.Next()"()
              %s.3 = Add(%s.1, %x)
              %6 = Multiply(%s.3, %s.3)
              %7 = Multiply(%6, %s.1)
              yield %7
            }
            """));

    [Theory]
    [InlineData("Add(%s.1, %9)", "Add(%s.1, %x)", "if (x > y)\n{\n    double exp = global::System.Math.Exp(y);\n    s += exp * exp;\n}\nelse\n{\n    s += x;\n}")]
    [InlineData("Subtract(%s.1, %9)", null, "if (x > y)\n{\n    double exp = global::System.Math.Exp(y);\n    s -= exp * exp;\n}")]
    [InlineData(null, "Add(%9, %s.1)", "if (!(x > y))\n{\n    double exp = global::System.Math.Exp(y);\n    s += exp * exp;\n}")]
    public void AnArmAddsToWhatWasThereBefore(string? then, string? otherwise, string expected)
    {
        string body = Emitted.Gradient($$"""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %s.1: f64 = effect "global::N.C.Next()"()
              %2 = Greater(%x, %y)
              %8 = Exp(%y)
              %9 = Multiply(%8, %8)
              %s.3 = if %2 {
                {{(then is null ? "yield %s.1" : $"%5 = {then}\n yield %5")}}
              } else {
                {{(otherwise is null ? "yield %s.1" : $"%6 = {otherwise}\n yield %6")}}
              }
              %7 = Multiply(%s.3, %s.3)
              yield %7, %7
            }
            """);
        Assert.Equal("double s = global::N.C.Next();\n" + expected + "\ndouble square = s * s;\nreturn (square, square);", body);
    }

    [Fact]
    public void APartialThatMakesOthersIsNamedAsWhatItIs() => Assert.Equal(
        """
        double dY = global::N.C.Next() * x;
        return (dY * y, dY);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %1: f64 = external "global::N.C.Next()"()
              %2 = Multiply(%1, %x)
              %3 = Multiply(%2, %y)
              yield %3, %2
            }
            """));

    [Fact]
    public void BracesOfTheUsersOwnAreDoubledInTheForm() => Assert.Equal(
        """return global::N.C.At("{0} {x}", x + 1.0) * x;""",
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = const f64 1
              %2 = Add(%x, %1)
              %3: f64 = external "global::N.C.At('{{0}} {{x}}', {0})"(%2)
              %4 = Multiply(%3, %x)
              yield %4
            }
            """).Replace('\'', '"'));
}
