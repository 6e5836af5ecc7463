using static SymDiff.Compiler.Rules.CSharpForm;

namespace SymDiff.Compiler.Rules;

/// <summary>Operators on numbers, and conversions between them.</summary>
internal static class Arithmetic
{
    private static readonly Domain Line = new(-3, 3);
    private static readonly Domain Positive = new(0.2, 4);

    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        new("Add", 2, Binary("+"), Cost.Cheap)
        {
            Partials = [new(r => r.Number(1)), new(r => r.Number(1))],
            Formulas = ["1", "1"],
            Domains = [Line, Line],
            IsCommutative = true,
        },
        new("Subtract", 2, Binary("-"), Cost.Cheap)
        {
            Partials = [new(r => r.Number(1)), new(r => r.Number(-1))],
            Formulas = ["1", "−1"],
            Domains = [Line, Line],
        },
        new("Multiply", 2, Binary("*"), Cost.Cheap)
        {
            Partials = [new(r => r.Y), new(r => r.X)],
            Formulas = ["y", "x"],
            Domains = [Line, Line],
            IsCommutative = true,
        },
        new("Divide", 2, Binary("/"), Cost.Moderate)
        {
            Partials = [new(r => r.Divide(r.Number(1), r.Y)), new(r => r.Negate(r.IsOne(0) ? r.Multiply(r.R, r.R) : r.Divide(r.R, r.Y)))],
            Formulas = ["1/y", "−r/y"],
            Domains = [Line, Positive],
            Note = "−r/y, not −x/(y·y), which overflows; −r·r of a reciprocal, which needs y no more",
        },
        new("Negate", 1, Unary("-"), Cost.Cheap)
        {
            Partials = [new(r => r.Number(-1))],
            Formulas = ["−1"],
            Domains = [Line],
        },
        new("StopGradient", 1, Identity, Cost.Cheap) { Formulas = ["0"], Partials = [null], Domains = [Line], Note = "by request" },
        new(PrimitiveTable.Instead, 2, Identity, Cost.Moderate)
        {
            Partials = [null, new(r => r.Number(1))],
            Formulas = ["0", "1"],
            Domains = [Line, Line],
            Note = "what a library computes (x), differentiated as its definition (y)",
        },
        new("Turns", 3, Library("Loops.Turns"), Cost.Moderate),
        new("Convert", 1, Cast, Cost.Cheap) { Result = ResultType.Free, Note = "real to real: 1, the cotangent rounded to the source type; to and from integers: 0" },
    ];
}

/// <summary>Comparisons, boolean logic and the bits of integers: never active.</summary>
internal static class Logic
{
    /// <summary>The rows.</summary>
    public static IEnumerable<Primitive> Rows =>
    [
        Comparison("Less", "<"),
        Comparison("LessOrEqual", "<="),
        Comparison("Greater", ">"),
        Comparison("GreaterOrEqual", ">="),
        Comparison("Equal", "==") with { IsCommutative = true },
        Comparison("NotEqual", "!=") with { IsCommutative = true },
        new("Not", 1, Unary("!"), Cost.Cheap),
        new("Complement", 1, Unary("~"), Cost.Cheap),
        new("And", 2, Binary("&"), Cost.Cheap) { IsCommutative = true },
        new("Or", 2, Binary("|"), Cost.Cheap) { IsCommutative = true },
        new("Xor", 2, Binary("^"), Cost.Cheap) { IsCommutative = true },
        new("ShiftLeft", 2, Binary("<<"), Cost.Cheap) { Parameters = [ParameterKind.SameAsFirst, ParameterKind.Integer] },
        new("ShiftRight", 2, Binary(">>"), Cost.Cheap) { Parameters = [ParameterKind.SameAsFirst, ParameterKind.Integer] },
    ];

    private static Primitive Comparison(string name, string op) => new(name, 2, Binary(op), Cost.Cheap) { Result = ResultType.Bool };
}
