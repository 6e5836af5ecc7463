namespace SymDiff;

/// <summary>A difference quotient of a function.</summary>
internal readonly struct Quotient(double step, double value, double magnitude)
{
    /// <summary>The step h.</summary>
    public double Step { get; } = step;

    /// <summary>The quotient, not finite where the function is not.</summary>
    public double Value { get; } = value;

    /// <summary>The largest absolute value of the function among the samples of the quotient.</summary>
    public double Magnitude { get; } = magnitude;
}
