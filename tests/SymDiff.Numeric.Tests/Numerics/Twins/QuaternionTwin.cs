using static SymDiff.Numeric.Tests.Numerics.Twins.Space;

namespace SymDiff.Numeric.Tests.Numerics.Twins;

/// <summary><c>Quaternion</c> and <c>Plane</c>.</summary>
internal static class QuaternionTwin
{
    /// <summary>A member of <c>Quaternion</c>.</summary>
    public static double[]? Of(string name, double[][] x)
    {
        double[] a = x[0];
        return name switch
        {
            "get_Zero" => a,
            "get_Identity" => [a[0], a[1], a[2], a[3] + 1],
            "op_Multiply" or "Multiply" when x[1].Length == 4 => Hamilton(a, x[1]),
            "Concatenate" => Hamilton(x[1], a),
            "op_Division" or "Divide" => Hamilton(a, Inverse(x[1])),
            "Conjugate" => Conjugate(a),
            "Inverse" => Inverse(a),
            "Normalize" => Unit(a),
            "Dot" => [Dot(a, x[1])],
            "Length" => [Length(a)],
            "LengthSquared" => [Dot(a, a)],
            "Lerp" => Unit(Sum(Scale(a, 1 - x[2][0]), Scale(x[1], Dot(a, x[1]) < 0 ? -x[2][0] : x[2][0]))),
            "Slerp" => Slerp(a, x[1], x[2][0]),
            "CreateFromAxisAngle" => Turn(a, x[1][0]),
            "CreateFromYawPitchRoll" => FromAngles(x[0][0], x[1][0], x[2][0]),
            "CreateFromRotationMatrix" => FromMatrix(Matrix(a, 4)),
            _ => null,
        };
    }

    /// <summary>A member of <c>Plane</c>.</summary>
    public static double[]? OfPlane(string name, string[] parameters, double[][] x)
    {
        double[] p = x[0];
        return name switch
        {
            "Dot" => [Dot(p, x[1])],
            "DotCoordinate" => [Dot(p, [.. x[1], 1])],
            "DotNormal" => [Dot(p, [.. x[1], 0])],
            "Normalize" => Scale(p, 1 / Length(p[..3])),
            "Transform" when parameters[1] == "Quaternion" => [.. Sandwich(x[1], p[..3]), p[3] * Dot(x[1], x[1])],
            "Transform" => Times(p, Transpose(Space.Inverse(Matrix(x[1], 4)))),
            "CreateFromVertices" => Through(p, x[1], x[2]),
            _ => null,
        };
    }

    /// <summary>A turn around y, after one around x, after one around z.</summary>
    public static double[] FromAngles(double yaw, double pitch, double roll) => Hamilton(Hamilton(Turn([0, 1, 0], yaw), Turn([1, 0, 0], pitch)), Turn([0, 0, 1], roll));

    /// <summary>The quaternion of a matrix that is nearly a rotation, by the largest of its four squares.</summary>
    public static double[] FromMatrix(double[,] m)
    {
        double trace = m[0, 0] + m[1, 1] + m[2, 2];
        int i = m[0, 0] >= m[1, 1] && m[0, 0] >= m[2, 2] ? 0 : m[1, 1] > m[2, 2] ? 1 : 2;
        int j = (i + 1) % 3, k = (i + 2) % 3;
        double[] q = new double[4];
        if (trace > 0)
        {
            q[3] = Math.Sqrt(1 + trace) / 2;
            for (int a = 0; a < 3; a++)
            {
                q[a] = (m[(a + 1) % 3, (a + 2) % 3] - m[(a + 2) % 3, (a + 1) % 3]) / (4 * q[3]);
            }

            return q;
        }

        q[i] = Math.Sqrt(1 + m[i, i] - m[j, j] - m[k, k]) / 2;
        q[j] = (m[i, j] + m[j, i]) / (4 * q[i]);
        q[k] = (m[i, k] + m[k, i]) / (4 * q[i]);
        q[3] = (m[j, k] - m[k, j]) / (4 * q[i]);
        return q;
    }

    private static double[] Inverse(double[] q) => Scale(Conjugate(q), 1 / Dot(q, q));

    // Along the great circle, the shorter way; a straight line where there is next to no way.
    private static double[] Slerp(double[] a, double[] b, double t)
    {
        double cosine = Dot(a, b);
        (b, cosine) = cosine < 0 ? (Scale(b, -1), -cosine) : (b, cosine);
        if (cosine > 1 - 1e-6)
        {
            return Sum(Scale(a, 1 - t), Scale(b, t));
        }

        double angle = Math.Acos(cosine);
        return Scale(Sum(Scale(a, Math.Sin((1 - t) * angle)), Scale(b, Math.Sin(t * angle))), 1 / Math.Sin(angle));
    }

    private static double[] Through(double[] a, double[] b, double[] c)
    {
        double[] normal = Unit(Cross(Minus(b, a), Minus(c, a)));
        return [.. normal, -Dot(normal, a)];
    }
}
