using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>What the primitives compute, written without a look at the primitive table.</summary>
public static class Arithmetic
{
    /// <summary>The number as its type holds it; exact comparisons of derivatives run with singles as wide as doubles.</summary>
    public static double Round(IrType type, double value, bool roundsSingle = true) => roundsSingle && type == IrType.Float32 ? (float)value : value;

    public static object Evaluate(Apply apply, IrType type, object?[] arguments, bool roundsSingle = true) => arguments[0] switch
    {
        double x => Reals(apply.Primitive, type, x, arguments.Length > 1 ? (double)arguments[1]! : 0, roundsSingle),
        long x => Integers(apply, type, x, arguments.Length > 1 ? (long)arguments[1]! : 0, roundsSingle),
        bool x => Booleans(apply.Primitive, x, arguments.Length > 1 && (bool)arguments[1]!),
        _ => throw new NotSupportedException(apply.Primitive),
    };

    private static object Reals(string primitive, IrType type, double x, double y, bool roundsSingle)
    {
        object result = primitive switch
        {
            "Add" => x + y,
            "Subtract" => x - y,
            "Multiply" => x * y,
            "Divide" => x / y,
            "Negate" => -x,
            "StrongMultiply" => x == 0 ? 0.0 : x * y,
            "StopGradient" => x,
            "Convert" => type.IsReal ? x : (object)(type == IrType.Int32 ? (int)x : (long)x),
            "Less" => x < y,
            "LessOrEqual" => x <= y,
            "Greater" => x > y,
            "GreaterOrEqual" => x >= y,
            "Equal" => x == y,
            "NotEqual" => x != y,
            "Sqrt" => Math.Sqrt(x),
            "Pow" => Math.Pow(x, y),
            "Exp" => Math.Exp(x),
            "Log" => Math.Log(x),
            "Sin" => Math.Sin(x),
            "Cos" => Math.Cos(x),
            "Tan" => Math.Tan(x),
            "Tanh" => Math.Tanh(x),
            "Abs" => Math.Abs(x),
            "Max" => Math.Max(x, y),
            "Min" => Math.Min(x, y),
            "AbsSlope" => x > 0 ? 1.0 : x < 0 ? -1.0 : x,
            "MaxShare" => x > y || double.IsNaN(x) ? 1.0 : x == y ? 0.5 : 0.0,
            "MinShare" => x < y || double.IsNaN(x) ? 1.0 : x == y ? 0.5 : 0.0,
            _ => throw new NotSupportedException(primitive),
        };
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
