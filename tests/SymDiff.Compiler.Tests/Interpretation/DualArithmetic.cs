using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>
/// The slopes of the primitives by their textbook formulas, written without a look at the primitive table: the oracle of exact comparisons.
/// At kinks they follow NUMERICS, P1.
/// </summary>
public static class DualArithmetic
{
    /// <summary>Evaluates a primitive of which some argument is dual.</summary>
    public static object Evaluate(Apply apply, IrType type, object?[] arguments, bool roundsSingle)
    {
        object plain = Arithmetic.Evaluate(apply, type, [.. arguments.Select(Dual.Plain)], roundsSingle);
        if (plain is not double value)
        {
            return plain;
        }

        double[] numbers = [.. arguments.Select(a => a is long integer ? integer : a is Dual or double ? Dual.Number(a) : 0)];
        var slopes = Slopes.Of(apply.Primitive, numbers).Select(s => (s, Math.Abs(s))).ToArray();
        if (apply.Primitive == "Tanh")
        {
            // Implementations by 1 − r² are accurate absolutely, not in the tails.
            slopes[0].Item2 = 1;
        }

        return slopes.Length == 0 ? value : Dual.Chain(value, arguments, slopes);
    }

    /// <summary>The sum, as accumulating into memory makes it.</summary>
    public static object Sum(double value, object? x, object? y) => Dual.Chain(value, [x, y], [(1, 1), (1, 1)]);
}
