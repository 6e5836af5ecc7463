using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Vector2</c>, <c>Vector3</c> and <c>Vector4</c>.</summary>
internal static class VectorRows
{
    private static readonly int[] Lengths = [2, 3, 4];

    private static readonly string[] Names = ["X", "Y", "Z", "W"];

    // Functions of every component that are approximated by vector registers.
    private static readonly string[] Functions = ["Sin", "Cos", "Exp", "Log", "Log2", "DegreesToRadians", "RadiansToDegrees"];

    // Functions of every component that hand on one of two, or its size.
    private static readonly string[] Chosen =
        ["Max", "Min", "MaxNative", "MinNative", "MaxNumber", "MinNumber", "MaxMagnitude", "MinMagnitude", "MaxMagnitudeNumber", "MinMagnitudeNumber", "CopySign"];

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => Lengths.SelectMany(Of).Concat(Transforms);

    private static IEnumerable<NumericsRow> Of(int n)
    {
        string v = "Vector" + n;
        foreach (var row in ElementWise.Rows(v))
        {
            yield return row;
        }

        foreach (string division in new[] { "op_Division", "Divide" })
        {
            yield return new($"{v}.{division}({v},{v})", o => Each(o[0], o[1], (a, b) => a / b), true);
            yield return new($"{v}.{division}({v},Single)", o => Each(o[0], x => x / o.Scalar(1)), true);
        }

        foreach (string product in new[] { "op_Multiply", "Multiply" })
        {
            yield return new($"{v}.{product}({v},{v})", o => Each(o[0], o[1], (a, b) => a * b), true);
            yield return new($"{v}.{product}(Single,{v})", o => Each(o[1], x => o.Scalar(0) * x), true);
        }

        yield return new($"{v}.get_Zero()", o => o.Literals(new double[n]), true);
        yield return new($"{v}.get_One()", o => o.Literals([.. Enumerable.Repeat(1.0, n)]), true);
        for (int i = 0; i < n; i++)
        {
            int one = i;
            yield return new($"{v}.get_Unit{Names[i]}()", o => o.Literals([.. Enumerable.Range(0, n).Select(k => k == one ? 1.0 : 0)]), true);
        }

        foreach (string made in new[] { ".ctor", "Create" })
        {
            yield return new($"{v}.{made}(Single)", o => [.. Enumerable.Repeat(o.Scalar(0), n)], true);
            if (n > 2)
            {
                yield return new($"{v}.{made}(Vector{n - 1},Single)", o => [.. o[0], .. o[1]], true);
            }

            if (n == 4)
            {
                yield return new($"{v}.{made}(Vector2,Single,Single)", o => [.. o[0], .. o[1], .. o[2]], true);
            }
        }

        yield return new($"{v}.Create({string.Join(",", Enumerable.Repeat("Single", n))})", o => [.. o.Values.Select(x => x[0])], true);
        yield return new($"{v}.Abs({v})", o => Each(o[0], x => x.Call("Abs")), true);
        yield return new($"{v}.SquareRoot({v})", o => Each(o[0], x => x.Call("Sqrt")), true);
        foreach (string chosen in Chosen)
        {
            yield return new($"{v}.{chosen}({v},{v})", o => Each(o[0], o[1], (a, b) => a.Call(chosen, b)), false);
        }

        foreach (string clamp in new[] { "Clamp", "ClampNative" })
        {
            yield return new($"{v}.{clamp}({v},{v},{v})", o => [.. Enumerable.Range(0, n).Select(i => Clamped(o[0][i], o[1][i], o[2][i]))], false);
        }

        yield return new($"{v}.SinCos({v})", o => [.. Each(o[0], x => x.Call("Sin")), .. Each(o[0], x => x.Call("Cos"))], false);
        foreach (string function in Functions)
        {
            yield return new($"{v}.{function}({v})", o => Each(o[0], x => x.Call(function)), false);
        }

        yield return new($"{v}.Dot({v},{v})", o => [Dot(o[0], o[1])], false);
        yield return new($"{v}.Length()", o => [Distance(o[0])], false);
        yield return new($"{v}.LengthSquared()", o => [Dot(o[0], o[0])], false);
        yield return new($"{v}.Sum({v})", o => [o[0].Aggregate((a, b) => a + b)], false);
        yield return new($"{v}.Distance({v},{v})", o => [Distance(Difference(o[0], o[1]))], false);
        yield return new($"{v}.DistanceSquared({v},{v})", o => [Dot(Difference(o[0], o[1]), Difference(o[0], o[1]))], false);
        yield return new($"{v}.Normalize({v})", o => Normalized(o[0]), false);
        yield return new($"{v}.Lerp({v},{v},Single)", o => Between(o[0], o[1], o.Scalar(2)), false);
        yield return new($"{v}.Lerp({v},{v},{v})", o => [.. Enumerable.Range(0, n).Select(i => o[0][i] + ((o[1][i] - o[0][i]) * o[2][i]))], false);
        yield return new($"{v}.Hypot({v},{v})", o => Each(o[0], o[1], (a, b) => a.Call("Hypot", b)), false);
        foreach (string fused in new[] { "FusedMultiplyAdd", "MultiplyAddEstimate" })
        {
            yield return new($"{v}.{fused}({v},{v},{v})", o => Sum(Each(o[0], o[1], (a, b) => a * b), o[2]), false);
        }

        yield return new($"{v}.op_UnaryPlus({v})", o => o[0], true);
        if (n < 4)
        {
            yield return new($"{v}.Reflect({v},{v})", o => Difference(o[0], Scaled(o[1], 2 * Dot(o[0], o[1]))), false);
        }
    }

