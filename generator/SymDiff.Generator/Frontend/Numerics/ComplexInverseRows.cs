using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>The square root of <c>Complex</c>, and what is made of it: <c>Asin</c> and <c>Acos</c>.</summary>
/// <remarks>
/// Where the library jumps, on the real axis, it takes the value from above whatever the sign of the zero, and so does this: the derivative on the line is that of the value there.
/// </remarks>
internal static class ComplexInverseRows
{
    private const string C = "Complex";

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows =>
    [
        new($"{C}.Sqrt({C})", o => Root(o[0], IsBelow(o[0])), false),
        new($"{C}.Asin({C})", o => Arcsine(o[0]), false),
        new($"{C}.Acos({C})", o => Arccosine(o[0]), false),
    ];

    private static Value IsBelow(Number[] z) => z[1].Test("Less", z[1].Literal(0));

    // Of the larger part of the root first, so that nothing cancels. At 0 the derivative is that of the root of a real number.
    private static Number[] Root(Number[] z, Value isBelow)
    {
        var (x, y) = (z[0], z[1]);
        var length = ComplexRows.Length(z);
        return length.Choose(
            length.Test("Equal", length.Literal(0)),
            () => [x.Call("Sqrt"), y.Call("Sqrt")],
            () => x.Choose(x.Test("Less", x.Literal(0)), OfNegative, OfPositive));

        Number[] OfPositive()
        {
            var real = ((length * 0.5) + (x * 0.5)).Call("Sqrt");
            return [real, y / (2 * real)];
        }

        Number[] OfNegative()
        {
            var imaginary = ((length * 0.5) - (x * 0.5)).Call("Sqrt");
            return x.Choose(isBelow, () => [-(y / (2 * imaginary)), -imaginary], () => [y / (2 * imaginary), imaginary]);
        }
    }

    // The roots of 1 − z and 1 + z, on the sides that belong to z from above.
    private static (Number[] Less, Number[] More) Roots(Number[] z)
    {
        var isAbove = z[1].Test("GreaterOrEqual", z[1].Literal(0));
        return (Root([1 - z[0], -z[1]], isAbove), Root([1 + z[0], z[1]], IsBelow(z)));
    }

    private static Number[] Arcsine(Number[] z)
    {
        var (less, more) = Roots(z);
        return [z[0].Call("Atan2", (less[0] * more[0]) - (less[1] * more[1])), ((less[0] * more[1]) - (less[1] * more[0])).Call("Asinh")];
    }

    private static Number[] Arccosine(Number[] z)
    {
        var (less, more) = Roots(z);
        return [2 * less[0].Call("Atan2", more[0]), ((more[0] * less[1]) - (more[1] * less[0])).Call("Asinh")];
    }
}
