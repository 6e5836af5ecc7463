using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>What <c>Matrix4x4</c> has to look at things: views, projections and viewports of either hand, mirrors and shadows.</summary>
internal static class ProjectionRows
{
    private const string M = "Matrix4x4";

    private const string Four = "(Single,Single,Single,Single)";

    private const string Six = "(Single,Single,Single,Single,Single,Single)";

    private const string Three = "(Vector3,Vector3,Vector3)";

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => Of("", 1).Concat(Of("LeftHanded", -1)).Concat(
    [
        new($"{M}.CreateWorld{Three}", o => MatrixRows.Whole(o, Frame(Each(o[1], x => -x), o[2]), o[0]), false),
        new($"{M}.CreateReflection(Plane)", Reflection, false),
        new($"{M}.CreateShadow(Vector3,Plane)", Shadow, false),
    ]);

    /// <summary>The axes of what looks back along z, one after the other.</summary>
    public static Number[] Frame(Number[] back, Number[] up)
    {
        var z = Normalized(back);
        var x = Normalized(Cross(up, z));
        return [.. x, .. Cross(z, x), .. z];
    }

    private static IEnumerable<NumericsRow> Of(string side, double hand) =>
    [
        new($"{M}.CreateLookAt{side}{Three}", o => LookTo(o, Difference(o[1], o[0]), hand), false),
        new($"{M}.CreateLookTo{side}{Three}", o => LookTo(o, o[1], hand), false),
        new($"{M}.CreatePerspective{side}{Four}", o => Perspective(o, [2 * o.Scalar(2) / o.Scalar(0), 2 * o.Scalar(2) / o.Scalar(1)], o.Literals(0, 0), o.Scalar(2), o.Scalar(3), hand), false),
        new($"{M}.CreatePerspectiveFieldOfView{side}{Four}", o => FieldOfView(o, hand), false),
        new($"{M}.CreatePerspectiveOffCenter{side}{Six}", o => PerspectiveOffCenter(o, hand), false),
        new($"{M}.CreateOrthographic{side}{Four}", o => Orthographic(o, 2 / o.Scalar(0), 2 / o.Scalar(1), o.Literals(0, 0), o.Scalar(2), o.Scalar(3), hand), false),
        new($"{M}.CreateOrthographicOffCenter{side}{Six}", o => OrthographicOffCenter(o, hand), false),
        new($"{M}.CreateViewport{side}{Six}", o => Viewport(o, hand), false),
    ];

    private static Number[] LookTo(NumericsOperands o, Number[] direction, double hand)
    {
        var axes = Frame(hand > 0 ? Each(direction, x => -x) : direction, o[2]);
        Number[] linear = [.. Enumerable.Range(0, 9).Select(i => axes[(i % 3 * 3) + (i / 3)])];
        return MatrixRows.Whole(o, linear, Each(Product(o[0], linear, 3), x => -x));
    }

    private static Number[] FieldOfView(NumericsOperands o, double hand)
    {
        var height = 1 / (o.Scalar(0) * 0.5).Call("Tan");
        return Perspective(o, [height / o.Scalar(1), height], o.Literals(0, 0), o.Scalar(2), o.Scalar(3), hand);
    }

    private static Number[] PerspectiveOffCenter(NumericsOperands o, double hand)
    {
        var (left, right, bottom, top, near) = (o.Scalar(0), o.Scalar(1), o.Scalar(2), o.Scalar(3), o.Scalar(4));
        var (width, height) = (right - left, top - bottom);
        return Perspective(o, [2 * near / width, 2 * near / height], [(left + right) / width * hand, (top + bottom) / height * hand], near, o.Scalar(5), hand);
    }

    private static Number[] Perspective(NumericsOperands o, Number[] scale, Number[] skew, Number near, Number far, double hand)
    {
        // Nothing is too far away where the far plane is at infinity.
        var range = far.Choose(far.Test("Greater", o.Literal(float.MaxValue)), () => o.Literals(-1), () => [far / (near - far)])[0];
        return [scale[0], .. o.Literals(0, 0, 0), o.Literal(0), scale[1], .. o.Literals(0, 0), .. skew, range * hand, o.Literal(-hand), .. o.Literals(0, 0), range * near, o.Literal(0)];
    }

    private static Number[] OrthographicOffCenter(NumericsOperands o, double hand)
    {
        var (left, right, bottom, top) = (o.Scalar(0), o.Scalar(1), o.Scalar(2), o.Scalar(3));
        return Orthographic(o, 2 / (right - left), 2 / (top - bottom), [(left + right) / (left - right), (top + bottom) / (bottom - top)], o.Scalar(4), o.Scalar(5), hand);
    }

    private static Number[] Orthographic(NumericsOperands o, Number width, Number height, Number[] moved, Number near, Number far, double hand)
    {
        var range = 1 / (near - far);
        return [width, .. o.Literals(0, 0, 0), o.Literal(0), height, .. o.Literals(0, 0), .. o.Literals(0, 0), range * hand, o.Literal(0), .. moved, range * near, o.Literal(1)];
    }

    private static Number[] Viewport(NumericsOperands o, double hand)
    {
        var (width, height, near) = (o.Scalar(2) * 0.5, o.Scalar(3) * 0.5, o.Scalar(4));
        Number[] scale = [width, o.Literal(0), o.Literal(0), o.Literal(0), -height, o.Literal(0), o.Literal(0), o.Literal(0), (near - o.Scalar(5)) * hand];
        return MatrixRows.Whole(o, scale, [o.Scalar(0) + width, o.Scalar(1) + height, near]);
    }

    // What is on the one side of the plane, on the other.
    private static Number[] Reflection(NumericsOperands o)
    {
        var p = QuaternionRows.NormalizedPlane(o[0]);
        Number[] normal = [.. p.Take(3)];
        Number[] linear = [.. Enumerable.Range(0, 9).Select(i => (i % 4 == 0 ? 1.0 : 0) - (2 * (normal[i / 3] * normal[i % 3])))];
        return MatrixRows.Whole(o, linear, Scaled(normal, -2 * p[3]));
    }

    private static Number[] Shadow(NumericsOperands o)
    {
        var p = QuaternionRows.NormalizedPlane(o[1]);
        var dot = Dot([.. p.Take(3)], o[0]);
        return [.. Enumerable.Range(0, 16).Select(i => (row: i / 4, column: i % 4)).Select(at =>
            at.column == 3 ? (at.row == 3 ? dot : o.Literal(0))
            : at.row == at.column ? dot - (p[at.row] * o[0][at.column])
            : -(p[at.row] * o[0][at.column]))];
    }
}
