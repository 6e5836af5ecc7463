using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Exponential functions and logarithms, to every base.</summary>
internal static class Exponential
{
    private const double LogOf2 = 0.6931471805599453;
    private const double LogOf10 = 2.302585092994046;
    private const string Infinite = "∞ at 0: strong zero";

    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);
    private static readonly Domain AboveMinusOne = new(-0.8, 3);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Power("Exp", Math("Exp"), r => r.R, "r"),
        Power("Exp2", Number("Exp2"), r => r.Multiply(r.Number(LogOf2), r.R), "r·ln 2"),
        Power("Exp10", Number("Exp10"), r => r.Multiply(r.Number(LogOf10), r.R), "r·ln 10"),
        PowerLessOne("ExpM1", r => PlusOne(r, r.R), "r + 1"),
        PowerLessOne("Exp2M1", r => r.Multiply(r.Number(LogOf2), PlusOne(r, r.R)), "(r + 1)·ln 2"),
        PowerLessOne("Exp10M1", r => r.Multiply(r.Number(LogOf10), PlusOne(r, r.R)), "(r + 1)·ln 10"),
        Logarithm("Log", r => r.X, "1/x"),
        Logarithm("Log2", r => r.Multiply(r.Number(LogOf2), r.X), "1/(x·ln 2)"),
        Logarithm("Log10", r => r.Multiply(r.Number(LogOf10), r.X), "1/(x·ln 10)"),
        LogarithmOfOnePlus("LogP1", r => PlusOne(r, r.X), "1/(1 + x)"),
        LogarithmOfOnePlus("Log2P1", r => r.Multiply(r.Number(LogOf2), PlusOne(r, r.X)), "1/((1 + x)·ln 2)"),
        LogarithmOfOnePlus("Log10P1", r => r.Multiply(r.Number(LogOf10), PlusOne(r, r.X)), "1/((1 + x)·ln 10)"),
        new("LogToBase", 2, Math("Log"), Cost.Expensive)
        {
            Partials =
            [
                new(r => r.Divide(r.Number(1), r.Multiply(r.X, r.Call("Log", r.Y)))),
                new(r => r.Negate(r.Divide(r.R, r.Multiply(r.Y, r.Call("Log", r.Y))))),
            ],
            Formulas = ["1/(x·Log(y))", "−r/(y·Log(y))"],
            Domains = [Positive, new(1.3, 4)],
            Note = "y is the base",
        },
    ];

    private static Value PlusOne(RuleContext r, Value x) => r.Add(r.Number(1), x);

    private static Primitive Power(string name, CSharpForm form, Func<RuleContext, Value> partial, string formula) => new(name, 1, form, Cost.Expensive)
    {
        Partials = [new(partial)],
        Formulas = [formula],
        Domains = [Line],
    };

    private static Primitive PowerLessOne(string name, Func<RuleContext, Value> partial, string formula) =>
        Power(name, Number(name), partial, formula) with { Note = "absolute accuracy for very negative arguments" };

    private static Primitive Logarithm(string name, Func<RuleContext, Value> divisor, string formula) => new(name, 1, Math(name), Cost.Expensive)
    {
        Partials = [new(r => r.StrongDivide(r.Number(1), divisor(r)), CanBeInfinite: true)],
        Formulas = [formula],
        Domains = [Positive],
        Note = Infinite,
    };

    private static Primitive LogarithmOfOnePlus(string name, Func<RuleContext, Value> divisor, string formula) => new(name, 1, Number(name), Cost.Expensive)
    {
        Partials = [new(r => r.Divide(r.Number(1), divisor(r)))],
        Formulas = [formula],
        Domains = [AboveMinusOne],
    };
}
