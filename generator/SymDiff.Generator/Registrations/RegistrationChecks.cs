using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>What is wrong with the registrations that a method carries, for the analyzer: no registration is passed over in silence.</summary>
internal static class RegistrationChecks
{
    /// <summary>Everything that is wrong, each at its attribute.</summary>
    public static IEnumerable<Rejection> Of(IMethodSymbol method, Compilation compilation)
    {
        foreach (var (data, kind) in RegistrationAttributes.On(method))
        {
            var reading = RegistrationReader.Read(method, data, kind);
            if (reading.Rejection is { } rejection)
            {
                yield return rejection;
            }
            else if (reading.Registration is { } registration)
            {
                // It conflicts with itself, so that there are others if there are two.
                var conflicting = RegistrationIndex.Of(compilation).OwnOf(registration.Target).Where(o => Registration.Conflict(o, registration)).ToList();
                if (conflicting.Count > 1)
                {
                    var other = conflicting.FirstOrDefault(o => !SymbolEqualityComparer.Default.Equals(o.Derivative, method)) ?? conflicting[1];
                    yield return new Rejection(
                        Descriptors.RegistrationDuplicate,
                        RegistrationAttributes.Location(data, method),
                        EquatableArray.Of(method.Name, SymbolText.Short(registration.Target), SymbolText.Short(other.Derivative)));
                }
            }
        }
    }
}
