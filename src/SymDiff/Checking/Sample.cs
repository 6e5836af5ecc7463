namespace SymDiff;

/// <summary>Two points to both sides of another one at which a function is evaluated.</summary>
internal readonly struct Sample(double step, double below, double above)
{
    /// <summary>The step h.</summary>
    public double Step { get; } = step;

    /// <summary>The coordinate moved down by the step.</summary>
    public double Below { get; } = below;

    /// <summary>The coordinate moved up by the step.</summary>
    public double Above { get; } = above;
}
