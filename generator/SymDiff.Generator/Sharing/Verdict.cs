using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Sharing;

/// <summary>What differentiation says of a method that was read, without places.</summary>
/// <param name="Failure">Why it has no derivatives; null if it has.</param>
/// <param name="Endless">The loops that keep values without a bound.</param>
internal sealed record Verdict((DiagnosticDescriptor Descriptor, EquatableArray<string> Arguments)? Failure, EquatableArray<EndlessLoop> Endless);

/// <summary>A loop that keeps values in each turn, and that nothing says an end of.</summary>
/// <param name="Label">The loop.</param>
/// <param name="Bytes">What it keeps in each turn.</param>
/// <param name="Values">The values, in words.</param>
internal sealed record EndlessLoop(string Label, int Bytes, string Values);
