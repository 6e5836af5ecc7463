namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The gradient of <see cref="GradBench.Modules.Lse.LogSumExp"/> as a careful person writes it: the exponentials over their sum.</summary>
internal static class LseByHand
{
    public static void Gradient(ReadOnlySpan<double> x, Span<double> dX)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(x[i] - largest);
            dX[i] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (int i = 0; i < dX.Length; i++)
        {
            dX[i] *= scale;
        }
    }
}
