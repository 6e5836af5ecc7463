namespace SymDiff.TestKit;

/// <summary>What <c>Math</c> is replaced by for <see cref="Taped"/>: each function with its textbook derivative, written in <see cref="Dual"/> numbers.</summary>
public static class TapedMath
{
    /// <summary>The ratio of a circle's circumference to its diameter.</summary>
    public const double PI = Math.PI;

    /// <summary>The base of natural logarithms.</summary>
    public const double E = Math.E;

    /// <summary>The square root.</summary>
    public static Taped Sqrt(Taped x) => Taped.Of(Math.Sqrt(x.Value), (x, 1 / (2 * DualMath.Sqrt(x.Number))));

    /// <summary>The cube root.</summary>
    public static Taped Cbrt(Taped x) => Taped.Of(Math.Cbrt(x.Value), (x, 1 / (3 * DualMath.Cbrt(x.Number) * DualMath.Cbrt(x.Number))));

    /// <summary>The power, with the conventions of NUMERICS at x = 0 and the one of P7 for squares of absolute values.</summary>
    public static Taped Pow(Taped x, Taped y)
    {
        double value = Math.Pow(x.Value, y.Value);
        if (x.InsideAbs is { } inside && y.Value == 2 && !y.IsActive)
        {
            return Taped.Of(value, (inside, 2 * inside.Number));
        }

        Dual byBase = y.Number * DualMath.Pow(x.Number, y.Number - 1);
        Dual byExponent = x.Value > 0 ? DualMath.Pow(x.Number, y.Number) * DualMath.Log(x.Number) : x.Value == 0 && y.Value >= 0 ? 0 : double.NaN;
        return Taped.Of(value, (x, y.Value == 0 && !y.IsActive ? 0 : byBase), (y, byExponent));
    }

    /// <summary>The exponential function.</summary>
    public static Taped Exp(Taped x) => Taped.Of(Math.Exp(x.Value), (x, DualMath.Exp(x.Number)));

    /// <summary>The natural logarithm.</summary>
    public static Taped Log(Taped x) => Taped.Of(Math.Log(x.Value), (x, 1 / x.Number));

    /// <summary>The logarithm to base 10.</summary>
    public static Taped Log10(Taped x) => Taped.Of(Math.Log10(x.Value), (x, 1 / (x.Number * Math.Log(10))));

    /// <summary>The logarithm to base 2.</summary>
    public static Taped Log2(Taped x) => Taped.Of(Math.Log2(x.Value), (x, 1 / (x.Number * Math.Log(2))));

    /// <summary>The logarithm to a base.</summary>
    public static Taped Log(Taped x, Taped y)
    {
        Dual logarithm = DualMath.Log(y.Number);
        return Taped.Of(Math.Log(x.Value, y.Value), (x, 1 / (x.Number * logarithm)), (y, -DualMath.Log(x.Number) / (y.Number * logarithm * logarithm)));
    }

    /// <summary>The sine.</summary>
    public static Taped Sin(Taped x) => Taped.Of(Math.Sin(x.Value), (x, DualMath.Cos(x.Number)));

    /// <summary>The cosine.</summary>
    public static Taped Cos(Taped x) => Taped.Of(Math.Cos(x.Value), (x, -DualMath.Sin(x.Number)));

    /// <summary>The tangent.</summary>
    public static Taped Tan(Taped x) => Taped.Of(Math.Tan(x.Value), (x, 1 / (DualMath.Cos(x.Number) * DualMath.Cos(x.Number))));

    /// <summary>The angle of a sine.</summary>
    public static Taped Asin(Taped x) => Taped.Of(Math.Asin(x.Value), (x, 1 / DualMath.Sqrt((1 - x.Number) * (1 + x.Number))));

    /// <summary>The angle of a cosine.</summary>
    public static Taped Acos(Taped x) => Taped.Of(Math.Acos(x.Value), (x, -1 / DualMath.Sqrt((1 - x.Number) * (1 + x.Number))));

    /// <summary>The angle of a tangent.</summary>
    public static Taped Atan(Taped x) => Taped.Of(Math.Atan(x.Value), (x, 1 / (1 + (x.Number * x.Number))));

    /// <summary>The angle of a point; flat at the origin.</summary>
    public static Taped Atan2(Taped y, Taped x)
    {
        Dual square = (x.Number * x.Number) + (y.Number * y.Number);
        return Taped.Of(Math.Atan2(y.Value, x.Value), (y, square.Value == 0 ? 0 : x.Number / square), (x, square.Value == 0 ? 0 : -y.Number / square));
    }

    /// <summary>The hyperbolic sine.</summary>
    public static Taped Sinh(Taped x) => Taped.Of(Math.Sinh(x.Value), (x, DualMath.Cosh(x.Number)));

