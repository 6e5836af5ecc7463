namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Vectors, quaternions and planes as one another, which are extension methods of <c>Vector</c>, and components in another order.</summary>
internal static class ConversionRows
{
    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows =>
    [
        new("Vector.AsVector2(Vector3)", o => [.. o[0].Take(2)], true),
        new("Vector.AsVector2(Vector4)", o => [.. o[0].Take(2)], true),
        new("Vector.AsVector3(Vector2)", o => [.. o[0], o.Literal(0)], true),
        new("Vector.AsVector3(Vector4)", o => [.. o[0].Take(3)], true),
        new("Vector.AsVector4(Vector2)", o => [.. o[0], .. o.Literals(0, 0)], true),
        new("Vector.AsVector4(Vector3)", o => [.. o[0], o.Literal(0)], true),
        new("Vector.AsVector4(Quaternion)", o => o[0], true),
        new("Vector.AsVector4(Plane)", o => o[0], true),
        new("Vector.AsQuaternion(Vector4)", o => o[0], true),
        new("Vector.AsPlane(Vector4)", o => o[0], true),
        .. Enumerable.Range(2, 3).SelectMany(Of),
    ];

    private static IEnumerable<NumericsRow> Of(int n) =>
    [
        new($"Vector.ToScalar(Vector{n})", o => [o[0][0]], true),
        new($"Vector{n}.CreateScalar(Single)", o => [o.Scalar(0), .. o.Literals(new double[n - 1])], true),
        new($"Vector{n}.Shuffle(Vector{n},{string.Join(",", Enumerable.Repeat("Byte", n))})", o => [.. Enumerable.Range(1, n).Select(i => Picked(o[0], 0, o.Scalar(i)))], true),
    ];

    // A number that no component has gives 0.
    private static Number Picked(Number[] v, int from, Number index) => from == v.Length ? index.Literal(0)
        : index.Choose(index.Test("Equal", index.Literal(from)), () => [v[from]], () => [Picked(v, from + 1, index)])[0];
}
