using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Attributes of SymDiff on parameters, as they are written.</summary>
internal static class ParameterAttribute
{
    /// <summary>Adds an attribute behind those that are there.</summary>
    /// <param name="document">The document of the declaration.</param>
    /// <param name="parameter">The declaration.</param>
    /// <param name="name">The attribute as it is written, without its namespace.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<Document> AddAsync(Document document, ParameterSyntax parameter, string name, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var root = await parameter.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        if (model is null || LibraryNames.Attribute(document, model, parameter.SpanStart, name) is not { } attribute)
        {
            return document;
        }

        return document.WithSyntaxRoot(root.ReplaceNode(parameter, With(parameter, attribute)));
    }

    /// <summary>Removes an attribute, and its list if that is empty then.</summary>
    /// <param name="root">The root of its tree.</param>
    /// <param name="attribute">The attribute.</param>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        // What stands before the list stays, and comments behind it; a line that it had for itself goes.
        var parameter = (ParameterSyntax)list.Parent!;
        var next = list.GetLastToken().GetNextToken();
        var comments = list.GetTrailingTrivia().SkipWhile(t => !IsComment(t)).ToList();
        var behind = comments.Count > 0 ? comments.Concat(next.LeadingTrivia) : next.LeadingTrivia.SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var without = parameter.ReplaceToken(next, next.WithLeadingTrivia(list.GetLeadingTrivia().AddRange(behind)));
        return root.ReplaceNode(parameter, without.RemoveNode(without.AttributeLists[parameter.AttributeLists.IndexOf(list)], SyntaxRemoveOptions.KeepNoTrivia)!);
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    // It stands where what follows the attributes stood, behind the indentation or the comment there.
    private static ParameterSyntax With(ParameterSyntax parameter, AttributeSyntax attribute)
    {
        var next = parameter.AttributeLists.Count == 0 ? parameter.GetFirstToken() : parameter.AttributeLists.Last().GetLastToken().GetNextToken();
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(next.LeadingTrivia)
            .WithTrailingTrivia(SyntaxFactory.Space);
        return parameter.ReplaceToken(next, next.WithLeadingTrivia()).AddAttributeLists(list);
    }
}
