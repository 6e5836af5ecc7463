namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The gradient of <see cref="GradBench.Modules.Llsq.Objective"/> as a careful person writes it: each point is reversed at once, with the powers that its residual needed.</summary>
internal static class LlsqByHand
{
    private const int OnStack = 256;

    public static void Gradient(ReadOnlySpan<double> x, int n, Span<double> dX)
    {
        Span<double> powers = x.Length <= OnStack ? stackalloc double[x.Length] : new double[x.Length];
        dX.Clear();
        for (int i = 0; i < n; i++)
        {
            double t = -1 + (i * 2.0 / (n - 1));
            double residual = Math.Sign(t);
            double power = 1;
            for (int j = 0; j < powers.Length; j++)
            {
                powers[j] = power;
                residual -= x[j] * power;
                power *= t;
            }

            for (int j = 0; j < powers.Length; j++)
            {
                dX[j] -= residual * powers[j];
            }
        }
    }
}
