using System.Globalization;

namespace SymDiff.Compiler.IR;

/// <summary>A constant, kept as bits so that −0 and NaN survive and equality is exact.</summary>
/// <param name="Type">A scalar type.</param>
/// <param name="Bits">The IEEE bits of a real (a <c>float</c> as the <c>double</c> it equals), an integer's value, 0 or 1 for a truth value.</param>
/// <param name="Symbol">C# that names the constant (<c>global::System.Math.PI</c>) where the user wrote a name, else null.</param>
public sealed record Literal(IrType Type, long Bits, string? Symbol = null)
{
    /// <summary>The value of a real.</summary>
    public double Real => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>A real constant.</summary>
    public static Literal Of(IrType type, double value) => new(type, BitConverter.DoubleToInt64Bits(type == IrType.Float32 ? (float)value : value));

    /// <summary>An integer constant; <c>ulong</c> values by their bits.</summary>
    public static Literal Of(IrType type, long value) => type.IsReal ? Of(type, (double)value) : new(type, value);

    /// <summary>A truth value.</summary>
    public static Literal Of(bool value) => new(IrType.Bool, value ? 1 : 0);

    /// <summary>Zero, or false, of a scalar type.</summary>
    public static Literal Zero(IrType type) => new(type, 0);

    /// <summary>The text form of the value, which <see cref="Parse"/> reads back to the same bits.</summary>
    public override string ToString() => Type.Kind switch
    {
        TypeKind.Bool => Bits != 0 ? "true" : "false",
        TypeKind.Real => RealText(Real),
        _ => Bits.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">It is no constant of that type.</exception>
    public static Literal Parse(IrType type, string text) => type.Kind switch
    {
        TypeKind.Bool => Of(text == "true"),
        TypeKind.Real => new(type, text switch
        {
            "nan" => BitConverter.DoubleToInt64Bits(double.NaN),
            "inf" => BitConverter.DoubleToInt64Bits(double.PositiveInfinity),
            "-inf" => BitConverter.DoubleToInt64Bits(double.NegativeInfinity),
            "-0" => BitConverter.DoubleToInt64Bits(-0.0),
            _ => BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
        }),
        _ => new(type, long.Parse(text, CultureInfo.InvariantCulture)),
    };

    private static string RealText(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(-0.0) ? "-0"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
