using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Types that get the modifier <c>partial</c>, so that members can be emitted into them.</summary>
internal static class PartialTypes
{
    /// <summary>A type and those around it that lack the modifier in some declaration, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Lacking(INamedTypeSymbol? type)
    {
        var lacking = new List<INamedTypeSymbol>();
        for (; type is not null; type = type.ContainingType)
        {
            if (Declarations(type).Any(d => !IsPartial(d)))
            {
                lacking.Insert(0, type);
            }
        }

        return lacking;
    }

    /// <summary>Adds the modifier wherever it is lacking.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="type">The innermost type.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<Solution> MakeAsync(Solution solution, INamedTypeSymbol? type, CancellationToken cancellation)
    {
        var lacking = Lacking(type).SelectMany(Declarations).Where(d => !IsPartial(d)).ToList();
        foreach (var ofTree in lacking.GroupBy(d => d.SyntaxTree))
        {
            if (solution.GetDocument(ofTree.Key) is { } document and not SourceGeneratedDocument)
            {
                var root = await ofTree.Key.GetRootAsync(cancellation).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNodes(ofTree, (_, rewritten) => With(rewritten)));
            }
        }

        return solution;
    }

    /// <summary>The declaration with the modifier, which stands last.</summary>
    public static TypeDeclarationSyntax With(TypeDeclarationSyntax declaration)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return IsPartial(declaration) ? declaration
            : declaration.Modifiers.Count > 0 ? declaration.AddModifiers(partial)
            : declaration.WithKeyword(declaration.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(declaration.Keyword.LeadingTrivia));
    }

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>();

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
}
