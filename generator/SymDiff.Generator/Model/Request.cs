namespace SymDiff.Generator.Model;

/// <summary>What a file is made from.</summary>
/// <param name="Method">The method; null where there is nothing to emit.</param>
/// <param name="Options">What the project sets.</param>
/// <param name="Asked">What other methods call.</param>
internal sealed record Request(DifferentiableMethod? Method, Options Options, DerivedKinds Asked);
