using System.Globalization;
using System.Text;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes constants as C#.</summary>
internal static class Literals
{
    /// <summary>The constant as an expression of exactly its type; it begins with <c>-</c> or <c>(</c> where it is no primary expression.</summary>
    public static string Text(Literal literal) => literal.Symbol ?? literal.Type.Kind switch
    {
        TypeKind.Bool => literal.Bits != 0 ? "true" : "false",
        TypeKind.Real => Real(literal.Real, literal.Type),
        TypeKind.Integer => Integer(literal.Type, literal.Bits),
        _ => throw new NotSupportedException($"The emitter has no constant of the type {literal.Type}."),
    };

    /// <summary>A real as C#.</summary>
    /// <param name="value">The number.</param>
    /// <param name="of">Its type.</param>
    public static string Real(double value, IrType of)
    {
        bool isSingle = of == IrType.Float32;
        string type = CSharpTypes.Name(of);
        if (double.IsNaN(value))
        {
            return type + ".NaN";
        }

        if (double.IsInfinity(value))
        {
            return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        }

        string sign = BitConverter.DoubleToInt64Bits(value) < 0 ? "-" : "";
        if (of.IsGeneric)
        {
            return sign + Generic(type, Math.Abs(value));
        }

        string suffix = isSingle ? "f" : "";
        if (value == 0)
        {
            return sign + "0.0" + suffix;
        }

        var (digits, exponent) = isSingle ? ShortestDecimal.Of((float)Math.Abs(value)) : ShortestDecimal.Of(Math.Abs(value));
        return sign + Decimal(digits, exponent) + suffix;
    }

    /// <summary>A string literal.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            // Lone surrogates and the Unicode line separators cannot stand in a source file as they are.
            bool isPlain = c is >= ' ' and < '\x7F' or > '\xA0' and < '\u2000' or > '\u206F' and < '\uD800' and not '\uFEFF';
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when isPlain => c.ToString(),
                _ => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
            });
        }

        return quoted.Append('"').ToString();
    }

    // What a type parameter has a name for, and for the rest the conversion; whole numbers are written as such.
    private static string Generic(string type, double value)
    {
        if (value is 0 or 1)
        {
            return type + (value == 0 ? ".Zero" : ".One");
        }

        string number = value == Math.Floor(value) && value <= 1 << 24 ? value.ToString(CultureInfo.InvariantCulture) : Real(value, IrType.Float64);
        return $"{type}.CreateChecked({number})";
    }

    private static string Decimal(string digits, int exponent)
    {
        bool isShort = exponent > 0 ? exponent <= 16 && exponent - digits.Length <= 6 : exponent > -4;
        if (!isShort)
        {
            string mantissa = digits.Length == 1 ? digits : digits.Substring(0, 1) + "." + digits.Substring(1);
            return mantissa + "e" + (exponent - 1).ToString(CultureInfo.InvariantCulture);
        }

        if (exponent <= 0)
        {
            return "0." + new string('0', -exponent) + digits;
        }

        return digits.Length <= exponent
            ? digits + new string('0', exponent - digits.Length) + ".0"
            : digits.Substring(0, exponent) + "." + digits.Substring(exponent);
    }

    private static string Integer(IrType type, long value)
    {
        string number = value.ToString(CultureInfo.InvariantCulture);
        return type.Name switch
        {
            "i32" => value == int.MinValue ? "int.MinValue" : number,
            "i64" => value == long.MinValue ? "long.MinValue" : number + "L",
            "u32" => number + "u",
            "u64" => unchecked((ulong)value).ToString(CultureInfo.InvariantCulture) + "ul",
            _ when value < 0 => $"({CSharpTypes.Name(type)})({number})",
            _ => $"({CSharpTypes.Name(type)}){number}",
        };
    }
}
