using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Fuzzing;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Programs;

/// <summary>Programs that were once differentiated wrongly, each as small as it could be made, at orders one and two.</summary>
public sealed class RegressionTests
{
    /// <summary>An early return hands over the results' tangents too, even of what varies with nothing.</summary>
    private const string ReturnFromArm = """
        func @f(%x: f64, %limit: f64) -> (f64) {
          %far = Greater(%x, %limit)
          if %far {
            %two = const f64 2
            exit return %two
          } else {
            yield
          }
          %xx = Multiply(%x, %x)
          yield %xx
        }
        """;

    /// <summary>Whether a statement was left early is asked where it is in scope, and where it is not.</summary>
    private const string ReachedIsAsked = """
        func @f(%x: f64, %limit: f64) -> (f64) {
          %b = block out {
            %s = Sin(%x)
            %near = Less(%s, %limit)
            %v = if %near {
              %deep = Greater(%s, %x)
              if %deep {
                exit return %s
              } else {
                yield
              }
              yield %x
            } else {
              exit out %limit
            }
            %w = Multiply(%v, %s)
            yield %w
          }
          %r = Multiply(%b, %x)
          yield %r
        }
        """;

    /// <summary>A block that was left for its own end stands in an arm that returns: the arm's way out says nothing of the block's.</summary>
    private const string BlockInArmThatReturns = """
        func @f(%x: f64, %limit: f64) -> (f64) {
          %near = Less(%x, %limit)
          if %near {
            block inner {
              %half = const f64 0.5
              %small = Less(%x, %half)
              if %small {
                yield
              } else {
                exit inner
              }
              %s = Sin(%x)
              exit return %s
            }
            %c = Cos(%x)
            exit return %c
          } else {
            yield
          }
          %xx = Multiply(%x, %x)
          yield %xx
        }
        """;

    /// <summary>The iteration that is left by its last statement ran through those before, which could have left it too.</summary>
    private const string LoopLeftByItsLastStatement = """
        func @f(%x: f64, %p: buffer<f64>, %limit: f64) -> (f64) {
          %three = const i32 3
          %r = loop l count %three (%x) { |%i: i32, %v: f64|
            %zero = const i32 0
            %positive = Greater(%v, %x)
            %sum = if %positive {
              %far = Greater(%v, %limit)
              if %far {
                exit l %v
              } else {
                yield
              }
              %old = load %p[%zero]
              %s = Sin(%v)
              %added = Add(%s, %old)
              store %p[%zero] %added
              yield %added
            } else {
              %more = Exp(%v)
              yield %more
            }
            %one = const i32 1
            %last = Equal(%i, %one)
            if %last {
              exit return %sum
            } else {
              yield
            }
            yield %sum
          }
          %rr = Multiply(%r, %r)
          yield %rr
        }
        """;

    /// <summary>What may leave is the last statement of its region.</summary>
    private const string LeavingStatementIsLast = """
        func @f(%x: f64, %limit: f64) -> (f64) {
          %s = Sin(%x)
          %near = Less(%s, %limit)
          %r = if %near {
            %deep = Less(%x, %limit)
            if %deep {
              %c = Cos(%s)
              exit return %c
            } else {
              yield
            }
            yield %s
          } else {
            yield %x
          }
          yield %r
        }
        """;

    /// <summary>What is stored in a parameter is an output: a product with a reciprocal stays one.</summary>
    private const string StoredProductKeepsItsBits = """
        func @f(%x: f64, %p: buffer<f64>) -> (f64) {
          %one = const f64 1
          %xx = Multiply(%x, %x)
          %d = Add(%xx, %one)
          %inverse = Divide(%one, %d)
          %q = Multiply(%x, %inverse)
          %zero = const i32 0
          store %p[%zero] %q
          yield %x
        }
        """;

    /// <summary>What an effect is given keeps its bits.</summary>
    private const string EffectKeepsItsBits = """
        func @f(%x: f64) -> (f64) {
          %three = const f64 3
          %p = Pow(%x, %three)
          effect "log({0})"(%p)
          %s = Sin(%x)
          yield %s
        }
        """;

