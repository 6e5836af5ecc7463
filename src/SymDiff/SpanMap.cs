namespace SymDiff;

/// <summary>
/// A vector function of a vector that writes its value to a destination: f: ℝⁿ → ℝᵐ. The gradient of a
/// <see cref="SpanFunction"/> is such a function with m = n.
/// </summary>
/// <param name="x">The point, of length n.</param>
/// <param name="result">The destination, of length m; every element is overwritten.</param>
public delegate void SpanMap(ReadOnlySpan<double> x, Span<double> result);
