using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Rules;

/// <summary>What a vector function does with its buffers.</summary>
public enum VectorKind
{
    /// <summary>Element <c>i</c> of the destination is a function of the elements <c>i</c> of the arguments.</summary>
    Elementwise,

    /// <summary>One number, of all elements of the arguments.</summary>
    Reduction,

    /// <summary>The product of one factor an element, whose partials are the products of all others.</summary>
    Product,

    /// <summary>Exponentials divided by their sum: every element of the destination depends on all of the argument.</summary>
    SoftMax,
}

/// <summary>One row of the table of vector functions.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Arity">How many arguments it takes, without the destination.</param>
/// <param name="Kind">What it does.</param>
public sealed record VectorFunction(string Name, int Arity, VectorKind Kind)
{
    /// <summary>The row of the primitive table that is done to every element; null where there is none.</summary>
    public string? Primitive { get; init; }

    /// <summary>The partials of one element of the result, where it is elementwise; one an argument.</summary>
    public IReadOnlyList<Partial?> Partials { get; init; } = [];

    /// <summary>The partials of a reduction; one an argument.</summary>
    public IReadOnlyList<ReductionPartial> Slopes { get; init; } = [];

    /// <summary>What the partials of a reduction need the sum of over all elements.</summary>
    public IReadOnlyList<Func<RuleContext, Value>> Totals { get; init; } = [];

    /// <summary>A factor of a product, in terms of the elements; and the slope of it, 1 or −1, one an argument.</summary>
    public (Func<RuleContext, Value> Factor, IReadOnlyList<int> Signs) Factors { get; init; } = (r => r.X, []);

    /// <summary>How many of the arguments, the last ones, are integers or modes of rounding, the same for all elements.</summary>
    public int Settings { get; init; }

    /// <summary>Whether the derivative is zero almost everywhere.</summary>
    public bool IsStep { get; init; }

    /// <summary>The partials as mathematics, for the documentation.</summary>
    public string Formula { get; init; } = "";
}

/// <summary>The partial of a reduction with respect to element <c>i</c> of an argument: a scale, the same for all elements, times a factor. What is null is 1.</summary>
/// <param name="Factor">The factor, in terms of the elements, the totals and, behind them, the number of elements.</param>
/// <param name="Scale">The scale, in terms of the result, the number of elements and the totals.</param>
public sealed record ReductionPartial(Func<RuleContext, IReadOnlyList<Value>, Value>? Factor = null, Func<RuleContext, IReadOnlyList<Value>, Value, Value>? Scale = null);

/// <summary>The functions of <c>System.Numerics.Tensors.TensorPrimitives</c> that have derivatives.</summary>
public static class VectorTable
{
    /// <summary>The type that has them.</summary>
    public const string Type = "System.Numerics.Tensors.TensorPrimitives";

    // Called as the row of the primitive table is, or otherwise; several of one name differ in the number of arguments.
    private static readonly string[] Rows =
    [
        "Add", "Subtract", "Multiply", "Divide", "Negate", "Abs", "Sqrt", "Cbrt", "Hypot", "Pow", "Exp", "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1", "Log", "Log2",
        "Log10", "LogP1", "Log2P1", "Log10P1", "Sin", "Cos", "Tan", "SinPi", "CosPi", "TanPi", "Asin", "Acos", "Atan", "AsinPi", "AcosPi", "AtanPi", "Atan2", "Atan2Pi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "CopySign", "Max", "Min", "MaxNumber", "MinNumber", "MaxMagnitude", "MinMagnitude", "MaxMagnitudeNumber",
        "MinMagnitudeNumber", "Lerp", "DegreesToRadians", "RadiansToDegrees", "FusedMultiplyAdd", "MultiplyAddEstimate", "ReciprocalEstimate", "ReciprocalSqrtEstimate",
        "Floor", "Ceiling", "Truncate", "Round", "BitIncrement", "BitDecrement", "Remainder",
    ];

