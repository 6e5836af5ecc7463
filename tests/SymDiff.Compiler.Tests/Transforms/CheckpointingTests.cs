using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>What a loop that is reversed from snapshots costs: memory for the snapshots alone, and iterations that are run again as seldom as can be.</summary>
public sealed class CheckpointingTests
{
    private const string Schedule = "global::SymDiff.Checkpoints.Next({0}, {1})";

    // Two numbers are carried, a third is not needed to go on.
    private const string Text = """
        func @f(%x: f64, %y: f64, %n: i32) -> (f64) {
          %zero = const f64 0
          %a, %b, %c = loop l count %n SNAPSHOTS(%x, %y, %zero) { |%i: i32, %u: f64, %v: f64, %w: f64|
            %k: f64 = external "again({0})" (%i)
            %s = Sin(%u)
            %p = Multiply(%s, %v)
            %q = Multiply(%p, %k)
            %t = Cos(%q)
            yield %t, %q, %q
          }
          %r = Add(%a, %b)
          yield %r
        }
        """;

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 3)]
    [InlineData(100, 3)]
    [InlineData(100, 10)]
    [InlineData(1000, 5)]
    [InlineData(5, 100)]
    public void MemoryIsThatOfTheSnapshots_AndNoIterationIsRunTooOften(int iterations, int snapshots)
    {
        (long recorded, _, object?[] expected) = Run(iterations, "");
        (long kept, Dictionary<long, int> runs, object?[] actual) = Run(iterations, $"snapshots {snapshots} ");
        Assert.Equal(expected, actual);

        // Where it was, and the two numbers that the next iteration needs.
        Assert.Equal(Math.Min(snapshots, iterations) * 3, kept);
        Assert.True(recorded >= 2 * iterations, $"{recorded}");

        // Once forward, once for the reverse itself, at most r times to get there, and once more where the forward sweep has passed.
        int repetitions = 0;
        for (long reached = 1; reached < iterations; reached = reached * (snapshots + repetitions) / repetitions)
        {
            repetitions++;
        }

        Assert.All(runs.Values, times => Assert.InRange(times, 2, repetitions + 2));
        Assert.Equal(iterations, runs.Count);
    }

    [Fact]
    public void ALoopThatNeedsNoRecord_HasNoSnapshots()
    {
        var module = Parser.ParseModule("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %zero = const f64 0
              %r = loop l count %n snapshots 3 (%zero) { |%i: i32, %s: f64|
                %number: f64 = Convert(%i)
                %p = Multiply(%x, %number)
                %q = Sin(%p)
                %t = Add(%s, %q)
                yield %t
              }
              yield %r
            }
            """);
        var derivations = new Derivations(module, verify: true);
        Assert.DoesNotContain(module[derivations.Vjp("f")].Body.AllStatements(), s => s.Operation is Alloc);
    }

    [Fact]
    public void ALoopThatCannotBeRunAgain_IsRefused()
    {
        var module = Parser.ParseModule("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop l count %n snapshots 3 (%x) { |%i: i32, %s: f64|
                %k: f64 = effect "Draw()" ()
                %p = Multiply(%s, %k)
                %t = Sin(%p)
                yield %t
              }
              yield %r
            }
            """);
        var exception = Assert.Throws<CheckpointException>(() => new Derivations(module, verify: true).Vjp("f"));
        Assert.Equal("l", exception.Label);
        Assert.Contains("Draw()", exception.Reason, StringComparison.Ordinal);
    }

    private static (long Cells, Dictionary<long, int> Runs, object?[] Results) Run(int iterations, string snapshots)
    {
        var module = Parser.ParseModule(Text.Replace("SNAPSHOTS", snapshots, StringComparison.Ordinal));
        string vjp = new Derivations(module, verify: true).Vjp("f");
        Dictionary<long, int> runs = [];
        var interpreter = new Interpreter(module, new Dictionary<string, Func<object?[], object?>>
        {
            ["again({0})"] = arguments =>
            {
                long i = (long)arguments[0]!;
                runs[i] = runs.GetValueOrDefault(i) + 1;
                return 1 + (0.125 * (i % 3));
            },
            [Schedule] = arguments => (long)Checkpoints.Next((int)(long)arguments[0]!, (int)(long)arguments[1]!),
        });
        object?[] results = interpreter.Call(vjp, 0.7, 0.9, iterations, 1.0);
        return (interpreter.Cells, runs, results);
    }
}
