using static SymDiff.Numeric.Tests.Numerics.Twins.Space;

namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary><c>Vector2</c>, <c>Vector3</c> and <c>Vector4</c>.</summary>
internal static class VectorTwin
{
    private static readonly string[] Units = ["get_UnitX", "get_UnitY", "get_UnitZ", "get_UnitW"];

    /// <summary>As another type.</summary>
    public static double[] Converted(string name, double[] v) => name switch
    {
        "ToScalar" => [v[0]],
        "AsVector2" => v[..2],
        "AsVector3" => [.. v[..Math.Min(3, v.Length)], .. new double[3 - Math.Min(3, v.Length)]],
        _ => [.. v, .. new double[4 - v.Length]],
    };

    /// <summary>A member of the vector of n numbers.</summary>
    public static double[]? Of(int n, string name, string[] parameters, double[][] x)
    {
        double[] a = x[0];
        return name switch
        {
            // A constant is added to what there is.
            "get_Zero" => a,
            "get_One" => [.. a.Select(v => v + 1)],
            _ when Units.Contains(name) => [.. a.Select((v, i) => v + (i == Array.IndexOf(Units, name) ? 1 : 0))],
            ".ctor" or "Create" when parameters is ["Single"] => [.. Enumerable.Repeat(a[0], n)],
            "CreateScalar" => [a[0], .. new double[n - 1]],
            "Shuffle" => [.. new[] { 2, 0, 7, 1 }.Take(n).Select(i => i < n ? a[i] : 0)],
            "Abs" => Each(Math.Abs),
            "SquareRoot" => Each(Math.Sqrt),
            "Sin" => Each(Math.Sin),
            "Cos" => Each(Math.Cos),
            "SinCos" => [.. Each(Math.Sin), .. Each(Math.Cos)],
            "Exp" => Each(Math.Exp),
            "Log" => Each(Math.Log),
            "Log2" => Each(Math.Log2),
            "DegreesToRadians" => Each(v => v * Math.PI / 180),
            "RadiansToDegrees" => Each(v => v * 180 / Math.PI),
            "Max" or "MaxNative" or "MaxNumber" => Both((v, w) => v > w ? v : w),
            "Min" or "MinNative" or "MinNumber" => Both((v, w) => v < w ? v : w),
            "MaxMagnitude" or "MaxMagnitudeNumber" => Both((v, w) => v * v > w * w ? v : w),
            "MinMagnitude" or "MinMagnitudeNumber" => Both((v, w) => v * v < w * w ? v : w),
            "CopySign" => Both((v, w) => w < 0 ? -Math.Abs(v) : Math.Abs(v)),
            "Hypot" => Both((v, w) => Math.Sqrt((v * v) + (w * w))),
            "Clamp" or "ClampNative" => [.. a.Select((v, i) => v < x[1][i] ? x[1][i] : v > x[2][i] ? x[2][i] : v)],
            "FusedMultiplyAdd" or "MultiplyAddEstimate" => [.. a.Select((v, i) => (v * x[1][i]) + x[2][i])],
            "Sum" => [a.Sum()],
            "Dot" => [Dot(a, x[1])],
            "LengthSquared" => [Dot(a, a)],
            "Length" => [Length(a)],
            "DistanceSquared" => [Dot(Minus(a, x[1]), Minus(a, x[1]))],
            "Distance" => [Length(Minus(a, x[1]))],
            "Normalize" => Unit(a),
            "Reflect" => Minus(a, Scale(x[1], 2 * Dot(a, x[1]))),
            "Cross" when n == 2 => [(a[0] * x[1][1]) - (a[1] * x[1][0])],
            "Cross" => [.. Cross(a[..3], x[1][..3]), .. n == 4 ? new[] { a[3] * x[1][3] } : []],
            "TransformNormal" => Moved(0),
            "Transform" => Moved(1),
            _ => null,
        };

        double[] Each(Func<double, double> of) => [.. a.Select(of)];

        double[] Both(Func<double, double, double> of) => [.. a.Select((v, i) => of(v, x[1][i]))];

        // The vector as a point of space with a fourth number, moved, and as long as it was or as long as the result is.
        double[] Moved(double last)
        {
            if (parameters[1] == "Matrix3x2")
            {
                return Times([.. a, last], Matrix(x[1], 2));
            }

            double[] whole = a.Length == 4 ? a : [.. a, .. new double[3 - a.Length], last];
            double[] moved = parameters[1] == "Quaternion" ? [.. Sandwich(x[1], whole[..3]), whole[3] * Dot(x[1], x[1])] : Times(whole, Matrix(x[1], 4));
            return moved[..n];
        }
    }
}
