using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Local functions as methods.</summary>
internal static class FunctionMove
{
    /// <summary>Whether a local function is marked.</summary>
    public static bool IsMarked(LocalFunctionStatementSyntax function) =>
        function.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Split('.').Last() is "Differentiable" or "DifferentiableAttribute");

    /// <summary>A local function as a static method, after an empty line.</summary>
    /// <param name="function">The function.</param>
    /// <param name="qualified">What some names in it have to become.</param>
    /// <param name="indentation">Where it begins.</param>
    /// <param name="isShared">Whether it is called from elsewhere.</param>
    public static MemberDeclarationSyntax Method(LocalFunctionStatementSyntax function, Dictionary<SyntaxNode, string> qualified, string indentation, bool isShared)
    {
        string newLine = Layout.NewLine(function);
        string from = Layout.Indentation(function.GetFirstToken());
        var replaced = function.ReplaceNodes(
            function.DescendantNodes().Where(qualified.ContainsKey), (original, _) => SyntaxFactory.ParseExpression(qualified[original]).WithTriviaFrom(original));

        // The modifiers of a local function say less than those of a method.
        var first = replaced.Modifiers.Count > 0 ? replaced.Modifiers[0] : replaced.ReturnType.GetFirstToken();
        string text = replaced.ToFullString();
        int offset = replaced.FullSpan.Start;
        string modifiers = (isShared ? "public static " : "private static ") + string.Concat(replaced.Modifiers.Where(m => !m.IsKind(SyntaxKind.StaticKeyword)).Select(m => m.ValueText + " "));
        text = text.Substring(0, first.SpanStart - offset) + modifiers + text.Substring(replaced.ReturnType.SpanStart - offset);

        // Without the empty lines above; comments and documentation stay.
        string[] lines = text.Split('\n');
        int skipped = lines.TakeWhile(l => l.Trim().Length == 0).Sum(l => l.Length + 1);
        text = Layout.Indented(text.Substring(skipped).TrimEnd(), from, indentation);
        text = text.StartsWith(indentation, StringComparison.Ordinal) ? text : indentation + text.TrimStart();
        return SyntaxFactory.ParseMemberDeclaration(newLine + text + newLine)!;
    }

    /// <summary>The root without functions, which were tracked.</summary>
    public static SyntaxNode Without(SyntaxNode root, IEnumerable<LocalFunctionStatementSyntax> functions)
    {
        foreach (var function in functions)
        {
            if (root.GetCurrentNode(function) is not { } current)
            {
                continue;
            }

            // What followed the first statement of a block does not begin with an empty line.
            var statement = current.Parent is GlobalStatementSyntax global ? (SyntaxNode)global : current;
            var next = statement.GetLastToken().GetNextToken();
            bool isFirst = statement.GetFirstToken().GetPreviousToken() is var previous && (previous.IsKind(SyntaxKind.None) || previous.IsKind(SyntaxKind.OpenBraceToken));
            if (isFirst && next.LeadingTrivia.Count > 0 && next.LeadingTrivia[0].IsKind(SyntaxKind.EndOfLineTrivia))
            {
                var mark = new SyntaxAnnotation();
                root = root.ReplaceNode(statement, statement.WithAdditionalAnnotations(mark));
                next = root.GetAnnotatedNodes(mark).Single().GetLastToken().GetNextToken();
                root = root.ReplaceToken(next, next.WithLeadingTrivia(next.LeadingTrivia.Skip(1)));
                statement = root.GetAnnotatedNodes(mark).Single();
            }

            root = root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        }

        return root;
    }
}
