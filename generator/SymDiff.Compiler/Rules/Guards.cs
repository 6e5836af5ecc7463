using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>
/// Operations that rules are written with to say what happens at a single point. None is a choice: each differentiates as the product or the
/// quotient that it is, so that what holds at the point holds at every order.
/// </summary>
internal static class Guards
{
    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new(PrimitiveTable.StrongMultiply, 2, Conditional("{0} == {zero} ? {zero} : {0} * {1}"), Cost.Cheap)
        {
            Partials =
            [
                new(r => r.Y, CanBeInfinite: true),
                new(r => r.X) { IsStrongFactor = true },
            ],
            Formulas = ["y", "x"],
            Domains = [Positive, Line],
            Note = "g·p, and exactly 0 where g is 0 even if p is not finite; differentiates as the product",
        },
        new(PrimitiveTable.StrongDivide, 2, Binary("/"), Cost.Moderate)
        {
            Partials =
            [
                new(r => r.StrongDivide(r.Number(1), r.Y)),
                new(r => r.Negate(r.StrongDivide(r.R, r.Y)), CanBeInfinite: true),
            ],
            Formulas = ["1/y", "−r/y"],
            Domains = [Line, Positive],
            Note = "x/y; what a strong partial divides by: along a direction that leaves y alone its derivative is exactly 0 even where y is 0",
        },
        new(PrimitiveTable.DivideOrZero, 2, Conditional("{1} == {zero} ? {zero} : {0} / {1}"), Cost.Moderate)
        {
            Partials =
            [
                new(r => r.Call(PrimitiveTable.DivideOrZero, r.Number(1), r.Y)),
                new(r => r.Negate(r.Call(PrimitiveTable.DivideOrZero, r.R, r.Y))),
            ],
            Formulas = ["DivideOrZero(1, y)", "−DivideOrZero(r, y)"],
            Domains = [Line, Positive],
            Note = "x/y, and exactly 0 where y is 0, at every order: for the rules of lengths and angles at the origin",
        },
        new("OneIfZero", 1, Conditional("{0} == {zero} ? {one} : {0}"), Cost.Cheap)
        {
            Partials = [null],
            Formulas = ["0"],
            Domains = [Positive],
            Note = "a scale to divide by; what is scaled by it does not depend on it",
        },
    ];
}
