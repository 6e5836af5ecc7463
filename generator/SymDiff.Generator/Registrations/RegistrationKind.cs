namespace SymDiff.Generator.Registrations;

/// <summary>What a registered method computes.</summary>
internal enum RegistrationKind
{
    /// <summary><c>[DerivativeOf]</c>: the partial derivatives.</summary>
    Partials,

    /// <summary><c>[VjpOf]</c>: what a cotangent contributes to each argument.</summary>
    Pullback,

    /// <summary><c>[JvpOf]</c>: value and tangent.</summary>
    Pushforward,
}
