using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Frontend;

/// <summary>What the declarations of the members of a struct say.</summary>
internal static class StructMembers
{
    /// <summary>Whether a method of a struct says that it does not change what it is called on.</summary>
    public static bool IsReadOnly(IMethodSymbol method) => method.IsReadOnly || method.IsStatic || method.ContainingType.IsReadOnly
        || method.AssociatedSymbol is IPropertySymbol property && property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is BasePropertyDeclarationSyntax p && p.Modifiers.Any(m => m.ValueText == "readonly"));

    /// <summary>Whether a parameter, a local or a field stays as it is: of a struct in it C# makes a copy for a method that might change it.</summary>
    public static bool IsReadOnly(ISymbol variable) => !Mutation.DropsDefensiveCopies && variable switch
    {
        IParameterSymbol parameter => parameter.RefKind is not (RefKind.None or RefKind.Ref or RefKind.Out),
        ILocalSymbol local => local.RefKind == RefKind.RefReadOnly,
        IFieldSymbol field => field.IsReadOnly,
        _ => false,
    };

    /// <summary>Whether a property is computed by accessors that somebody wrote.</summary>
    public static bool IsComputed(IPropertySymbol property) => !PlainConstructors.IsAuto(property) && !property.DeclaringSyntaxReferences.IsEmpty;
}
