using Microsoft.CodeAnalysis;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Registrations;

/// <summary>The attributes that register a derivative.</summary>
internal static class RegistrationAttributes
{
    /// <summary>Their full names.</summary>
    public static readonly IReadOnlyList<(string FullName, RegistrationKind Kind)> All =
    [
        ("SymDiff.DerivativeOfAttribute", RegistrationKind.Partials),
        ("SymDiff.VjpOfAttribute", RegistrationKind.Pullback),
        ("SymDiff.JvpOfAttribute", RegistrationKind.Pushforward),
    ];

    /// <summary>The names by which source refers to them.</summary>
    public static readonly IReadOnlyList<string> Names = ["DerivativeOf", "DerivativeOfAttribute", "VjpOf", "VjpOfAttribute", "JvpOf", "JvpOfAttribute"];

    /// <summary>The registering attributes on a method, whatever they say.</summary>
    public static IEnumerable<(AttributeData Data, RegistrationKind Kind)> On(ISymbol method)
    {
        foreach (var data in method.GetAttributes())
        {
            foreach (var (fullName, kind) in All)
            {
                if (data.AttributeClass is { } type && TypeMap.Is(type, fullName))
                {
                    yield return (data, kind);
                }
            }
        }
    }

    /// <summary>Where the attribute stands.</summary>
    public static Location Location(AttributeData data, ISymbol method) => data.ApplicationSyntaxReference is { } reference
        ? Microsoft.CodeAnalysis.Location.Create(reference.SyntaxTree, reference.Span)
        : MethodShape.Location(method);
}
