using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace SymDiff.CodeFixes;

/// <summary>Types of the library as they are written at a place: by their names where these bind, else so that the namespace is imported.</summary>
internal static class LibraryNames
{
    private const string Namespace = "SymDiff";

    /// <summary>An attribute; null if the project does not know it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="model">Its semantic model.</param>
    /// <param name="position">Where it is to stand.</param>
    /// <param name="name">Its name without the namespace and without <c>Attribute</c>.</param>
    public static AttributeSyntax? Attribute(Document document, SemanticModel model, int position, string name)
    {
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(name));
        return Find(model, name + "Attribute") is not { } type ? null
            : SymbolEqualityComparer.Default.Equals(model.GetSpeculativeSymbolInfo(position, attribute).Symbol?.ContainingType, type) ? attribute
            : attribute.WithName((NameSyntax)Imported(document, type));
    }

    /// <summary>An attribute as text, for members that are written as text; null if the project does not know it.</summary>
    public static string? AttributeText(SemanticModel model, int position, string name)
    {
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(name));
        return Find(model, name + "Attribute") is not { } type ? null
            : SymbolEqualityComparer.Default.Equals(model.GetSpeculativeSymbolInfo(position, attribute).Symbol?.ContainingType, type) ? name
            : $"global::{Namespace}.{name}";
    }

    /// <summary>A static type; null if the project does not know it.</summary>
    public static ExpressionSyntax? Type(Document document, SemanticModel model, int position, string name)
    {
        var identifier = (IdentifierNameSyntax)SyntaxFactory.ParseExpression(name);
        return Find(model, name) is not { } type ? null
            : SymbolEqualityComparer.Default.Equals(model.GetSpeculativeSymbolInfo(position, identifier, SpeculativeBindingOption.BindAsExpression).Symbol, type) ? identifier
            : Imported(document, type);
    }

    /// <summary>Has names that begin with <c>global::</c> shortened as far as they bind.</summary>
    public static T Shortened<T>(T node)
        where T : SyntaxNode =>
        node.ReplaceNodes(
            node.DescendantNodes().OfType<AliasQualifiedNameSyntax>().Select(Outermost),
            (_, rewritten) => rewritten.WithAdditionalAnnotations(Simplifier.Annotation));

    private static SyntaxNode Outermost(SyntaxNode name)
    {
        while (name.Parent is QualifiedNameSyntax || (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name))
        {
            name = name.Parent;
        }

        return name;
    }

    private static INamedTypeSymbol? Find(SemanticModel model, string name) => model.Compilation.GetTypeByMetadataName($"{Namespace}.{name}");

    // Annotated: what a code action does last is to import the namespace, where that makes nothing ambiguous, and to shorten the name as far as it binds.
    private static ExpressionSyntax Imported(Document document, INamedTypeSymbol type) =>
        (ExpressionSyntax)SyntaxGenerator.GetGenerator(document).TypeExpression(type).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
}
