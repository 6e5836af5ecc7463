namespace SymDiff;

/// <summary>How far from the point <see cref="NumericalDerivative"/> samples, coordinate by coordinate.</summary>
/// <remarks>
/// The step is never used as given but rounded so that x + h and x − h are floating-point numbers, because the rounding
/// error of x + h would otherwise enter the derivative magnified by 1/h (W. H. Press et al., <em>Numerical Recipes</em>,
/// section 5.7 "Numerical Derivatives").
/// </remarks>
public readonly record struct DifferenceStep
{
    private readonly Kind _kind;
    private readonly double _value;

    private DifferenceStep(Kind kind, double value)
    {
        _kind = kind;
        _value = value;
    }

    private enum Kind
    {
        Default,
        Absolute,
        Scaled,
    }

    /// <summary>
    /// The step that balances truncation against rounding: h = ε^(1/3) · max(1, |x|) for first derivatives and
    /// h = ε^(1/4) · max(1, |x|) for second ones, with ε = 2⁻⁵².
    /// </summary>
    public static DifferenceStep Default => default;

    /// <summary>The same step for every coordinate, in its own units.</summary>
    /// <param name="step">h, positive and finite.</param>
    /// <returns>The step h.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not positive and finite.</exception>
    public static DifferenceStep Absolute(double step) => new(Kind.Absolute, Validated(step, nameof(step)));

    /// <summary>A step that grows with the coordinate: h = <paramref name="factor"/> · max(1, |x|).</summary>
    /// <param name="factor">The step at |x| ≤ 1, positive and finite.</param>
    /// <returns>The step <paramref name="factor"/> · max(1, |x|).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not positive and finite.</exception>
    public static DifferenceStep Scaled(double factor) => new(Kind.Scaled, Validated(factor, nameof(factor)));

    /// <summary>The step at one coordinate, rounded so that <paramref name="x"/> ± h are floating-point numbers.</summary>
    internal double At(double x, double defaultFactor)
    {
        double magnitude = Math.Abs(x);
        double step = _kind switch
        {
            Kind.Absolute => _value,
            Kind.Scaled => _value * Math.Max(1, magnitude),
            _ => defaultFactor * Math.Max(1, magnitude),
        };
        double rounded = magnitude + step - magnitude;
        return rounded > 0 && Guard.IsFinite(rounded)
            ? rounded
            : throw new ArgumentException(
                FormattableString.Invariant($"The step {step} is too small or too large beside the coordinate {x}."), nameof(x));
    }

    private static double Validated(double value, string name)
        => value > 0 && Guard.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A step must be positive and finite.");
}
