using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>What the primitives compute, written without a look at the primitive table.</summary>
public static class Arithmetic
{
    /// <summary>The number as its type holds it; exact comparisons of derivatives run with singles as wide as doubles.</summary>
    public static double Round(IrType type, double value, bool roundsSingle = true) => roundsSingle && type == IrType.Float32 ? (float)value : value;

    public static object Evaluate(Apply apply, IrType type, object?[] arguments, bool roundsSingle = true) => arguments[0] switch
    {
        double => Reals(apply.Primitive, type, arguments, roundsSingle),
        long x => Integers(apply, type, x, arguments.Length > 1 ? (long)arguments[1]! : 0, roundsSingle),
        bool x => Booleans(apply.Primitive, x, arguments.Length > 1 && (bool)arguments[1]!),
        _ => throw new NotSupportedException(apply.Primitive),
    };

    private static object Reals(string primitive, IrType type, object?[] arguments, bool roundsSingle)
    {
        object result = (primitive == "Convert" ? RealFunctions.Convert((double)arguments[0]!, type) : RealFunctions.Evaluate(primitive, arguments))
            ?? throw new NotSupportedException($"{primitive} of {string.Join(", ", arguments.Select(a => a?.GetType().Name))}");
        return result switch
        {
            double real => Round(type, real, roundsSingle),
            int number => (long)number,
            _ => result,
        };
    }

    private static object Integers(Apply apply, IrType type, long x, long y, bool roundsSingle)
    {
        object result = apply.Primitive switch
        {
            "Add" => x + y,
            "Subtract" => x - y,
            "Multiply" => x * y,
            "Divide" => x / y,
            "Negate" => -x,
            "Max" => Math.Max(x, y),
            "Min" => Math.Min(x, y),
            "And" => x & y,
            "Or" => x | y,
            "Xor" => x ^ y,
            "Less" => x < y,
            "LessOrEqual" => x <= y,
            "Greater" => x > y,
            "GreaterOrEqual" => x >= y,
            "Equal" => x == y,
            "NotEqual" => x != y,
            "Convert" => type.IsReal ? Round(type, x, roundsSingle) : x,
            _ => throw new NotSupportedException(apply.Primitive),
        };
        return result is long wide && type == IrType.Int32 ? (long)(apply.IsChecked ? checked((int)wide) : unchecked((int)wide)) : result;
    }

    private static bool Booleans(string primitive, bool x, bool y) => primitive switch
    {
        "Not" => !x,
        "And" => x & y,
        "Or" => x | y,
        "Xor" => x ^ y,
        "Equal" => x == y,
        "NotEqual" => x != y,
        _ => throw new NotSupportedException(primitive),
    };
}
