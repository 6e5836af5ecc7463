namespace SymDiff.Compiler.Emit;

/// <summary>The methods that a Jacobian is made of.</summary>
/// <param name="Row">The pullback.</param>
/// <param name="Column">The pushforward; null where there is none.</param>
/// <param name="Overwritten">The method's buffers that must be put back before it runs again.</param>
internal sealed record JacobianSweeps(FormSignature Row, FormSignature? Column, IReadOnlyCollection<string> Overwritten);
