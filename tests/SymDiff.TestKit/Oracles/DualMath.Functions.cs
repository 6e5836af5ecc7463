namespace SymDiff.TestKit;

/// <content>The functions beyond the most common ones.</content>
public static partial class DualMath
{
    /// <summary>The cube root.</summary>
    public static Dual Cbrt(Dual x) => Dual.Chain(Math.Cbrt(x.Value), x, 1 / (3 * Math.Pow(Math.Cbrt(x.Value), 2)));

    /// <summary>The logarithm to base 2.</summary>
    public static Dual Log2(Dual x) => Dual.Chain(Math.Log2(x.Value), x, 1 / (x.Value * Math.Log(2)));

    /// <summary>The logarithm to base 10.</summary>
    public static Dual Log10(Dual x) => Dual.Chain(Math.Log10(x.Value), x, 1 / (x.Value * Math.Log(10)));

    /// <summary>The angle of a sine.</summary>
    public static Dual Asin(Dual x) => Dual.Chain(Math.Asin(x.Value), x, 1 / Math.Sqrt((1 - x.Value) * (1 + x.Value)));

    /// <summary>The angle of a cosine.</summary>
    public static Dual Acos(Dual x) => Dual.Chain(Math.Acos(x.Value), x, -1 / Math.Sqrt((1 - x.Value) * (1 + x.Value)));

    /// <summary>The angle of a tangent.</summary>
    public static Dual Atan(Dual x) => Dual.Chain(Math.Atan(x.Value), x, 1 / (1 + (x.Value * x.Value)));

    /// <summary>The hyperbolic sine.</summary>
    public static Dual Sinh(Dual x) => Dual.Chain(Math.Sinh(x.Value), x, Math.Cosh(x.Value));

    /// <summary>The hyperbolic cosine.</summary>
    public static Dual Cosh(Dual x) => Dual.Chain(Math.Cosh(x.Value), x, Math.Sinh(x.Value));

    /// <summary>The inverse of the hyperbolic sine.</summary>
    public static Dual Asinh(Dual x) => Dual.Chain(Math.Asinh(x.Value), x, 1 / Math.Sqrt((x.Value * x.Value) + 1));

    /// <summary>The inverse of the hyperbolic cosine.</summary>
    public static Dual Acosh(Dual x) => Dual.Chain(Math.Acosh(x.Value), x, 1 / Math.Sqrt((x.Value * x.Value) - 1));

    /// <summary>The inverse of the hyperbolic tangent.</summary>
    public static Dual Atanh(Dual x) => Dual.Chain(Math.Atanh(x.Value), x, 1 / (1 - (x.Value * x.Value)));

    /// <summary>The next number up.</summary>
    public static Dual BitIncrement(Dual x) => Dual.Chain(Math.BitIncrement(x.Value), x, 1);

    /// <summary>The next number down.</summary>
    public static Dual BitDecrement(Dual x) => Dual.Chain(Math.BitDecrement(x.Value), x, 1);

    /// <summary>About the reciprocal.</summary>
    public static Dual ReciprocalEstimate(Dual x) => Dual.Chain(Math.ReciprocalEstimate(x.Value), x, -1 / (x.Value * x.Value));

    /// <summary>About the reciprocal of the root.</summary>
    public static Dual ReciprocalSqrtEstimate(Dual x) => Dual.Chain(Math.ReciprocalSqrtEstimate(x.Value), x, -0.5 / (x.Value * Math.Sqrt(x.Value)));

    /// <summary>The integer below.</summary>
    public static Dual Floor(Dual x) => Dual.Chain(Math.Floor(x.Value), x, 0);

    /// <summary>The integer above.</summary>
    public static Dual Ceiling(Dual x) => Dual.Chain(Math.Ceiling(x.Value), x, 0);

    /// <summary>The integer towards 0.</summary>
    public static Dual Truncate(Dual x) => Dual.Chain(Math.Truncate(x.Value), x, 0);

    /// <summary>The nearest integer.</summary>
    public static Dual Round(Dual x) => Dual.Chain(Math.Round(x.Value), x, 0);

    /// <summary>The logarithm to a base.</summary>
    public static Dual Log(Dual x, Dual y) => Dual.Chain(Math.Log(x.Value, y.Value), x, 1 / (x.Value * Math.Log(y.Value)), y, -Math.Log(x.Value) / (y.Value * Math.Pow(Math.Log(y.Value), 2)));

