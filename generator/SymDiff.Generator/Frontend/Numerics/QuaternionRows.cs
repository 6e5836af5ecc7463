using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Quaternion</c> and <c>Plane</c>.</summary>
internal static class QuaternionRows
{
    private const string Q = "Quaternion";

    // From here on the library takes the short way for the straight one.
    private const double NearlyOne = 1 - 1e-6;

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => ElementWise.Rows(Q).Concat(Products).Concat(Turns).Concat(Planes);

    private static IEnumerable<NumericsRow> Products =>
    [
        new($"{Q}.op_Multiply({Q},{Q})", o => Hamilton(o[0], o[1]), false),
        new($"{Q}.Multiply({Q},{Q})", o => Hamilton(o[0], o[1]), false),
        new($"{Q}.Concatenate({Q},{Q})", o => Hamilton(o[1], o[0]), false),
        new($"{Q}.op_Division({Q},{Q})", o => Hamilton(o[0], Inverted(o[1])), false),
        new($"{Q}.Divide({Q},{Q})", o => Hamilton(o[0], Inverted(o[1])), false),
        new($"{Q}.Conjugate({Q})", o => Conjugated(o[0]), true),
        new($"{Q}.Inverse({Q})", o => Inverted(o[0]), false),
        new($"{Q}.Normalize({Q})", o => Normalized(o[0]), false),
        new($"{Q}.Dot({Q},{Q})", o => [Dot(o[0], o[1])], false),
        new($"{Q}.Length()", o => [Distance(o[0])], false),
        new($"{Q}.LengthSquared()", o => [Dot(o[0], o[0])], false),
        new($"{Q}.get_Identity()", o => o.Literals(0, 0, 0, 1), true),
        new($"{Q}.get_Zero()", o => o.Literals(0, 0, 0, 0), true),
        new($"{Q}..ctor(Vector3,Single)", o => [.. o[0], .. o[1]], true),
        new($"{Q}.Create(Vector3,Single)", o => [.. o[0], .. o[1]], true),
        new($"{Q}.Create(Single,Single,Single,Single)", o => [.. o.Values.Select(v => v[0])], true),
    ];

    private static IEnumerable<NumericsRow> Turns =>
    [
        new($"{Q}.Lerp({Q},{Q},Single)", o => Normalized(Sum(Scaled(o[0], 1 - o.Scalar(2)), Scaled(Nearer(o), o.Scalar(2)))), false),
        new($"{Q}.Slerp({Q},{Q},Single)", Slerp, false),
        new($"{Q}.CreateFromAxisAngle(Vector3,Single)", o => AroundAxis(o[0], o.Scalar(1)), false),
        new($"{Q}.CreateFromYawPitchRoll(Single,Single,Single)", o => FromAngles(o.Scalar(0), o.Scalar(1), o.Scalar(2)), false),
        new($"{Q}.CreateFromRotationMatrix(Matrix4x4)", o => FromMatrix(o[0]), false),
    ];

    private static IEnumerable<NumericsRow> Planes =>
    [
        new("Plane..ctor(Single,Single,Single,Single)", o => [.. o.Values.Select(v => v[0])], true),
        new("Plane..ctor(Vector4)", o => o[0], true),
        new("Plane.Create(Single,Single,Single,Single)", o => [.. o.Values.Select(v => v[0])], true),
        new("Plane.Create(Vector4)", o => o[0], true),
        new("Plane.Create(Vector3,Single)", o => [.. o[0], .. o[1]], true),
        new("Plane.Dot(Plane,Vector4)", o => [Dot(o[0], o[1])], false),
        new("Plane.DotCoordinate(Plane,Vector3)", o => [Dot([.. o[0].Take(3)], o[1]) + o[0][3]], false),
        new("Plane.DotNormal(Plane,Vector3)", o => [Dot([.. o[0].Take(3)], o[1])], false),
        new("Plane.Normalize(Plane)", o => NormalizedPlane(o[0]), false),
        new("Plane.Transform(Plane,Matrix4x4)", o => Product(o[0], Transposed(MatrixAlgebra.Inverse(o[1])), 4), false),
        new("Plane.Transform(Plane,Quaternion)", o => [.. Product([.. o[0].Take(3)], Sandwich(o[1]), 3), o[0][3] * Dot(o[1], o[1])], false),
        new("Plane.CreateFromVertices(Vector3,Vector3,Vector3)", Through, false),
        new("Plane.op_Equality(Plane,Plane)", o => [], true) { Predicate = ElementWise.All },
        new("Plane.op_Inequality(Plane,Plane)", o => [], true) { Predicate = ElementWise.NotAll },
    ];

    private static Number[] Transposed(Number[] m) => [.. Enumerable.Range(0, 16).Select(i => m[(i % 4 * 4) + (i / 4)])];

