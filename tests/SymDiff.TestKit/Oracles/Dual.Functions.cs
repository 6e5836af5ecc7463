namespace SymDiff.TestKit;

/// <content>The functions that <c>double</c> has and <c>Math</c> has not.</content>
public readonly partial record struct Dual
{
    /// <summary>The power of 2.</summary>
    public static Dual Exp2(Dual x) => Chain(double.Exp2(x.Value), x, System.Math.Log(2) * System.Math.Pow(2, x.Value));

    /// <summary>The power of 10.</summary>
    public static Dual Exp10(Dual x) => Chain(double.Exp10(x.Value), x, System.Math.Log(10) * System.Math.Pow(10, x.Value));

    /// <summary>One less than the exponential function.</summary>
    public static Dual ExpM1(Dual x) => Chain(double.ExpM1(x.Value), x, System.Math.Exp(x.Value));

    /// <summary>One less than the power of 2.</summary>
    public static Dual Exp2M1(Dual x) => Chain(double.Exp2M1(x.Value), x, System.Math.Log(2) * System.Math.Pow(2, x.Value));

    /// <summary>One less than the power of 10.</summary>
    public static Dual Exp10M1(Dual x) => Chain(double.Exp10M1(x.Value), x, System.Math.Log(10) * System.Math.Pow(10, x.Value));

    /// <summary>The logarithm of one more.</summary>
    public static Dual LogP1(Dual x) => Chain(double.LogP1(x.Value), x, 1 / (1 + x.Value));

    /// <summary>The logarithm of one more, to base 2.</summary>
    public static Dual Log2P1(Dual x) => Chain(double.Log2P1(x.Value), x, 1 / ((1 + x.Value) * System.Math.Log(2)));

    /// <summary>The logarithm of one more, to base 10.</summary>
    public static Dual Log10P1(Dual x) => Chain(double.Log10P1(x.Value), x, 1 / ((1 + x.Value) * System.Math.Log(10)));

    /// <summary>The sine of half turns.</summary>
    public static Dual SinPi(Dual x) => Chain(double.SinPi(x.Value), x, System.Math.PI * System.Math.Cos(System.Math.PI * x.Value));

    /// <summary>The cosine of half turns.</summary>
    public static Dual CosPi(Dual x) => Chain(double.CosPi(x.Value), x, -System.Math.PI * System.Math.Sin(System.Math.PI * x.Value));

    /// <summary>The tangent of half turns.</summary>
    public static Dual TanPi(Dual x) => Chain(double.TanPi(x.Value), x, System.Math.PI / System.Math.Pow(System.Math.Cos(System.Math.PI * x.Value), 2));

    /// <summary>The half turns of a sine.</summary>
    public static Dual AsinPi(Dual x) => Chain(double.AsinPi(x.Value), x, 1 / (System.Math.PI * System.Math.Sqrt((1 - x.Value) * (1 + x.Value))));

    /// <summary>The half turns of a cosine.</summary>
    public static Dual AcosPi(Dual x) => Chain(double.AcosPi(x.Value), x, -1 / (System.Math.PI * System.Math.Sqrt((1 - x.Value) * (1 + x.Value))));

    /// <summary>The half turns of a tangent.</summary>
    public static Dual AtanPi(Dual x) => Chain(double.AtanPi(x.Value), x, 1 / (System.Math.PI * (1 + (x.Value * x.Value))));

    /// <summary>Radians.</summary>
    public static Dual DegreesToRadians(Dual x) => Chain(double.DegreesToRadians(x.Value), x, System.Math.PI / 180);

    /// <summary>Degrees.</summary>
    public static Dual RadiansToDegrees(Dual x) => Chain(double.RadiansToDegrees(x.Value), x, 180 / System.Math.PI);

    /// <summary>The larger number.</summary>
    public static Dual MaxNumber(Dual x, Dual y) => Chain(double.MaxNumber(x.Value, y.Value), x, DualMath.FirstNumber(x.Value, y.Value), y, 1 - DualMath.FirstNumber(x.Value, y.Value));

    /// <summary>The smaller number.</summary>
    public static Dual MinNumber(Dual x, Dual y) => Chain(double.MinNumber(x.Value, y.Value), x, DualMath.FirstNumber(-x.Value, -y.Value), y, 1 - DualMath.FirstNumber(-x.Value, -y.Value));

    /// <summary>The larger number, as the machine has it.</summary>
    public static Dual MaxNative(Dual x, Dual y) => Chain(double.MaxNative(x.Value, y.Value), x, DualMath.First(x.Value, y.Value), y, 1 - DualMath.First(x.Value, y.Value));

    /// <summary>The smaller number, as the machine has it.</summary>
    public static Dual MinNative(Dual x, Dual y) => Chain(double.MinNative(x.Value, y.Value), x, DualMath.First(-x.Value, -y.Value), y, 1 - DualMath.First(-x.Value, -y.Value));

    /// <summary>The number of larger size.</summary>
    public static Dual MaxMagnitudeNumber(Dual x, Dual y) => Chain(double.MaxMagnitudeNumber(x.Value, y.Value), x, DualMath.FirstNumber(System.Math.Abs(x.Value), System.Math.Abs(y.Value)), y, 1 - DualMath.FirstNumber(System.Math.Abs(x.Value), System.Math.Abs(y.Value)));

    /// <summary>The number of smaller size.</summary>
    public static Dual MinMagnitudeNumber(Dual x, Dual y) => Chain(double.MinMagnitudeNumber(x.Value, y.Value), x, DualMath.FirstNumber(-System.Math.Abs(x.Value), -System.Math.Abs(y.Value)), y, 1 - DualMath.FirstNumber(-System.Math.Abs(x.Value), -System.Math.Abs(y.Value)));

    /// <summary>The angle of a point; 0, 0 at the origin.</summary>
    public static Dual Atan2Pi(Dual y, Dual x)
    {
        double square = (x.Value * x.Value) + (y.Value * y.Value);
        return Chain(double.Atan2Pi(y.Value, x.Value), y, square == 0 ? 0 : x.Value / square / System.Math.PI, x, square == 0 ? 0 : -y.Value / square / System.Math.PI);
    }

    /// <summary>The distance from the origin, with slope 0 there.</summary>
    public static Dual Hypot(Dual x, Dual y)
    {
        double r = double.Hypot(x.Value, y.Value);
        return Chain(r, x, r == 0 ? 0 : x.Value / r, y, r == 0 ? 0 : y.Value / r);
    }

    /// <summary>The root of that degree; at 0 infinitely steep, but for degree 1.</summary>
    public static Dual RootN(Dual x, int n) => Chain(double.RootN(x.Value, n), x, System.Math.Pow(double.RootN(x.Value, n), 1 - n) / n);

    /// <summary>The number between two others.</summary>
    public static Dual Lerp(Dual x, Dual y, Dual t) => ((x * (1 - t)) + (y * t)) with { Value = double.Lerp(x.Value, y.Value, t.Value) };

    /// <summary>The product and the sum.</summary>
    public static Dual MultiplyAddEstimate(Dual x, Dual y, Dual z) => ((x * y) + z) with { Value = double.MultiplyAddEstimate(x.Value, y.Value, z.Value) };

    /// <summary>The number, moved to the nearer bound if it is outside.</summary>
    public static Dual ClampNative(Dual x, Dual low, Dual high) => DualMath.Clamp(x, low, high);

    /// <summary>The smaller of the upper bound and the larger of the number and the lower bound: NaN where one of them is, with all of the slope to it, first the number.</summary>
    public static Dual Clamp(Dual x, Dual low, Dual high) =>
        double.IsNaN(x.Value) ? DualMath.Clamp(x, low, high)
        : double.IsNaN(low.Value) ? Chain(double.NaN, low, 1)
        : double.IsNaN(high.Value) ? Chain(double.NaN, high, 1)
        : DualMath.Clamp(x, low, high);

    /// <summary>The remainder of the nearest quotient.</summary>
    public static Dual Ieee754Remainder(Dual x, Dual y) => DualMath.IEEERemainder(x, y);

    /// <summary>The truncated remainder.</summary>
    public static Dual operator %(Dual x, Dual y) => Chain(x.Value % y.Value, x, 1, y, -System.Math.Round((x.Value - (x.Value % y.Value)) / y.Value));
}
