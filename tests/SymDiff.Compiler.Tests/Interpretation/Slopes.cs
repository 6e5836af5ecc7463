namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>The partial derivatives of the primitives by their textbook formulas, one an argument that has one; at kinks the conventions of NUMERICS.</summary>
internal static class Slopes
{
    private static readonly double LogOf2 = Math.Log(2);
    private static readonly double LogOf10 = Math.Log(10);

    /// <summary>The slopes with respect to the real arguments; none where the result does not carry a derivative.</summary>
    public static double[] Of(string primitive, double[] arguments) => arguments switch
    {
        [double x] => One(primitive, x) is { } slope ? [slope] : [],
        [double x, double y] => Two(primitive, x, y),
        [double x, double y, double z] => Three(primitive, x, y, z),
        _ => throw new NotSupportedException(primitive),
    };

    private static double? One(string primitive, double x) => primitive switch
    {
        "Negate" => -1,
        "Convert" => 1,
        "Sqrt" => 1 / (2 * Math.Sqrt(x)),
        "Cbrt" => Math.Pow(Math.Abs(x), -2.0 / 3) / 3,
        "Exp" or "ExpM1" => Math.Exp(x),
        "Exp2" or "Exp2M1" => LogOf2 * Math.Pow(2, x),
        "Exp10" or "Exp10M1" => LogOf10 * Math.Pow(10, x),
        "Log" => 1 / x,
        "Log2" => 1 / x / LogOf2,
        "Log10" => 1 / x / LogOf10,
        "LogP1" => 1 / (1 + x),
        "Log2P1" => 1 / (1 + x) / LogOf2,
        "Log10P1" => 1 / (1 + x) / LogOf10,
        "Sin" => Math.Cos(x),
        "Cos" => -Math.Sin(x),
        "Tan" => 1 / (Math.Cos(x) * Math.Cos(x)),
        "SinPi" => Math.PI * Math.Cos(Math.PI * x),
        "CosPi" => -Math.PI * Math.Sin(Math.PI * x),
        "TanPi" => Math.PI / (Math.Cos(Math.PI * x) * Math.Cos(Math.PI * x)),
        "Asin" => 1 / Math.Sqrt(1 - (x * x)),
        "Acos" => -1 / Math.Sqrt(1 - (x * x)),
        "Atan" => 1 / (1 + (x * x)),
        "AsinPi" => 1 / Math.Sqrt(1 - (x * x)) / Math.PI,
        "AcosPi" => -1 / Math.Sqrt(1 - (x * x)) / Math.PI,
        "AtanPi" => 1 / (1 + (x * x)) / Math.PI,
        "Sinh" => Math.Cosh(x),
        "Cosh" => Math.Sinh(x),
        "Tanh" => 1 / (Math.Cosh(x) * Math.Cosh(x)),
        "Asinh" => 1 / Math.Sqrt(1 + (x * x)),
        "Acosh" => 1 / Math.Sqrt((x * x) - 1),
        "Atanh" => 1 / (1 - (x * x)),
        "ReciprocalEstimate" => -1 / (x * x),
        "ReciprocalSqrtEstimate" => -0.5 * Math.Pow(x, -1.5),
        "DegreesToRadians" => Math.PI / 180,
        "RadiansToDegrees" => 180 / Math.PI,
        "BitIncrement" or "BitDecrement" => 1,
        "Abs" => double.IsNaN(x) ? double.NaN : Math.Sign(x),
        "StopGradient" or "OneIfZero" or "AbsSlope" or "Floor" or "Ceiling" or "Truncate" or "Round" or "Sign" or "ILogB" => null,
        _ => throw new NotSupportedException(primitive),
    };

    private static double[] Two(string primitive, double x, double y) => primitive switch
    {
        "Add" => [1, 1],
        "Subtract" => [1, -1],
        "Multiply" or "StrongMultiply" => [y, x],
        "Divide" or "StrongDivide" => [1 / y, -x / (y * y)],
        "DivideOrZero" => y == 0 ? [0, 0] : [1 / y, -x / (y * y)],
        "Remainder" => [1, -Math.Truncate(x / y)],
        "IEEERemainder" => [1, -Math.Round(x / y)],
        "Pow" => [y == 0 ? 0 : y * Math.Pow(x, y - 1), PowByExponent(x, y)],
        "RootN" => [Math.Pow(x, (1 / y) - 1) / y],
        "ScaleB" => [Math.Pow(2, y)],
        "LogToBase" => [1 / (x * Math.Log(y)), -Math.Log(x) / (y * Math.Log(y) * Math.Log(y))],
        "Hypot" => x == 0 && y == 0 ? [0, 0] : [x / Math.Sqrt((x * x) + (y * y)), y / Math.Sqrt((x * x) + (y * y))],
        "Atan2" => AngleSlopes(x, y, 1),
        "Atan2Pi" => AngleSlopes(x, y, Math.PI),
        "Max" or "MaxNative" or "MaxNumber" => Larger(x, y),
        "Min" or "MinNative" or "MinNumber" => Larger(-x, -y),
        "MaxMagnitude" or "MaxMagnitudeNumber" => Larger(Math.Abs(x), Math.Abs(y)),
        "MinMagnitude" or "MinMagnitudeNumber" => Larger(-Math.Abs(x), -Math.Abs(y)),
        "CopySign" => [x == 0 ? 0 : Math.Sign(x) * (double.IsNegative(y) ? -1 : 1)],
        "MaxShare" or "MinShare" or "MaxNumberShare" or "MinNumberShare" or "LessShare" or "RoundToDigits" or "RoundByMode" => [],
        _ => throw new NotSupportedException(primitive),
    };

    private static double[] Three(string primitive, double x, double y, double z) => primitive switch
    {
        "FusedMultiplyAdd" or "MultiplyAddEstimate" => [y, x, 1],
        "Lerp" => [1 - z, z, y - x],
        "Clamp" or "ClampNative" or "ClampOfNumber" => x < y ? [0, 1, 0]
            : x > z ? [0, 0, 1]
            : y == z ? [0, 0.5, 0.5]
            : x == y ? [0.5, 0.5, 0]
            : x == z ? [0.5, 0, 0.5]
            : [1, 0, 0],
        "ClampShare" or "ClampOfNumberShare" or "RoundToDigitsByMode" => [],
        _ => throw new NotSupportedException(primitive),
    };

    private static double[] Larger(double x, double y) => x > y ? [1, 0] : x < y ? [0, 1] : [0.5, 0.5];

    private static double[] AngleSlopes(double y, double x, double unit) =>
        x == 0 && y == 0 ? [0, 0] : [x / ((x * x) + (y * y)) / unit, -y / ((x * x) + (y * y)) / unit];

    private static double PowByExponent(double x, double y) =>
        x > 0 ? Math.Pow(x, y) * Math.Log(x) : x == 0 && y >= 0 ? 0 : double.NaN;
}
