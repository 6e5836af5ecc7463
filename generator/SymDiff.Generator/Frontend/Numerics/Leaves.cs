namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>What the definitions of vectors, quaternions and matrices have in common, on lists of leaves.</summary>
internal static class Leaves
{
    // The distance from 1 to the next number of the type.
    private const double NearlyZero = 1.1920929E-07f;

    /// <summary>Something of each leaf.</summary>
    public static Number[] Each(Number[] a, Func<Number, Number> of) => [.. a.Select(of)];

    /// <summary>Something of each leaf of two.</summary>
    public static Number[] Each(Number[] a, Number[] b, Func<Number, Number, Number> of) => [.. a.Zip(b, of)];

    /// <summary>The product with a number.</summary>
    public static Number[] Scaled(Number[] a, Number s) => Each(a, x => x * s);

    /// <summary><c>a + b</c></summary>
    public static Number[] Sum(Number[] a, Number[] b) => Each(a, b, (x, y) => x + y);

    /// <summary><c>a − b</c></summary>
    public static Number[] Difference(Number[] a, Number[] b) => Each(a, b, (x, y) => x - y);

    /// <summary><c>a · b</c></summary>
    public static Number Dot(Number[] a, Number[] b) => Each(a, b, (x, y) => x * y).Aggregate((x, y) => x + y);

    /// <summary>The length.</summary>
    public static Number Length(Number[] a) => Dot(a, a).Call("Sqrt");

    /// <summary>
    /// The derivative of the length as a function of its own: at 0 it has a kink, and so the derivative 0. There the root is that of a number that stands still; the value is the library's.
    /// </summary>
    public static Number Distance(Number[] a)
    {
        var squared = Dot(a, a);
        return squared.Choose(squared.Test("Equal", squared.Literal(0)), () => [squared.Literal(1)], () => [squared])[0].Call("Sqrt");
    }

    /// <summary>The direction.</summary>
    public static Number[] Normalized(Number[] a)
    {
        var length = Length(a);
        return Each(a, x => x / length);
    }

    /// <summary><c>a + (b − a) t</c></summary>
    public static Number[] Between(Number[] a, Number[] b, Number t) => Each(a, b, (x, y) => x + ((y - x) * t));

    /// <summary>The product of three-dimensional vectors.</summary>
    public static Number[] Cross(Number[] a, Number[] b) => [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];

    /// <summary>The product of matrices whose rows stand one after the other.</summary>
    /// <param name="a">The left one.</param>
    /// <param name="b">The right one.</param>
    /// <param name="inner">How many columns the left one has.</param>
    public static Number[] Product(Number[] a, Number[] b, int inner)
    {
        int columns = b.Length / inner;
        return [.. Enumerable.Range(0, a.Length / inner * columns).Select(i => Dot([.. a.Skip(i / columns * inner).Take(inner)], [.. Enumerable.Range(0, inner).Select(k => b[(k * columns) + (i % columns)])]))];
    }

    /// <summary>The rotation that a quaternion is, as the nine numbers of a matrix that rows are multiplied by.</summary>
    public static Number[] Rotation(Number[] q)
    {
        var (x, y, z, w) = (q[0], q[1], q[2], q[3]);
        var (xx, yy, zz, xy, xz, yz, wx, wy, wz) = (x * x, y * y, z * z, x * y, x * z, y * z, w * x, w * y, w * z);
        return
        [
            1 - (2 * (yy + zz)), 2 * (xy + wz), 2 * (xz - wy),
            2 * (xy - wz), 1 - (2 * (zz + xx)), 2 * (yz + wx),
            2 * (xz + wy), 2 * (yz - wx), 1 - (2 * (yy + xx)),
        ];
    }

    /// <summary>
    /// What a quaternion does to vectors, multiplied from both sides: its rotation times the square of its length. That is what .NET 10 computes; earlier versions have
    /// <see cref="Rotation"/> here, which is the same for quaternions of length 1.
    /// </summary>
    public static Number[] Sandwich(Number[] q)
    {
        var (x, y, z, w) = (q[0], q[1], q[2], q[3]);
        var (xx, yy, zz, ww, xy, xz, yz, wx, wy, wz) = (x * x, y * y, z * z, w * w, x * y, x * z, y * z, w * x, w * y, w * z);
        return
        [
            ww + xx - yy - zz, 2 * (xy + wz), 2 * (xz - wy),
            2 * (xy - wz), ww - xx + yy - zz, 2 * (yz + wx),
            2 * (xz + wy), 2 * (yz - wx), ww - xx - yy + zz,
        ];
    }

    /// <summary>The product of quaternions.</summary>
    public static Number[] Hamilton(Number[] a, Number[] b) =>
    [
        (a[3] * b[0]) + (a[0] * b[3]) + (a[1] * b[2]) - (a[2] * b[1]),
        (a[3] * b[1]) + (a[1] * b[3]) + (a[2] * b[0]) - (a[0] * b[2]),
        (a[3] * b[2]) + (a[2] * b[3]) + (a[0] * b[1]) - (a[1] * b[0]),
        (a[3] * b[3]) - (a[0] * b[0]) - (a[1] * b[1]) - (a[2] * b[2]),
    ];

    /// <summary>The quaternion with the opposite axis.</summary>
    public static Number[] Conjugated(Number[] q) => [-q[0], -q[1], -q[2], q[3]];

    /// <summary>
    /// The quaternion that undoes another. One that is nearly 0 has the inverse 0 in newer versions of the library and a large one in older ones: its derivative is not a number.
    /// </summary>
    public static Number[] Inverted(Number[] q)
    {
        var squared = Dot(q, q);
        var divisor = squared.Choose(squared.Test("LessOrEqual", squared.Literal(NearlyZero)), () => [squared * double.NaN], () => [squared])[0];
        return Each(Conjugated(q), x => x / divisor);
    }
}
