using System.Runtime.CompilerServices;

namespace SymDiff;

/// <content>Second derivatives.</content>
public static partial class NumericalDerivative
{
    /// <summary>The second derivative of a function of one variable: (f(x + h) − 2f(x) + f(x − h)) / h².</summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point.</param>
    /// <param name="step">h; by default ε^(1/4) · max(1, |x|).</param>
    /// <returns>An approximation of f″(x).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is not finite, or the step vanishes or overflows beside it.
    /// </exception>
    public static double Hessian(Func<double, double> function, double x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        return Hessian(p => function(p[0]), [x], step)[0, 0];
    }

    /// <summary>
    /// The Hessian of a scalar function: ∂²f/∂xᵢ² ≈ (f(x + hᵢeᵢ) − 2f(x) + f(x − hᵢeᵢ)) / hᵢ², and for i ≠ j
    /// ∂²f/∂xᵢ∂xⱼ ≈ (f(x + hᵢeᵢ + hⱼeⱼ) − f(x + hᵢeᵢ − hⱼeⱼ) − f(x − hᵢeᵢ + hⱼeⱼ) + f(x − hᵢeᵢ − hⱼeⱼ)) / 4hᵢhⱼ
    /// (M. Abramowitz and I. A. Stegun, <em>Handbook of Mathematical Functions</em>, 25.3.23 and 25.3.26).
    /// </summary>
    /// <param name="function">f; receives an array of its own at each call.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="step">h; by default ε^(1/4) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The n×n matrix of second partial derivatives, exactly symmetric.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/> or <paramref name="x"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the step vanishes or overflows beside one.
    /// </exception>
    public static double[,] Hessian(Func<double[], double> function, double[] x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        return Hessian(Adapters.OverSpan(function), Guard.NotNull(x, nameof(x)).AsSpan(), step);
    }

    /// <summary>
    /// The Hessian of a scalar function, by the formulas of
    /// <see cref="Hessian(Func{double[], double}, double[], DifferenceStep)"/>.
    /// </summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="step">h; by default ε^(1/4) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The n×n matrix of second partial derivatives, exactly symmetric.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the step vanishes or overflows beside one.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static double[,] Hessian(SpanFunction function, ReadOnlySpan<double> x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        double[] point = Guard.CopyOfPoint(x);
        int n = point.Length;
        double[] center = [.. point];
        double[] steps = new double[n];
        for (int i = 0; i < n; i++)
        {
            steps[i] = step.At(point[i], SecondOrderFactor);
        }

        double value = function(point);
        double[,] hessian = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            double above = At(i, 1, i, 1);
            double below = At(i, -1, i, -1);
            hessian[i, i] = (above - value - (value - below)) / (steps[i] * steps[i]);
            for (int j = 0; j < i; j++)
            {
                double equal = At(i, 1, j, 1) + At(i, -1, j, -1);
                double opposite = At(i, 1, j, -1) + At(i, -1, j, 1);
                hessian[i, j] = (equal - opposite) / (4 * steps[i] * steps[j]);
                hessian[j, i] = hessian[i, j];
            }
        }

        return hessian;

        // The function with coordinate i moved by signI steps and coordinate j by signJ steps (i = j: moved once).
        double At(int i, int signI, int j, int signJ)
        {
            point[i] = center[i] + (signI * steps[i]);
            point[j] = center[j] + (signJ * steps[j]);
            double result = function(point);
            point[i] = center[i];
            point[j] = center[j];
            return result;
        }
    }
}
