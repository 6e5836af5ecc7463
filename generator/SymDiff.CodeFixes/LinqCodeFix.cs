using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Writes a sum, a mean, a largest or smallest number or another aggregate of LINQ out as a loop in front of the statement that it stands in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LinqCodeFix))]
[Shared]
public sealed class LinqCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.CallNotDifferentiable, Fixable.ExpressionNotSupported);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return Repair.None;
        }

        // A chain in a function of another is written out when that has been.
        foreach (var call in root.FindNode(diagnostic.Location.SourceSpan).AncestorsAndSelf().TakeWhile(n => n is not (MemberDeclarationSyntax or StatementSyntax)).OfType<InvocationExpressionSyntax>())
        {
            if (LinqPlace.Of(call) is not null && LinqChain.Of(model, call, cancellation) is { } chain)
            {
                return [new Repair($"Write '{chain.End.Name}' out as a loop", "WriteLoop", [call], ApplyAsync)];
            }
        }

        return Repair.None;
    }

    private static async Task<Solution> ApplyAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        var call = (InvocationExpressionSyntax)nodes[0];
        return await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            && LinqPlace.Of(call) is { } place && LinqChain.Of(model, call, cancellation) is { } chain
            ? document.WithSyntaxRoot(place.Write(root, variable => LinqLoop.Of(model, chain, variable, Taken(call, chain), cancellation))).Project.Solution
            : solution;
    }

    // All names of the member but those that the last function gives its arguments, which it has no more.
    private static IEnumerable<string> Taken(SyntaxNode call, LinqChain chain) => call.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().First().DescendantTokens()
        .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && chain.Result?.IsArgument(t) != true).Select(t => t.ValueText);
}
