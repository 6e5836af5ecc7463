using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Pages;

/// <summary>A program for every pass, and what the pass makes of it.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Says">What it does, and why.</param>
/// <param name="Before">The program.</param>
/// <param name="Run">The pass.</param>
internal sealed record PassExample(string Pass, string Says, Function Before, Func<Function, Function> Run);

/// <summary>The examples, in the order in which the passes run.</summary>
internal static class PassExamples
{
    private const string Product = """
        func @f(%x: f64, %y: f64) -> (f64) {
          %s = Sin(%x)
          %z = Multiply(%s, %y)
          yield %z
        }
        """;

    private const string Recursive = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %one: i32 = const 1
          %last = Less(%n, %one)
          %r: f64 = if %last { yield %x } else {
            %less = Subtract(%n, %one)
            %inner: f64 = call @f(%x, %less)
            %p = Multiply(%x, %inner)
            yield %p
          }
          yield %r
        }
        """;

    private const string Dot = """
        func @f(%w: buffer<f64>, %x: buffer<f64>) -> (f64) {
          %n = length %w
          %zero = const f64 0
          %r = loop sum count %n (%zero) { |%i: i32, %s: f64|
            %wi = load %w[%i]
            %xi = load %x[%i]
            %p = Multiply(%wi, %xi)
            %t = Add(%s, %p)
            yield %t
          }
          yield %r
        }
        """;

    private const string Iterated = """
        func @f(%x: f64, %n: i32) -> (f64) {
          %r = loop again count %n (%x) { |%i: i32, %v: f64|
            %s = Sin(%v)
            yield %s
          }
          yield %r
        }
        """;

    /// <summary>Before the method is differentiated.</summary>
    public static IReadOnlyList<PassExample> Preparing { get; } =
    [
        new("Preparation", "An even power of an absolute value is one of the value itself, which has no kink: its second derivative is right at 0 too.", Parse("""
            func @f(%x: f64) -> (f64) {
              %a = Abs(%x)
              %z = Multiply(%a, %a)
              yield %z
            }
            """), Preparation.Run),
        new("LocalExits", "A way out of two loops becomes one out of each, with a tag that says so: the reverse of a loop then only meets exits of its own.", Parse("""
            func @f(%x: f64, %n: i32) -> (f64) {
              %r = loop outer count %n (%x) { |%i: i32, %a: f64|
                %b = loop inner count %n (%a) { |%j: i32, %c: f64|
                  %big = Greater(%c, %x)
                  if %big { exit outer %c } else { yield }
                  %d = Exp(%c)
                  yield %d
                }
                yield %b
              }
              yield %r
            }
            """), LocalExits.Run),
        new("Nesting", "What stands behind a choice of which one arm leaves moves into the other arm, where both end alike: a choice reverses more plainly than an exit.", Parse("""
            func @f(%x: f64, %c: bool) -> (f64) {
              if %c { exit return %x } else { yield }
              %s = Sin(%x)
              yield %s
            }
            """), Nesting.Run),
    ];

    /// <summary>Reverse mode.</summary>
    public static IReadOnlyList<PassExample> Reversing { get; } =
    [
        new("Adjoint", "The forward sweep computes what the method does; the reverse sweep goes back through it and hands each cotangent on to the operands, by the partial of each step. Where it needs a value of the forward sweep it says `recall`, whatever that will cost.",
            Parse(Product), f => Sweeps(f).Function),
        new("Storage", "A value that is still in scope is simply used. In a loop it is computed again where that is cheap, loaded again where the memory has not changed, and else kept in a record, a place an iteration.",
            Sweeps(Parse(Iterated)).Function, _ => Storage.Run(Sweeps(Parse(Iterated))).Function),
        new("Fusion", "Where the reverse of an iteration needs nothing from later ones, both are one loop: nothing is kept, and the data are read once.",
            Sweeps(Parse(Dot)).Function, _ => Fusion.Run(Restores.DropUnread(Sweeps(Parse(Dot)))).Function),
        new("Fusion of calls", "Where the cotangent of what a call returns is known before the call, its two halves are one call of the pullback, which is handed that cotangent: the callee's reverse sweep runs in the call, and nothing is kept. Arms of a choice are reversed in the arms themselves for that.",
            Sweeps(Parse(Recursive)).Function, _ => Fusion.Run(Restores.DropUnread(Sweeps(Parse(Recursive)), areCallsFused: true), new FusedCalls(["f"], true)).Function),
        new("Restores", "The reverse of a store writes back what was there before. Where nothing reads that any more, it is dropped: here for scratch memory of the method.",
            Sweeps(Parse(Scratch)).Function, _ => Restores.DropUnread(Sweeps(Parse(Scratch))).Function),
        new("SummedTerms", "What the reverse loop adds up as multiples of what the forward loop has summed already is a multiple of that sum, once, behind the loop.",
            Parse(Summed), f => SummedTerms.Run(new Sweeps(f, 4, f.Body.End.Values.Take(1).ToEquatableArray(), f.Body.End.Values.Skip(1).ToEquatableArray()) { Reversals = new Dictionary<string, string> { ["reverse"] = "forward" } }).Function),
        new("Checkpointing", "With `Checkpoint = 3` a loop that would need a record takes snapshots of what it carries, goes back to the newest for each iteration, and runs forward again from there.",
            Sweeps(Parse(Iterated.Replace("count %n (", "count %n snapshots 3 (", StringComparison.Ordinal))).Function,
            _ => Checkpointing.Run(Sweeps(Parse(Iterated.Replace("count %n (", "count %n snapshots 3 (", StringComparison.Ordinal)))).Function),
    ];

    /// <summary>Other derivatives.</summary>
    public static IReadOnlyList<PassExample> Others { get; } =
    [
        new("Pushforward", "Forward mode: every value has a tangent beside it. No sweep back, and nothing to keep.", Parse(Product), f => Pushforward.Run(f, Active(f), new Module(f))),
        new("Dependence", "For the pattern of a sparse Jacobian: the method on sets of inputs instead of numbers, a bit an input. It asks no rule of derivatives.", Parse(Product),
            f => Simplifier.Run(Dependence.Run(f, Active(f), EquatableArray.Of(ParameterRole.Input, ParameterRole.Input)), 0)),
        new("UnrolledJacobian", "Between few numbers the pullbacks of all rows become one function, which computes the method once. It is the gradient's Hessian here, of which the driver keeps what stands up to the diagonal.", Parse(Product),
            f => new Differentiate(f, Active(f)).Hessian(withGradient: false)!),
        new("SplitPair", "A callee is cut in two: a forward half that leaves a record of what the reverse half needs, and the reverse half. The caller runs each once. Of the two this is the reverse half.", Parse(Product),
            f => Simplifier.Run(SplitPair.Run("f", Storage.Run(Adjoint.Run(f, Active(f), new Module(f), isWhole: false)), (f.Parameters.Count, 1)).Reverse, 0)),
    ];

    /// <summary>Tidying.</summary>
    public static IReadOnlyList<PassExample> Tidying { get; } =
    [
        new("Simplifier", "Products with 1 and sums with 0 go, constants are folded, equal operations are computed once, and what nothing needs is dropped. What the method's own value is computed from keeps its operations, so that it keeps its bits.", Derived("""
              %one = const f64 1 step 0
              %zero = const f64 0 step 0
              %a = Multiply(%x, %one) step 0
              %b = Add(%zero, %a) step 0
              %c = Multiply(%y, %b) step 0
              %d = Multiply(%b, %y) step 0
              %unused = Exp(%c) step 0
              %e = Add(%c, %d) step 0
              yield %e
            """), f => Simplifier.Run(f, 0)),
        new("Sums", "Like terms are collected.", Derived("""
              %a = Sin(%y) step 0
              %b = Add(%x, %a) step 0
              %e = Add(%b, %x) step 0
              yield %e
            """), f => Sums.Run(f, [])),
        new("Quotients", "A quotient that is computed anyway is shared.", Derived("""
              %q = Divide(%x, %y) step 0
              %s = Sin(%x) step 0
              %p = Multiply(%s, %x) step 0
              %r = Divide(%p, %y) step 0
              %t = Divide(%r, %y) step 0
              %e = Add(%q, %t) step 0
              yield %e
            """), f => DeadCode.Run(Quotients.Run(f, []))),
        new("Choices", "Two choices on one condition become one: a branch of the method and the reverse of it.", Derived("""
              %c = Greater(%x, %y)
              %a = if %c {
                %s = Sin(%x)
                yield %s
              } else {
                yield %y
              }
              %b = if %c {
                %k = Cos(%x) step 0
                yield %k
              } else {
                %one = const f64 1 step 0
                yield %one
              }
              %e = Multiply(%a, %b) step 0
              yield %e
            """), Choices.Run),
        new("Repeats", "What two choices on one condition both compute, which cannot be joined, is handed out of the first.", Derived("""
              %c = Greater(%x, %y)
              %a = if %c {
                %l = Log(%x)
                %p = Multiply(%y, %l)
                yield %p
              } else {
                yield %y
              }
              %s = Sin(%a)
              %b = if %c {
                %m = Log(%x) step 0
                %q = Multiply(%s, %m) step 0
                yield %q
              } else {
                yield %x
              }
              yield %b
            """), f => DeadCode.Run(Repeats.Run(f))),
        new("Invariants", "What costs something and is the same in every iteration is computed before the loop, and so never recorded.", Looped("""
                %e = Exp(%x)
                %t = Multiply(%v, %e)
                yield %t
            """), Invariants.Run),
        new("Recurrences", "A cotangent that a loop carries waits for one product instead of three.", Looped("""
                %p = Multiply(%v, %x) step 0
                %q = Multiply(%v, %y) step 0
                %t = Subtract(%p, %q) step 0
                yield %t
            """), f => DeadCode.Run(Recurrences.Run(f))),
        new("RepeatedLoads", "An element that was read before, and not written since, is not read again.", Memory("""
              %a = load %d[%i]
              %b = load %d[%i]
              %e = Multiply(%a, %b)
              yield %e
            """), RepeatedLoads.Run),
        new("Accumulations", "What is added to one element twice, with nothing in between that sees it, is added at once.", Memory("""
              accumulate %d[%i] %x
              accumulate %d[%i] %y
              yield %x
            """), f => Accumulations.Run(f, [])),
        new("Overwriting", "The destination of a gradient need not be cleared where the first loop over it writes each element once: it stores instead of adding.", Parse("""
            func @f(%x: buffer<f64>, %d: buffer<f64>) -> () {
              %n = length %x
              loop l count %n () { |%i: i32|
                %e = load %x[%i]
                accumulate %d[%i] %e
                yield
              }
              yield
            }
            """), f => Overwriting.Run(f, [(f.Parameters[1], f.Parameters[0])])),
    ];

    private const string Scratch = """
        func @f(%x: f64) -> (f64) {
          %one = const i32 1
          %zero = const i32 0
          %t = alloc f64[%one]
          store %t[%zero] %x
          %a = load %t[%zero]
          %s = Sin(%a)
          yield %s
        }
        """;

    private const string Summed = """
        func @f(%x: buffer<f64>, %k: f64) -> (f64, f64) {
          %n = length %x
          %zero = const f64 0
          %s = loop forward count %n (%zero) { |%i: i32, %t: f64|
            %xi = load %x[%i]
            %u = Add(%t, %xi)
            yield %u
          }
          %again = const f64 0
          %dK = loop reverse count %n reversed (%again) { |%j: i32, %sum: f64|
            %v = recall %xi at (%j)
            %p = Multiply(%k, %v)
            %next = Add(%sum, %p)
            yield %next
          }
          yield %s, %dK
        }
        """;

    /// <summary>All of them.</summary>
    public static IEnumerable<PassExample> All => Preparing.Concat(Reversing).Concat(Others).Concat(Tidying);

    private static Function Parse(string text) => Parser.ParseFunction(text);

    private static Function Derived(string body) => Parse($"func @f(%x: f64, %y: f64) -> (f64) {{\n{body}\n}}");

    private static Function Looped(string body) => Parse($"func @f(%x: f64, %y: f64, %n: i32) -> (f64) {{\n%r = loop l count %n (%x) {{ |%i: i32, %v: f64|\n{body}\n}}\nyield %r\n}}");

    private static Function Memory(string body) => Parse($"func @f(%d: buffer<f64>, %i: i32, %x: f64, %y: f64) -> (f64) {{\n{body}\n}}");

    private static EquatableArray<bool> Active(Function f) => f.Parameters.Select(p => p.IsReal || p.Type.HasShadow).ToEquatableArray();

    private static Sweeps Sweeps(Function f) => Adjoint.Run(f, Active(f), new Module(f), isWhole: true);
}
