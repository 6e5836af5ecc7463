using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Matrix4x4</c>.</summary>
internal static class MatrixRows
{
    private const string M = "Matrix4x4";

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => ElementWise.Rows(M).Concat(Algebra).Concat(Placements).Concat(Rotations);

    private static IEnumerable<NumericsRow> Algebra =>
    [
        new($"{M}.op_Multiply({M},{M})", o => Product(o[0], o[1], 4), false),
        new($"{M}.Multiply({M},{M})", o => Product(o[0], o[1], 4), false),
        new($"{M}.Transpose({M})", o => [.. Enumerable.Range(0, 16).Select(i => o[0][(i % 4 * 4) + (i / 4)])], true),
        new($"{M}.GetDeterminant()", o => [MatrixAlgebra.Determinant(o[0])], false),
        new($"{M}.Lerp({M},{M},Single)", o => Between(o[0], o[1], o.Scalar(2)), false),
        new($"{M}.Transform({M},Quaternion)", o => Product(o[0], Whole(o, Rotation(o[1])), 4), false),
        new($"{M}.get_Identity()", o => Whole(o, Diagonal(o, o.Literals(1, 1, 1))), true),
        new($"{M}.get_Translation()", o => [.. o[0].Skip(12).Take(3)], true),
        new($"{M}..ctor(Matrix3x2)", o => [o[0][0], o[0][1], .. o.Literals(0, 0), o[0][2], o[0][3], .. o.Literals(0, 0), .. o.Literals(0, 0, 1, 0), o[0][4], o[0][5], .. o.Literals(0, 1)], true),
    ];

    private static IEnumerable<NumericsRow> Placements =>
    [
        new($"{M}.CreateTranslation(Vector3)", o => Whole(o, Diagonal(o, o.Literals(1, 1, 1)), o[0]), true),
        new($"{M}.CreateTranslation(Single,Single,Single)", o => Whole(o, Diagonal(o, o.Literals(1, 1, 1)), Scalars(o)), true),
        new($"{M}.CreateScale(Single)", o => Whole(o, Diagonal(o, [o.Scalar(0), o.Scalar(0), o.Scalar(0)])), true),
        new($"{M}.CreateScale(Vector3)", o => Whole(o, Diagonal(o, o[0])), true),
        new($"{M}.CreateScale(Single,Single,Single)", o => Whole(o, Diagonal(o, Scalars(o))), true),
        new($"{M}.CreateScale(Single,Vector3)", o => About(o, Diagonal(o, [o.Scalar(0), o.Scalar(0), o.Scalar(0)]), o[1]), false),
        new($"{M}.CreateScale(Vector3,Vector3)", o => About(o, Diagonal(o, o[0]), o[1]), false),
        new($"{M}.CreateScale(Single,Single,Single,Vector3)", o => About(o, Diagonal(o, [o.Scalar(0), o.Scalar(1), o.Scalar(2)]), o[3]), false),
        new($"{M}.CreateWorld(Vector3,Vector3,Vector3)", o => Whole(o, Frame(Each(o[1], x => -x), o[2]), o[0]), false),
        new($"{M}.CreateLookAt(Vector3,Vector3,Vector3)", LookAt, false),
        new($"{M}.CreatePerspective(Single,Single,Single,Single)", o => Perspective(o, [2 * o.Scalar(2) / o.Scalar(0), 2 * o.Scalar(2) / o.Scalar(1)], o.Literals(0, 0), o.Scalar(2), o.Scalar(3)), false),
        new($"{M}.CreatePerspectiveFieldOfView(Single,Single,Single,Single)", FieldOfView, false),
        new($"{M}.CreatePerspectiveOffCenter(Single,Single,Single,Single,Single,Single)", PerspectiveOffCenter, false),
        new($"{M}.CreateOrthographic(Single,Single,Single,Single)", o => Orthographic(o, 2 / o.Scalar(0), 2 / o.Scalar(1), o.Literals(0, 0), o.Scalar(2), o.Scalar(3)), false),
        new($"{M}.CreateOrthographicOffCenter(Single,Single,Single,Single,Single,Single)", OrthographicOffCenter, false),
    ];

    private static IEnumerable<NumericsRow> Rotations =>
    [
        new($"{M}.CreateRotationX(Single)", o => Whole(o, AroundX(o, o.Scalar(0))), false),
        new($"{M}.CreateRotationY(Single)", o => Whole(o, AroundY(o, o.Scalar(0))), false),
        new($"{M}.CreateRotationZ(Single)", o => Whole(o, AroundZ(o, o.Scalar(0))), false),
        new($"{M}.CreateRotationX(Single,Vector3)", o => About(o, AroundX(o, o.Scalar(0)), o[1]), false),
        new($"{M}.CreateRotationY(Single,Vector3)", o => About(o, AroundY(o, o.Scalar(0)), o[1]), false),
        new($"{M}.CreateRotationZ(Single,Vector3)", o => About(o, AroundZ(o, o.Scalar(0)), o[1]), false),
        new($"{M}.CreateFromAxisAngle(Vector3,Single)", o => Whole(o, Rotation(QuaternionRows.AroundAxis(o[0], o.Scalar(1)))), false),
        new($"{M}.CreateFromQuaternion(Quaternion)", o => Whole(o, Rotation(o[0])), false),
        new($"{M}.CreateFromYawPitchRoll(Single,Single,Single)", o => Whole(o, Rotation(QuaternionRows.FromAngles(o.Scalar(0), o.Scalar(1), o.Scalar(2)))), false),
    ];

