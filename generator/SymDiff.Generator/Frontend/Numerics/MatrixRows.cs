using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Matrix4x4</c>, but for what looks at things.</summary>
internal static class MatrixRows
{
    private const string M = "Matrix4x4";

    private static readonly string[] RowNames = ["X", "Y", "Z", "W"];

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => ElementWise.Rows(M).Concat(Algebra).Concat(Placements).Concat(Rotations);

    private static IEnumerable<NumericsRow> Algebra =>
    [
        new($"{M}.op_Multiply({M},{M})", o => Product(o[0], o[1], 4), false),
        new($"{M}.Multiply({M},{M})", o => Product(o[0], o[1], 4), false),
        new($"{M}.Transpose({M})", o => [.. Enumerable.Range(0, 16).Select(i => o[0][(i % 4 * 4) + (i / 4)])], true),
        new($"{M}.GetDeterminant()", o => [MatrixAlgebra.Determinant(o[0])], false),
        new($"{M}.Invert({M},out {M})", o => MatrixAlgebra.Inverse(o[0]), false),
        new($"{M}.Decompose({M},out Vector3,out Quaternion,out Vector3)", o => MatrixParts.Of(o[0]), false),
        new($"{M}.Lerp({M},{M},Single)", o => Between(o[0], o[1], o.Scalar(2)), false),
        new($"{M}.Transform({M},Quaternion)", o => Product(o[0], Whole(o, Rotation(o[1])), 4), false),
        new($"{M}.get_Identity()", o => Whole(o, Diagonal(o, o.Literals(1, 1, 1))), true),
        new($"{M}.get_Translation()", o => [.. o[0].Skip(12).Take(3)], true),
        new($"{M}..ctor(Matrix3x2)", FromPlane, true),
        new($"{M}.Create(Matrix3x2)", FromPlane, true),
        new($"{M}.Create(Single)", o => [.. Enumerable.Repeat(o.Scalar(0), 16)], true),
        new($"{M}.Create(Vector4)", o => [.. Enumerable.Repeat(o[0], 4).SelectMany(row => row)], true),
        new($"{M}.Create(Vector4,Vector4,Vector4,Vector4)", o => [.. o.Values.SelectMany(row => row)], true),
        new($"{M}.Create({string.Join(",", Enumerable.Repeat("Single", 16))})", Scalars, true),
        .. RowNames.Select((row, i) => new NumericsRow($"{M}.get_{row}()", o => [.. o[0].Skip(4 * i).Take(4)], true)),
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

    private static Number[] FromPlane(NumericsOperands o) =>
        [o[0][0], o[0][1], .. o.Literals(0, 0), o[0][2], o[0][3], .. o.Literals(0, 0), .. o.Literals(0, 0, 1, 0), o[0][4], o[0][5], .. o.Literals(0, 1)];

    private static Number[] Scalars(NumericsOperands o) => [.. o.Values.Select(v => v[0])];

    /// <summary>A linear map and a translation.</summary>
    public static Number[] Whole(NumericsOperands o, Number[] linear, Number[]? translation = null)
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
}
