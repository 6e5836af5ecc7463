using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>What the forward sweep records, and where.</summary>
public sealed class StorageTests
{
    [Fact]
    public void ADotProductRecordsNothing()
    {
        var pullback = Pullback("""
            func @f(%w: buffer<f64>, %x: buffer<f64>) -> (f64) {
              %n = length %w
              %zero = const f64 0
              %r = loop l count %n (%zero) { |%i: i32, %s: f64|
                %wi = load %w[%i]
                %xi = load %x[%i]
                %p = Multiply(%wi, %xi)
                %t = Add(%s, %p)
                yield %t
              }
              yield %r
            }
            """);
        Assert.Empty(Records(pullback));
        Assert.DoesNotContain(pullback.Body.AllStatements(), s => s.Operation is Store);
    }

    [Fact]
    public void TheNumberOfTheIterationIsNeverRecorded()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop l count %n (%x) { |%i: i32, %v: f64|
                %a = loop m count %i (%v) { |%j: i32, %u: f64|
                  %number: f64 = Convert(%i)
                  %again: f64 = Convert(%j)
                  %sum = Add(%number, %again)
                  %p = Multiply(%sum, %u)
                  %s = Sin(%p)
                  yield %s
                }
                yield %a
              }
              yield %r
            }
            """);
        Assert.Contains(Records(pullback), r => r.Element.IsReal);

        // The only integers kept say where the inner loop's part of the record begins.
        Assert.Single(Records(pullback), r => r.Element == IrType.Int32);
    }

    [Fact]
    public void CountedLoopsRecordInMemoryOfTheRightSize()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32, %m: i32) -> (f64) {
              %r = loop l count %n (%x) { |%i: i32, %v: f64|
                %a = loop k count %m (%v) { |%j: i32, %u: f64|
                  %s = Sin(%u)
                  yield %s
                }
                yield %a
              }
              yield %r
            }
            """);
        var record = Assert.Single(Records(pullback));
        Assert.NotNull(record.Length);
    }

    [Fact]
    public void ALiteralCountInALoopIsKnownBeforehand()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop l count %n (%x) { |%i: i32, %v: f64|
                %five = const i32 5
                %a = loop k count %five (%v) { |%j: i32, %u: f64|
                  %s = Sin(%u)
                  yield %s
                }
                yield %a
              }
              yield %r
            }
            """);
        var record = Assert.Single(Records(pullback));
        Assert.NotNull(record.Length);
    }

    [Fact]
    public void ACountThatIsTheSameInEveryIterationIsKnownBeforehand()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32, %m: i32) -> (f64) {
              %r = loop l count %n (%x) { |%i: i32, %v: f64|
                %one = const i32 1
                %most = Max(%m, %one)
                %less = Subtract(%most, %one)
                %a = loop k count %less (%v) { |%j: i32, %u: f64|
                  %s = Sin(%u)
                  yield %s
                }
                yield %a
              }
              yield %r
            }
            """);
        var record = Assert.Single(Records(pullback));
        Assert.NotNull(record.Length);
    }

    [Theory]
    [InlineData("%next = Add(%at, %r)")]
    [InlineData("%next = Subtract(%at, %r)")]
    [InlineData("%two = Add(%r, %m)\n %more = Add(%at, %r)\n %next = Add(%more, %two)")]
    public void WhereARowOfATriangleBeginsIsComputed(string step)
    {
        var pullback = Pullback($$"""
            func @f(%x: f64, %n: i32, %m: i32) -> (f64) {
              %y, %end = loop l count %n (%x, %m) { |%r: i32, %v: f64, %at: i32|
                %place: f64 = Convert(%at)
                %p = Multiply(%place, %v)
                %s = Sin(%p)
                {{step}}
                yield %s, %next
              }
              yield %y
            }
            """);
        Assert.DoesNotContain(Records(pullback), r => r.Element == IrType.Int32);
        var point = new Interpreter(new Module(pullback));
        double[] result = [.. point.Call(pullback.Name, 0.75, 5L, 3L, 1.0).Select(r => (double)r!)];
        var (value, slope) = (0.75, 1.0);
        long at = 3;
        for (int r = 0; r < 5; r++)
        {
            (value, slope) = (Math.Sin(at * value), Math.Cos(at * value) * at * slope);
            at += step.Contains("%two", StringComparison.Ordinal) ? (2 * r) + 3 : step.Contains("Subtract", StringComparison.Ordinal) ? -r : r;
        }

        Assert.Equal(value, result[0]);
        Assert.Equal(slope, result[1], 1e-12 * Math.Abs(slope));
    }

    [Fact]
    public void ALoopWithoutCountRecordsInMemoryThatGrows()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %limit: f64) -> (f64) {
              %r = loop l (%x) { |%i: i32, %v: f64|
                %far = Greater(%v, %limit)
                if %far {
                  exit l %v
                } else {
                  yield
                }
                %s = Exp(%v)
                yield %s
              }
              yield %r
            }
            """);
        var record = Assert.Single(Records(pullback));
        Assert.Null(record.Length);
    }

    /// <summary>One division costs less than memory that grows, and more than memory of known length.</summary>
    [Theory]
    [InlineData("loop l", 1)]
    [InlineData("loop l count %n", 2)]
    public void AQuotientIsComputedAgainWhereItsRecordWouldGrow(string loop, int records)
    {
        var pullback = Pullback($$"""
            func @f(%a: f64, %x: f64, %n: i32) -> (f64) {
              %r = {{loop}} (%x) { |%i: i32, %v: f64|
                {{(records == 2 ? "" : "%late = Less(%n, %i) if %late { exit l %v } else { yield }")}}
                %square = Multiply(%v, %v)
                %error = Subtract(%square, %a)
                %step = Divide(%error, %v)
                %next = Subtract(%v, %step)
                yield %next
              }
              yield %r
            }
            """);
        Assert.Equal(records, Records(pullback).Count());
        Assert.All(Records(pullback), r => Assert.Equal(records == 2, r.Length is not null));
    }

    /// <summary>What would take two divisions is recorded.</summary>
    [Fact]
    public void AQuotientOfAQuotientIsRecorded()
    {
        var pullback = Pullback("""
            func @f(%a: f64, %x: f64, %n: i32) -> (f64) {
              %r = loop l (%x) { |%i: i32, %v: f64|
                %late = Less(%n, %i)
                if %late { exit l %v } else { yield }
                %q = Divide(%a, %v)
                %sum = Add(%v, %q)
                %step = Divide(%q, %sum)
                %t = Sin(%step)
                yield %t
              }
              yield %r
            }
            """);
        Assert.True(Records(pullback).Count() > 1);
    }

    [Fact]
    public void WhatIsCheapIsComputedAgain()
    {
        var pullback = Pullback("""
            func @f(%w: buffer<f64>, %k: f64) -> (f64) {
              %n = length %w
              %zero = const f64 0
              %r = loop l count %n (%zero) { |%i: i32, %s: f64|
                %wi = load %w[%i]
                %d = Subtract(%wi, %k)
                %p = Multiply(%d, %d)
                %t = Add(%s, %p)
                yield %t
              }
              yield %r
            }
            """);
        Assert.Empty(Records(pullback));
    }

    [Fact]
    public void AFunctionOfTheIterationIsComputedAgain()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %zero = const f64 0
              %r = loop l count %n (%zero) { |%i: i32, %s: f64|
                %number: f64 = Convert(%i)
                %f = Sin(%number)
                %p = Multiply(%f, %x)
                %t = Add(%s, %p)
                yield %t
              }
              yield %r
            }
            """);
        Assert.Empty(Records(pullback));
    }

    /// <summary>In a loop within its own it would be computed again too often.</summary>
    [Fact]
    public void AFunctionOfAnOuterIterationIsRecorded()
    {
        var pullback = Pullback("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %zero = const f64 0
              %r = loop l count %n (%zero) { |%i: i32, %s: f64|
                %number: f64 = Convert(%i)
                %f = Sin(%number)
                %a = loop m count %n (%s) { |%j: i32, %u: f64|
                  %p = Multiply(%f, %x)
                  %t = Add(%u, %p)
                  yield %t
                }
                yield %a
              }
              yield %r
            }
            """);
        Assert.DoesNotContain(pullback.Body.AllStatements().Select(s => s.Operation).OfType<Loop>().SelectMany(l => l.Body.AllStatements()), IsInnerSine);

        static bool IsInnerSine(Statement statement) =>
            statement.Operation is Loop inner && inner.Body.AllStatements().Any(s => s.Operation is Apply { Primitive: "Sin" });
    }

    private static Function Pullback(string text)
    {
        var module = Parser.ParseModule(text);
        return module[new Derivations(module, verify: true).Vjp("f")];
    }

    private static IEnumerable<Alloc> Records(Function pullback) => pullback.Body.AllStatements().Select(s => s.Operation).OfType<Alloc>();
}
