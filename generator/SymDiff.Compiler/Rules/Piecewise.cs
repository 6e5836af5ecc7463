using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Functions of one number with a kink at 0 (NUMERICS, P1).</summary>
internal static class Piecewise
{
    private static readonly Domain Positive = new(0.2, 4);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new("Abs", 1, MathOfBoth("Abs"), Cost.Cheap)
        {
            Partials = [new(r => r.Call("AbsSlope", r.X))],
            Formulas = ["1, −1, 0 at 0"],
            Domains = [Positive],
            Note = "not Math.Sign, which throws on NaN",
        },
        new("CopySign", 2, Math("CopySign"), Cost.Cheap)
        {
            Partials = [new(r => r.Multiply(r.Call("AbsSlope", r.X), r.Call("CopySign", r.Number(1), r.Y))), null],
            Formulas = ["±AbsSlope(x), by the sign bit of y", "0"],
            Domains = [Positive, new(-3, -0.2)],
            Note = "0 at x = 0",
        },

        // x itself is the right slope where x is 0 (0) or NaN (NaN).
        new("AbsSlope", 1, Conditional("{0} > {zero} ? {one} : {0} < {zero} ? -{one} : {0}"), Cost.Cheap)
        {
            Partials = [null],
            Formulas = ["0"],
            Domains = [Positive],
        },
    ];
}
