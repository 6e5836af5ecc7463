namespace SymDiff;

/// <summary>A scalar function of a vector: f: ℝⁿ → ℝ.</summary>
/// <param name="x">The point, of length n.</param>
/// <returns>f(x).</returns>
public delegate double SpanFunction(ReadOnlySpan<double> x);
