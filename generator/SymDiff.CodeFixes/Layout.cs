using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.CodeFixes;

/// <summary>The layout of source: ends of lines and indentation, as they are.</summary>
internal static class Layout
{
    /// <summary>The end of a line as the file of a node has it.</summary>
    public static SyntaxTrivia EndOfLine(SyntaxNode node) => SyntaxFactory.EndOfLine(NewLine(node));

    /// <summary>The end of a line as the file of a node has it.</summary>
    public static string NewLine(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        var first = root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? first.ToString() : "\n";
    }

    /// <summary>What stands before the first token on the line of a token.</summary>
    public static string Indentation(SyntaxToken token)
    {
        var text = token.SyntaxTree!.GetText();
        string line = text.Lines.GetLineFromPosition(token.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Moves lines from one indentation to another; what stands inside of a token, such as a long string, stays as it is.</summary>
    /// <param name="text">The text of a member.</param>
    /// <param name="from">Its indentation.</param>
    /// <param name="to">What it is to be.</param>
    public static string Indented(string text, string from, string to)
    {
        var inside = SyntaxFactory.ParseMemberDeclaration(text)?.DescendantTokens().Where(t => t.Text.IndexOf('\n') >= 0).Select(t => t.Span).ToList() ?? [];
        var moved = new System.Text.StringBuilder();
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            string line = text.Substring(start, end - start);
            bool isMoved = line.StartsWith(from, StringComparison.Ordinal) && line.Trim().Length > 0 && !inside.Any(s => s.Start < start && start < s.End);
            moved.Append(isMoved ? to + line.Substring(from.Length) : line);
            start = end;
        }

        return moved.ToString();
    }
}
