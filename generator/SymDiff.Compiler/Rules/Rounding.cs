using SymDiff.Compiler.IR;
using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Step functions, whose derivative is zero almost everywhere (NUMERICS, P3), and remainders, which are what they leave.</summary>
internal static class Rounding
{
    private const string Quotient = "−Round((x − r)/y)";

    private static readonly Domain BetweenSteps = new(1.21, 1.24);
    private static readonly Domain Digits = new(0, 2);
    private static readonly Domain Modes = new(0, 5);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Step("Floor", Math("Floor")),
        Step("Ceiling", Math("Ceiling")),
        Step("Truncate", Math("Truncate")),
        Step("Round", Math("Round")),
        Step("RoundToDigits", Math("Round"), ParameterKind.Integer),
        Step("RoundByMode", Math("Round"), ParameterKind.Mode),
        Step("RoundToDigitsByMode", Math("Round"), ParameterKind.Integer, ParameterKind.Mode),
        Step("Sign", MathOfBoth("Sign")) with { Result = ResultType.Integer, CanThrow = true, Note = "an int; throws on NaN" },
        Step("ILogB", Math("ILogB")) with { Result = ResultType.Integer, Note = "an int" },
        Remainder("Remainder", Binary("%"), "truncated: the sign of x; (x − r)/y is the exact quotient, where Truncate(x/y) can be off by one"),
        Remainder("IEEERemainder", Math("IEEERemainder"), "to the nearest quotient"),
    ];

    private static Primitive Step(string name, CSharpForm form, params ParameterKind[] more) => new(name, 1 + more.Length, form, Cost.Moderate)
    {
        Parameters = more.Length == 0 ? [] : [ParameterKind.SameAsFirst, .. more],
        Partials = [.. Enumerable.Repeat<Partial?>(null, 1 + more.Length)],
        Formulas = [.. Enumerable.Repeat("0", 1 + more.Length)],
        Domains = [BetweenSteps, .. more.Select(k => k == ParameterKind.Integer ? Digits : Modes)],
        IsStep = true,
        CanThrow = more.Length > 0,
    };

    private static Primitive Remainder(string name, CSharpForm form, string note) => new(name, 2, form, Cost.Expensive)
    {
        Partials = [new(r => r.Number(1)), new(ByDivisor)],
        Formulas = ["1", Quotient],
        Domains = [new(2.7, 2.9), new(0.7, 0.8)],
        Note = note,
    };

    private static Value ByDivisor(RuleContext r) => r.Negate(r.Call("Round", r.Divide(r.Subtract(r.X, r.R), r.Y)));
}