    private static IEnumerable<NumericsRow> Transforms =>
    [
        new("Vector3.Cross(Vector3,Vector3)", o => Cross(o[0], o[1]), false),
        new("Vector2.Cross(Vector2,Vector2)", o => [(o[0][0] * o[1][1]) - (o[0][1] * o[1][0])], false),
        new("Vector4.Cross(Vector4,Vector4)", o => [.. Cross(o[0], o[1]), o[0][3] * o[1][3]], false),
        new("Vector2.Transform(Vector2,Matrix3x2)", o => Product([.. o[0], o.Literal(1)], o[1], 3), false),
        new("Vector2.TransformNormal(Vector2,Matrix3x2)", o => Product(o[0], [.. o[1].Take(4)], 2), false),
        new("Vector2.Transform(Vector2,Matrix4x4)", o => [.. Point(o, o[0], o[1]).Take(2)], false),
        new("Vector2.TransformNormal(Vector2,Matrix4x4)", o => [.. Normal(o[0], o[1]).Take(2)], false),
        new("Vector3.Transform(Vector3,Matrix4x4)", o => [.. Point(o, o[0], o[1]).Take(3)], false),
        new("Vector3.TransformNormal(Vector3,Matrix4x4)", o => [.. Normal(o[0], o[1]).Take(3)], false),
        new("Vector4.Transform(Vector4,Matrix4x4)", o => Product(o[0], o[1], 4), false),
        new("Vector4.Transform(Vector3,Matrix4x4)", o => Point(o, o[0], o[1]), false),
        new("Vector4.Transform(Vector2,Matrix4x4)", o => Point(o, o[0], o[1]), false),
        new("Vector2.Transform(Vector2,Quaternion)", o => [.. Turned(o[0], o[1]).Take(2)], false),
        new("Vector3.Transform(Vector3,Quaternion)", o => Turned(o[0], o[1]), false),
        new("Vector4.Transform(Vector4,Quaternion)", o => [.. Turned([.. o[0].Take(3)], o[1]), o[0][3] * Dot(o[1], o[1])], false),
        new("Vector4.Transform(Vector3,Quaternion)", o => [.. Turned(o[0], o[1]), Dot(o[1], o[1])], false),
        new("Vector4.Transform(Vector2,Quaternion)", o => [.. Turned(o[0], o[1]), Dot(o[1], o[1])], false),
    ];

    // Unlike the function of numbers it takes bounds in the wrong order. Where they coincide, each has half of the derivative.
    private static Number Clamped(Number x, Number low, Number high) =>
        x.Choose(low.Test("Equal", high), () => [(low + high) * 0.5], () => [x.Call("Max", low).Call("Min", high)])[0];

    // The components that are not there are 0, and the last one is 1.
    private static Number[] Point(NumericsOperands o, Number[] v, Number[] m) => Product([.. v, o.Literal(1)], [.. m.Take(4 * v.Length), .. m.Skip(12)], v.Length + 1);

    private static Number[] Normal(Number[] v, Number[] m) => Product(v, [.. m.Take(4 * v.Length)], v.Length);

    private static Number[] Turned(Number[] v, Number[] q) => Product(v, [.. Sandwich(q).Take(3 * v.Length)], v.Length);
}