    /// <summary>The remainder of the nearest quotient.</summary>
    public static Dual IEEERemainder(Dual x, Dual y) => Dual.Chain(Math.IEEERemainder(x.Value, y.Value), x, 1, y, -Math.Round((x.Value - Math.IEEERemainder(x.Value, y.Value)) / y.Value));

    /// <summary>The size of the first with the sign of the second.</summary>
    public static Dual CopySign(Dual x, Dual y) => Dual.Chain(Math.CopySign(x.Value, y.Value), x, x.Value == 0 ? 0 : double.IsNaN(x.Value) ? double.NaN : Math.Sign(x.Value) * Math.CopySign(1, y.Value), y, 0);

    /// <summary>The number of larger size.</summary>
    public static Dual MaxMagnitude(Dual x, Dual y) => Dual.Chain(Math.MaxMagnitude(x.Value, y.Value), x, First(Math.Abs(x.Value), Math.Abs(y.Value)), y, 1 - First(Math.Abs(x.Value), Math.Abs(y.Value)));

    /// <summary>The number of smaller size.</summary>
    public static Dual MinMagnitude(Dual x, Dual y) => Dual.Chain(Math.MinMagnitude(x.Value, y.Value), x, First(-Math.Abs(x.Value), -Math.Abs(y.Value)), y, 1 - First(-Math.Abs(x.Value), -Math.Abs(y.Value)));

    /// <summary>The angle of a point; 0, 0 at the origin.</summary>
    public static Dual Atan2(Dual y, Dual x)
    {
        double square = (x.Value * x.Value) + (y.Value * y.Value);
        return Dual.Chain(Math.Atan2(y.Value, x.Value), y, square == 0 ? 0 : x.Value / square, x, square == 0 ? 0 : -y.Value / square);
    }

    /// <summary>The product and the sum, rounded once.</summary>
    public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) => ((x * y) + z) with { Value = Math.FusedMultiplyAdd(x.Value, y.Value, z.Value) };

    /// <summary>The product with a power of 2.</summary>
    public static Dual ScaleB(Dual x, int n) => Dual.Chain(Math.ScaleB(x.Value, n), x, Math.Pow(2, n));

    /// <summary>The number, moved to the nearer bound if it is outside; a bound that is NaN bounds nothing.</summary>
    public static Dual Clamp(Dual x, Dual low, Dual high)
    {
        double below = Beyond(low.Value, x.Value);
        double above = Beyond(x.Value, high.Value);
        Dual bounds = Dual.Chain(0, low, below, high, above);
        return (Dual.Chain(0, x, 1 - (below + above)) + bounds) with { Value = Math.Clamp(x.Value, low.Value, high.Value) };
    }

    /// <summary>Rounds to decimals.</summary>
    public static Dual Round(Dual x, int digits) => Math.Round(x.Value, digits);

    /// <summary>Rounds as a mode says.</summary>
    public static Dual Round(Dual x, MidpointRounding mode) => Math.Round(x.Value, mode);

    /// <summary>Rounds to decimals as a mode says.</summary>
    public static Dual Round(Dual x, int digits, MidpointRounding mode) => Math.Round(x.Value, digits, mode);

    /// <summary>The size of an integer.</summary>
    public static int Abs(int x) => Math.Abs(x);

    /// <summary>The smaller integer.</summary>
    public static int Min(int x, int y) => Math.Min(x, y);

    /// <summary>The larger integer.</summary>
    public static int Max(int x, int y) => Math.Max(x, y);

    /// <summary>The sign.</summary>
    public static int Sign(Dual x) => Math.Sign(x.Value);

    /// <summary>The binary exponent.</summary>
    public static int ILogB(Dual x) => Math.ILogB(x.Value);

    /// <summary>How much of the derivative the larger of two numbers takes: half at a tie, all of it to the first NaN.</summary>
    internal static double First(double x, double y) => double.IsNaN(x) ? 1 : double.IsNaN(y) ? 0 : x == y ? 0.5 : x > y ? 1 : 0;

    /// <summary>The same where a number beats NaN.</summary>
    internal static double FirstNumber(double x, double y) => double.IsNaN(y) ? 1 : double.IsNaN(x) ? 0 : x == y ? 0.5 : x > y ? 1 : 0;

    /// <summary>The same where NaN takes nothing.</summary>
    internal static double Beyond(double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? 0 : First(x, y);

    /// <inheritdoc cref="Clamp(Dual, Dual, Dual)"/>
    public static DualSingle Clamp(DualSingle x, DualSingle low, DualSingle high) =>
        DualSingle.Rounded(Math.Clamp(x.Value, low.Value, high.Value), Clamp((Dual)x, low, high));
}
