using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>What the primitives compute, written without a look at the primitive table.</summary>
public static class Arithmetic
{
    /// <summary>The number as its type holds it; exact comparisons of derivatives run with singles as wide as doubles.</summary>
    public static double Round(IrType type, double value, bool roundsSingle = true) => roundsSingle && type == IrType.Float32 ? (float)value : value;

    public static object Evaluate(Apply apply, IrType type, object?[] arguments, bool roundsSingle = true) => arguments[0] switch
    {
        double => Reals(apply.Primitive, type, arguments, roundsSingle, apply.IsChecked),
        long x when apply.Primitive == "Turns" => (object)Turns(x, (long)arguments[1]!, (long)arguments[2]!),
        long x => Integers(apply, type, x, arguments.Length > 1 ? (long)arguments[1]! : 0, roundsSingle),
        bool x => Booleans(apply.Primitive, x, arguments.Length > 1 && (bool)arguments[1]!),
        _ => throw new NotSupportedException(apply.Primitive),
    };

    private static object Reals(string primitive, IrType type, object?[] arguments, bool roundsSingle, bool isChecked)
    {
        // An object, or the two would be brought to one type.
        object result = (primitive == "Convert" && type.Kind == TypeKind.Integer ? (object)Wrap(type, (double)arguments[0]!, isChecked)
            : primitive == "Convert" ? RealFunctions.Convert((double)arguments[0]!, type) : RealFunctions.Evaluate(primitive, arguments))
            ?? throw new NotSupportedException($"{primitive} of {string.Join(", ", arguments.Select(a => a?.GetType().Name))}");
        return result switch
        {
            double real => Round(type, real, roundsSingle),
            int number => (long)number,
            _ => result,
        };
    }

    private static long Turns(long start, long end, long step)
    {
        long turns = 0;
        for (long i = start; i < end && turns < 1000; i += step)
        {
            turns++;
        }

        return turns;
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
            "Remainder" => x % y,
            "ShiftLeft" => x << (int)(y & (type == IrType.Int64 ? 63 : 31)),
            "ShiftRight" => x >> (int)(y & (type == IrType.Int64 ? 63 : 31)),
            "Complement" => ~x,
            "Convert" => type.IsReal ? (object)Round(type, type == IrType.Float32 ? (double)(float)x : x, roundsSingle) : x,
            _ => throw new NotSupportedException(apply.Primitive),
        };
        return result is long wide ? Wrap(type, wide, apply.IsChecked) : result;
    }

    /// <summary>An integer in the width of its type; 64 bits are the interpreter's own, checks of them are not modelled.</summary>
    private static long Wrap(IrType type, long wide, bool isChecked)
    {
        long narrow = type.Name switch
        {
            "i32" => (int)wide,
            "u32" => (uint)wide,
            "i16" => (short)wide,
            "u16" or "char" => (ushort)wide,
            "i8" => (sbyte)wide,
            "u8" => (byte)wide,
            _ => wide,
        };
        return isChecked && narrow != wide ? throw new OverflowException() : narrow;
    }

    private static long Wrap(IrType type, double real, bool isChecked) => type.Name switch
    {
        "i32" => isChecked ? checked((int)real) : (int)real,
        "i64" => isChecked ? checked((long)real) : (long)real,
        "u32" => (uint)real,
        "i16" => (short)real,
        "u16" or "char" => (ushort)real,
        "i8" => (sbyte)real,
        "u8" => (byte)real,
        _ => throw new NotSupportedException(type.Name),
    };

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
