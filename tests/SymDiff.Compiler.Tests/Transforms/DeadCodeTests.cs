using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>What dead code is, and what is not.</summary>
public sealed class DeadCodeTests
{
    [Fact]
    public void EffectsStayWhereNothingReadsThem()
    {
        var kept = Run("""
            func @f(%x: f64, %n: i32) -> (f64) {
              loop l count %n () { |%i: i32|
                %u: f64 = effect "random"()
                %v: f64 = external "pure"()
                %s = Sin(%u)
                yield
              }
              yield %x
            }
            """);
        Assert.Single(All<External>(kept), e => e.HasEffect);
        Assert.DoesNotContain(All<External>(kept), e => !e.HasEffect);
        Assert.Empty(All<Apply>(kept));
    }

    [Fact]
    public void StoresToLocalMemoryGoWhenNothingReadsIt()
    {
        var kept = Run("""
            func @f(%x: f64, %p: buffer<f64>) -> (f64) {
              %two = const i32 2
              %zero = const i32 0
              %unread = alloc f64[%two]
              %part = slice %unread[%zero, %two]
              store %part[%zero] %x
              accumulate %unread[%zero] %x
              %read = alloc f64[%two]
              store %read[%zero] %x
              %r = load %read[%zero]
              store %p[%zero] %x
              yield %r
            }
            """);
        Assert.Equal(["read", "p"], All<Store>(kept).Select(s => s.Buffer.Name));
        Assert.Empty(All<Accumulate>(kept));
        Assert.Single(All<Alloc>(kept));
    }

    [Fact]
    public void CarriedValuesGoThatOnlyFeedThemselves()
    {
        var kept = Run("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %a, %b = loop l count %n (%x, %x) { |%i: i32, %v: f64, %w: f64|
                %v2 = Sin(%v)
                %w2 = Cos(%w)
                yield %v2, %w2
              }
              yield %a
            }
            """);
        var loop = Assert.Single(All<Loop>(kept));
        Assert.Single(loop.Initial);
        Assert.Equal(2, loop.Body.Parameters.Count);
        Assert.Equal(["Sin"], All<Apply>(kept).Select(a => a.Primitive));
    }

    [Fact]
    public void WhatDecidesWhetherAResultIsReachedStays()
    {
        var kept = Run("""
            func @f(%x: f64) -> (f64) {
              %zero = const f64 0
              %c = Less(%x, %zero)
              if %c {
                exit return %zero
              } else {
                yield
              }
              yield %x
            }
            """);
        Assert.Single(All<If>(kept));
    }

    [Fact]
    public void AnUncountedLoopStaysBecauseItMayNotEnd()
    {
        var kept = Run("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop l (%n) { |%i: i32, %k: i32|
                %zero = const i32 0
                %over = Equal(%k, %zero)
                if %over {
                  exit l %k
                } else {
                  yield
                }
                %one = const i32 1
                %next = Subtract(%k, %one)
                yield %next
              }
              yield %x
            }
            """);
        Assert.Single(All<Loop>(kept));
        Assert.Contains(All<Apply>(kept), a => a.Primitive == "Subtract");
    }

    private static Function Run(string text) => Verifier.Check(DeadCode.Run(Verifier.Check(Parser.ParseFunction(text))));

    private static IEnumerable<T> All<T>(Function function)
        where T : Operation => function.Body.AllStatements().Select(s => s.Operation).OfType<T>();
}
