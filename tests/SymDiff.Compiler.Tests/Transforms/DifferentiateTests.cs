using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Transforms;

namespace SymDiff.Compiler.Tests.Transforms;

/// <summary>The forms of a scalar method: what they take, what they give, and that they agree with each other.</summary>
public sealed class DifferentiateTests
{
    private static readonly Function E1 = Parser.ParseFunction("""
        func @J(%a: f64, %b: f64, %c: f64) -> (f64) {
          %v = Multiply(%b, %c)
          %u = Add(%a, %v)
          %three = const f64 3
          %J = Multiply(%three, %u)
          yield %J
        }
        """);

    [Fact]
    public void GradientOfE1IsThreeStatements()
    {
        var gradient = Differentiate.Form(E1, EquatableArray.Of(true, true, true), DerivativeKind.Gradient);
        Assert.Equal(3, gradient.Body.Statements.Count);
        Assert.Equal([3.0, 12.0, 9.0], Run(gradient, 2.0, 3.0, 4.0));
    }

    [Fact]
    public void FormsOfE1Agree()
    {
        Assert.Equal([42.0, 3.0, 12.0, 9.0], Run(Form(DerivativeKind.ValueAndGradient), 2.0, 3.0, 4.0));
        Assert.Equal([42.0, 6.0, 24.0, 18.0], Run(Form(DerivativeKind.Vjp), 2.0, 3.0, 4.0, 2.0));
        Assert.Equal([42.0, 3.0 + (12.0 * 10) + (9.0 * 100)], Run(Form(DerivativeKind.Jvp), 2.0, 3.0, 4.0, 1.0, 10.0, 100.0));

        static Function Form(DerivativeKind kind) => Differentiate.Form(E1, EquatableArray.Of(true, true, true), kind);
    }

    [Fact]
    public void InactiveParametersHaveNoPart()
    {
        var gradient = Differentiate.Form(E1, EquatableArray.Of(false, true, false), DerivativeKind.Gradient);
        Assert.Equal([12.0], Run(gradient, 2.0, 3.0, 4.0));
    }

    [Fact]
    public void ValueComputedBeforeTheBranchContributesNothingElsewhere()
    {
        // exp(1000) is infinite: a zero cotangent times it would be NaN.
        var gradient = Differentiate.Form(
            Parser.ParseFunction("""
                func @f(%x: f64) -> (f64) {
                  %e = Exp(%x)
                  %limit = const f64 700
                  %c = Less(%x, %limit)
                  %r = if %c { yield %e } else { yield %x }
                  yield %r
                }
                """),
            EquatableArray.Of(true),
            DerivativeKind.Gradient);
        Assert.Equal([1.0], Run(gradient, 1000.0));
        Assert.Equal([Math.Exp(2)], Run(gradient, 2.0));
    }

    [Fact]
    public void ChoiceBeforeTheBranchContributesNothingElsewhere()
    {
        // q = y > 0 ? sqrt(x)·y : x; x > 0 ? q : 0, at x < 0, where the root and its slope are NaN.
        var gradient = Differentiate.Form(
            Parser.ParseFunction("""
                func @f(%x: f64, %y: f64) -> (f64) {
                  %zero = const f64 0
                  %root = Sqrt(%x)
                  %up = Greater(%y, %zero)
                  %q = if %up {
                    %p = Multiply(%root, %y)
                    yield %p
                  } else {
                    yield %x
                  }
                  %right = Greater(%x, %zero)
                  %r = if %right { yield %q } else { yield %zero }
                  yield %r
                }
                """),
            EquatableArray.Of(true, true),
            DerivativeKind.Gradient);
        Assert.Equal([0.0, 0.0], Run(gradient, -1.0, 1.0));
        Assert.Equal([0.0, 0.0], Run(gradient, -1.0, -1.0));
        Assert.Equal([0.75, 2.0], Run(gradient, 4.0, 3.0));
        Assert.Equal([1.0, 0.0], Run(gradient, 4.0, -3.0));
    }

    private static double[] Run(Function function, params object?[] arguments) =>
        [.. new Interpreter(new Module(function)).Call(function.Name, arguments).Cast<double>()];
}
