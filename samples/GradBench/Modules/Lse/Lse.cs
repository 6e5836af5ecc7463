using SymDiff;

namespace GradBench.Modules;

/// <summary>The logarithm of a sum of exponentials.</summary>
internal static partial class Lse
{
    /// <summary>log Σ exp(xᵢ), where no exponential overflows.</summary>
    [Differentiable(Derivatives.Gradient)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - largest);
        }

        return largest + Math.Log(sum);
    }
}
