using SymDiff.Compiler.IR;
using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>What turns to the camera. Where it stands too near to it, or the axis points at it, the library takes other directions, which are then what is differentiated.</summary>
internal static class BillboardRows
{
    private const string M = "Matrix4x4";

    // Squared; nearer than that there is no direction.
    private const double TooNear = 1e-4;

    // The cosine of a tenth of a degree, as the library approximates it.
    private const double Parallel = 1 - (0.1 * Math.PI / 180);

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows =>
    [
        new($"{M}.CreateBillboard(Vector3,Vector3,Vector3,Vector3)", o => Facing(o, 1), false),
        new($"{M}.CreateBillboardLeftHanded(Vector3,Vector3,Vector3,Vector3)", o => Facing(o, -1), false),
        new($"{M}.CreateConstrainedBillboard(Vector3,Vector3,Vector3,Vector3,Vector3)", o => Constrained(o, 1), false),
        new($"{M}.CreateConstrainedBillboardLeftHanded(Vector3,Vector3,Vector3,Vector3,Vector3)", o => Constrained(o, -1), false),
    ];

    private static Number[] Facing(NumericsOperands o, double hand)
    {
        var z = Direction(o, o[3], hand);
        var x = Normalized(Cross(o[2], z));
        return MatrixRows.Whole(o, [.. x, .. Cross(z, x), .. z], o[0]);
    }

    private static Number[] Constrained(NumericsOperands o, double hand)
    {
        var y = o[2];
        var direction = Direction(o, o[3], hand);
        var across = Dot(y, direction).Call("Abs");
        var z = across.Choose(IsParallel(across), () => Ahead(o, hand), () => direction);
        var x = Normalized(Cross(y, z));
        return MatrixRows.Whole(o, [.. x, .. y, .. Normalized(Cross(x, y))], o[0]);
    }

    private static Value IsParallel(Number cosine) => cosine.Test("Greater", cosine.Literal((float)Parallel));

    // From the camera, or back where there is nothing between.
    private static Number[] Direction(NumericsOperands o, Number[] forward, double hand)
    {
        var between = hand > 0 ? Difference(o[0], o[1]) : Difference(o[1], o[0]);
        var squared = Dot(between, between);
        return squared.Choose(squared.Test("Less", squared.Literal((float)TooNear)), () => hand > 0 ? Each(forward, x => -x) : forward, () => Normalized(between));
    }

    // The last way out is the same for either hand, the others are turned round.
    private static Number[] Ahead(NumericsOperands o, double hand)
    {
        var (y, ahead) = (o[2], hand > 0 ? o[4] : Each(o[4], x => -x));
        var across = Dot(y, ahead).Call("Abs");
        var upright = y[2].Call("Abs");
        return across.Choose(IsParallel(across), () => upright.Choose(IsParallel(upright), () => o.Literals(hand, 0, 0), () => o.Literals(0, 0, -1)), () => ahead);
    }
}
