namespace SymDiff.TestKit;

/// <summary>What <c>Math</c> is replaced by for <see cref="Dual"/>: each function with its derivative as a textbook gives it, and the conventions of the policy at edges.</summary>
public static partial class DualMath
{
    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    public const double PI = Math.PI;

    /// <summary>The base of natural logarithms.</summary>
    public const double E = Math.E;

    /// <summary>The square root.</summary>
    public static Dual Sqrt(Dual x) => Dual.Chain(Math.Sqrt(x.Value), x, 1 / (2 * Math.Sqrt(x.Value)));

    /// <summary>The power. At x = 0 the slope is that of the exponent; with respect to the exponent 0 if y ≥ 0, NaN below.</summary>
    public static Dual Pow(Dual x, Dual y)
    {
        double value = Math.Pow(x.Value, y.Value);
        double byBase = y.Value == 0 ? 0 : y.Value * Math.Pow(x.Value, y.Value - 1);
        double byExponent = x.Value > 0 ? value * Math.Log(x.Value) : x.Value == 0 && y.Value >= 0 ? 0 : double.NaN;
        return Dual.Chain(value, x, byBase, y, byExponent);
    }

    /// <summary>The exponential function.</summary>
    public static Dual Exp(Dual x) => Dual.Chain(Math.Exp(x.Value), x, Math.Exp(x.Value));

    /// <summary>The natural logarithm.</summary>
    public static Dual Log(Dual x) => Dual.Chain(Math.Log(x.Value), x, 1 / x.Value);

    /// <summary>The sine.</summary>
    public static Dual Sin(Dual x) => Dual.Chain(Math.Sin(x.Value), x, Math.Cos(x.Value));

    /// <summary>The cosine.</summary>
    public static Dual Cos(Dual x) => Dual.Chain(Math.Cos(x.Value), x, -Math.Sin(x.Value));

    /// <summary>The tangent.</summary>
    public static Dual Tan(Dual x) => Dual.Chain(Math.Tan(x.Value), x, 1 / (Math.Cos(x.Value) * Math.Cos(x.Value)));

    /// <summary>The hyperbolic tangent, whose slope is promised with absolute accuracy only.</summary>
    public static Dual Tanh(Dual x) => Dual.Chain(Math.Tanh(x.Value), x, 1 / (Math.Cosh(x.Value) * Math.Cosh(x.Value)), scale: 1);

    /// <summary>The absolute value, with slope 0 at 0.</summary>
    public static Dual Abs(Dual x) =>
        Dual.Chain(Math.Abs(x.Value), x, double.IsNaN(x.Value) ? double.NaN : x.Value > 0 ? 1 : x.Value < 0 ? -1 : 0, scale: 1);

    /// <summary>The larger number: half of the slope to each at a tie, all of it to the first NaN.</summary>
    public static Dual Max(Dual x, Dual y) => Select(Math.Max(x.Value, y.Value), x, y, x.Value > y.Value);

    /// <summary>The smaller number: half of the slope to each at a tie, all of it to the first NaN.</summary>
    public static Dual Min(Dual x, Dual y) => Select(Math.Min(x.Value, y.Value), x, y, x.Value < y.Value);

    private static Dual Select(double value, Dual x, Dual y, bool isFirst)
    {
        double share = double.IsNaN(x.Value) ? 1 : double.IsNaN(y.Value) ? 0 : x.Value == y.Value ? 0.5 : isFirst ? 1 : 0;
        return Dual.Chain(value, x, share, y, 1 - share);
    }
}

/// <summary>What <c>MathF</c> is replaced by for <see cref="DualSingle"/>.</summary>
public static partial class DualMathF
{
    /// <inheritdoc cref="DualMath.Sqrt"/>
    public static DualSingle Sqrt(DualSingle x) => DualSingle.Rounded(MathF.Sqrt(x.Value), DualMath.Sqrt(x));

    /// <inheritdoc cref="DualMath.Pow"/>
    public static DualSingle Pow(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.Pow(x.Value, y.Value), DualMath.Pow(x, y));

    /// <inheritdoc cref="DualMath.Exp"/>
    public static DualSingle Exp(DualSingle x) => DualSingle.Rounded(MathF.Exp(x.Value), DualMath.Exp(x));

    /// <inheritdoc cref="DualMath.Log"/>
    public static DualSingle Log(DualSingle x) => DualSingle.Rounded(MathF.Log(x.Value), DualMath.Log(x));

    /// <inheritdoc cref="DualMath.Sin"/>
    public static DualSingle Sin(DualSingle x) => DualSingle.Rounded(MathF.Sin(x.Value), DualMath.Sin(x));

    /// <inheritdoc cref="DualMath.Cos"/>
    public static DualSingle Cos(DualSingle x) => DualSingle.Rounded(MathF.Cos(x.Value), DualMath.Cos(x));

    /// <inheritdoc cref="DualMath.Tan"/>
    public static DualSingle Tan(DualSingle x) => DualSingle.Rounded(MathF.Tan(x.Value), DualMath.Tan(x));

    /// <inheritdoc cref="DualMath.Tanh"/>
    public static DualSingle Tanh(DualSingle x) => DualSingle.Rounded(MathF.Tanh(x.Value), DualMath.Tanh(x));

    /// <inheritdoc cref="DualMath.Abs"/>
    public static DualSingle Abs(DualSingle x) => DualSingle.Rounded(MathF.Abs(x.Value), DualMath.Abs(x));

    /// <inheritdoc cref="DualMath.Max"/>
    public static DualSingle Max(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.Max(x.Value, y.Value), DualMath.Max(x, y));

    /// <inheritdoc cref="DualMath.Min"/>
    public static DualSingle Min(DualSingle x, DualSingle y) => DualSingle.Rounded(MathF.Min(x.Value, y.Value), DualMath.Min(x, y));
}

/// <summary>What <c>Differential</c> is replaced by for <see cref="Dual"/>.</summary>
public static class DualDifferential
{
    /// <summary>The identity in value, a constant in differentiation.</summary>
    public static Dual StopGradient(Dual x) => Stopped.At(x.Value);

    /// <summary>The identity in value, a constant in differentiation.</summary>
    public static DualSingle StopGradient(DualSingle x) => (float)Stopped.At(x.Value);
}
