using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Says that a value is meant as a constant where it goes: <c>Differential.StopGradient(x)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StopGradientCodeFix))]
[Shared]
public sealed class StopGradientCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Fixable.CallNotDifferentiable, Fixable.NoRuleYet, Fixable.ActiveValueLost, Fixable.CannotInline, Fixable.ActiveArgumentOfConstant, Fixable.StepFunction, Fixable.ActiveEquality);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null || diagnostic.Properties.ContainsKey(Fixable.UnsupportedProperty))
        {
            return Repair.None;
        }

        // Offered behind whatever keeps the derivative.
        var stopped = Stopped(diagnostic, root).Select(Bare).ToList();
        return stopped.Count > 0 && stopped.All(e => model.GetTypeInfo(e, cancellation).Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } or ITypeParameterSymbol)
            ? [new Repair($"Make {string.Join(" and ", stopped.Select(e => $"'{e.WithoutTrivia()}'"))} a constant here: StopGradient", "StopGradient", stopped, ApplyAsync, CodeActionPriority.Low)]
            : Repair.None;
    }

    // What is to be a constant.
    private static IEnumerable<ExpressionSyntax> Stopped(Diagnostic diagnostic, SyntaxNode root)
    {
        if (diagnostic.Properties.TryGetValue(Fixable.ActiveProperty, out string? places) && places is not null)
        {
            return places.Split(' ').Select(p => At(root, Span(p))).OfType<ExpressionSyntax>();
        }

        return (diagnostic.Id, At(root, diagnostic.Location.SourceSpan)) switch
        {
            (Fixable.CallNotDifferentiable or Fixable.NoRuleYet or Fixable.CannotInline, _) => [],
            (Fixable.ActiveArgumentOfConstant, ArgumentSyntax argument) => [argument.Expression],
            (Fixable.ActiveArgumentOfConstant, ExpressionSyntax { Parent: ArgumentSyntax } argument) => [argument],
            (Fixable.ActiveValueLost, AssignmentExpressionSyntax assignment) => [assignment.Right],
            (Fixable.ActiveValueLost, ExpressionSyntax expression) => [expression],
            (Fixable.StepFunction, CastExpressionSyntax cast) => [cast.Expression],
            (Fixable.StepFunction, InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }) => [arguments[0].Expression],
            (Fixable.ActiveEquality, BinaryExpressionSyntax comparison) => [comparison.Left],
            _ => [],
        };
    }

    private static SyntaxNode? At(SyntaxNode root, TextSpan span) => root.FullSpan.Contains(span) ? root.FindNode(span, getInnermostNodeForTie: true) : null;

    private static TextSpan Span(string place)
    {
        string[] parts = place.Split(',');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax parenthesized ? Bare(parenthesized.Expression) : expression;

    private static async Task<Solution> ApplyAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (model is null || root is null || LibraryNames.Type(document, model, nodes[0].SpanStart, "Differential") is not { } type)
        {
            return document.Project.Solution;
        }

        // Made from text, which is not laid out anew.
        var call = (InvocationExpressionSyntax)SyntaxFactory.ParseExpression("Differential.StopGradient(value)");
        var callee = (MemberAccessExpressionSyntax)call.Expression;
        call = call.WithExpression(callee.WithExpression(type));
        root = root.ReplaceNodes(
            nodes.Select(Whole),
            (_, rewritten) => call.ReplaceNode(call.ArgumentList.Arguments[0].Expression, Bare((ExpressionSyntax)rewritten).WithoutTrivia()).WithTriviaFrom(rewritten));
        return document.WithSyntaxRoot(root).Project.Solution;
    }

    // With the parentheses, which the call brings itself.
    private static SyntaxNode Whole(SyntaxNode node) => node.Parent is ParenthesizedExpressionSyntax parent ? Whole(parent) : node;
}
