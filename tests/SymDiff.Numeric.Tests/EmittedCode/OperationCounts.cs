using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Numeric.Tests.EmittedCode;

/// <summary>How many operations of each kind a body is made of; those of all branches count.</summary>
/// <param name="Sums">Additions and subtractions.</param>
/// <param name="Products">Multiplications.</param>
/// <param name="Quotients">Divisions.</param>
/// <param name="Calls">Calls of functions.</param>
internal readonly record struct OperationCounts(int Sums, int Products, int Quotients, int Calls)
{
    /// <summary>All of them together.</summary>
    public int Total => Sums + Products + Quotients + Calls;

    /// <summary>Counts those of a function.</summary>
    public static OperationCounts Of(Function function)
    {
        string[] primitives = [.. function.Body.AllStatements().Select(s => s.Operation).OfType<Apply>().Select(apply => apply.Primitive)];
        return new OperationCounts(
            primitives.Count(p => p is "Add" or "Subtract"),
            primitives.Count(p => p is "Multiply" or PrimitiveTable.StrongMultiply),
            primitives.Count(p => p is "Divide" or PrimitiveTable.StrongDivide or PrimitiveTable.DivideOrZero),
            primitives.Count(IsCall));
    }

    /// <summary>
    /// How many calls the derivative needs beyond the primal's own: what is not a combination of a function's arguments and result by arithmetic.
    /// </summary>
    public static int NeededCalls(Function primal)
    {
        Dictionary<Value, double> literals = primal.Body.AllStatements()
            .Where(s => s.Operation is Constant && s.Result.IsReal)
            .ToDictionary(s => s.Result, s => ((Constant)s.Operation).Literal.Real);
        return primal.Body.AllStatements().Select(s => s.Operation).OfType<Apply>().Sum(apply => apply.Primitive switch
        {
            // The other one of the pair; the root of 1 − x², of x² + 1.
            "Sin" or "Cos" or "Sinh" or "Cosh" or "Asin" or "Acos" or "Asinh" => 1,

            // The roots of x − 1 and of x + 1.
            "Acosh" => 2,

            // The unit of length, which keeps the squares in range: the larger of two absolute values.
            "Atan2" => 3,

            // The sign of the second argument.
            "CopySign" => 1,
            "Pow" => NeededByPower(apply, literals),
            _ => 0,
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Sums} | {Products} | {Quotients} | {Calls}";

    // Another power for the slope by the base, which for small integers is made of products; a logarithm for the slope by the exponent.
    private static int NeededByPower(Apply power, Dictionary<Value, double> literals) =>
        literals.TryGetValue(power.Arguments[1], out double exponent)
            ? (exponent >= 0 && exponent <= 8 && exponent == Math.Floor(exponent) ? 0 : 1)
            : literals.ContainsKey(power.Arguments[0]) ? 1 : 2;

    private static bool IsCall(string primitive) => PrimitiveTable.Get(primitive).CSharp.Kind == CSharpFormKind.Math;
}
