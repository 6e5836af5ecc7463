using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Tells whether a type parameter may stand for a number of the platform that is not an integer: whether one of these meets all constraints, as the C# compiler
/// would check them.
/// </summary>
internal static class GenericReals
{
    private static readonly string[] Numbers =
        ["System.Double", "System.Single", "System.Decimal", "System.Half", "System.Runtime.InteropServices.NFloat"];

    /// <summary>Whether the parameter may stand for a real number.</summary>
    /// <param name="parameter">The type parameter.</param>
    /// <param name="core">The assembly of <see cref="double"/>.</param>
    public static bool MayBe(ITypeParameterSymbol parameter, IAssemblySymbol core) =>
        Numbers.Select(core.GetTypeByMetadataName).Any(n => n is not null && Meets(n, parameter, []));

    // What constraints say of other type parameters is taken one by one, so that the answer may be yes where no choice meets all of them at once, and never no
    // where one does.
    private static bool Meets(ITypeSymbol type, ITypeParameterSymbol parameter, ITypeParameterSymbol[] around)
    {
        if (around.Contains(parameter, SymbolEqualityComparer.Default))
        {
            return true;
        }

        ITypeParameterSymbol[] inside = [.. around, parameter];
        return !(parameter.HasReferenceTypeConstraint && type.IsValueType)
            && !((parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint) && type.IsReferenceType)
            && parameter.ConstraintTypes.All(c => Converts(type, c, parameter, inside));
    }

    private static bool Converts(ITypeSymbol type, ITypeSymbol constraint, ITypeParameterSymbol parameter, ITypeParameterSymbol[] inside)
    {
        // What the other parameter stands for may be a base of the type, which must then be what its own constraints say.
        if (constraint is ITypeParameterSymbol other)
        {
            return inside.Contains(other, SymbolEqualityComparer.Default)
                || other.ConstraintTypes.All(c => Converts(type, c, parameter, [.. inside, other]));
        }

        if (constraint.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces.Append(type).Any(i => Fits(i, constraint, type, parameter, inside));
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Fits(current, constraint, type, parameter, inside))
            {
                return true;
            }
        }

        return false;
    }

    // Whether a pattern, which may mention type parameters, is the given type for some choice of them.
    private static bool Fits(ITypeSymbol given, ITypeSymbol pattern, ITypeSymbol type, ITypeParameterSymbol parameter, ITypeParameterSymbol[] inside) => pattern switch
    {
        ITypeParameterSymbol same when SymbolEqualityComparer.Default.Equals(same, parameter) => SymbolEqualityComparer.Default.Equals(given, type),
        ITypeParameterSymbol other => Meets(given, other, inside),
        IArrayTypeSymbol array => given is IArrayTypeSymbol a && a.Rank == array.Rank && Fits(a.ElementType, array.ElementType, type, parameter, inside),
        INamedTypeSymbol { IsGenericType: true } generic => given is INamedTypeSymbol named
            && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, generic.OriginalDefinition)
            && named.TypeArguments.Zip(generic.TypeArguments, (g, p) => Fits(g, p, type, parameter, inside)).All(f => f),
        _ => SymbolEqualityComparer.Default.Equals(given, pattern),
    };
}
