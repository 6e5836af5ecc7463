using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>
/// Functions that hand on one of their arguments, and the piecewise constant shares of the derivative that each argument gets (NUMERICS, P1).
/// The shares add up to 1 everywhere.
/// </summary>
internal static class Selection
{
    private const string Selected = "1 where x is selected, ½ at a tie, else 0";
    private const string Propagates = "NaN: to the NaN argument, of two to the first";
    private const string BoundsCoincide = "where the bounds coincide: 0 to the value, ½ to each bound";
    private const string Ignores = "NaN: to the number, of two NaNs to the first";

    private static readonly Domain Positive = new(0.2, 4);
    private static readonly Domain Low = new(-3, -0.2);
    private static readonly Domain Inner = new(-0.2, 0.2);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Of("Max", MathOfBoth("Max"), "MaxShare", Propagates) with { IsCommutative = true },
        Of("Min", MathOfBoth("Min"), "MinShare", Propagates) with { IsCommutative = true },
        Of("MaxNative", Number("MaxNative"), "MaxShare", Propagates),
        Of("MinNative", Number("MinNative"), "MinShare", Propagates),
        Of("MaxNumber", Number("MaxNumber"), "MaxNumberShare", Ignores),
        Of("MinNumber", Number("MinNumber"), "MinNumberShare", Ignores),
        ByMagnitude("MaxMagnitude", Math("MaxMagnitude"), "MaxShare", Propagates),
        ByMagnitude("MinMagnitude", Math("MinMagnitude"), "MinShare", Propagates),
        ByMagnitude("MaxMagnitudeNumber", Number("MaxMagnitudeNumber"), "MaxNumberShare", Ignores),
        ByMagnitude("MinMagnitudeNumber", Number("MinMagnitudeNumber"), "MinNumberShare", Ignores),
        Bounded("Clamp", MathAlone("Clamp"), "ClampShare") with
        {
            Note = BoundsCoincide + "; a bound that is NaN bounds nothing",
        },
        Bounded("ClampNative", Number("ClampNative"), "ClampShare"),
        Bounded("ClampOfNumber", Number("Clamp"), "ClampOfNumberShare") with
        {
            // As Min(Max(x, y), z): unlike that of Math, it is NaN where a bound is.
            Partials =
            [
                new(r => r.Call("ClampOfNumberShare", r.X, r.Y, r.Z)),
                new(r => r.Subtract(r.Number(1), r.Call("MaxShare", r.X, r.Y))),
                new(r => r.Subtract(r.Number(1), r.Call("MinShare", r.X, r.Z))),
            ],
            Note = BoundsCoincide + "; NaN: to the NaN argument, first the value",
        },
        Share("MaxShare", 2, "{0} > {1} || {0} != {0} ? {one} : {0} == {1} ? {half} : {zero}"),
        Share("MinShare", 2, "{0} < {1} || {0} != {0} ? {one} : {0} == {1} ? {half} : {zero}"),
        Share("MaxNumberShare", 2, "{0} > {1} || {1} != {1} ? {one} : {0} == {1} ? {half} : {zero}"),
        Share("MinNumberShare", 2, "{0} < {1} || {1} != {1} ? {one} : {0} == {1} ? {half} : {zero}"),
        Share("LessShare", 2, "{0} < {1} ? {one} : {0} == {1} ? {half} : {zero}"),

        // A value at a bound shares with it; between bounds that coincide there is nothing left for the value.
        Share("ClampShare", 3, "{0} < {1} || {0} > {2} || ({0} == {1} && {0} == {2}) ? {zero} : {0} == {1} || {0} == {2} ? {half} : {one}"),
        Share(
            "ClampOfNumberShare",
            3,
            "{0} < {1} || {0} > {2} || ({0} == {1} && {0} == {2}) || ({0} == {0} && ({1} != {1} || {2} != {2})) ? {zero} : {0} == {1} || {0} == {2} ? {half} : {one}"),
    ];

    private static Primitive Of(string name, CSharpForm form, string share, string note) => new(name, 2, form, Cost.Cheap)
    {
        Partials = [new(r => r.Call(share, r.X, r.Y)), new(r => r.Subtract(r.Number(1), r.Call(share, r.X, r.Y)))],
        Formulas = [Selected, "1 − ∂x"],
        Domains = [Low, Positive],
        Note = note,
    };

    private static Primitive ByMagnitude(string name, CSharpForm form, string share, string note) => new(name, 2, form, Cost.Cheap)
    {
        Partials = [new(r => First(r, share)), new(r => r.Subtract(r.Number(1), First(r, share)))],
        Formulas = [Selected, "1 − ∂x"],
        Domains = [Inner, Low],
        Note = "by magnitude; " + note,
    };

    private static Value First(RuleContext r, string share) => r.Call(share, r.Call("Abs", r.X), r.Call("Abs", r.Y));

    private static Primitive Bounded(string name, CSharpForm form, string share) => new(name, 3, form, Cost.Cheap)
    {
        Partials =
        [
            new(r => r.Call(share, r.X, r.Y, r.Z)),
            new(r => r.Call("LessShare", r.X, r.Y)),
            new(r => r.Call("LessShare", r.Z, r.X)),
        ],
        Formulas = ["1 inside, ½ at a bound, else 0", "1 where x is below y, ½ at it, else 0", "1 where x is above z, ½ at it, else 0"],
        Domains = [Inner, Low, Positive],
        Note = BoundsCoincide,
        CanThrow = true,
    };

    private static Primitive Share(string name, int arity, string template) => new(name, arity, Conditional(template), Cost.Cheap)
    {
        Partials = [.. Enumerable.Repeat<Partial?>(null, arity)],
        Formulas = [.. Enumerable.Repeat("0", arity)],
        IsShare = true,
        Domains = arity == 2 ? [Low, Positive] : [Inner, Low, Positive],
    };
}
