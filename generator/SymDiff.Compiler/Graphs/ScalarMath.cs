using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Graphs;

/// <summary>
/// What the rows of the primitive table are worth, as the C# that is written for them would compute it on the platform that runs. Reals are <see cref="double"/>, integers <see cref="BigInteger"/>
/// within the range of their type.
/// </summary>
internal static class ScalarMath
{
    private static readonly ConcurrentDictionary<string, MethodInfo?> Methods = new(StringComparer.Ordinal);

    /// <summary>A literal's value.</summary>
    public static object Value(Literal literal) => literal.Type.Kind switch
    {
        TypeKind.Real => literal.Real,
        TypeKind.Bool => literal.Bits != 0,
        _ => literal.Type == IrType.UInt64 ? new BigInteger(unchecked((ulong)literal.Bits)) : new BigInteger(literal.Bits),
    };

    /// <summary>A value as a literal.</summary>
    public static Literal Literal(IrType type, object value) => value switch
    {
        double real => IR.Literal.Of(type, real),
        bool truth => IR.Literal.Of(truth),
        _ => IR.Literal.Of(type, type == IrType.UInt64 ? unchecked((long)(ulong)(BigInteger)value) : (long)(BigInteger)value),
    };

    /// <summary>Whether an integer is in the range of a type.</summary>
    public static bool Fits(IrType type, BigInteger value)
    {
        var (isSigned, bits) = Width(type);
        var half = BigInteger.One << (isSigned ? bits - 1 : bits);
        return value < half && value >= (isSigned ? -half : BigInteger.Zero);
    }

    /// <summary>A row applied.</summary>
    /// <param name="row">The row.</param>
    /// <param name="type">What results.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isChecked">Whether integers that overflow throw.</param>
    /// <exception cref="GraphException">It throws, or the platform does not have it.</exception>
    public static object Evaluate(Primitive row, IrType type, IReadOnlyList<object> arguments, bool isChecked = false)
    {
        try
        {
            return row.CSharp.Kind switch
            {
                CSharpFormKind.Identity => arguments[0],
                CSharpFormKind.Cast => Convert(arguments[0], type, isChecked),
                CSharpFormKind.Conditional => Evaluate(ConditionalForm.Of(row, type, [.. arguments.Select(a => (GraphExpression)new LiteralExpression(IR.Literal.Of(type, (double)a)))]), _ => row),
                CSharpFormKind.Math when arguments.All(a => a is BigInteger) => Integers(row.Name, type, arguments, isChecked),
                CSharpFormKind.Math => Call(row, arguments),
                _ => arguments[0] switch
                {
                    double => Reals(row.CSharp.Text, arguments),
                    bool => (object)Truth(row.Name, arguments),
                    _ => Integers(row.Name, type, arguments, isChecked),
                },
            };
        }
        catch (Exception e) when (e is ArithmeticException or ArgumentException)
        {
            throw new GraphException($"{row.Name}({string.Join(", ", arguments)}) throws: {e.Message}", e);
        }
    }

    /// <summary>A formula.</summary>
    /// <param name="expression">The formula.</param>
    /// <param name="valueOf">The value of a node.</param>
    public static object Evaluate(GraphExpression expression, Func<GraphNode, object> valueOf) => expression switch
    {
        LiteralExpression literal => Value(literal.Literal),
        NodeExpression node => valueOf(node.Node),
        ChoiceExpression choice => Evaluate((bool)Evaluate(choice.Condition, valueOf) ? choice.Then : choice.Else, valueOf),
        PrimitiveExpression applied => Evaluate(applied.Primitive, applied.Type, [.. applied.Arguments.Select(a => Evaluate(a, valueOf))], applied.IsChecked),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static object Reals(string op, IReadOnlyList<object> arguments)
    {
        double x = (double)arguments[0];
        if (arguments.Count == 1)
        {
            return op == "-" ? -x : throw new NotSupportedException(op);
        }

        double y = (double)arguments[1];
        return op switch
        {
            "+" => x + y,
            "-" => x - y,
            "*" => x * y,
            "/" => x / y,
            "%" => x % y,
            "<" => x < y,
            "<=" => x <= y,
            ">" => x > y,
            ">=" => x >= y,
            "==" => x == y,
            "!=" => (object)(x != y),
            _ => throw new NotSupportedException(op),
        };
    }

    private static bool Truth(string primitive, IReadOnlyList<object> arguments)
    {
        bool x = (bool)arguments[0];
        bool y = arguments.Count > 1 && (bool)arguments[1];
        return primitive switch
        {
            "Not" => !x,
            "And" => x & y,
            "Or" => x | y,
            "Xor" or "NotEqual" => x ^ y,
            "Equal" => x == y,
            _ => throw new NotSupportedException(primitive),
        };
    }

