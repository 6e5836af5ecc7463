using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>What the primitives on reals compute, written without a look at the primitive table.</summary>
internal static class RealFunctions
{
    /// <summary>The result in double precision; null if there is no such primitive.</summary>
    /// <param name="primitive">Its name.</param>
    /// <param name="arguments">Reals as <c>double</c>, integers as <c>long</c>, modes as themselves.</param>
    public static object? Evaluate(string primitive, object?[] arguments) => arguments switch
    {
        [double x] => One(primitive, x),
        [double x, double y] => Two(primitive, x, y),
        [double x, long n] => WithInteger(primitive, x, (int)n),
        [double x, MidpointRounding mode] => primitive == "RoundByMode" ? Math.Round(x, mode) : null,
        [double x, long n, MidpointRounding mode] => primitive == "RoundToDigitsByMode" ? Math.Round(x, (int)n, mode) : null,
        [double x, double y, double z] => Three(primitive, x, y, z),
        _ => null,
    };

    /// <summary>A real becomes another scalar.</summary>
    public static object Convert(double x, IrType type) => type.IsReal ? x : (object)(type == IrType.Int32 ? (int)x : (long)x);

    private static object? One(string primitive, double x) => primitive switch
    {
        "Negate" => -x,
        "StopGradient" => x,
        "Abs" => Math.Abs(x),
        "AbsSlope" => x > 0 ? 1.0 : x < 0 ? -1.0 : x,
        "OneIfZero" => x == 0 ? 1 : x,
        "Sqrt" => Math.Sqrt(x),
        "Cbrt" => Math.Cbrt(x),
        "Exp" => Math.Exp(x),
        "Exp2" => Math.Pow(2, x),
        "Exp10" => Math.Pow(10, x),
        "ExpM1" => Math.Exp(x) - 1,
        "Exp2M1" => Math.Pow(2, x) - 1,
        "Exp10M1" => Math.Pow(10, x) - 1,
        "Log" => Math.Log(x),
        "Log2" => Math.Log2(x),
        "Log10" => Math.Log10(x),
        "LogP1" => Math.Log(1 + x),
        "Log2P1" => Math.Log2(1 + x),
        "Log10P1" => Math.Log10(1 + x),
        "Sin" => Math.Sin(x),
        "Cos" => Math.Cos(x),
        "Tan" => Math.Tan(x),
        "SinPi" => double.SinPi(x),
        "CosPi" => double.CosPi(x),
        "TanPi" => double.TanPi(x),
        "Asin" => Math.Asin(x),
        "Acos" => Math.Acos(x),
        "Atan" => Math.Atan(x),
        "AsinPi" => Math.Asin(x) / Math.PI,
        "AcosPi" => Math.Acos(x) / Math.PI,
        "AtanPi" => Math.Atan(x) / Math.PI,
        "Sinh" => Math.Sinh(x),
        "Cosh" => Math.Cosh(x),
        "Tanh" => Math.Tanh(x),
        "Asinh" => Math.Asinh(x),
        "Acosh" => Math.Acosh(x),
        "Atanh" => Math.Atanh(x),
        "ReciprocalEstimate" => 1 / x,
        "ReciprocalSqrtEstimate" => 1 / Math.Sqrt(x),
        "DegreesToRadians" => x * Math.PI / 180,
        "RadiansToDegrees" => x * 180 / Math.PI,
        "BitIncrement" => Math.BitIncrement(x),
        "BitDecrement" => Math.BitDecrement(x),
        "Floor" => Math.Floor(x),
        "Ceiling" => Math.Ceiling(x),
        "Truncate" => Math.Truncate(x),
        "Round" => Math.Round(x),
        "Sign" => Math.Sign(x),
        "ILogB" => Math.ILogB(x),
        _ => null,
    };

    private static object? Two(string primitive, double x, double y) => primitive switch
    {
        "Instead" => x,
        "Add" => x + y,
        "Subtract" => x - y,
        "Multiply" => x * y,
        "Divide" or "StrongDivide" => x / y,
        "Remainder" => x % y,
        "IEEERemainder" => Math.IEEERemainder(x, y),
        "StrongMultiply" => x == 0 ? 0.0 : x * y,
        "DivideOrZero" => y == 0 ? 0.0 : x / y,
        "Less" => x < y,
        "LessOrEqual" => x <= y,
        "Greater" => x > y,
        "GreaterOrEqual" => x >= y,
        "Equal" => x == y,
        "NotEqual" => x != y,
        "Pow" => Math.Pow(x, y),
        "LogToBase" => Math.Log(x, y),
        "Hypot" => double.Hypot(x, y),
        "Atan2" => Math.Atan2(x, y),
        "Atan2Pi" => Math.Atan2(x, y) / Math.PI,
        "Max" or "MaxNative" => Math.Max(x, y),
        "Min" or "MinNative" => Math.Min(x, y),
        "MaxNumber" => double.MaxNumber(x, y),
        "MinNumber" => double.MinNumber(x, y),
        "MaxMagnitude" => Math.MaxMagnitude(x, y),
        "MinMagnitude" => Math.MinMagnitude(x, y),
        "MaxMagnitudeNumber" => double.MaxMagnitudeNumber(x, y),
        "MinMagnitudeNumber" => double.MinMagnitudeNumber(x, y),
        "CopySign" => Math.CopySign(x, y),
        "MaxShare" => double.IsNaN(x) ? 1.0 : double.IsNaN(y) ? 0.0 : Share(x.CompareTo(y), x == y),
        "MinShare" => double.IsNaN(x) ? 1.0 : double.IsNaN(y) ? 0.0 : Share(y.CompareTo(x), x == y),
        "MaxNumberShare" => double.IsNaN(y) ? 1.0 : double.IsNaN(x) ? 0.0 : Share(x.CompareTo(y), x == y),
        "MinNumberShare" => double.IsNaN(y) ? 1.0 : double.IsNaN(x) ? 0.0 : Share(y.CompareTo(x), x == y),
        "LessShare" => double.IsNaN(x) || double.IsNaN(y) ? 0.0 : Share(y.CompareTo(x), x == y),
        _ => null,
    };

    private static object? WithInteger(string primitive, double x, int n) => primitive switch
    {
        "RootN" => double.RootN(x, n),
        "ScaleB" => Math.ScaleB(x, n),
        "RoundToDigits" => Math.Round(x, n),
        _ => null,
    };

    private static object? Three(string primitive, double x, double y, double z) => primitive switch
    {
        "FusedMultiplyAdd" or "MultiplyAddEstimate" => Math.FusedMultiplyAdd(x, y, z),
        "Lerp" => (x * (1 - z)) + (y * z),
        "Clamp" or "ClampNative" => Math.Clamp(x, y, z),
        "ClampOfNumber" => double.Clamp(x, y, z),
        "ClampOfNumberShare" when !double.IsNaN(x) && (double.IsNaN(y) || double.IsNaN(z)) => 0.0,
        "ClampShare" or "ClampOfNumberShare" => x == y && x == z ? 0.0 : x < y || x > z ? 0.0 : x == y || x == z ? 0.5 : 1.0,
        _ => null,
    };

    private static double Share(int order, bool isTie) => isTie ? 0.5 : order > 0 ? 1 : 0;
}
