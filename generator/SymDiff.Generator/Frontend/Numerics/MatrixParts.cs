using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>What <c>Matrix4x4.Decompose</c> takes a matrix apart into: scale, rotation and translation.</summary>
internal static class MatrixParts
{
    // Rows that are shorter the library replaces.
    private const double TooShort = 1e-4;

    // How far from 1 the square of the deviation of the determinant may be.
    private const double Deviation = 1e-4;

    /// <summary>Scale, rotation and translation. The derivative of the rotation is not a number where a row is too short to tell it.</summary>
    public static Number[] Of(Number[] m)
    {
        Number[][] rows = [Row(0), Row(1), Row(2)];
        Number[] lengths = [.. rows.Select(Length)];

        // A mirror is taken for a negative scale along the longest row.
        var isMirror = Dot(rows[0], Cross(rows[1], rows[2])).Test("Less", m[0].Literal(0));
        var zero = m[0].Literal(0);
        Number[] signs = m[0].Choose(isMirror, () => Longest(lengths), () => [.. Enumerable.Repeat(m[0].Literal(1), 3)]);
        Number[] rotation = m[0].Choose(
            lengths[0].Call("Min", lengths[1]).Call("Min", lengths[2]).Test("Less", zero.Literal((float)TooShort)),
            () => [.. Enumerable.Repeat(rows.SelectMany(row => row).Aggregate((a, b) => a + b) * double.NaN, 4)],
            Turned);
        return [.. rows.Select(Distance).Zip(signs, (a, b) => a * b), .. rotation, .. m.Skip(12).Take(3)];

        Number[] Row(int i) => [.. m.Skip(4 * i).Take(3)];

        // What is too far from a rotation counts as none.
        Number[] Turned()
        {
            Number[][] axes = [.. rows.Select((row, i) => Each(row, x => x / (lengths[i] * signs[i])))];
            var deviation = Dot(axes[0], Cross(axes[1], axes[2])) - 1;
            return m[0].Choose((deviation * deviation).Test("Greater", zero.Literal((float)Deviation)), () => [zero, zero, zero, zero.Literal(1)], () => QuaternionRows.FromMatrix(Linear(axes, zero)));
        }
    }

    private static Number[] Linear(Number[][] axes, Number zero) => [.. axes.SelectMany(axis => axis.Append(zero)), zero, zero, zero, zero.Literal(1)];

    // −1 for the longest, of several for the one that the library finds.
    private static Number[] Longest(Number[] lengths)
    {
        var (x, y, z) = (lengths[0], lengths[1], lengths[2]);
        return x.Choose(
            x.Test("Less", y),
            () => x.Choose(y.Test("Less", z), () => Mirrored(2), () => Mirrored(1)),
            () => x.Choose(x.Test("Less", z), () => Mirrored(2), () => Mirrored(0)));

        Number[] Mirrored(int axis) => [.. Enumerable.Range(0, 3).Select(i => x.Literal(i == axis ? -1 : 1))];
    }
}