    private static Number[] Scalars(NumericsOperands o) => [.. o.Values.Select(v => v[0])];

    // A linear map and a translation.
    private static Number[] Whole(NumericsOperands o, Number[] linear, Number[]? translation = null)
    {
        Number[] moved = translation ?? o.Literals(0, 0, 0);
        var zero = o.Literal(0);
        return [linear[0], linear[1], linear[2], zero, linear[3], linear[4], linear[5], zero, linear[6], linear[7], linear[8], zero, .. moved, o.Literal(1)];
    }

    // The map with a point that stays where it is.
    private static Number[] About(NumericsOperands o, Number[] linear, Number[] centre) => Whole(o, linear, Difference(centre, Product(centre, linear, 3)));

    private static Number[] Diagonal(NumericsOperands o, Number[] d)
    {
        var zero = o.Literal(0);
        return [d[0], zero, zero, zero, d[1], zero, zero, zero, d[2]];
    }

    private static Number[] AroundX(NumericsOperands o, Number angle)
    {
        var (s, c) = (angle.Call("Sin"), angle.Call("Cos"));
        return [.. o.Literals(1, 0, 0), o.Literal(0), c, s, o.Literal(0), -s, c];
    }

    private static Number[] AroundY(NumericsOperands o, Number angle)
    {
        var (s, c) = (angle.Call("Sin"), angle.Call("Cos"));
        return [c, o.Literal(0), -s, .. o.Literals(0, 1, 0), s, o.Literal(0), c];
    }

    private static Number[] AroundZ(NumericsOperands o, Number angle)
    {
        var (s, c) = (angle.Call("Sin"), angle.Call("Cos"));
        return [c, s, o.Literal(0), -s, c, o.Literal(0), .. o.Literals(0, 0, 1)];
    }

    // The axes of what looks back along z, one after the other.
    private static Number[] Frame(Number[] back, Number[] up)
    {
        var z = Normalized(back);
        var x = Normalized(Cross(up, z));
        return [.. x, .. Cross(z, x), .. z];
    }

    private static Number[] LookAt(NumericsOperands o)
    {
        var axes = Frame(Difference(o[0], o[1]), o[2]);
        Number[] linear = [.. Enumerable.Range(0, 9).Select(i => axes[(i % 3 * 3) + (i / 3)])];
        return Whole(o, linear, Each(Product(o[0], linear, 3), x => -x));
    }

    private static Number[] FieldOfView(NumericsOperands o)
    {
        var height = 1 / (o.Scalar(0) * 0.5).Call("Tan");
        return Perspective(o, [height / o.Scalar(1), height], o.Literals(0, 0), o.Scalar(2), o.Scalar(3));
    }

    private static Number[] PerspectiveOffCenter(NumericsOperands o)
    {
        var (left, right, bottom, top, near) = (o.Scalar(0), o.Scalar(1), o.Scalar(2), o.Scalar(3), o.Scalar(4));
        var (width, height) = (right - left, top - bottom);
        return Perspective(o, [2 * near / width, 2 * near / height], [(left + right) / width, (top + bottom) / height], near, o.Scalar(5));
    }

    private static Number[] Perspective(NumericsOperands o, Number[] scale, Number[] skew, Number near, Number far)
    {
        // Nothing is too far away where the far plane is at infinity.
        var range = far.Choose(far.Test("Greater", o.Literal(float.MaxValue)), () => o.Literals(-1), () => [far / (near - far)])[0];
        return [scale[0], .. o.Literals(0, 0, 0), o.Literal(0), scale[1], .. o.Literals(0, 0), .. skew, range, o.Literal(-1), .. o.Literals(0, 0), range * near, o.Literal(0)];
    }

    private static Number[] OrthographicOffCenter(NumericsOperands o)
    {
        var (left, right, bottom, top) = (o.Scalar(0), o.Scalar(1), o.Scalar(2), o.Scalar(3));
        return Orthographic(o, 2 / (right - left), 2 / (top - bottom), [(left + right) / (left - right), (top + bottom) / (bottom - top)], o.Scalar(4), o.Scalar(5));
    }

    private static Number[] Orthographic(NumericsOperands o, Number width, Number height, Number[] moved, Number near, Number far)
    {
        var range = 1 / (near - far);
        return [width, .. o.Literals(0, 0, 0), o.Literal(0), height, .. o.Literals(0, 0), .. o.Literals(0, 0), range, o.Literal(0), .. moved, range * near, o.Literal(1)];
    }
}
