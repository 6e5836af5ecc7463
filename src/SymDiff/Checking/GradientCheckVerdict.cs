namespace SymDiff;

/// <summary>What a gradient check found at one coordinate.</summary>
public enum GradientCheckVerdict
{
    /// <summary>The function is smooth here and the analytic partial derivative is its slope. Passes.</summary>
    Agrees,

    /// <summary>
    /// The function is defined on one side of the point only, and the analytic partial derivative is the slope on that side.
    /// Passes.
    /// </summary>
    OneSided,

    /// <summary>
    /// The function has a kink: its slopes to the left and to the right differ, and the analytic partial derivative lies
    /// between them, so that it is a subgradient. Passes.
    /// </summary>
    Kink,

    /// <summary>
    /// The slope cannot be told from samples: the function is undefined around the point, jumps, has a vertical tangent, or is
    /// too noisy. Fails, because nothing was verified.
    /// </summary>
    Inconclusive,

    /// <summary>The analytic partial derivative is not the slope of the function. Fails.</summary>
    Differs,
}
