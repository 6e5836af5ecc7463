using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>What registrations say, as the compiler needs it: the C# of the calls.</summary>
internal static class RegisteredRule
{
    /// <summary>How often a derivative is followed to the registration of its own derivative; no form needs more, and registrations may go round in a circle.</summary>
    private const int Orders = 3;

    /// <summary>The rule of a method with registered derivatives.</summary>
    /// <param name="index">The registrations.</param>
    /// <param name="registrations">Those of the method.</param>
    /// <param name="method">The method, with its type arguments.</param>
    public static ExternalRule Of(RegistrationIndex index, IReadOnlyList<Registration> registrations, IMethodSymbol method) =>
        Of(index, registrations, [.. method.TypeArguments], Orders);

    /// <summary>A call of a static method.</summary>
    /// <param name="method">The method, with its type arguments.</param>
    /// <param name="arguments">The numbers of its arguments, with <c>ref</c> where that is how they are passed.</param>
    public static string Call(IMethodSymbol method, IEnumerable<string> arguments) =>
        $"{SymbolText.OfStatic(method)}({string.Join(", ", arguments)})";

    /// <summary>Placeholders for arguments.</summary>
    public static IEnumerable<string> Holes(int first, int count, string prefix = "") =>
        Enumerable.Range(first, count).Select(i => prefix + ReadLowering.Placeholders(i, 1));

    private static ExternalRule Of(RegistrationIndex index, IReadOnlyList<Registration> registrations, ITypeSymbol[] typeArguments, int orders)
    {
        var active = registrations[0].Active;
        int count = active.Count;
        int differentiated = active.Count(a => a);
        var rule = new ExternalRule(active);
        foreach (var registration in registrations)
        {
            var derivative = typeArguments.Length == 0 ? registration.Derivative : registration.Derivative.Construct(typeArguments);
            rule = registration.Kind switch
            {
                RegistrationKind.Partials => rule with
                {
                    Partials = Call(derivative, Holes(0, registration.TakesResult ? count + 1 : count)),
                    OfPartials = differentiated == 1 ? OfDerivative(index, derivative, orders - 1) : null,
                },
                RegistrationKind.Pullback => rule with { Pullback = Call(derivative, Holes(0, count + 1).Concat(Holes(count + 1, differentiated, "ref "))) },
                _ => rule with { Pushforward = Call(derivative, Holes(0, count + differentiated)) },
            };
        }

        return rule;
    }

    // A derivative is a function like any other: it may have a registered derivative itself, or be marked.
    private static ExternalRule? OfDerivative(RegistrationIndex index, IMethodSymbol derivative, int orders)
    {
        if (orders == 0)
        {
            return null;
        }

        return index.Find(derivative) is { } lookup
            ? (lookup.Problem is null ? Of(index, lookup.Registrations, [.. derivative.TypeArguments], orders) : null)
            : PublishedRule.Of(derivative, index.Compilation);
    }
}
