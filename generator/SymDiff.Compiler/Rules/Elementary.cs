using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Powers, roots, reciprocals, and other algebraic functions.</summary>
internal static class Elementary
{
    private const double DegreesPerRadian = 57.29577951308232;
    private const double RadiansPerDegree = 0.017453292519943295;

    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new("Sqrt", 1, Math("Sqrt"), Cost.Moderate)
        {
            Partials = [new(r => r.StrongDivide(r.Number(0.5), r.R), CanBeInfinite: true)],
            Formulas = ["0.5/r"],
            Domains = [Positive],
            Note = "∞ at 0: strong zero",
        },
        new("Cbrt", 1, Math("Cbrt"), Cost.Expensive)
        {
            Partials = [new(r => r.StrongDivide(r.Number(1), r.Multiply(r.Number(3), r.Multiply(r.R, r.R))), CanBeInfinite: true)],
            Formulas = ["1/(3·r²)"],
            Domains = [Positive],
            Note = "∞ at 0: strong zero",
        },
        new("RootN", 2, Number("RootN"), Cost.Expensive)
        {
            Parameters = [ParameterKind.SameAsFirst, ParameterKind.Integer],
            Partials = [new(RootByBase, CanBeInfinite: true), null],
            Formulas = ["(r/x)/n; at 0 Pow(r, 1 − n)/n", "0"],
            Domains = [Positive, new(2, 6)],
            Note = "at 0: ∞ for n > 1 (strong zero), 1 for n = 1; r/x before /n, because n·x overflows",
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
        new("Hypot", 2, Number("Hypot"), Cost.Expensive)
        {
            Partials = [new(r => r.Call(PrimitiveTable.DivideOrZero, r.X, r.R)), new(r => r.Call(PrimitiveTable.DivideOrZero, r.Y, r.R))],
            Formulas = ["x/r", "y/r"],
            Domains = [Line, Positive],
            Note = "0, 0 at the origin",
        },
        new("ReciprocalEstimate", 1, Math("ReciprocalEstimate"), Cost.Moderate)
        {
            Partials = [new(r => r.Negate(r.Multiply(r.R, r.R)))],
            Formulas = ["−r²"],
            Domains = [Positive],
        },
        new("ReciprocalSqrtEstimate", 1, Math("ReciprocalSqrtEstimate"), Cost.Moderate)
        {
            Partials = [new(r => r.Multiply(r.Number(-0.5), r.Multiply(r.R, r.Multiply(r.R, r.R))))],
            Formulas = ["−½·r³"],
            Domains = [Positive],
        },
        ProductAndSum("FusedMultiplyAdd", Math("FusedMultiplyAdd")),
        ProductAndSum("MultiplyAddEstimate", Number("MultiplyAddEstimate")),
        new("Lerp", 3, Number("Lerp"), Cost.Moderate)
        {
            Partials = [new(r => r.Subtract(r.Number(1), r.Z)), new(r => r.Z), new(r => r.Subtract(r.Y, r.X))],
            Formulas = ["1 − z", "z", "y − x"],
            Domains = [Line, Line, Line],
        },
        Scaled("DegreesToRadians", RadiansPerDegree, "π/180"),
        Scaled("RadiansToDegrees", DegreesPerRadian, "180/π"),
        new("ScaleB", 2, Math("ScaleB"), Cost.Moderate)
        {
            Parameters = [ParameterKind.SameAsFirst, ParameterKind.Integer],
            Partials = [new(r => r.Call("ScaleB", r.Number(1), r.Y)), null],
            Formulas = ["ScaleB(1, n)", "0"],
            Domains = [Line, new(-4, 5)],
        },
        Neighbour("BitIncrement"),
        Neighbour("BitDecrement"),
    ];

    private static Primitive ProductAndSum(string name, CSharpForm form) => new(name, 3, form, Cost.Moderate)
    {
        Partials = [new(r => r.Y), new(r => r.X), new(r => r.Number(1))],
        Formulas = ["y", "x", "1"],
        Domains = [Line, Line, Line],
    };

    private static Primitive Scaled(string name, double factor, string formula) => new(name, 1, CSharpForm.Number(name), Cost.Moderate)
    {
        Partials = [new(r => r.Number(factor))],
        Formulas = [formula],
        Domains = [Line],
    };

    private static Primitive Neighbour(string name) => new(name, 1, Math(name), Cost.Cheap)
    {
        Partials = [new(r => r.Number(1))],
        Formulas = ["1"],
        Domains = [Positive],
        Note = "away from the jumps between one number and the next",
    };

    // Both arms are the same function: they agree at every order, but only the second is cheap and only the first is defined at 0.
    private static Value RootByBase(RuleContext r) => r.Select(
        r.Test("Equal", r.X, r.Number(0)),
        atZero => atZero.Divide(atZero.Call("Pow", atZero.R, atZero.Subtract(atZero.Number(1), atZero.Real(atZero.Y))), atZero.Real(atZero.Y)),
        regular => regular.Divide(regular.Divide(regular.R, regular.X), regular.Real(regular.Y)));

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
