using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Rules;

/// <summary>Vector functions whose result is one number, or each of whose results depends on all elements.</summary>
internal static class VectorReductions
{
    /// <summary>The rows.</summary>
    public static IEnumerable<VectorFunction> Rows =>
    [
        Of("Sum", "1", new ReductionPartial()),
        Of("Average", "1/n", new ReductionPartial(Scale: (r, _, n) => r.Divide(r.Number(1), n))),
        Of("SumOfSquares", "2·x", new ReductionPartial((r, _) => r.X, (r, _, _) => r.Number(2))),
        Of("SumOfMagnitudes", "1, −1, 0 at 0", new ReductionPartial((r, _) => r.Call("AbsSlope", r.X))),
        Of("Norm", "x/r; 0 where r is 0", new ReductionPartial((r, _) => r.X, (r, _, _) => r.Call(PrimitiveTable.DivideOrZero, r.Number(1), r.R))),
        Of("Dot", "y; x", new ReductionPartial((r, _) => r.Y), new ReductionPartial((r, _) => r.X)),
        Of(
            "Distance",
            "(x − y)/r; (y − x)/r; 0 where r is 0",
            new ReductionPartial((r, _) => r.Subtract(r.X, r.Y), (r, _, _) => r.Call(PrimitiveTable.DivideOrZero, r.Number(1), r.R)),
            new ReductionPartial((r, _) => r.Subtract(r.X, r.Y), (r, _, _) => r.Negate(r.Call(PrimitiveTable.DivideOrZero, r.Number(1), r.R)))),
        Of("CosineSimilarity", "y/(|x|·|y|) − r·x/|x|²; x/(|x|·|y|) − r·y/|y|²", Turning(r => r.X, r => r.Y, 0), Turning(r => r.Y, r => r.X, 1)) with
        {
            Totals = [r => r.Multiply(r.X, r.X), r => r.Multiply(r.Y, r.Y)],
        },
        Extreme("Max", "MaxShare", r => r.X, r => r.R),
        Extreme("Min", "MinShare", r => r.X, r => r.R),
        Extreme("MaxNumber", "MaxNumberShare", r => r.X, r => r.R),
        Extreme("MinNumber", "MinNumberShare", r => r.X, r => r.R),
        ByMagnitude("MaxMagnitude", "MaxShare"),
        ByMagnitude("MinMagnitude", "MinShare"),
        ByMagnitude("MaxMagnitudeNumber", "MaxNumberShare"),
        ByMagnitude("MinMagnitudeNumber", "MinNumberShare"),
        new("Product", 1, VectorKind.Product) { Formula = "the product of all others" },
        new("SoftMax", 1, VectorKind.SoftMax) { Formula = "rᵢ·(δᵢⱼ − rⱼ)" },
    ];

    private static VectorFunction Of(string name, string formula, params ReductionPartial[] slopes) =>
        new(name, slopes.Length, VectorKind.Reduction) { Slopes = slopes, Formula = formula };

    // All elements that are the result share alike (NUMERICS, P1).
    private static VectorFunction Extreme(string name, string share, Func<RuleContext, Value> element, Func<RuleContext, Value> result) =>
        Of(name, "1/k for each of the k elements that are the result, else 0", new ReductionPartial(
            (r, _) => r.Call(share, element(r), result(r)), (r, totals, _) => r.Divide(r.Number(1), totals[0]))) with
        {
            Totals = [r => r.Call(share, element(r), result(r))],
        };

    private static VectorFunction ByMagnitude(string name, string share) => Extreme(name, share, r => r.Call("Abs", r.X), r => r.Call("Abs", r.R));

    private static ReductionPartial Turning(Func<RuleContext, Value> own, Func<RuleContext, Value> other, int square) => new((r, totals) => r.Subtract(
        r.Divide(other(r), r.Multiply(r.Call("Sqrt", totals[0]), r.Call("Sqrt", totals[1]))),
        r.Multiply(own(r), r.Divide(r.R, totals[square]))));
}
