namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>What a gradient costs, beside the method.</summary>
/// <param name="Primal">The operations of the method, as it is written.</param>
/// <param name="Gradient">The operations of value and gradient together (of the pullback where there are several results).</param>
/// <param name="Recorded">What is kept in the turns of loops.</param>
public sealed record DerivativeCost(OperationCount Primal, OperationCount Gradient, EquatableArray<RecordedValue> Recorded)
{
    /// <summary>How many times as many operations the gradient takes.</summary>
    public double Ratio => Gradient.Total / Math.Max(1, Primal.Total);
}
