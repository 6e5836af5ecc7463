using SymDiff;

namespace Consumer;

/// <summary>What is differentiated: with a loop that keeps values, so that memory of the library is used.</summary>
internal static partial class Waves
{
    /// <summary>A product of sums.</summary>
    [Differentiable]
    public static double Sum(double[] x, double k)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i] * k + 1;
        }

        return product;
    }
}
