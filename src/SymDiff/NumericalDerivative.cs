using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// Derivatives by central differences: approximate, at the cost of two function evaluations a coordinate, and independent of
/// everything the derivative generator does, which makes them its referee.
/// </summary>
/// <remarks>
/// With the default step the relative error of a first derivative is about ε^(2/3) ≈ 4·10⁻¹¹ for a function whose higher
/// derivatives are of the size of its value, and about ε^(1/2) ≈ 10⁻⁸ for a second derivative. The functions are evaluated at
/// points of their own: the array or span given as the point is never written to. Where the function returns NaN or infinity, so
/// does the derivative.
/// </remarks>
public static partial class NumericalDerivative
{
    /// <summary>ε^(1/3) for ε = 2⁻⁵²: the factor that balances truncation h² against rounding ε/h.</summary>
    private const double FirstOrderFactor = 6.0554544523933429e-6;

    /// <summary>ε^(1/4) for ε = 2⁻⁵²: the factor that balances truncation h² against rounding ε/h².</summary>
    private const double SecondOrderFactor = 1.220703125e-4;

    /// <summary>The derivative of a function of one variable: (f(x + h) − f(x − h)) / 2h.</summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |x|).</param>
    /// <returns>An approximation of f′(x).</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is not finite, or the step vanishes or overflows beside it.
    /// </exception>
    public static double Gradient(Func<double, double> function, double x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        return Gradient(p => function(p[0]), [x], step)[0];
    }

    /// <summary>The gradient of a scalar function: ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h.</summary>
    /// <param name="function">f; receives an array of its own at each call.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The n partial derivatives.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/> or <paramref name="x"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the step vanishes or overflows beside one.
    /// </exception>
    public static double[] Gradient(Func<double[], double> function, double[] x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        return Gradient(Adapters.OverSpan(function), Guard.NotNull(x, nameof(x)).AsSpan(), step);
    }

    /// <summary>The gradient of a scalar function: ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h.</summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The n partial derivatives.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the step vanishes or overflows beside one.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static double[] Gradient(SpanFunction function, ReadOnlySpan<double> x, DifferenceStep step = default)
    {
        double[] gradient = new double[x.Length];
        Gradient(function, x, gradient, step);
        return gradient;
    }

    /// <summary>
    /// Overwrites <paramref name="gradient"/> with the gradient of a scalar function:
    /// ∂f/∂xᵢ ≈ (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h.
    /// </summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="gradient">Receives the n partial derivatives; may be longer, and may be the memory of <paramref name="x"/>.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |xᵢ|) for coordinate i.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, the step vanishes or overflows beside one, or
    /// <paramref name="gradient"/> is shorter than <paramref name="x"/>.
    /// </exception>
    public static void Gradient(
        SpanFunction function, ReadOnlySpan<double> x, Span<double> gradient, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        double[] point = Guard.CopyOfPoint(x);
        if (gradient.Length < point.Length)
        {
            throw new ArgumentException("The destination is shorter than the point.", nameof(gradient));
        }

        for (int i = 0; i < point.Length; i++)
        {
            double center = point[i];
            double h = step.At(center, FirstOrderFactor);
            double right = center + h;
            double left = center - h;
            point[i] = right;
            double above = function(point);
            point[i] = left;
            double below = function(point);
            point[i] = center;
            gradient[i] = (above - below) / (right - left);
        }
    }

    /// <summary>The Jacobian of a vector function: ∂fⱼ/∂xᵢ ≈ (fⱼ(x + h·eᵢ) − fⱼ(x − h·eᵢ)) / 2h.</summary>
    /// <param name="function">f; receives an array of its own at each call, and may return the same array every time.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The m×n matrix with one row a result and one column a coordinate.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/> or <paramref name="x"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, the step vanishes or overflows beside one, or
    /// <paramref name="function"/> returns <see langword="null"/> or results of different lengths.
    /// </exception>
    public static double[,] Jacobian(Func<double[], double[]> function, double[] x, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        double[] point = Guard.CopyOfPoint(Guard.NotNull(x, nameof(x)));
        int resultLength = Adapters.Result(function, point, nameof(function)).Length;
        return Jacobian(Adapters.OverSpan(function, nameof(function)), point, resultLength, step);
    }

    /// <summary>The Jacobian of a vector function: ∂fⱼ/∂xᵢ ≈ (fⱼ(x + h·eᵢ) − fⱼ(x − h·eᵢ)) / 2h.</summary>
    /// <param name="function">f.</param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="resultLength">m ≥ 0, the length of the destination that <paramref name="function"/> is given.</param>
    /// <param name="step">h; by default ε^(1/3) · max(1, |xᵢ|) for coordinate i.</param>
    /// <returns>The m×n matrix with one row a result and one column a coordinate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the step vanishes or overflows beside one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resultLength"/> is negative.</exception>
    public static double[,] Jacobian(
        SpanMap function, ReadOnlySpan<double> x, int resultLength, DifferenceStep step = default)
    {
        _ = Guard.NotNull(function, nameof(function));
        double[] point = Guard.CopyOfPoint(x);
        if (resultLength < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(resultLength), resultLength, "A length must not be negative.");
        }

        double[] above = new double[resultLength];
        double[] below = new double[resultLength];
        double[,] jacobian = new double[resultLength, point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            double center = point[i];
            double h = step.At(center, FirstOrderFactor);
            double right = center + h;
            double left = center - h;
            point[i] = right;
            function(point, above);
            point[i] = left;
            function(point, below);
            point[i] = center;
            for (int j = 0; j < resultLength; j++)
            {
                jacobian[j, i] = (above[j] - below[j]) / (right - left);
            }
        }

        return jacobian;
    }
}
