namespace SymDiff;

/// <summary>How closely a gradient is checked, and how its coordinates are called.</summary>
public sealed class GradientCheckOptions
{
    private double _relativeTolerance = 1e-6;
    private double _absoluteTolerance;

    /// <summary>
    /// The relative error that is allowed on top of the estimated error of the differences; 10⁻⁶ by default. It is relative to
    /// the partial derivative itself, but not to less than a millionth of the largest one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double RelativeTolerance
    {
        get => _relativeTolerance;
        set => _relativeTolerance = Validated(value);
    }

    /// <summary>The absolute error, in the units of the gradient, that is allowed besides; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double AbsoluteTolerance
    {
        get => _absoluteTolerance;
        set => _absoluteTolerance = Validated(value);
    }

    /// <summary>
    /// Whether the function computes in <see cref="float"/> behind its <see cref="double"/> parameters. Samples are then taken
    /// at points that are <see cref="float"/> numbers, and rounding errors are expected to be of that size. Choose
    /// <see cref="RelativeTolerance"/> accordingly, 10⁻³ say.
    /// </summary>
    public bool SinglePrecision { get; set; }

    /// <summary>
    /// The names of the coordinates in the report, one each; <see langword="null"/>, the default, stands for <c>x[0]</c>,
    /// <c>x[1]</c> and so on.
    /// </summary>
    public IReadOnlyList<string>? CoordinateNames { get; set; }

    private static double Validated(double value)
        => value >= 0 && Guard.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A tolerance must be finite and not negative.");
}