    /// <summary>The reverse sweep computes the condition again, and must take the same way: 3 · 0.1 is not 0.3.</summary>
    private const string ConditionComputedAgain = """
        func @f(%x: f64, %limit: f64, %n: i32) -> (f64) {
          %one = const f64 1
          %ten = const f64 10
          %tenth = Divide(%one, %ten)
          %r = loop l count %n (%x) { |%i: i32, %v: f64|
            %number: f64 = Convert(%i)
            %time = Multiply(%number, %tenth)
            %late = GreaterOrEqual(%time, %limit)
            %next = if %late {
              %s = Sin(%v)
              yield %s
            } else {
              %vx = Multiply(%v, %x)
              yield %vx
            }
            yield %next
          }
          yield %r
        }
        """;

    public static TheoryData<string, Point> Programs() => new()
    {
        { ReturnFromArm, new Point(0.7, 0.3) },
        { ReturnFromArm, new Point(0.2, 0.3) },
        { ReachedIsAsked, new Point(0.7, 0.8) },
        { ReachedIsAsked, new Point(0.7, 0.2) },
        { ReachedIsAsked, new Point(-0.7, 0.2) },
        { BlockInArmThatReturns, new Point(0.7, 1.0) },
        { BlockInArmThatReturns, new Point(0.2, 1.0) },
        { BlockInArmThatReturns, new Point(1.2, 1.0) },
        { LoopLeftByItsLastStatement, new Point(0.7, new[] { 0.4, 0.2 }, 5.0) },
        { LoopLeftByItsLastStatement, new Point(0.7, new[] { 0.4, 0.2 }, 0.9) },
        { LoopLeftByItsLastStatement, new Point(0.7, new[] { 0.4, 0.2 }, 0.1) },
        { LeavingStatementIsLast, new Point(0.7, 0.9) },
        { LeavingStatementIsLast, new Point(0.7, 0.65) },
        { LeavingStatementIsLast, new Point(0.7, 0.1) },
        { StoredProductKeepsItsBits, new Point(0.4, new[] { 0.3 }) },
        { EffectKeepsItsBits, new Point(1.431) },
        { ConditionComputedAgain, new Point(0.9, 3 * 0.1, 5) },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void IsRight(string text, Point point)
    {
        var function = Parser.ParseFunction(text);
        var active = function.Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();
        Assert.True(FuzzCheck.Compare(new RandomProgram(new Module(function), "f", active, point), order: 2));
    }

    /// <summary>The rows of a jagged parameter are outputs like its own elements, although the reverse sweep wrote back what they were.</summary>
    [Fact]
    public void RowsOfAJaggedParameterAreOutputs()
    {
        var module = Parser.ParseModule("""
            func @square(%u: buffer<f64>) -> (f64) {
              %zero = const i32 0
              %a = load %u[%zero]
              %aa = Multiply(%a, %a)
              store %u[%zero] %aa
              yield %aa
            }
            func @f(%rows: buffer<buffer<f64>>, %x: f64) -> (f64) {
              %zero = const i32 0
              %row = load %rows[%zero]
              store %row[%zero] %x
              %s: f64 = call @square(%row)
              yield %s
            }
            """);
        string vjp = new Derivations(module, verify: true).Vjp("f");
        var row = BufferValue.Of(0.5, 0.25);
        var shadow = BufferValue.Of(0.0, 0.0);
        object?[] results = new Interpreter(module).Call(vjp, Rows(row), 3.0, 1.0, Rows(shadow));
        Assert.Equal([9.0, 6.0], results);
        Assert.Equal([9.0, 0.25], row.ToReals());

        static BufferValue Rows(BufferValue only)
        {
            var memory = new Memory(IrType.Buffer(IrType.Float64), 1);
            memory.Write(0, only);
            return new BufferValue(memory, 0, 1);
        }
    }
}
