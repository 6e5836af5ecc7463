namespace SymDiff.TestKit;

/// <summary>The <see cref="Dual"/> of <c>float</c>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tangent">The derivative, kept in double precision.</param>
/// <param name="Magnitude">See <see cref="Dual.Magnitude"/>.</param>
public readonly partial record struct DualSingle(float Value, double Tangent, double Magnitude)
{
    /// <summary>A constant.</summary>
    public static implicit operator DualSingle(float value) => new(value, 0, 0);

    /// <summary>A step function: the derivative is zero almost everywhere.</summary>
    public static explicit operator int(DualSingle x) => (int)x.Value;

    /// <summary>The opposite number.</summary>
    public static DualSingle operator -(DualSingle x) => new(-x.Value, -x.Tangent, x.Magnitude);

    /// <summary>Adds one.</summary>
    public static DualSingle operator ++(DualSingle x) => x with { Value = x.Value + 1 };

    /// <summary>Subtracts one.</summary>
    public static DualSingle operator --(DualSingle x) => x with { Value = x.Value - 1 };

    /// <summary>The sum.</summary>
    public static DualSingle operator +(DualSingle x, DualSingle y) => Rounded(x.Value + y.Value, (Dual)x + (Dual)y);

    /// <summary>The difference.</summary>
    public static DualSingle operator -(DualSingle x, DualSingle y) => Rounded(x.Value - y.Value, (Dual)x - (Dual)y);

    /// <summary>The product.</summary>
    public static DualSingle operator *(DualSingle x, DualSingle y) => Rounded(x.Value * y.Value, (Dual)x * (Dual)y);

    /// <summary>The quotient.</summary>
    public static DualSingle operator /(DualSingle x, DualSingle y) => Rounded(x.Value / y.Value, (Dual)x / (Dual)y);

    /// <summary>Compares values.</summary>
    public static bool operator <(DualSingle x, DualSingle y) => x.Value < y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >(DualSingle x, DualSingle y) => x.Value > y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator <=(DualSingle x, DualSingle y) => x.Value <= y.Value;

    /// <summary>Compares values.</summary>
    public static bool operator >=(DualSingle x, DualSingle y) => x.Value >= y.Value;

    /// <summary>The derivative of an operation in double precision, with the value that single precision gives.</summary>
    internal static DualSingle Rounded(float value, Dual wide) => new(value, wide.Tangent, wide.Magnitude);
}
