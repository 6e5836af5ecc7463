using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// Compares an analytic gradient with the slopes of the function itself, coordinate by coordinate: the first thing to do with a
/// gradient written by hand, and the last word on one that was derived.
/// </summary>
/// <remarks>
/// <para>
/// The slopes are central differences of halving steps, Richardson-extrapolated, with an estimate of their own error; they take
/// some 50 evaluations of the function a coordinate. A partial derivative agrees if it is within
/// <see cref="GradientCheckOptions.RelativeTolerance"/> plus that estimate. What cannot be decided, because the function is noisy,
/// jumps or is undefined around the point, is reported as inconclusive and does not pass; an infinite or NaN partial derivative
/// never passes. A kink passes with any slope between those to its two sides, and says so.
/// </para>
/// <para>
/// A slope that is too small to be seen beside the rounding error of the function (f(y) = 10²⁰ + y) cannot be told from zero
/// and agrees with anything as small.
/// </para>
/// <para>
/// Every overload takes methods by their name, without type arguments: <c>GradientCheck.Verify(J, JGradient, 1, 2, 3)</c>. For
/// functions of other shapes <see cref="Derivatives.Check"/> emits a check.
/// </para>
/// </remarks>
public static partial class GradientCheck
{
    /// <summary>Compares the gradient of a function of an array with differences.</summary>
    /// <param name="function">f; receives an array of its own at each call.</param>
    /// <param name="gradient">The gradient under test; receives an array of its own, returns one of the same length.</param>
    /// <param name="x">The point, of length n ≥ 1; it is not written to.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each of the n coordinates.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/>, <paramref name="gradient"/> or <paramref name="x"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, <paramref name="gradient"/> returns
    /// <see langword="null"/> or an array of another length, or the options name another number of coordinates.
    /// </exception>
    public static GradientCheckReport Compare(
        Func<double[], double> function, Func<double[], double[]> gradient, double[] x, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        return Compare(
            Adapters.OverSpan(function),
            Adapters.OverSpan(gradient, nameof(gradient)),
            Guard.NotNull(x, nameof(x)).AsSpan(),
            options);
    }

    /// <summary>Compares a gradient that has already been computed with differences.</summary>
    /// <param name="function">f; receives an array of its own at each call.</param>
    /// <param name="gradient">The gradient under test at <paramref name="x"/>, of the same length.</param>
    /// <param name="x">The point, of length n ≥ 1; it is not written to.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each of the n coordinates.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/>, <paramref name="gradient"/> or <paramref name="x"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, <paramref name="gradient"/> has another length, or the
    /// options name another number of coordinates.
    /// </exception>
    public static GradientCheckReport Compare(
        Func<double[], double> function, double[] gradient, double[] x, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        _ = Guard.NotNull(x, nameof(x));
        return gradient.Length == x.Length
            ? Compare(Adapters.OverSpan(function), (_, result) => gradient.CopyTo(result), x.AsSpan(), options)
            : throw new ArgumentException(
                FormattableString.Invariant($"The gradient has {gradient.Length} coordinates, the point {x.Length}."),
                nameof(gradient));
    }

    /// <summary>Compares the gradient of a function of a span with differences.</summary>
    /// <param name="function">f.</param>
    /// <param name="gradient">
    /// The gradient under test, which overwrites a destination of length n. The destination comes filled with NaN, so that an
    /// element it leaves out cannot pass.
    /// </param>
    /// <param name="x">The point, of length n ≥ 1.</param>
    /// <param name="options">Tolerances and names; the defaults if <see langword="null"/>.</param>
    /// <returns>What was found at each of the n coordinates.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="function"/> or <paramref name="gradient"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="x"/> is empty or has a coordinate that is not finite, or the options name another number of coordinates.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public static GradientCheckReport Compare(
        SpanFunction function, SpanMap gradient, ReadOnlySpan<double> x, GradientCheckOptions? options = null)
    {
        _ = Guard.NotNull(function, nameof(function));
        _ = Guard.NotNull(gradient, nameof(gradient));
        double[] point = Guard.CopyOfPoint(x);
        options ??= new GradientCheckOptions();
        if (options.CoordinateNames is { } names && names.Count != point.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{names.Count} names are given for {point.Length} coordinates."), nameof(options));
        }

        double[] analytic = new double[point.Length];
        analytic.AsSpan().Fill(double.NaN);
        gradient(point, analytic);

        double value = function(point);
        var slopes = new SlopeEstimate[point.Length];
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = SlopeEstimate.Measure(function, point, i, value, options.SinglePrecision);
        }

        return Judgement.Of(analytic, slopes, options);
    }

    /// <summary>Throws unless the gradient of a function of an array agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double[], double}, Func{double[], double[]}, double[], GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double[], double> function, Func<double[], double[]> gradient, double[] x, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x, options));

    /// <summary>Throws unless a gradient that has already been computed agrees with differences.</summary>
    /// <inheritdoc cref="Compare(Func{double[], double}, double[], double[], GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    public static void Verify(
        Func<double[], double> function, double[] gradient, double[] x, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x, options));

    /// <summary>Throws unless the gradient of a function of a span agrees with differences.</summary>
    /// <inheritdoc cref="Compare(SpanFunction, SpanMap, ReadOnlySpan{double}, GradientCheckOptions?)" path="/param|/exception"/>
    /// <exception cref="GradientCheckException">Some coordinate did not pass.</exception>
    [OverloadResolutionPriority(1)]
    public static void Verify(
        SpanFunction function, SpanMap gradient, ReadOnlySpan<double> x, GradientCheckOptions? options = null)
        => ThrowIfFailed(Compare(function, gradient, x, options));

    private static void ThrowIfFailed(GradientCheckReport report)
    {
        if (!report.Passed)
        {
            throw new GradientCheckException(report);
        }
    }
}
