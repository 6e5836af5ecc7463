using static SymDiff.Numeric.Tests.Numerics.Twins.Space;

namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary><c>Matrix3x2</c>: maps of the plane by where they take the axes and the origin.</summary>
internal static class PlaneMatrixTwin
{
    /// <summary>A member.</summary>
    public static double[]? Of(string name, string[] parameters, double[][] x)
    {
        double[] a = x[0];
        double[] centre = parameters is [.., "Vector2"] && parameters.Length > 1 ? x[^1] : [0, 0];
        double[][] numbers = [.. x.Where((_, i) => i == 0 || i < parameters.Length - 1 || parameters[i] != "Vector2")];
        double[] flat = [.. numbers.SelectMany(v => v)];
        return name switch
        {
            "get_Identity" => Sum(a, [1, 0, 0, 1, 0, 0]),
            "get_Translation" or "get_Z" => a[4..],
            "get_X" => a[..2],
            "get_Y" => a[2..4],
            "Create" when parameters.Length == 1 => [.. Enumerable.Repeat(a, 6 / a.Length).SelectMany(v => v)],
            "op_Multiply" or "Multiply" when x[1].Length == 6 => Shrink(Times(Grown(a), Grown(x[1]))),
            "GetDeterminant" => [Determinant(Grown(a))],
            "Invert" => Shrink(Inverse(Grown(a))),
            "CreateTranslation" => [1, 0, 0, 1, .. x.SelectMany(v => v)],
            "CreateScale" => About((u, v) => [u * flat[0], v * (flat.Length > 1 ? flat[1] : flat[0])]),
            "CreateRotation" => About((u, v) => [(u * Math.Cos(a[0])) - (v * Math.Sin(a[0])), (u * Math.Sin(a[0])) + (v * Math.Cos(a[0]))]),
            "CreateSkew" => About((u, v) => [u + (v * Math.Tan(x[0][0])), v + (u * Math.Tan(x[1][0]))]),
            _ => null,
        };

        double[] About(Func<double, double, double[]> linear) => [.. linear(1, 0), .. linear(0, 1), .. Minus(centre, linear(centre[0], centre[1]))];
    }

    private static double[,] Grown(double[] m) => FromRows([m[0], m[1], 0], [m[2], m[3], 0], [m[4], m[5], 1]);

    private static double[] Shrink(double[,] m) => [.. Rows(m).SelectMany(row => row[..2])];
}
