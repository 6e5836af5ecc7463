using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Functions of angles, and angles; in radians and in half turns.</summary>
internal static class Trigonometric
{
    private const string Infinite = "∞ at ±1: strong zero; the product is accurate near ±1";

    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);
    private static readonly Domain Inside = new(-0.9, 0.9);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Smooth("Sin", Math("Sin"), Line, r => r.Call("Cos", r.X), "Cos(x)"),
        Smooth("Cos", Math("Cos"), Line, r => r.Negate(r.Call("Sin", r.X)), "−Sin(x)"),
        Smooth("Tan", Math("Tan"), new(-1.2, 1.2), r => r.Add(r.Number(1), r.Multiply(r.R, r.R)), "1 + r²"),
        Smooth("SinPi", Number("SinPi"), Line, r => r.Multiply(r.Pi, r.Call("CosPi", r.X)), "π·CosPi(x)"),
        Smooth("CosPi", Number("CosPi"), Line, r => r.Negate(r.Multiply(r.Pi, r.Call("SinPi", r.X))), "−π·SinPi(x)"),
        Smooth("TanPi", Number("TanPi"), new(-0.4, 0.4), r => r.Multiply(r.Pi, r.Add(r.Number(1), r.Multiply(r.R, r.R))), "π·(1 + r²)"),
        Inverse("Asin", Math("Asin"), r => r.StrongDivide(r.Number(1), Root(r)), "1/√((1 − x)(1 + x))"),
        Inverse("Acos", Math("Acos"), r => r.Negate(r.StrongDivide(r.Number(1), Root(r))), "−1/√((1 − x)(1 + x))"),
        Inverse("AsinPi", Number("AsinPi"), r => r.StrongDivide(r.Number(1), r.Multiply(r.Pi, Root(r))), "1/(π·√((1 − x)(1 + x)))"),
        Inverse("AcosPi", Number("AcosPi"), r => r.Negate(r.StrongDivide(r.Number(1), r.Multiply(r.Pi, Root(r)))), "−1/(π·√((1 − x)(1 + x)))"),
        Smooth("Atan", Math("Atan"), Line, r => r.Divide(r.Number(1), OnePlusSquare(r)), "1/(1 + x²)"),
        Smooth("AtanPi", Number("AtanPi"), Line, r => r.Divide(r.Number(1), r.Multiply(r.Pi, OnePlusSquare(r))), "1/(π·(1 + x²))"),
        Angle("Atan2", Math("Atan2"), (_, term) => term, "y/(x² + y²)", "−x/(x² + y²)"),
        Angle("Atan2Pi", Number("Atan2Pi"), (r, term) => r.Divide(term, r.Pi), "y/(x² + y²)/π", "−x/(x² + y²)/π"),
    ];

    private static Value Root(RuleContext r) =>
        r.Call("Sqrt", r.Multiply(r.Subtract(r.Number(1), r.X), r.Add(r.Number(1), r.X)));

    private static Value OnePlusSquare(RuleContext r) => r.Add(r.Number(1), r.Multiply(r.X, r.X));

    /// <summary>
    /// An argument over the squared distance from the origin. Both are measured in units of the larger argument, so that no square leaves the
    /// range; the unit is a constant to differentiation, because the quotient does not depend on it.
    /// </summary>
    private static Value OverSquaredDistance(RuleContext r, bool isFirst)
    {
        var unit = r.Call("OneIfZero", r.Call("Max", r.Call("Abs", r.X), r.Call("Abs", r.Y)));
        var x = r.Divide(r.X, unit);
        var y = r.Divide(r.Y, unit);
        var distance = r.Multiply(unit, r.Add(r.Multiply(x, x), r.Multiply(y, y)));
        return r.Call(PrimitiveTable.DivideOrZero, isFirst ? x : y, distance);
    }

    private static Primitive Smooth(string name, CSharpForm form, Domain domain, Func<RuleContext, Value> partial, string formula) => new(name, 1, form, Cost.Expensive)
    {
        Partials = [new(partial)],
        Formulas = [formula],
        Domains = [domain],
    };

    private static Primitive Inverse(string name, CSharpForm form, Func<RuleContext, Value> partial, string formula) => new(name, 1, form, Cost.Expensive)
    {
        Partials = [new(partial, CanBeInfinite: true)],
        Formulas = [formula],
        Domains = [Inside],
        Note = Infinite,
    };

    // The first argument is what mathematics calls y.
    private static Primitive Angle(string name, CSharpForm form, Func<RuleContext, Value, Value> finish, string first, string second) => new(name, 2, form, Cost.Expensive)
    {
        Partials =
        [
            new(r => finish(r, OverSquaredDistance(r, isFirst: false))),
            new(r => finish(r, r.Negate(OverSquaredDistance(r, isFirst: true)))),
        ],
        Formulas = [first, second],
        Domains = [Line, Positive],
        Note = "scaled, so that it neither overflows nor underflows; 0, 0 at the origin",
    };
}
