namespace SymDiff.Compiler.Tests.Emit;

public class BranchTests
{
    [Fact]
    public void ASmallChoiceIsAConditionalExpression() => Assert.Equal(
        "return x > 0.0 ? 0.5 / global::System.Math.Sqrt(x) : 0.0;",
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %zero.1 = const f64 0
              %2 = Greater(%x, %zero.1)
              %3 = Sqrt(%x)
              %4 = if %2 {
                %5 = const f64 0.5
                %6 = Divide(%5, %3)
                yield %6
              } else {
                yield %zero.1
              }
              yield %4
            }
            """));

    [Fact]
    public void WhatOnlyOneArmUsesIsComputedThere() => Assert.Equal(
        """
        if (x > 0.0)
        {
            double exp = global::System.Math.Exp(x);
            return exp * exp;
        }

        return 0.0;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = const f64 0
              %2 = Greater(%x, %1)
              %3 = Exp(%x)
              %dX.4 = if %2 {
                %6 = Multiply(%3, %3)
                yield %6
              } else {
                yield %1
              }
              yield %dX.4
            }
            """));

    [Fact]
    public void SeveralResultsReturnFromBothArms() => Assert.Equal(
        """
        if (x > y)
        {
            return (x * x, 0.0);
        }

        return (0.0, y * y);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %1 = const f64 0
              %2 = Greater(%x, %y)
              %p.3: f64, %q.4: f64 = if %2 {
                %6 = Multiply(%x, %x)
                yield %6, %1
              } else {
                %7 = Multiply(%y, %y)
                yield %1, %7
              }
              yield %p.3, %q.4
            }
            """));

    [Fact]
    public void ALadderOfBranchesIsElseIf() => Assert.Equal(
        """
        double r;
        if (x > 2.0)
        {
            double sin = global::System.Math.Sin(x);
            r = sin * sin;
        }
        else if (x > 1.0)
        {
            double cos = global::System.Math.Cos(x);
            r = cos * cos;
        }
        else
        {
            r = x;
        }
        return (r, -r);
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64, f64) {
              %1 = const f64 2
              %2 = const f64 1
              %3 = Greater(%x, %1)
              %r.4 = if %3 {
                %5 = Sin(%x)
                %6 = Multiply(%5, %5)
                yield %6
              } else {
                %7 = Greater(%x, %2)
                %8 = if %7 {
                  %9 = Cos(%x)
                  %10 = Multiply(%9, %9)
                  yield %10
                } else {
                  yield %x
                }
                yield %8
              }
              %99 = Negate(%r.4)
              yield %r.4, %99
            }
            """));

    [Theory]
    [InlineData("%4", "%false", "x > 0.0 && x < 1.0")]
    [InlineData("%true", "%4", "x > 0.0 || x < 1.0")]
    [InlineData("%false", "%4", "!(x > 0.0) && x < 1.0")]
    [InlineData("%4", "%true", "!(x > 0.0) || x < 1.0")]
    [InlineData("%false", "%true", "!(x > 0.0)")]
    [InlineData("%true", "%false", "x > 0.0")]
    public void ChoicesBetweenTruthValuesAreLogic(string then, string otherwise, string condition) => Assert.Equal(
        $"return {condition} ? x : 0.0;",
        Emitted.Gradient($$"""
            func @g(%x: f64) -> (f64, f64) {
              %0 = const f64 0
              %1 = const f64 1
              %true = const bool true
              %false = const bool false
              %3 = Greater(%x, %0)
              %4 = Less(%x, %1)
              %5 = if %3 { yield {{then}} } else { yield {{otherwise}} }
              %6 = if %5 { yield %x } else { yield %0 }
              yield %6
            }
            """));

    [Fact]
    public void ABranchThatMakesTheResultReturnsFromItsArms() => Assert.Equal(
        """
        if (x > 2.0)
        {
            double sin = global::System.Math.Sin(x);
            return sin * sin;
        }

        if (x > 1.0)
        {
            double cos = global::System.Math.Cos(x);
            return cos * cos;
        }

        return x;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = const f64 2
              %2 = const f64 1
              %3 = Greater(%x, %1)
              %r.4 = if %3 {
                %5 = Sin(%x)
                %6 = Multiply(%5, %5)
                yield %6
              } else {
                %7 = Greater(%x, %2)
                %8 = if %7 {
                  %9 = Cos(%x)
                  %10 = Multiply(%9, %9)
                  yield %10
                } else {
                  yield %x
                }
                yield %8
              }
              yield %r.4
            }
            """));

    [Fact]
    public void ABranchForItsEffectHasNoResult() => Assert.Equal(
        """
        if (!(x > 0.0))
        {
            throw new global::System.ArgumentException();
        }
        return x;
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %0 = const f64 0
              %3 = Greater(%x, %0)
              if %3 { yield } else {
                effect "throw new global::System.ArgumentException()"()
                yield
              }
              yield %x
            }
            """));

    [Fact]
    public void TheFactorsOfAStrongProductAreNamed() => Assert.Equal(
        """
        double square = x * x;
        return square == 0.0 ? 0.0 : square * (0.5 / x);
        """,
        Emitted.Gradient("""
            func @g(%x: f64) -> (f64) {
              %1 = Multiply(%x, %x)
              %2 = const f64 0.5
              %3 = Divide(%2, %x)
              %4 = StrongMultiply(%1, %3)
              yield %4
            }
            """));

    [Fact]
    public void WhatCanThrowStaysInFrontOfABranch() => Assert.Equal(
        """
        int quotient = 7 / n;
        return x > 0.0 ? (double)quotient : x;
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %n: i32) -> (f64) {
              %0 = const f64 0
              %1 = const i32 7
              %2 = Divide(%1, %n)
              %3 = Greater(%x, %0)
              %4 = if %3 {
                %5: f64 = Convert(%2)
                yield %5
              } else {
                yield %x
              }
              yield %4
            }
            """));

    [Fact]
    public void ABranchWithoutANameIsCalledAfterTheResultItIs() => Assert.Equal(
        """
        double dX;
        if (x > y)
        {
            double sin = global::System.Math.Sin(x);
            dX = sin * sin;
        }
        else
        {
            double cos = global::System.Math.Cos(x);
            dX = cos * cos;
        }
        return (dX, -dX);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %1 = const f64 1
              %2 = Greater(%x, %y)
              %3 = if %2 {
                %4 = Sin(%x)
                %5 = Multiply(%4, %4)
                yield %5
              } else {
                %6 = Cos(%x)
                %7 = Multiply(%6, %6)
                yield %7
              }
              %99 = Negate(%3)
              yield %3, %99
            }
            """));

    [Fact]
    public void NestedChoicesReadFromTopToBottom() => Assert.Equal(
        "return x > 0.0 ? y * x : x == 0.0 ? (y >= 0.0 ? 0.0 : double.NaN) : double.NaN;",
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64) {
              %0 = const f64 0
              %1 = Greater(%x, %0)
              %2 = if %1 {
                %4 = Multiply(%y, %x)
                yield %4
              } else {
                %5 = Equal(%x, %0)
                %6 = if %5 {
                  %7 = GreaterOrEqual(%y, %0)
                  %8 = const f64 nan
                  %9 = if %7 { yield %0 } else { yield %8 }
                  yield %9
                } else {
                  %10 = const f64 nan
                  yield %10
                }
                yield %6
              }
              yield %2
            }
            """));

    [Fact]
    public void WhatAnArmComputesAndHandsOnGoesStraightIntoTheResult() => Assert.Equal(
        """
        double choice;
        double dY;
        if (x > 0.0)
        {
            choice = global::System.Math.Exp(x);
            dY = choice * choice * x;
        }
        else
        {
            choice = global::System.Math.Sqrt(global::System.Math.Tanh(y));
            dY = global::System.Math.Sqrt(choice);
        }
        return (choice * dY + choice, dY);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %1 = const f64 0
              %2 = Greater(%x, %1)
              %3, %4 = if %2 {
                %5 = Exp(%x)
                %6 = Multiply(%5, %5)
                %7 = Multiply(%6, %x)
                yield %5, %7
              } else {
                %10 = Tanh(%y)
                %11 = Sqrt(%10)
                %12 = Sqrt(%11)
                yield %11, %12
              }
              %8 = Multiply(%3, %4)
              %9 = Add(%8, %3)
              yield %9, %4
            }
            """));

    [Fact]
    public void WhatAnArmHandsOnTwiceIsCopiedOnce() => Assert.Equal(
        """
        double choice;
        double dY;
        if (x > 0.0)
        {
            choice = global::System.Math.Exp(x);
            dY = choice;
        }
        else
        {
            choice = global::System.Math.Sqrt(global::System.Math.Tanh(y));
            dY = global::System.Math.Sqrt(choice);
        }
        return (choice * dY + choice, dY);
        """,
        Emitted.Gradient("""
            func @g(%x: f64, %y: f64) -> (f64, f64) {
              %1 = const f64 0
              %2 = Greater(%x, %1)
              %3, %4 = if %2 {
                %5 = Exp(%x)
                yield %5, %5
              } else {
                %10 = Tanh(%y)
                %11 = Sqrt(%10)
                %12 = Sqrt(%11)
                yield %11, %12
              }
              %8 = Multiply(%3, %4)
              %9 = Add(%8, %3)
              yield %9, %4
            }
            """));
}
