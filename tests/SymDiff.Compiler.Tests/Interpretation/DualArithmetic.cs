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

        double x = Dual.Number(arguments[0]);
        double y = arguments.Length > 1 ? Dual.Number(arguments[1]) : 0;
        var slopes = Slopes(apply.Primitive, x, y).Select(s => (s, Math.Abs(s))).ToArray();
        if (apply.Primitive == "Tanh")
        {
            // Implementations by 1 − r² are accurate absolutely, not in the tails.
            slopes[0].Item2 = 1;
        }

        return slopes.Length == 0 ? value : Dual.Chain(value, arguments, slopes);
    }

    /// <summary>The sum, as accumulating into memory makes it.</summary>
    public static object Sum(double value, object? x, object? y) => Dual.Chain(value, [x, y], [(1, 1), (1, 1)]);

    private static double[] Slopes(string primitive, double x, double y) => primitive switch
    {
        "Add" => [1, 1],
        "Subtract" => [1, -1],
        "Multiply" or "StrongMultiply" => [y, x],
        "Divide" => [1 / y, -x / (y * y)],
        "Negate" => [-1],
        "StopGradient" => [],
        "Convert" => [1],
        "Sqrt" => [1 / (2 * Math.Sqrt(x))],
        "Pow" => [y == 0 ? 0 : y * Math.Pow(x, y - 1), PowByExponent(x, y)],
        "Exp" => [Math.Exp(x)],
        "Log" => [1 / x],
        "Sin" => [Math.Cos(x)],
        "Cos" => [-Math.Sin(x)],
        "Tan" => [1 / (Math.Cos(x) * Math.Cos(x))],
        "Tanh" => [1 / (Math.Cosh(x) * Math.Cosh(x))],
        "Abs" => [double.IsNaN(x) ? double.NaN : Math.Sign(x)],
        "Max" => x > y ? [1, 0] : x < y ? [0, 1] : [0.5, 0.5],
        "Min" => x < y ? [1, 0] : x > y ? [0, 1] : [0.5, 0.5],
        "AbsSlope" or "MaxShare" or "MinShare" => [],
        _ => throw new NotSupportedException(primitive),
    };

    private static double PowByExponent(double x, double y) =>
        x > 0 ? Math.Pow(x, y) * Math.Log(x) : x == 0 && y >= 0 ? 0 : double.NaN;
}
