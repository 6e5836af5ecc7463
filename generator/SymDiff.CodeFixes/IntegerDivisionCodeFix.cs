using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Makes a division of integers one of real numbers: <c>1 / 2.0</c>, <c>n / (double)m</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IntegerDivisionCodeFix))]
[Shared]
public sealed class IntegerDivisionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.IntegerDivision);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null || root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not BinaryExpressionSyntax division || !division.IsKind(SyntaxKind.DivideExpression))
        {
            return Repair.None;
        }

        bool isSingle = IsSingle(model, division, cancellation);
        return [new Repair($"Divide real numbers: '{Divided(division, isSingle).WithoutTrivia()}'", "DivideReals", [division], async (d, nodes, c) =>
        {
            var current = await d.GetSyntaxRootAsync(c).ConfigureAwait(false);
            return d.WithSyntaxRoot(current!.ReplaceNode(nodes[0], Divided((BinaryExpressionSyntax)nodes[0], isSingle))).Project.Solution;
        })];
    }

    // What the integer is converted to, somewhere around the division.
    private static bool IsSingle(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation)
    {
        for (SyntaxNode? node = expression; node is ExpressionSyntax current; node = node.Parent)
        {
            if (model.GetTypeInfo(current, cancellation).ConvertedType is { SpecialType: SpecialType.System_Single or SpecialType.System_Double } type)
            {
                return type.SpecialType == SpecialType.System_Single;
            }
        }

        return false;
    }

    private static BinaryExpressionSyntax Divided(BinaryExpressionSyntax division, bool isSingle) =>
        Real(division.Right, isSingle) is { } right ? division.WithRight(right)
        : Real(division.Left, isSingle) is { } left ? division.WithLeft(left)
        : division.WithRight(Cast(division.Right, isSingle));

    // A number written without a point and a suffix.
    private static LiteralExpressionSyntax? Real(ExpressionSyntax expression, bool isSingle) =>
        expression is LiteralExpressionSyntax { Token: { RawKind: (int)SyntaxKind.NumericLiteralToken } token } literal && token.Text.All(c => char.IsDigit(c) || c == '_')
            ? literal.WithToken(Token(token, token.Text + (isSingle ? "f" : ".0"), isSingle))
            : null;

    private static SyntaxToken Token(SyntaxToken token, string text, bool isSingle)
    {
        double value = Convert.ToDouble(token.Value, CultureInfo.InvariantCulture);
        return isSingle ? SyntaxFactory.Literal(token.LeadingTrivia, text, (float)value, token.TrailingTrivia) : SyntaxFactory.Literal(token.LeadingTrivia, text, value, token.TrailingTrivia);
    }

    private static CastExpressionSyntax Cast(ExpressionSyntax expression, bool isSingle) => SyntaxFactory.CastExpression(
        SyntaxFactory.PredefinedType(SyntaxFactory.Token(isSingle ? SyntaxKind.FloatKeyword : SyntaxKind.DoubleKeyword)), expression.WithoutTrivia()).WithTriviaFrom(expression);
}
