using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>The user's source as a message quotes it: one line, without comments, not too long.</summary>
internal static class Snippet
{
    private const int Limit = 60;

    /// <summary>The source of an operation.</summary>
    public static string Of(IOperation operation) => Of(operation.Syntax);

    /// <summary>The source of a node.</summary>
    public static string Of(SyntaxNode node)
    {
        var text = new System.Text.StringBuilder();
        SyntaxToken? previous = null;
        foreach (var token in node.DescendantTokens())
        {
            // One space wherever there was any trivia, so that layout and comments do not show.
            if (previous is { } before && before.Span.End < token.SpanStart)
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            previous = token;
            if (text.Length > Limit)
            {
                return text.ToString(0, Limit - 1) + "…";
            }
        }

        return text.ToString();
    }
}
