using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Tests.Interpretation;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>What choices compute again, and what only looks like it.</summary>
public sealed class RepeatsTests
{
    [Fact]
    public void WhatAnArmComputesAgainIsHandedOutOfTheFirst()
    {
        var once = Run("""
              %a = if %c {
                %l = Log(%x)
                %p = Multiply(%y, %l)
                yield %p
              } else {
                yield %y
              }
              %s = Sin(%a)
              %b = if %c {
                %m = Log(%x)
                %q = Multiply(%s, %m)
                yield %q
              } else {
                yield %x
              }
              yield %s, %b
            """);
        Assert.Equal(1, Count(once, "Log"));
        Assert.Equal([Math.Sin(2 * Math.Log(3)), Math.Sin(2 * Math.Log(3)) * Math.Log(3)], Values(once, 3, 2));
        Assert.Equal([Math.Sin(2), -3.0], Values(once, -3, 2));
    }

    [Fact]
    public void WhatTheOtherArmComputedIsNotThere()
    {
        var once = Run("""
              %a = if %c {
                %l = Exp(%y)
                yield %l
              } else {
                yield %y
              }
              %s = Sin(%a)
              %b = if %c {
                yield %s
              } else {
                %m = Exp(%y)
                %q = Multiply(%s, %m)
                yield %q
              }
              yield %s, %b
            """);
        Assert.Equal(2, Count(once, "Exp"));
        Assert.Equal([Math.Sin(2), Math.Sin(2) * Math.Exp(2)], Values(once, -3, 2));
    }

    [Fact]
    public void WhatAnArmInsideComputesAgainIsHandedInToIt()
    {
        var once = Run("""
              %a = if %c {
                %l = Log(%x)
                yield %l
              } else {
                yield %y
              }
              %s = Sin(%a)
              %d = Greater(%s, %zero)
              %b = if %c {
                %t = if %d {
                  %m = Log(%x)
                  %q = Multiply(%s, %m)
                  yield %q
                } else {
                  yield %y
                }
                yield %t
              } else {
                yield %x
              }
              yield %s, %b
            """);
        Assert.Equal(1, Count(once, "Log"));
        Assert.Equal([Math.Sin(Math.Log(3)), Math.Sin(Math.Log(3)) * Math.Log(3)], Values(once, 3, 2));
    }

    [Fact]
    public void WhatAnArmHandedOutIsInTheNextWhatItWasThere()
    {
        var once = Run("""
              %a, %e = if %c {
                %r = Log(%x)
                %l = Exp(%r)
                yield %r, %l
              } else {
                yield %y, %x
              }
              %s = Sin(%e)
              %b = if %c {
                %m = Exp(%a)
                %q = Multiply(%s, %m)
                yield %q
              } else {
                %n = Exp(%a)
                yield %n
              }
              yield %s, %b
            """);
        Assert.Equal(2, Count(once, "Exp"));
        double e = Math.Exp(Math.Log(3));
        Assert.Equal([Math.Sin(e), Math.Sin(e) * e], Values(once, 3, 2));
        Assert.Equal([Math.Sin(-3), Math.Exp(2)], Values(once, -3, 2));
    }

    [Fact]
    public void WhatOnlyNeedsTheFirstChoiceWaitsForTheSecond()
    {
        var once = Run("""
              %a = if %c {
                %l = Log(%x)
                yield %l
              } else {
                yield %y
              }
              %minus = Negate(%a)
              %s = Sin(%y)
              %b = if %c {
                %q = Multiply(%s, %x)
                yield %q
              } else {
                yield %s
              }
              yield %minus, %b
            """);
        Assert.Single(once.Body.AllStatements(), s => s.Operation is If);
        Assert.Equal([-Math.Log(3), Math.Sin(2) * 3], Values(once, 3, 2));
        Assert.Equal([-2.0, Math.Sin(2)], Values(once, -3, 2));
    }

    [Fact]
    public void WhatTheSecondChoiceNeedsOfTheFirstDoesNotWait()
    {
        var once = Run("""
              %a = if %c {
                %l = Log(%x)
                yield %l
              } else {
                yield %y
              }
              %minus = Negate(%a)
              %s = Sin(%minus)
              %b = if %c {
                %q = Multiply(%s, %x)
                yield %q
              } else {
                yield %s
              }
              yield %minus, %b
            """);
        Assert.Equal(2, once.Body.AllStatements().Count(s => s.Operation is If));
        Assert.Equal([-Math.Log(3), Math.Sin(-Math.Log(3)) * 3], Values(once, 3, 2));
    }

    [Fact]
    public void ResultsThatAreAlikeAreOne()
    {
        var once = Run("""
              %a, %b = if %c {
                %l = Log(%x)
                %m = Log(%x)
                yield %l, %m
              } else {
                yield %zero, %zero
              }
              %s = Sin(%a)
              %t = Sin(%b)
              yield %s, %t
            """);
        Assert.Equal(1, Count(once, "Sin"));
        Assert.Single(once.Body.AllStatements().Single(s => s.Operation is If).Results);
    }

    [Fact]
    public void EffectsAreNotAlike()
    {
        var once = Run("""
              %a: f64 = effect "random"()
              %b: f64 = effect "random"()
              %s = Sin(%a)
              %t = Sin(%b)
              yield %s, %t
            """);
        Assert.Equal(2, Count(once, "Sin"));
    }

    [Fact]
    public void ManyChoicesMeet()
    {
        string choices = string.Concat(Enumerable.Range(0, 100).Select(i => $$"""
              %s{{i + 1}} = if %c {
                %l{{i}} = Log(%x)
                %p{{i}} = Add(%s{{i}}, %l{{i}})
                yield %p{{i}}
              } else {
                yield %s{{i}}
              }

            """));
        var once = Run($"""
              %s0 = Exp(%y)
            {choices}
              yield %s0, %s100
            """);
        Assert.Single(once.Body.AllStatements(), s => s.Operation is If);
        Assert.Equal(1, Count(once, "Log"));
    }

    private static Function Run(string statements) => Verifier.Check(Simplifier.Run(
        Verifier.Check(Parser.ParseFunction($"func @f(%x: f64, %y: f64) -> (f64, f64) {{\n  %zero = const f64 0\n  %c = Greater(%x, %zero)\n{statements}\n}}")),
        exactResults: 2));

    private static int Count(Function function, string primitive) => function.Body.AllStatements().Count(s => s.Operation is Apply a && a.Primitive == primitive);

    private static object?[] Values(Function function, double x, double y) => new Interpreter(new Module(function)).Call(function.Name, x, y);
}
