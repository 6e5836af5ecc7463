using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Hyperbolic functions and their inverses.</summary>
internal static class Hyperbolic
{
    private static readonly Domain Line = new(-3, 3);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Smooth("Sinh", Line, r => r.Call("Cosh", r.X), "Cosh(x)"),
        Smooth("Cosh", Line, r => r.Call("Sinh", r.X), "Sinh(x)"),
        Smooth("Tanh", Line, r => r.Multiply(r.Subtract(r.Number(1), r.R), r.Add(r.Number(1), r.R)), "(1 − r)(1 + r)") with
        {
            Note = "absolute accuracy: 0 in the far tails, where the true value is below 1e-16",
        },
        Smooth("Asinh", Line, r => r.Divide(r.Number(1), r.Call("Sqrt", r.Add(r.Multiply(r.X, r.X), r.Number(1)))), "1/√(x² + 1)"),
        Smooth("Acosh", new(1.2, 4), r => r.Divide(r.Number(1), r.Multiply(Root(r, "Subtract"), Root(r, "Add"))), "1/(√(x − 1)·√(x + 1))"),
        Smooth("Atanh", new(-0.9, 0.9), r => r.Divide(r.Number(1), r.Multiply(r.Subtract(r.Number(1), r.X), r.Add(r.Number(1), r.X))), "1/((1 − x)(1 + x))"),
    ];

    private static Value Root(RuleContext r, string operation) => r.Call("Sqrt", r.Call(operation, r.X, r.Number(1)));

    private static Primitive Smooth(string name, Domain domain, Func<RuleContext, Value> partial, string formula) => new(name, 1, Math(name), Cost.Expensive)
    {
        Partials = [new(partial)],
        Formulas = [formula],
        Domains = [domain],
    };
}