    /// <summary>The same plane, with a normal of length 1.</summary>
    public static Number[] NormalizedPlane(Number[] p)
    {
        var length = Length([.. p.Take(3)]);
        return Each(p, x => x / length);
    }

    private static Number[] Through(NumericsOperands o)
    {
        var normal = Normalized(Cross(Difference(o[1], o[0]), Difference(o[2], o[0])));
        return [.. normal, -Dot(normal, o[0])];
    }

    // Of the two quaternions that are one rotation, that on the side of the other.
    private static Number[] Nearer(NumericsOperands o)
    {
        var dot = Dot(o[0], o[1]);
        return dot.Choose(dot.Test("Less", o.Literal(0)), () => Each(o[1], x => -x), () => o[1]);
    }

    private static Number[] Slerp(NumericsOperands o)
    {
        var (a, b, t) = (o[0], Nearer(o), o.Scalar(2));
        var cosine = Dot(a, b);
        var shares = cosine.Choose(cosine.Test("Greater", o.Literal(NearlyOne)), () => [1 - t, t], () =>
        {
            var angle = cosine.Call("Acos");
            var sine = angle.Call("Sin");
            return [((1 - t) * angle).Call("Sin") / sine, (t * angle).Call("Sin") / sine];
        });
        return Sum(Scaled(a, shares[0]), Scaled(b, shares[1]));
    }

    /// <summary>The quaternion that turns around an axis.</summary>
    public static Number[] AroundAxis(Number[] axis, Number angle)
    {
        var half = angle * 0.5;
        return [.. Scaled(axis, half.Call("Sin")), half.Call("Cos")];
    }

    /// <summary>The quaternion of a turn around y, one around x and one around z.</summary>
    public static Number[] FromAngles(Number yaw, Number pitch, Number roll)
    {
        var (y, p, r) = (yaw * 0.5, pitch * 0.5, roll * 0.5);
        var (sy, cy, sp, cp, sr, cr) = (y.Call("Sin"), y.Call("Cos"), p.Call("Sin"), p.Call("Cos"), r.Call("Sin"), r.Call("Cos"));
        return
        [
            (cy * sp * cr) + (sy * cp * sr),
            (sy * cp * cr) - (cy * sp * sr),
            (cy * cp * sr) - (sy * sp * cr),
            (cy * cp * cr) + (sy * sp * sr),
        ];
    }

    /// <summary>The quaternion of a rotation: the largest of the four numbers is found first, so that nothing is divided by a small one.</summary>
    public static Number[] FromMatrix(Number[] m)
    {
        Number M(int row, int column) => m[(4 * (row - 1)) + column - 1];
        var zero = m[0].Literal(0);
        var trace = M(1, 1) + M(2, 2) + M(3, 3);
        return trace.Choose(trace.Test("Greater", zero), OfW, () => Else());

        Number[] Else()
        {
            var (first, second) = (M(1, 1).Test("GreaterOrEqual", M(2, 2)), M(1, 1).Test("GreaterOrEqual", M(3, 3)));
            return zero.Choose(zero.Both(first, second), OfX, () => zero.Choose(M(2, 2).Test("Greater", M(3, 3)), OfY, OfZ));
        }

        Number[] OfW()
        {
            var s = (trace + 1).Call("Sqrt");
            var inverse = 0.5 / s;
            return [(M(2, 3) - M(3, 2)) * inverse, (M(3, 1) - M(1, 3)) * inverse, (M(1, 2) - M(2, 1)) * inverse, s * 0.5];
        }

        Number[] OfX()
        {
            var s = (1 + M(1, 1) - M(2, 2) - M(3, 3)).Call("Sqrt");
            var inverse = 0.5 / s;
            return [0.5 * s, (M(1, 2) + M(2, 1)) * inverse, (M(1, 3) + M(3, 1)) * inverse, (M(2, 3) - M(3, 2)) * inverse];
        }

        Number[] OfY()
        {
            var s = (1 + M(2, 2) - M(1, 1) - M(3, 3)).Call("Sqrt");
            var inverse = 0.5 / s;
            return [(M(2, 1) + M(1, 2)) * inverse, 0.5 * s, (M(3, 2) + M(2, 3)) * inverse, (M(3, 1) - M(1, 3)) * inverse];
        }

        Number[] OfZ()
        {
            var s = (1 + M(3, 3) - M(1, 1) - M(2, 2)).Call("Sqrt");
            var inverse = 0.5 / s;
            return [(M(3, 1) + M(1, 3)) * inverse, (M(3, 2) + M(2, 3)) * inverse, 0.5 * s, (M(1, 2) - M(2, 1)) * inverse];
        }
    }
}