    /// <summary>The hyperbolic cosine.</summary>
    public static Taped Cosh(Taped x) => Taped.Of(Math.Cosh(x.Value), (x, DualMath.Sinh(x.Number)));

    /// <summary>The hyperbolic tangent, whose slope is promised with absolute accuracy only.</summary>
    public static Taped Tanh(Taped x)
    {
        Dual slope = 1 / (DualMath.Cosh(x.Number) * DualMath.Cosh(x.Number));
        return Taped.Of(Math.Tanh(x.Value), x, slope with { Magnitude = 2 * x.Number.Magnitude }, scale: 1);
    }

    /// <summary>The inverse of the hyperbolic sine.</summary>
    public static Taped Asinh(Taped x) => Taped.Of(Math.Asinh(x.Value), (x, 1 / DualMath.Sqrt((x.Number * x.Number) + 1)));

    /// <summary>The inverse of the hyperbolic cosine.</summary>
    public static Taped Acosh(Taped x) => Taped.Of(Math.Acosh(x.Value), (x, 1 / (DualMath.Sqrt(x.Number - 1) * DualMath.Sqrt(x.Number + 1))));

    /// <summary>The inverse of the hyperbolic tangent.</summary>
    public static Taped Atanh(Taped x) => Taped.Of(Math.Atanh(x.Value), (x, 1 / ((1 - x.Number) * (1 + x.Number))));

    /// <summary>The absolute value, with slope 0 at 0.</summary>
    public static Taped Abs(Taped x) => Taped.OfAbs(x);

    /// <summary>The larger number: half of the slope to each at a tie.</summary>
    public static Taped Max(Taped x, Taped y) => Select(Math.Max(x.Value, y.Value), x, y, DualMath.First(x.Value, y.Value));

    /// <summary>The smaller number: half of the slope to each at a tie.</summary>
    public static Taped Min(Taped x, Taped y) => Select(Math.Min(x.Value, y.Value), x, y, DualMath.First(-x.Value, -y.Value));

    /// <summary>The number, moved to the nearer bound if it is outside; a bound that is NaN bounds nothing.</summary>
    public static Taped Clamp(Taped x, Taped low, Taped high)
    {
        double below = DualMath.Beyond(low.Value, x.Value);
        double above = DualMath.Beyond(x.Value, high.Value);
        return Taped.Of(Math.Clamp(x.Value, low.Value, high.Value), (x, 1 - below - above), (low, below), (high, above));
    }

    /// <summary>The number of larger size.</summary>
    public static Taped MaxMagnitude(Taped x, Taped y) => Select(Math.MaxMagnitude(x.Value, y.Value), x, y, DualMath.First(Math.Abs(x.Value), Math.Abs(y.Value)));

    /// <summary>The number of smaller size.</summary>
    public static Taped MinMagnitude(Taped x, Taped y) => Select(Math.MinMagnitude(x.Value, y.Value), x, y, DualMath.First(-Math.Abs(x.Value), -Math.Abs(y.Value)));

    /// <summary>The size of the first with the sign of the second.</summary>
    public static Taped CopySign(Taped x, Taped y) =>
        Taped.Of(Math.CopySign(x.Value, y.Value), (x, x.Value == 0 ? 0 : Math.Sign(x.Value) * Math.CopySign(1, y.Value)));

    /// <summary>The product and the sum, rounded once.</summary>
    public static Taped FusedMultiplyAdd(Taped x, Taped y, Taped z) =>
        Taped.Of(Math.FusedMultiplyAdd(x.Value, y.Value, z.Value), (x, y.Number), (y, x.Number), (z, 1));

    /// <summary>The integer below: a constant.</summary>
    public static Taped Floor(Taped x) => Math.Floor(x.Value);

    /// <summary>The integer towards 0: a constant.</summary>
    public static Taped Truncate(Taped x) => Math.Truncate(x.Value);

    /// <summary>The nearest integer: a constant.</summary>
    public static Taped Round(Taped x) => Math.Round(x.Value);

    /// <summary>The size of an integer.</summary>
    public static int Abs(int x) => Math.Abs(x);

    /// <summary>The smaller integer.</summary>
    public static int Min(int x, int y) => Math.Min(x, y);

    /// <summary>The larger integer.</summary>
    public static int Max(int x, int y) => Math.Max(x, y);

    private static Taped Select(double value, Taped x, Taped y, double share) => Taped.Of(value, (x, share), (y, 1 - share));
}

/// <summary>What <c>Differential</c> is replaced by for <see cref="Taped"/>.</summary>
public static class TapedDifferential
{
    /// <summary>The identity in value, a constant in differentiation.</summary>
    public static Taped StopGradient(Taped x) => x.Value;
}
