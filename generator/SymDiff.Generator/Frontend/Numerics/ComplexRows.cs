namespace SymDiff.Generator.Frontend.Numerics;

/// <summary><c>Complex</c>, as pairs of real numbers.</summary>
internal static class ComplexRows
{
    private const string C = "Complex";

    private static readonly string[] Reals = ["Double", "Single", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64"];

    /// <summary>The rows.</summary>
    public static IEnumerable<NumericsRow> Rows => Sums.Concat(Products).Concat(Functions).Concat(Powers).Concat(Reals.Select(real => new NumericsRow($"{C}.op_Implicit({real})", o => [o.Scalar(0), o.Literal(0)], true)));

    private static IEnumerable<NumericsRow> Sums => new[] { ("op_Addition", "op_Subtraction"), ("Add", "Subtract") }.SelectMany(name => new NumericsRow[]
    {
        new($"{C}.{name.Item1}({C},{C})", o => Leaves.Sum(o[0], o[1]), true),
        new($"{C}.{name.Item1}({C},Double)", o => [o[0][0] + o.Scalar(1), o[0][1]], true),
        new($"{C}.{name.Item1}(Double,{C})", o => [o.Scalar(0) + o[1][0], o[1][1]], true),
        new($"{C}.{name.Item2}({C},{C})", o => Leaves.Difference(o[0], o[1]), true),
        new($"{C}.{name.Item2}({C},Double)", o => [o[0][0] - o.Scalar(1), o[0][1]], true),
        new($"{C}.{name.Item2}(Double,{C})", o => [o.Scalar(0) - o[1][0], -o[1][1]], true),
    }).Concat(
    [
        new($"{C}.op_UnaryNegation({C})", o => [-o[0][0], -o[0][1]], true),
        new($"{C}.op_UnaryPlus({C})", o => o[0], true),
        new($"{C}.Negate({C})", o => [-o[0][0], -o[0][1]], true),
        new($"{C}.Conjugate({C})", o => [o[0][0], -o[0][1]], true),
        new($"{C}.op_Equality({C},{C})", o => [], true) { Predicate = ElementWise.All },
        new($"{C}.op_Inequality({C},{C})", o => [], true) { Predicate = ElementWise.NotAll },
    ]);

    private static IEnumerable<NumericsRow> Products => new[] { ("op_Multiply", "op_Division"), ("Multiply", "Divide") }.SelectMany(name => new NumericsRow[]
    {
        new($"{C}.{name.Item1}({C},{C})", o => Product(o[0], o[1]), true),
        new($"{C}.{name.Item1}({C},Double)", o => Leaves.Scaled(o[0], o.Scalar(1)), false),
        new($"{C}.{name.Item1}(Double,{C})", o => Leaves.Scaled(o[1], o.Scalar(0)), false),
        new($"{C}.{name.Item2}({C},{C})", o => Quotient(o[0], o[1]), false),
        new($"{C}.{name.Item2}({C},Double)", o => Leaves.Each(o[0], x => x / o.Scalar(1)), false),
        new($"{C}.{name.Item2}(Double,{C})", o => Quotient([o.Scalar(0), o.Literal(0)], o[1]), false),
    }).Concat(
    [
        new($"{C}.Reciprocal({C})", o => Quotient(o.Literals(1, 0), o[0]), false),
        new($"{C}.Abs({C})", o => [Length(o[0])], false),
        new($"{C}.get_Magnitude()", o => [Length(o[0])], false),
        new($"{C}.MaxMagnitude({C},{C})", o => Shared(Length(o[0]).Call("MaxShare", Length(o[1])), o), false),
        new($"{C}.MinMagnitude({C},{C})", o => Shared(Length(o[0]).Call("MinShare", Length(o[1])), o), false),
        new($"{C}.get_Phase()", o => [Angle(o[0])], true),
        new($"{C}.FromPolarCoordinates(Double,Double)", o => Polar(o.Scalar(0), o.Scalar(1)), false),
    ]);

    private static IEnumerable<NumericsRow> Functions =>
    [
        new($"{C}.Exp({C})", o => Exponential(o[0]), false),
        new($"{C}.Log({C})", o => Logarithm(o[0]), false),
        new($"{C}.Log({C},Double)", o => Leaves.Each(Logarithm(o[0]), x => x / o.Scalar(1).Call("Log")), false),
        new($"{C}.Log10({C})", o => Leaves.Each(Logarithm(o[0]), x => x / System.Math.Log(10)), false),
        new($"{C}.Sin({C})", o => [Sin(o[0][0]) * Cosh(o[0][1]), Cos(o[0][0]) * Sinh(o[0][1])], false),
        new($"{C}.Cos({C})", o => [Cos(o[0][0]) * Cosh(o[0][1]), -(Sin(o[0][0]) * Sinh(o[0][1]))], false),
        new($"{C}.Tan({C})", o => Tangent(o[0][0], o[0][1]), false),
        new($"{C}.Sinh({C})", o => [Sinh(o[0][0]) * Cos(o[0][1]), Cosh(o[0][0]) * Sin(o[0][1])], false),
        new($"{C}.Cosh({C})", o => [Cosh(o[0][0]) * Cos(o[0][1]), Sinh(o[0][0]) * Sin(o[0][1])], false),
        new($"{C}.Tanh({C})", o => [.. Enumerable.Reverse(Tangent(o[0][1], o[0][0]))], false),
        new($"{C}.Atan({C})", Arctangent, false),
    ];

    private static IEnumerable<NumericsRow> Powers =>
    [
        new($"{C}.Pow({C},Double)", o => Product(o[0], Power(o[0], o.Scalar(1) - 1)), false),
        new($"{C}.Pow({C},{C})", o => Product(o[0], Power(o[0], [o[1][0] - 1, o[1][1]])), false),
        new($"{C}.Zero", o => o.Literals(0, 0), true),
        new($"{C}.One", o => o.Literals(1, 0), true),
        new($"{C}.ImaginaryOne", o => o.Literals(0, 1), true),
    ];

    private static Number Sin(Number x) => x.Call("Sin");

    private static Number Cos(Number x) => x.Call("Cos");

    private static Number Sinh(Number x) => x.Call("Sinh");

    private static Number Cosh(Number x) => x.Call("Cosh");

    /// <summary>The length. Where the platform does not know the function, its definition is scaled by the larger part, so that no square overflows, and stands still at 0.</summary>
    public static Number Length(Number[] z)
    {
        if (z[0].PlatformHas("Hypot"))
        {
            return z[0].Call("Hypot", z[1]);
        }

        var (squared, scale) = Scaled(z);
        return (OrOne(squared).Call("Sqrt") * scale).As("global::System.Numerics.Complex.Abs(new global::System.Numerics.Complex({0}, {1}))", z);
    }

    private static Number Angle(Number[] z) => z[1].Call("Atan2", z[0]);

    // At 0 there is a pole, where nothing may stand still.
    private static Number LogOfLength(Number[] z)
    {
        if (z[0].PlatformHas("Hypot"))
        {
            return Length(z).Call("Log");
        }

        var (squared, scale) = Scaled(z);
        return (squared.Call("Log") * 0.5) + scale.Call("Log");
    }

    // The square of the length, and what it was divided by before.
    private static (Number Squared, Number Scale) Scaled(Number[] z)
    {
        var scale = OrOne(z[0].Call("Abs").Call("Max", z[1].Call("Abs"))).Call("StopGradient");
        var (x, y) = (z[0] / scale, z[1] / scale);
        return ((x * x) + (y * y), scale);
    }

    private static Number OrOne(Number x) => x.Choose(x.Test("Equal", x.Literal(0)), () => [x.Literal(1)], () => [x])[0];

    private static Number[] Shared(Number share, NumericsOperands o) => Leaves.Sum(Leaves.Scaled(o[0], share), Leaves.Scaled(o[1], 1 - share));

    private static Number[] Polar(Number length, Number angle) => [length * Cos(angle), length * Sin(angle)];

    private static Number[] Product(Number[] a, Number[] b) => [(a[0] * b[0]) - (a[1] * b[1]), (a[1] * b[0]) + (a[0] * b[1])];

    // Scaled by the larger part, so that no square overflows. The quotient does not depend on the scale, so that it may stand still.
    private static Number[] Quotient(Number[] a, Number[] b)
    {
        var scale = (1 / b[0].Call("Abs").Call("Max", b[1].Call("Abs"))).Call("StopGradient");
        var (c, d) = (b[0] * scale, b[1] * scale);
        var squared = (b[0] * c) + (b[1] * d);
        return [((a[0] * c) + (a[1] * d)) / squared, ((a[1] * c) - (a[0] * d)) / squared];
    }

    private static Number[] Exponential(Number[] z) => Polar(z[0].Call("Exp"), z[1]);

    private static Number[] Logarithm(Number[] z) => [LogOfLength(z), Angle(z)];

    // Hyperbolic tangents do not overflow.
    private static Number[] Tangent(Number x, Number y)
    {
        var (t, h) = (x.Call("Tan"), y.Call("Tanh"));
        var divisor = 1 + (t * t * (h * h));
        return [t * (1 - (h * h)) / divisor, h * (1 + (t * t)) / divisor];
    }

    private static Number[] Arctangent(NumericsOperands o)
    {
        var (x, y) = (o[0][0], o[0][1]);
        var (below, above) = (Logarithm([1 + y, -x]), Logarithm([1 - y, x]));
        return [(above[1] - below[1]) * 0.5, (below[0] - above[0]) * 0.5];
    }

    // What powers multiply the number by that they are of: so the derivative at 0 is that of the power, 0 or 1.
    private static Number[] Power(Number[] z, Number exponent) => Polar(Length(z).Call("Pow", exponent), exponent * Angle(z));

    private static Number[] Power(Number[] z, Number[] exponent)
    {
        var (length, angle) = (Length(z), Angle(z));
        return Polar(length.Call("Pow", exponent[0]) * (-(exponent[1] * angle)).Call("Exp"), (exponent[0] * angle) + (exponent[1] * LogOfLength(z)));
    }
}
