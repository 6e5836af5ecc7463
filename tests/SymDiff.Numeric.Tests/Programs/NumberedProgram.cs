namespace SymDiff.Numeric.Tests.Programs;

/// <summary>A point of a method and what its gradient is there, known without any differentiating program.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Point">One number a parameter.</param>
/// <param name="Partials">One number an active parameter.</param>
/// <param name="Tolerance">How far off a partial may be, relative to itself; more than rounding where the method is an iteration that was broken off.</param>
internal sealed record NumberedProgram(string Method, double[] Point, double[] Partials, double Tolerance = 1e-12);
