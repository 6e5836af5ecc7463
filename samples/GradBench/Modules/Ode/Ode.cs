using SymDiff;

namespace GradBench.Modules;

/// <summary>A chain of equations, y₀′ = x₀ and yᵢ′ = xᵢ·yᵢ₋₁, from zero at time 0 to time 2.</summary>
internal static partial class Ode
{
    private const double Time = 2;

    /// <summary>The solution in the end, by the Runge–Kutta method of fourth order.</summary>
    /// <param name="x">The rates.</param>
    /// <param name="steps">How many steps are taken.</param>
    /// <param name="y">Takes the solution.</param>
    public static void Solve(ReadOnlySpan<double> x, int steps, Span<double> y)
    {
        int n = x.Length;
        double h = Time / steps;
        double[] k1 = new double[n];
        double[] k2 = new double[n];
        double[] k3 = new double[n];
        double[] k4 = new double[n];
        double[] stage = new double[n];
        y.Clear();
        for (int step = 0; step < steps; step++)
        {
            Slope(x, y, k1);
            for (int i = 0; i < n; i++)
            {
                stage[i] = y[i] + (h * k1[i] / 2);
            }

            Slope(x, stage, k2);
            for (int i = 0; i < n; i++)
            {
                stage[i] = y[i] + (h * k2[i] / 2);
            }

            Slope(x, stage, k3);
            for (int i = 0; i < n; i++)
            {
                stage[i] = y[i] + (h * k3[i]);
            }

            Slope(x, stage, k4);
            for (int i = 0; i < n; i++)
            {
                y[i] += h * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]) / 6;
            }
        }
    }

    /// <summary>The last element of the solution.</summary>
    /// <param name="x">The rates.</param>
    /// <param name="steps">How many steps are taken.</param>
    [Differentiable(Derivatives.Gradient, Vectorize = true)]
    public static double Last(ReadOnlySpan<double> x, int steps)
    {
        double[] y = new double[x.Length];
        Solve(x, steps, y);
        return y[^1];
    }

    private static void Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            slope[i] = x[i] * y[i - 1];
        }
    }
}
