using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Type parameters that are scalars: those whose constraints say that they stand for a floating-point number. Any interface says so that has π (<c>IFloatingPointConstants</c>, as
/// every other one of them has) or powers; <c>INumber</c> alone does not, for integers are numbers too.
/// </summary>
internal static class GenericScalars
{
    /// <summary>The scalar that a type parameter is; null if it need not be a floating-point number.</summary>
    /// <param name="parameter">The type parameter.</param>
    public static IrType? Of(ITypeParameterSymbol parameter)
    {
        if (parameter.HasReferenceTypeConstraint || parameter.ConstraintTypes.IsEmpty)
        {
            return null;
        }

        var interfaces = parameter.ConstraintTypes.OfType<INamedTypeSymbol>().SelectMany(c => c.AllInterfaces.Append(c)).Where(i => IsOf(i, parameter)).Select(i => i.Name).ToList();
        return interfaces.Contains(GenericMembers.Number) && (interfaces.Contains(GenericMembers.Constants) || interfaces.Contains(GenericMembers.Powers))
            ? IrType.Generic(SymbolText.Identifier(parameter.Name), parameter.HasUnmanagedTypeConstraint ? interfaces.Append(IrType.Unmanaged) : interfaces)
            : null;
    }

    /// <summary>Whether this is an interface of generic mathematics.</summary>
    /// <param name="type">The type.</param>
    public static bool IsMathematics(INamedTypeSymbol type) =>
        type is { TypeKind: Microsoft.CodeAnalysis.TypeKind.Interface, ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsOf(INamedTypeSymbol type, ITypeParameterSymbol parameter) =>
        type.Arity > 0 && GenericMembers.Interfaces.Contains(type.Name) && IsMathematics(type)
        && type.TypeArguments.All(a => SymbolEqualityComparer.Default.Equals(a, parameter) || a.SpecialType == SpecialType.System_Boolean);
}