    private static object Integers(string primitive, IrType type, IReadOnlyList<object> arguments, bool isChecked)
    {
        var x = (BigInteger)arguments[0];
        var y = arguments.Count > 1 ? (BigInteger)arguments[1] : BigInteger.Zero;
        object result = primitive switch
        {
            "Add" => x + y,
            "Subtract" => x - y,
            "Multiply" => x * y,
            "Divide" => Wrap(type, BigInteger.Divide(x, y), isChecked: true),
            "Remainder" => BigInteger.Remainder(x, y),
            "Negate" => -x,
            "Complement" => -x - 1,
            "Abs" => Wrap(type, BigInteger.Abs(x), isChecked: true),
            "Max" => BigInteger.Max(x, y),
            "Min" => BigInteger.Min(x, y),
            "Clamp" when (BigInteger)arguments[2] >= y => BigInteger.Max(y, BigInteger.Min(x, (BigInteger)arguments[2])),
            "Sign" => new BigInteger(x.Sign),
            "And" => x & y,
            "Or" => x | y,
            "Xor" => x ^ y,
            "ShiftLeft" => x << Shift(type, y),
            "ShiftRight" => x >> Shift(type, y),
            "Turns" => x >= y ? BigInteger.Zero : (BigInteger)arguments[2] is { Sign: > 0 } step ? BigInteger.Min(int.MaxValue, ((y - x - 1) / step) + 1) : int.MaxValue,
            "Less" => x < y,
            "LessOrEqual" => x <= y,
            "Greater" => x > y,
            "GreaterOrEqual" => x >= y,
            "Equal" => x == y,
            "NotEqual" => x != y,
            _ => throw new GraphException($"The graph has no {primitive} of integers."),
        };
        return result is BigInteger wide ? Wrap(type, wide, isChecked && primitive is not ("ShiftLeft" or "ShiftRight" or "Complement")) : result;
    }

    private static int Shift(IrType type, BigInteger by) => (int)(by & (Width(type).Bits == 64 ? 63 : 31));

    private static (bool IsSigned, int Bits) Width(IrType type) => type.Name switch
    {
        "i8" => (true, 8),
        "u8" => (false, 8),
        "i16" => (true, 16),
        "u16" or "char" => (false, 16),
        "i32" => (true, 32),
        "u32" => (false, 32),
        "i64" => (true, 64),
        "u64" => (false, 64),
        _ => throw new NotSupportedException($"{type} is no integer."),
    };

    private static BigInteger Wrap(IrType type, BigInteger wide, bool isChecked)
    {
        if (Fits(type, wide))
        {
            return wide;
        }

        if (isChecked)
        {
            throw new OverflowException($"{wide} is beyond the range of {Emit.CSharpTypes.Name(type)}.");
        }

        var (isSigned, bits) = Width(type);
        var range = BigInteger.One << bits;
        var low = BigInteger.Remainder(BigInteger.Remainder(wide, range) + range, range);
        return isSigned && low >= range >> 1 ? low - range : low;
    }

    // Out of range the platform decides what a conversion of a real gives, so it is the platform that converts.
    private static object Convert(object value, IrType type, bool isChecked) => (value, type.Kind) switch
    {
        (double real, TypeKind.Real) => real,
        (double real, _) => type.Name switch
        {
            "i8" => new BigInteger(isChecked ? checked((sbyte)real) : unchecked((sbyte)real)),
            "u8" => new BigInteger(isChecked ? checked((byte)real) : unchecked((byte)real)),
            "i16" => new BigInteger(isChecked ? checked((short)real) : unchecked((short)real)),
            "u16" or "char" => new BigInteger(isChecked ? checked((ushort)real) : unchecked((ushort)real)),
            "i32" => new BigInteger(isChecked ? checked((int)real) : unchecked((int)real)),
            "u32" => new BigInteger(isChecked ? checked((uint)real) : unchecked((uint)real)),
            "i64" => new BigInteger(isChecked ? checked((long)real) : unchecked((long)real)),
            _ => new BigInteger(isChecked ? checked((ulong)real) : unchecked((ulong)real)),
        },
        (BigInteger integer, TypeKind.Real) => integer < 0 || integer <= long.MaxValue ? (double)(long)integer : (double)(ulong)integer,
        (BigInteger integer, _) => Wrap(type, integer, isChecked),
        _ => throw new NotSupportedException($"{value} does not become {type}."),
    };

    private static object Call(Primitive row, IReadOnlyList<object> arguments)
    {
        object[] given = [.. arguments.Select(a => a is BigInteger integer ? (int)integer : a)];
        var method = Methods.GetOrAdd(row.Name, _ => Find(row, [.. given.Select(a => a.GetType())]))
            ?? throw new GraphException($"The platform that runs has no {GraphText.Function(row)}.");
        try
        {
            object result = method.Invoke(null, given)!;
            return result is int integer ? new BigInteger(integer) : result;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            throw new GraphException($"{row.Name}({string.Join(", ", arguments)}) throws: {inner.Message}", inner);
        }
    }

    private static MethodInfo? Find(Primitive row, Type[] arguments)
    {
        var home = row.CSharp.Home == CSharpHome.Number ? typeof(double) : typeof(Math);
        return home.GetMethod(row.CSharp.Text, BindingFlags.Public | BindingFlags.Static, null, arguments, null);
    }
}
