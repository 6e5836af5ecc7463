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
        Extreme("Max", Share("MaxShare")),
        Extreme("Min", Share("MinShare")),
        Extreme("MaxNumber", ShareOfNumbers("MaxShare", "MaxNumberShare")),
        Extreme("MinNumber", ShareOfNumbers("MinShare", "MinNumberShare")),
        Extreme("MaxMagnitude", ByMagnitude(Share("MaxShare"))),
        Extreme("MinMagnitude", ByMagnitude(Share("MinShare"))),
        Extreme("MaxMagnitudeNumber", ByMagnitude(ShareOfNumbers("MaxShare", "MaxNumberShare"))),
        Extreme("MinMagnitudeNumber", ByMagnitude(ShareOfNumbers("MinShare", "MinNumberShare"))),
        Of("StdDev", "(x − mean)/(n·r); 0 where r is 0", new ReductionPartial(
            (r, sums) => r.Subtract(r.X, r.Divide(sums[0], sums[1])), (r, _, n) => r.Call(PrimitiveTable.DivideOrZero, r.Number(1), r.Multiply(n, r.R)))) with
        {
            Totals = [r => r.X],
        },
        new("Product", 1, VectorKind.Product) { Factors = (r => r.X, [1]), Formula = "the product of all others" },
        new("ProductOfSums", 2, VectorKind.Product) { Factors = (r => r.Add(r.X, r.Y), [1, 1]), Formula = "the product of all other sums, for both" },
        new("ProductOfDifferences", 2, VectorKind.Product) { Factors = (r => r.Subtract(r.X, r.Y), [1, -1]), Formula = "the product of all other differences; its negative" },
        new("SoftMax", 1, VectorKind.SoftMax) { Formula = "rᵢ·(δᵢⱼ − rⱼ)" },
    ];

    private static VectorFunction Of(string name, string formula, params ReductionPartial[] slopes) =>
        new(name, slopes.Length, VectorKind.Reduction) { Slopes = slopes, Formula = formula };

    // All elements that are the result share alike (NUMERICS, P1).
    private static VectorFunction Extreme(string name, Func<RuleContext, Value> share) =>
        Of(name, "1/k for each of the k elements that are the result, else 0", new ReductionPartial((r, _) => share(r), (r, totals, _) => r.Divide(r.Number(1), totals[0]))) with
        {
            Totals = [share],
        };

    private static Func<RuleContext, Value> Share(string share) => r => r.Call(share, r.X, r.R);

    // Elements that are no numbers count only where the result is none, as it is with some versions of the platform.
    private static Func<RuleContext, Value> ShareOfNumbers(string share, string ofNumbers) => r => r.Multiply(r.Call(share, r.X, r.R), r.Call(ofNumbers, r.X, r.R));

    private static Func<RuleContext, Value> ByMagnitude(Func<RuleContext, Value> share) => r =>
    {
        var (x, result) = (r.Call("Abs", r.X), r.Call("Abs", r.R));
        return share(r with { GetArgument = _ => x, GetResult = () => result });
    };

    private static ReductionPartial Turning(Func<RuleContext, Value> own, Func<RuleContext, Value> other, int square) => new((r, totals) => r.Subtract(
        r.Divide(other(r), r.Multiply(r.Call("Sqrt", totals[0]), r.Call("Sqrt", totals[1]))),
        r.Multiply(own(r), r.Divide(r.R, totals[square]))));
}
