using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Functions with kinks, and the piecewise constant slopes that their rules use (NUMERICS, P1).</summary>
internal static class Piecewise
{
    private static readonly Domain Positive = new(0.2, 4);
    private static readonly Domain Low = new(-3, -0.2);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new("Abs", 1, Math("Abs"), Cost.Cheap)
        {
            Partials = [new(r => r.Call("AbsSlope", r.X))],
            Formulas = ["1, −1, 0 at 0"],
            Domains = [Positive],
            Note = "not Math.Sign, which throws on NaN",
        },
        new("Max", 2, Math("Max"), Cost.Cheap)
        {
            Partials = [new(r => r.Call("MaxShare", r.X, r.Y)), new(r => r.Subtract(r.Number(1), r.Call("MaxShare", r.X, r.Y)))],
            Formulas = ["1 where x is selected, ½ at a tie, else 0", "1 − ∂x"],
            Domains = [Low, Positive],
            IsCommutative = true,
            Note = "NaN: to the NaN argument, of two to the first",
        },
        new("Min", 2, Math("Min"), Cost.Cheap)
        {
            Partials = [new(r => r.Call("MinShare", r.X, r.Y)), new(r => r.Subtract(r.Number(1), r.Call("MinShare", r.X, r.Y)))],
            Formulas = ["1 where x is selected, ½ at a tie, else 0", "1 − ∂x"],
            Domains = [Low, Positive],
            IsCommutative = true,
            Note = "NaN: to the NaN argument, of two to the first",
        },

        // x itself is the right slope where x is 0 (0) or NaN (NaN).
        new("AbsSlope", 1, Conditional("{0} > {zero} ? {one} : {0} < {zero} ? -{one} : {0}"), Cost.Cheap)
        {
            Partials = [null],
            Formulas = ["0"],
            Domains = [Positive],
        },
        new("MaxShare", 2, Conditional("{0} > {1} || {0} != {0} ? {one} : {0} == {1} ? {half} : {zero}"), Cost.Cheap)
        {
            Partials = [null, null],
            Formulas = ["0", "0"],
            Domains = [Low, Positive],
        },
        new("MinShare", 2, Conditional("{0} < {1} || {0} != {0} ? {one} : {0} == {1} ? {half} : {zero}"), Cost.Cheap)
        {
            Partials = [null, null],
            Formulas = ["0", "0"],
            Domains = [Low, Positive],
        },
    ];
}
