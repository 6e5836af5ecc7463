using SymDiff;

namespace GradBench.Modules;

/// <summary>A polynomial is fitted to the sign of t, on a grid over [−1, 1], by least squares.</summary>
internal static partial class Llsq
{
    /// <summary>Half of the sum of the squared residuals.</summary>
    /// <param name="x">The coefficients, that of the lowest power first.</param>
    /// <param name="n">How many points the grid has.</param>
    [Differentiable(Derivatives.Gradient)]
    public static double Objective(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + (i * 2.0 / (n - 1));
            double residual = Math.Sign(t);
            double power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }
}
