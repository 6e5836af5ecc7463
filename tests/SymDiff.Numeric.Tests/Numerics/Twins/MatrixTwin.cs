using static SymDiff.Numeric.Tests.Numerics.Twins.Space;

namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary><c>Matrix4x4</c>: algebra, placements and rotations.</summary>
internal static class MatrixTwin
{
    private static readonly string[] RowNames = ["get_X", "get_Y", "get_Z", "get_W"];

    /// <summary>A member; null if it is none of these.</summary>
    public static double[]? Of(string name, string[] parameters, double[][] x)
    {
        double[] a = x[0];
        double[] centre = parameters.Length > 1 && parameters[^1] == "Vector3" ? x[^1] : [0, 0, 0];
        double[] flat = [.. x.SelectMany(v => v)];
        double s = Math.Sin(a[0]), c = Math.Cos(a[0]);
        return name switch
        {
            "get_Identity" => Sum(a, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
            "get_Translation" => a[12..15],
            _ when RowNames.Contains(name) => a[(4 * Array.IndexOf(RowNames, name))..][..4],
            ".ctor" or "Create" when parameters is ["Matrix3x2"] => Affine([a[0], a[1], 0], [a[2], a[3], 0], [0, 0, 1], [a[4], a[5], 0]),
            "Create" when parameters.Length == 1 => [.. Enumerable.Repeat(a, 16 / a.Length).SelectMany(v => v)],
            "op_Multiply" or "Multiply" when x[1].Length == 16 => Flat(Times(Matrix(a, 4), Matrix(x[1], 4))),
            "Transpose" => Flat(Transpose(Matrix(a, 4))),
            "GetDeterminant" => [Determinant(Matrix(a, 4))],
            "Invert" => Flat(Inverse(Matrix(a, 4))),
            "Decompose" => Decomposed(Matrix(a, 4)),
            "Transform" => Flat(Times(Matrix(a, 4), Matrix(About([0, 0, 0], v => Rotate(x[1], v)), 4))),
            "CreateTranslation" => Affine([1, 0, 0], [0, 1, 0], [0, 0, 1], flat),
            "CreateScale" => About(centre, v => [v[0] * flat[0], v[1] * Factor(1), v[2] * Factor(2)]),
            "CreateRotationX" => About(centre, v => [v[0], (v[1] * c) - (v[2] * s), (v[1] * s) + (v[2] * c)]),
            "CreateRotationY" => About(centre, v => [(v[0] * c) + (v[2] * s), v[1], (v[2] * c) - (v[0] * s)]),
            "CreateRotationZ" => About(centre, v => [(v[0] * c) - (v[1] * s), (v[0] * s) + (v[1] * c), v[2]]),
            "CreateFromAxisAngle" => About([0, 0, 0], v => Rotate(Turn(a, x[1][0]), v)),
            "CreateFromQuaternion" => About([0, 0, 0], v => Rotate(a, v)),
            "CreateFromYawPitchRoll" => About([0, 0, 0], v => Rotate(QuaternionTwin.FromAngles(flat[0], flat[1], flat[2]), v)),
            _ => null,
        };

        double Factor(int axis) => parameters[0] == "Vector3" || (parameters.Length > 2 && parameters[1] == "Single") ? flat[axis] : flat[0];
    }

    // Lengths of the rows, of which a mirror turns the longest one, the rotation that is left, and where the origin goes.
    private static double[] Decomposed(double[,] m)
    {
        double[][] rows = [.. Rows(m).Take(3).Select(row => row[..3])];
        double[] scale = [.. rows.Select(Length)];
        int longest = Enumerable.Range(0, 3).MaxBy(i => scale[i]);
        scale[longest] *= Math.Sign(Determinant(FromRows(rows)));
        double[,] rotation = FromRows([.. rows.Select((row, i) => Scale(row, 1 / scale[i]))]);
        double deviation = Determinant(rotation) - 1;
        return [.. scale, .. deviation * deviation > 1e-4 ? [0, 0, 0, 1] : QuaternionTwin.FromMatrix(rotation), .. Rows(m)[3][..3]];
    }
}
