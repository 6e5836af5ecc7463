using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>Where a call stands that statements can be put in front of: it is evaluated once, and nothing before it does anything.</summary>
internal sealed class LinqPlace
{
    private readonly InvocationExpressionSyntax _call;
    private readonly SyntaxNode _owner;

    private LinqPlace(InvocationExpressionSyntax call, SyntaxNode owner) => (_call, _owner) = (call, owner);

    /// <summary>The place; null if a loop cannot stand before it.</summary>
    public static LinqPlace? Of(InvocationExpressionSyntax call)
    {
        for (SyntaxNode node = call; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or SwitchExpressionArmSyntax or ConditionalAccessExpressionSyntax or InitializerExpressionSyntax:
                case ConditionalExpressionSyntax conditional when conditional.Condition != node:
                case BinaryExpressionSyntax binary when binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression && binary.Right == node:
                    return null;

                case ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax }:
                    return DoesNothingBefore(parent, call) ? new LinqPlace(call, parent) : null;

                case LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, Parent: BlockSyntax or SwitchSectionSyntax }:
                case ExpressionStatementSyntax or ReturnStatementSyntax:
                case IfStatementSyntax choice when choice.Condition == node && choice.Parent is not ElseClauseSyntax:
                    return DoesNothingBefore(parent, call) ? new LinqPlace(call, parent) : null;

                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The root with the loop before the statement, and its value in it.</summary>
    /// <param name="root">The root.</param>
    /// <param name="write">Writes the loop, given a variable that is declared to hold the value and nothing else.</param>
    public SyntaxNode Write(SyntaxNode root, Func<string?, LinqLoop> write)
    {
        string newLine = Layout.NewLine(_call);
        if (_owner is ArrowExpressionClauseSyntax arrow)
        {
            return root.ReplaceNode(arrow.Parent!, OfArrow(arrow, write(null), newLine));
        }

        var statement = (StatementSyntax)_owner;
        string indentation = Layout.Indentation(statement.GetFirstToken());
        var loop = write(null);
        bool isVariable = statement is LocalDeclarationStatementSyntax { IsConst: false, UsingKeyword.RawKind: 0, Declaration: { Variables: { } variables, Type: { } type } } && variables[0].Initializer?.Value == _call
            && (type.IsVar || type.ToString() == loop.Type) && SyntaxFacts.IsValidIdentifier(loop.Value);
        loop = isVariable ? write(((LocalDeclarationStatementSyntax)statement).Declaration.Variables[0].Identifier.Text) : loop;

        bool isEmbedded = statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax);
        string outer = isEmbedded ? Layout.Indentation(statement.Parent!.GetFirstToken()) : indentation;
        string inner = isEmbedded ? outer + "    " : indentation;
        var added = Parse(loop.Lines, inner, newLine);
        if (isVariable)
        {
            added[0] = added[0].WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(statement.GetTrailingTrivia());
            added[added.Count - 1] = WithEmptyLine(added[added.Count - 1], statement, newLine);
            return root.ReplaceNode(statement, added);
        }

        var rest = statement.ReplaceNode(_call, Value(loop, _call)).WithLeadingTrivia(SyntaxFactory.EndOfLine(newLine), SyntaxFactory.Whitespace(inner));
        if (isEmbedded)
        {
            var block = SyntaxFactory.Block(
                SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(outer)).WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine)),
                SyntaxFactory.List(added.Append(rest)),
                SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(outer)).WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine)));
            var before = statement.GetFirstToken().GetPreviousToken();
            bool isOnOwnLine = before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
            block = isOnOwnLine ? block : block.WithLeadingTrivia(SyntaxFactory.EndOfLine(newLine), SyntaxFactory.Whitespace(outer));
            return root.ReplaceNode(statement, block);
        }

        added[0] = added[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return root.ReplaceNode(statement, added.Append(rest));
    }

    // What follows a loop stands behind an empty line.
    private static StatementSyntax WithEmptyLine(StatementSyntax last, StatementSyntax replaced, string newLine)
    {
        var next = replaced.GetLastToken().GetNextToken();
        return next.IsKind(SyntaxKind.CloseBraceToken) || (next.LeadingTrivia.Count > 0 && next.LeadingTrivia[0].IsKind(SyntaxKind.EndOfLineTrivia)) ? last
            : last.WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine), SyntaxFactory.EndOfLine(newLine));
    }

    private SyntaxNode OfArrow(ArrowExpressionClauseSyntax arrow, LinqLoop loop, string newLine)
    {
        var owner = arrow.Parent!;
        string outer = Layout.Indentation(owner.GetFirstToken());
        string inner = outer + "    ";
        bool isVoid = owner is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
            or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } };
        string expression = arrow.Expression.ReplaceNode(_call, Value(loop, _call)).WithoutTrivia().ToFullString();
        var lines = loop.Lines.Append("").Append(isVoid ? $"{expression};" : $"return {expression};");
        var statements = Parse([.. lines], inner, newLine);
        var block = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(outer)).WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine)),
            SyntaxFactory.List(statements),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(outer)).WithTrailingTrivia(owner.GetTrailingTrivia()));
        var before = arrow.ArrowToken.GetPreviousToken();
        var ended = before.WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine));
        return owner switch
        {
            MethodDeclarationSyntax method => method.ReplaceToken(before, ended).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            LocalFunctionStatementSyntax function => function.ReplaceToken(before, ended).WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            _ => owner,
        };
    }

    // Whether it needs parentheses is seen where it stands.
    private static ExpressionSyntax Value(LinqLoop loop, ExpressionSyntax call)
    {
        var value = SyntaxFactory.ParseExpression(loop.Value);
        bool isOperand = call.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax or InterpolationSyntax);
        return (value is BinaryExpressionSyntax || (value is CastExpressionSyntax && call.Parent is MemberAccessExpressionSyntax)) && isOperand
            ? SyntaxFactory.ParenthesizedExpression(value).WithTriviaFrom(call)
            : value.WithTriviaFrom(call);
    }

    private static List<StatementSyntax> Parse(IReadOnlyList<string> lines, string indentation, string newLine)
    {
        string text = string.Concat(lines.Select(l => (l.Length == 0 ? "" : indentation + l) + newLine));
        var block = (BlockSyntax)SyntaxFactory.ParseStatement("{" + newLine + text + "}");
        return [.. block.Statements];
    }

    private static bool DoesNothingBefore(SyntaxNode owner, InvocationExpressionSyntax call) => !owner.DescendantNodes().Any(n => n.SpanStart < call.SpanStart
        && (n.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.DeclarationExpression
            or SyntaxKind.DeclarationPattern or SyntaxKind.VarPattern
            || (n is AssignmentExpressionSyntax assignment && !(assignment.Parent == owner && assignment.Left is IdentifierNameSyntax))));
}
