using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Matrix3x2</c>.</summary>
internal static class PlaneMatrixRows
{
    private const string M = "Matrix3x2";

    private static readonly string[] RowNames = ["X", "Y", "Z"];

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => ElementWise.Rows(M).Concat(
    [
        new($"{M}.op_Multiply({M},{M})", o => Composed(o[0], o[1]), false),
        new($"{M}.Multiply({M},{M})", o => Composed(o[0], o[1]), false),
        new($"{M}.GetDeterminant()", o => [MatrixAlgebra.PlaneDeterminant(o[0])], false),
        new($"{M}.Invert({M},out {M})", o => MatrixAlgebra.PlaneInverse(o[0]), false),
        new($"{M}.Create(Single)", o => [.. Enumerable.Repeat(o.Scalar(0), 6)], true),
        new($"{M}.Create(Vector2)", o => [.. o[0], .. o[0], .. o[0]], true),
        new($"{M}.Create(Vector2,Vector2,Vector2)", o => [.. o.Values.SelectMany(row => row)], true),
        new($"{M}.Create(Single,Single,Single,Single,Single,Single)", o => [.. o.Values.Select(x => x[0])], true),
        .. RowNames.Select((row, i) => new NumericsRow($"{M}.get_{row}()", o => [.. o[0].Skip(2 * i).Take(2)], true)),
        new($"{M}.Lerp({M},{M},Single)", o => Between(o[0], o[1], o.Scalar(2)), false),
        new($"{M}.get_Identity()", o => o.Literals(1, 0, 0, 1, 0, 0), true),
        new($"{M}.get_Translation()", o => [.. o[0].Skip(4)], true),
        new($"{M}.CreateTranslation(Vector2)", o => [.. o.Literals(1, 0, 0, 1), .. o[0]], true),
        new($"{M}.CreateTranslation(Single,Single)", o => [.. o.Literals(1, 0, 0, 1), o.Scalar(0), o.Scalar(1)], true),
        new($"{M}.CreateScale(Single)", o => [.. Diagonal(o, o.Scalar(0), o.Scalar(0)), .. o.Literals(0, 0)], true),
        new($"{M}.CreateScale(Vector2)", o => [.. Diagonal(o, o[0][0], o[0][1]), .. o.Literals(0, 0)], true),
        new($"{M}.CreateScale(Single,Single)", o => [.. Diagonal(o, o.Scalar(0), o.Scalar(1)), .. o.Literals(0, 0)], true),
        new($"{M}.CreateScale(Single,Vector2)", o => About(Diagonal(o, o.Scalar(0), o.Scalar(0)), o[1]), false),
        new($"{M}.CreateScale(Vector2,Vector2)", o => About(Diagonal(o, o[0][0], o[0][1]), o[1]), false),
        new($"{M}.CreateScale(Single,Single,Vector2)", o => About(Diagonal(o, o.Scalar(0), o.Scalar(1)), o[2]), false),
        new($"{M}.CreateRotation(Single)", o => [.. Turn(o.Scalar(0)), .. o.Literals(0, 0)], false),
        new($"{M}.CreateRotation(Single,Vector2)", o => About(Turn(o.Scalar(0)), o[1]), false),
        new($"{M}.CreateSkew(Single,Single)", o => [.. Skew(o), .. o.Literals(0, 0)], false),
        new($"{M}.CreateSkew(Single,Single,Vector2)", o => About(Skew(o), o[2]), false),
    ]);

    private static Number[] Composed(Number[] a, Number[] b) => [.. Product([.. a.Take(4)], [.. b.Take(4)], 2), .. Sum(Product([.. a.Skip(4)], [.. b.Take(4)], 2), [.. b.Skip(4)])];

    private static Number[] Diagonal(NumericsOperands o, Number x, Number y) => [x, o.Literal(0), o.Literal(0), y];

    private static Number[] About(Number[] linear, Number[] centre) => [.. linear, .. Difference(centre, Product(centre, linear, 2))];

    private static Number[] Turn(Number angle)
    {
        var (s, c) = (angle.Call("Sin"), angle.Call("Cos"));
        return [c, s, -s, c];
    }

    private static Number[] Skew(NumericsOperands o) => [o.Literal(1), o.Scalar(1).Call("Tan"), o.Scalar(0).Call("Tan"), o.Literal(1)];
}
