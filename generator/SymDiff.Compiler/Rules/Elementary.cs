using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Smooth functions of one or two numbers.</summary>
internal static class Elementary
{
    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new("Sqrt", 1, Math("Sqrt"), Cost.Moderate)
        {
            Partials = [new(r => r.Divide(r.Number(0.5), r.R), CanBeInfinite: true)],
            Formulas = ["0.5/r"],
            Domains = [Positive],
            Note = "∞ at 0: strong zero",
        },
        new("Pow", 2, Math("Pow"), Cost.Expensive)
        {
            Partials =
            [
                new(r => r.Call(PrimitiveTable.StrongMultiply, r.Y, r.Call("Pow", r.X, r.Subtract(r.Y, r.Number(1)))), CanBeInfinite: true),
                new(PowByExponent, CanBeInfinite: true),
            ],
            Formulas = ["StrongMultiply(y, Pow(x, y − 1))", "r·Log(x) for x > 0; 0 for x = 0 and y ≥ 0; else NaN"],
            Domains = [Positive, Line],
            Note = "at x = 0: y = 1 → 1, y > 1 → 0, 0 < y < 1 → ∞; 0 at y = 0",
        },
        new("Exp", 1, Math("Exp"), Cost.Expensive)
        {
            Partials = [new(r => r.R)],
            Formulas = ["r"],
            Domains = [Line],
        },
        new("Log", 1, Math("Log"), Cost.Expensive)
        {
            Partials = [new(r => r.Divide(r.Number(1), r.X), CanBeInfinite: true)],
            Formulas = ["1/x"],
            Domains = [Positive],
            Note = "∞ at 0: strong zero",
        },
        new("Sin", 1, Math("Sin"), Cost.Expensive)
        {
            Partials = [new(r => r.Call("Cos", r.X))],
            Formulas = ["Cos(x)"],
            Domains = [Line],
        },
        new("Cos", 1, Math("Cos"), Cost.Expensive)
        {
            Partials = [new(r => r.Negate(r.Call("Sin", r.X)))],
            Formulas = ["−Sin(x)"],
            Domains = [Line],
        },
        new("Tan", 1, Math("Tan"), Cost.Expensive)
        {
            Partials = [new(r => r.Add(r.Number(1), r.Multiply(r.R, r.R)))],
            Formulas = ["1 + r²"],
            Domains = [new(-1.2, 1.2)],
        },
        new("Tanh", 1, Math("Tanh"), Cost.Expensive)
        {
            Partials = [new(r => r.Multiply(r.Subtract(r.Number(1), r.R), r.Add(r.Number(1), r.R)))],
            Formulas = ["(1 − r)(1 + r)"],
            Domains = [Line],
            Note = "absolute accuracy: 0 in the far tails, where the true value is below 1e-16",
        },
    ];

    // Nested conditions rather than a conjunction keep every arm a plain expression.
    private static Value PowByExponent(RuleContext r) => r.Select(
        r.Test("Greater", r.X, r.Number(0)),
        then => then.Multiply(then.R, then.Call("Log", then.X)),
        below => below.Select(
            below.Test("Equal", below.X, below.Number(0)),
            atZero => atZero.Select(
                atZero.Test("GreaterOrEqual", atZero.Y, atZero.Number(0)),
                regular => regular.Number(0),
                pole => pole.Number(double.NaN)),
            negative => negative.Number(double.NaN)));
}
