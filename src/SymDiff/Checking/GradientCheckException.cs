namespace SymDiff;

/// <summary>Thrown by <see cref="GradientCheck"/> where a gradient is not verified; its message is the table of the report.</summary>
public sealed class GradientCheckException : Exception
{
    /// <summary>Creates the exception for a report.</summary>
    /// <param name="report">What the check found.</param>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is <see langword="null"/>.</exception>
    public GradientCheckException(GradientCheckReport report)
        : base(Guard.NotNull(report, nameof(report)).ToString())
    {
        Report = report;
    }

    /// <summary>What the check found.</summary>
    public GradientCheckReport Report { get; }
}
