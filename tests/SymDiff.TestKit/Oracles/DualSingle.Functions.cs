namespace SymDiff.TestKit;

/// <content>The functions that <c>float</c> has and <c>MathF</c> has not.</content>
public readonly partial record struct DualSingle
{
    /// <inheritdoc cref="Dual.Exp2(Dual)"/>
    public static DualSingle Exp2(DualSingle x) => Rounded(float.Exp2(x.Value), Dual.Exp2((Dual)x));

    /// <inheritdoc cref="Dual.Exp10(Dual)"/>
    public static DualSingle Exp10(DualSingle x) => Rounded(float.Exp10(x.Value), Dual.Exp10((Dual)x));

    /// <inheritdoc cref="Dual.ExpM1(Dual)"/>
    public static DualSingle ExpM1(DualSingle x) => Rounded(float.ExpM1(x.Value), Dual.ExpM1((Dual)x));

    /// <inheritdoc cref="Dual.Exp2M1(Dual)"/>
    public static DualSingle Exp2M1(DualSingle x) => Rounded(float.Exp2M1(x.Value), Dual.Exp2M1((Dual)x));

    /// <inheritdoc cref="Dual.Exp10M1(Dual)"/>
    public static DualSingle Exp10M1(DualSingle x) => Rounded(float.Exp10M1(x.Value), Dual.Exp10M1((Dual)x));

    /// <inheritdoc cref="Dual.LogP1(Dual)"/>
    public static DualSingle LogP1(DualSingle x) => Rounded(float.LogP1(x.Value), Dual.LogP1((Dual)x));

    /// <inheritdoc cref="Dual.Log2P1(Dual)"/>
    public static DualSingle Log2P1(DualSingle x) => Rounded(float.Log2P1(x.Value), Dual.Log2P1((Dual)x));

    /// <inheritdoc cref="Dual.Log10P1(Dual)"/>
    public static DualSingle Log10P1(DualSingle x) => Rounded(float.Log10P1(x.Value), Dual.Log10P1((Dual)x));

    /// <inheritdoc cref="Dual.SinPi(Dual)"/>
    public static DualSingle SinPi(DualSingle x) => Rounded(float.SinPi(x.Value), Dual.SinPi((Dual)x));

    /// <inheritdoc cref="Dual.CosPi(Dual)"/>
    public static DualSingle CosPi(DualSingle x) => Rounded(float.CosPi(x.Value), Dual.CosPi((Dual)x));

    /// <inheritdoc cref="Dual.TanPi(Dual)"/>
    public static DualSingle TanPi(DualSingle x) => Rounded(float.TanPi(x.Value), Dual.TanPi((Dual)x));

    /// <inheritdoc cref="Dual.AsinPi(Dual)"/>
    public static DualSingle AsinPi(DualSingle x) => Rounded(float.AsinPi(x.Value), Dual.AsinPi((Dual)x));

    /// <inheritdoc cref="Dual.AcosPi(Dual)"/>
    public static DualSingle AcosPi(DualSingle x) => Rounded(float.AcosPi(x.Value), Dual.AcosPi((Dual)x));

    /// <inheritdoc cref="Dual.AtanPi(Dual)"/>
    public static DualSingle AtanPi(DualSingle x) => Rounded(float.AtanPi(x.Value), Dual.AtanPi((Dual)x));

    /// <inheritdoc cref="Dual.DegreesToRadians(Dual)"/>
    public static DualSingle DegreesToRadians(DualSingle x) => Rounded(float.DegreesToRadians(x.Value), Dual.DegreesToRadians((Dual)x));

    /// <inheritdoc cref="Dual.RadiansToDegrees(Dual)"/>
    public static DualSingle RadiansToDegrees(DualSingle x) => Rounded(float.RadiansToDegrees(x.Value), Dual.RadiansToDegrees((Dual)x));

    /// <inheritdoc cref="Dual.MaxNumber(Dual, Dual)"/>
    public static DualSingle MaxNumber(DualSingle x, DualSingle y) => Rounded(float.MaxNumber(x.Value, y.Value), Dual.MaxNumber((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.MinNumber(Dual, Dual)"/>
    public static DualSingle MinNumber(DualSingle x, DualSingle y) => Rounded(float.MinNumber(x.Value, y.Value), Dual.MinNumber((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.MaxNative(Dual, Dual)"/>
    public static DualSingle MaxNative(DualSingle x, DualSingle y) => Rounded(float.MaxNative(x.Value, y.Value), Dual.MaxNative((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.MinNative(Dual, Dual)"/>
    public static DualSingle MinNative(DualSingle x, DualSingle y) => Rounded(float.MinNative(x.Value, y.Value), Dual.MinNative((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.MaxMagnitudeNumber(Dual, Dual)"/>
    public static DualSingle MaxMagnitudeNumber(DualSingle x, DualSingle y) => Rounded(float.MaxMagnitudeNumber(x.Value, y.Value), Dual.MaxMagnitudeNumber((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.MinMagnitudeNumber(Dual, Dual)"/>
    public static DualSingle MinMagnitudeNumber(DualSingle x, DualSingle y) => Rounded(float.MinMagnitudeNumber(x.Value, y.Value), Dual.MinMagnitudeNumber((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.Atan2Pi(Dual, Dual)"/>
    public static DualSingle Atan2Pi(DualSingle x, DualSingle y) => Rounded(float.Atan2Pi(x.Value, y.Value), Dual.Atan2Pi((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.Hypot(Dual, Dual)"/>
    public static DualSingle Hypot(DualSingle x, DualSingle y) => Rounded(float.Hypot(x.Value, y.Value), Dual.Hypot((Dual)x, (Dual)y));

    /// <inheritdoc cref="Dual.RootN(Dual, int)"/>
    public static DualSingle RootN(DualSingle x, int n) => Rounded(float.RootN(x.Value, n), Dual.RootN(x, n));

    /// <inheritdoc cref="Dual.Lerp(Dual, Dual, Dual)"/>
    public static DualSingle Lerp(DualSingle x, DualSingle y, DualSingle t) => Rounded(float.Lerp(x.Value, y.Value, t.Value), Dual.Lerp(x, y, t));

    /// <inheritdoc cref="Dual.Ieee754Remainder(Dual, Dual)"/>
    public static DualSingle Ieee754Remainder(DualSingle x, DualSingle y) => Rounded(float.Ieee754Remainder(x.Value, y.Value), Dual.Ieee754Remainder(x, y));

    /// <inheritdoc cref="Dual.Clamp(Dual, Dual, Dual)"/>
    public static DualSingle Clamp(DualSingle x, DualSingle low, DualSingle high) => Rounded(float.Clamp(x.Value, low.Value, high.Value), Dual.Clamp(x, low, high));

    /// <inheritdoc cref="Dual.ClampNative(Dual, Dual, Dual)"/>
    public static DualSingle ClampNative(DualSingle x, DualSingle low, DualSingle high) => Rounded(float.ClampNative(x.Value, low.Value, high.Value), Dual.ClampNative(x, low, high));

    /// <summary>The truncated remainder.</summary>
    public static DualSingle operator %(DualSingle x, DualSingle y) => Rounded(x.Value % y.Value, (Dual)x % (Dual)y);
}
