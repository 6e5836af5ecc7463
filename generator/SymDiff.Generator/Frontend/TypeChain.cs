using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit;

namespace SymDiff.Generator.Frontend;

/// <summary>The types that contain a method.</summary>
internal static class TypeChain
{
    /// <summary>The types, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(IMethodSymbol method) => To(method.ContainingType);

    /// <summary>A type and those that contain it, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> To(INamedTypeSymbol? type)
    {
        var types = new List<INamedTypeSymbol>();
        for (; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        return types;
    }

    /// <summary>A type as its partial declarations spell it.</summary>
    public static ContainingType ToContainingType(INamedTypeSymbol type) => new(Keyword(type), SymbolText.Identifier(type.Name) + Parameters(type));

    /// <summary>Whether every declaration of the type says <c>partial</c>.</summary>
    public static bool IsPartial(INamedTypeSymbol type) => Declarations(type).All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Whether the type is visible in its own file only. Compared by text: the keyword is newer than the compiler we build against.</summary>
    public static bool IsFileLocal(INamedTypeSymbol type) => Declarations(type).Any(d => d.Modifiers.Any(m => m.ValueText == "file"));

    /// <summary>Whether it is an extension block, which has no name. The kind is newer than the compiler we build against.</summary>
    public static bool IsExtensionBlock(INamedTypeSymbol? type) => type is not null && !SyntaxFacts.IsValidIdentifier(type.Name) && type is { IsTupleType: false, IsAnonymousType: false, TypeKind: not TypeKind.Error };

    /// <summary>The namespace, empty for the global one.</summary>
    public static string Namespace(ISymbol symbol) => symbol.ContainingNamespace is { IsGlobalNamespace: false } ns
        ? string.Join(".", ns.ConstituentNames().Select(SymbolText.Identifier))
        : "";

    private static IEnumerable<BaseTypeDeclarationSyntax> Declarations(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<BaseTypeDeclarationSyntax>();

    private static IEnumerable<string> ConstituentNames(this INamespaceSymbol ns) =>
        ns.IsGlobalNamespace ? [] : ns.ContainingNamespace.ConstituentNames().Append(ns.Name);

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string Parameters(INamedTypeSymbol type) => type.TypeParameters.Length == 0
        ? ""
        : "<" + string.Join(", ", type.TypeParameters.Select(p => Variance(p) + SymbolText.Identifier(p.Name))) + ">";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };
}
