using Microsoft.CodeAnalysis;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>A method registered as the derivative of another, which it fits.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Derivative">The registered method.</param>
/// <param name="Target">What it is the derivative of.</param>
/// <param name="Active">One flag a parameter of the target: whether there is a derivative with respect to it.</param>
/// <param name="TakesResult">Whether the result of the target is passed as one more argument.</param>
internal sealed record Registration(RegistrationKind Kind, IMethodSymbol Derivative, IMethodSymbol Target, EquatableArray<bool> Active, bool TakesResult)
{
    /// <summary>Whether two registrations of one target cannot both hold. A pullback and a pushforward complement each other; partials serve for both.</summary>
    public static bool Conflict(Registration one, Registration other) =>
        one.Kind == other.Kind || one.Kind == RegistrationKind.Partials || other.Kind == RegistrationKind.Partials || one.Active != other.Active;
}

/// <summary>What became of one registering attribute.</summary>
/// <param name="Derivative">The method that carries it.</param>
/// <param name="TargetType">The type it names, as far as that is one.</param>
/// <param name="TargetName">The method it names.</param>
/// <param name="Registration">The registration; null if there is something wrong.</param>
/// <param name="Rejection">What is wrong; null if nothing is, or if the compiler says it.</param>
internal sealed record RegistrationReading(IMethodSymbol Derivative, INamedTypeSymbol? TargetType, string? TargetName, Registration? Registration, Rejection? Rejection);