    private static readonly ILookup<string, VectorFunction> ByName = Elementwise().Concat(VectorReductions.Rows).ToLookup(f => f.Name, StringComparer.Ordinal);

    /// <summary>All rows.</summary>
    public static IEnumerable<VectorFunction> All => ByName.SelectMany(f => f);

    /// <summary>The row of a method; null if there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arity">How many arguments it takes, without the destination.</param>
    /// <param name="isReduction">Whether it has no destination.</param>
    public static VectorFunction? Find(string name, int arity, bool isReduction) =>
        ByName[name].FirstOrDefault(f => f.Arity == arity && f.Kind is VectorKind.Reduction or VectorKind.Product == isReduction);

    /// <summary>The row of a call.</summary>
    /// <param name="call">The call.</param>
    public static VectorFunction Of(Vector call) => Find(call.Function, call.Arguments.Count, call.Destination is null)
        ?? throw new KeyNotFoundException($"There is no vector function '{call.Function}'.");

    private static IEnumerable<VectorFunction> Elementwise()
    {
        foreach (string name in Rows)
        {
            yield return Of(name, name);
        }

        yield return Of("Log", "LogToBase");
        yield return Of("Ieee754Remainder", "IEEERemainder");
        yield return Of("MultiplyAdd", "MultiplyAddEstimate");
        yield return Of("Reciprocal", "ReciprocalEstimate");
        yield return Of("RootN", "RootN") with { Settings = 1 };
        yield return Of("ScaleB", "ScaleB") with { Settings = 1 };
        yield return Of("Round", "RoundToDigits") with { Settings = 1 };
        yield return Of("Round", "RoundToDigitsByMode") with { Settings = 2 };
        yield return Of("ReciprocalSqrt", "ReciprocalSqrtEstimate");
        yield return new("Increment", 1, VectorKind.Elementwise) { Partials = [new(r => r.Number(1))], Formula = "1" };
        yield return new("Decrement", 1, VectorKind.Elementwise) { Partials = [new(r => r.Number(1))], Formula = "1" };
        yield return new("AddMultiply", 3, VectorKind.Elementwise)
        {
            Partials = [new(r => r.Z), new(r => r.Z), new(r => r.Add(r.X, r.Y))],
            Formula = "z; z; x + y",
        };
        yield return new("Sigmoid", 1, VectorKind.Elementwise) { Partials = [new(Logistic)], Formula = "e/(1 + e)² with e = Exp(−|x|)" };
        yield return Of("Clamp", "ClampOfNumber") with
        {
            Primitive = null,
            Partials = Bounded(),
            Formula = "1 inside, ½ at a bound, else 0; 1 where x is below y, ½ at it, else 0; 1 where x is above z, ½ at it, else 0",
        };
    }

    private static VectorFunction Of(string name, string primitive)
    {
        var row = PrimitiveTable.Get(primitive);
        return new(name, row.Arity, VectorKind.Elementwise)
        {
            Primitive = primitive,
            Partials = row.Partials.Count == 0 ? [.. Enumerable.Repeat<Partial?>(null, row.Arity)] : row.Partials,
            IsStep = row.IsStep,
            Formula = string.Join("; ", row.Formulas),
        };
    }

    // The same on both sides of 0, and relatively accurate in both tails; r(1 − r) cancels where r is near 1.
    private static Value Logistic(RuleContext r)
    {
        var e = r.Call("Exp", r.Negate(r.Call("Abs", r.X)));
        var sum = r.Add(e, r.Number(1));
        return r.Divide(e, r.Multiply(sum, sum));
    }

    // Bounds in the wrong order are no error here: then the upper one is the result.
    private static IReadOnlyList<Partial?> Bounded() =>
    [
        .. PrimitiveTable.Get("ClampOfNumber").Partials.Select((p, i) => new Partial(
            r => r.Select(r.Test("Greater", r.Y, r.Z), inner => inner.Number(i == 2 ? 1 : 0), p!.Build))),
    ];
}
