namespace SymDiff.TestKit;

/// <content>The functions beyond the most common ones.</content>
public static partial class DualMathF
{
    /// <inheritdoc cref="DualMath.Cbrt(Dual)"/>
    public static DualSingle Cbrt(DualSingle x) => DualSingle.Rounded(MathF.Cbrt(x.Value), DualMath.Cbrt((Dual)x));

    /// <inheritdoc cref="DualMath.Log2(Dual)"/>
    public static DualSingle Log2(DualSingle x) => DualSingle.Rounded(MathF.Log2(x.Value), DualMath.Log2((Dual)x));

    /// <inheritdoc cref="DualMath.Log10(Dual)"/>
    public static DualSingle Log10(DualSingle x) => DualSingle.Rounded(MathF.Log10(x.Value), DualMath.Log10((Dual)x));

    /// <inheritdoc cref="DualMath.Asin(Dual)"/>
    public static DualSingle Asin(DualSingle x) => DualSingle.Rounded(MathF.Asin(x.Value), DualMath.Asin((Dual)x));

    /// <inheritdoc cref="DualMath.Acos(Dual)"/>
    public static DualSingle Acos(DualSingle x) => DualSingle.Rounded(MathF.Acos(x.Value), DualMath.Acos((Dual)x));

    /// <inheritdoc cref="DualMath.Atan(Dual)"/>
    public static DualSingle Atan(DualSingle x) => DualSingle.Rounded(MathF.Atan(x.Value), DualMath.Atan((Dual)x));

    /// <inheritdoc cref="DualMath.Sinh(Dual)"/>
    public static DualSingle Sinh(DualSingle x) => DualSingle.Rounded(MathF.Sinh(x.Value), DualMath.Sinh((Dual)x));

    /// <inheritdoc cref="DualMath.Cosh(Dual)"/>
    public static DualSingle Cosh(DualSingle x) => DualSingle.Rounded(MathF.Cosh(x.Value), DualMath.Cosh((Dual)x));

    /// <inheritdoc cref="DualMath.Asinh(Dual)"/>
    public static DualSingle Asinh(DualSingle x) => DualSingle.Rounded(MathF.Asinh(x.Value), DualMath.Asinh((Dual)x));

    /// <inheritdoc cref="DualMath.Acosh(Dual)"/>
    public static DualSingle Acosh(DualSingle x) => DualSingle.Rounded(MathF.Acosh(x.Value), DualMath.Acosh((Dual)x));

    /// <inheritdoc cref="DualMath.Atanh(Dual)"/>
    public static DualSingle Atanh(DualSingle x) => DualSingle.Rounded(MathF.Atanh(x.Value), DualMath.Atanh((Dual)x));

    /// <inheritdoc cref="DualMath.BitIncrement(Dual)"/>
    public static DualSingle BitIncrement(DualSingle x) => DualSingle.Rounded(MathF.BitIncrement(x.Value), DualMath.BitIncrement((Dual)x));

    /// <inheritdoc cref="DualMath.BitDecrement(Dual)"/>
    public static DualSingle BitDecrement(DualSingle x) => DualSingle.Rounded(MathF.BitDecrement(x.Value), DualMath.BitDecrement((Dual)x));

    /// <inheritdoc cref="DualMath.ReciprocalEstimate(Dual)"/>
    public static DualSingle ReciprocalEstimate(DualSingle x) => DualSingle.Rounded(MathF.ReciprocalEstimate(x.Value), DualMath.ReciprocalEstimate((Dual)x));

    /// <inheritdoc cref="DualMath.ReciprocalSqrtEstimate(Dual)"/>
    public static DualSingle ReciprocalSqrtEstimate(DualSingle x) => DualSingle.Rounded(MathF.ReciprocalSqrtEstimate(x.Value), DualMath.ReciprocalSqrtEstimate((Dual)x));

    /// <inheritdoc cref="DualMath.Floor(Dual)"/>
    public static DualSingle Floor(DualSingle x) => DualSingle.Rounded(MathF.Floor(x.Value), DualMath.Floor((Dual)x));

    /// <inheritdoc cref="DualMath.Ceiling(Dual)"/>
    public static DualSingle Ceiling(DualSingle x) => DualSingle.Rounded(MathF.Ceiling(x.Value), DualMath.Ceiling((Dual)x));

    /// <inheritdoc cref="DualMath.Truncate(Dual)"/>
    public static DualSingle Truncate(DualSingle x) => DualSingle.Rounded(MathF.Truncate(x.Value), DualMath.Truncate((Dual)x));

    /// <inheritdoc cref="DualMath.Round(Dual)"/>
    public static DualSingle Round(DualSingle x) => DualSingle.Rounded(MathF.Round(x.Value), DualMath.Round((Dual)x));

    /// <inheritdoc cref="DualMath.Log(Dual, Dual)"/>
    public static DualSingle Log(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.Log(x.Value, y.Value), DualMath.Log((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.IEEERemainder(Dual, Dual)"/>
    public static DualSingle IEEERemainder(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.IEEERemainder(x.Value, y.Value), DualMath.IEEERemainder((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.CopySign(Dual, Dual)"/>
    public static DualSingle CopySign(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.CopySign(x.Value, y.Value), DualMath.CopySign((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.MaxMagnitude(Dual, Dual)"/>
    public static DualSingle MaxMagnitude(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.MaxMagnitude(x.Value, y.Value), DualMath.MaxMagnitude((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.MinMagnitude(Dual, Dual)"/>
    public static DualSingle MinMagnitude(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.MinMagnitude(x.Value, y.Value), DualMath.MinMagnitude((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.Atan2(Dual, Dual)"/>
    public static DualSingle Atan2(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.Atan2(x.Value, y.Value), DualMath.Atan2((Dual)x, (Dual)y));

    /// <inheritdoc cref="DualMath.FusedMultiplyAdd(Dual, Dual, Dual)"/>
    public static DualSingle FusedMultiplyAdd(DualSingle x, DualSingle y, DualSingle z) =>
        DualSingle.Rounded(MathF.FusedMultiplyAdd(x.Value, y.Value, z.Value), DualMath.FusedMultiplyAdd(x, y, z));

    /// <inheritdoc cref="DualMath.ScaleB(Dual, int)"/>
    public static DualSingle ScaleB(DualSingle x, int n) => DualSingle.Rounded(MathF.ScaleB(x.Value, n), DualMath.ScaleB(x, n));

    /// <inheritdoc cref="DualMath.Sign(Dual)"/>
    public static int Sign(DualSingle x) => MathF.Sign(x.Value);

    /// <inheritdoc cref="DualMath.ILogB(Dual)"/>
    public static int ILogB(DualSingle x) => MathF.ILogB(x.Value);
}
