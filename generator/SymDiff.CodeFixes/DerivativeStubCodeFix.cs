using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Creates the registered derivative of a method that cannot be looked into, with everything but its formula.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DerivativeStubCodeFix))]
[Shared]
public sealed class DerivativeStubCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.CallNotDifferentiable, Fixable.NoRuleYet);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root is not null && diagnostic.Properties.TryGetValue(Fixable.TargetProperty, out string? id) && id is not null
            && await TargetAsync(document, id, cancellation).ConfigureAwait(false) is { } target
            ? [new Repair($"Create a derivative of '{target.ContainingType.Name}.{target.Name}' to fill in: [DerivativeOf]", "CreateDerivative", [root.FindNode(diagnostic.Location.SourceSpan)], (d, nodes, c) => ApplyAsync(d, nodes[0], id, c))]
            : Repair.None;
    }

    private static async Task<IMethodSymbol?> TargetAsync(Document document, string id, CancellationToken cancellation) =>
        await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
            ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) as IMethodSymbol
            : null;

    private static async Task<Solution> ApplyAsync(Document document, SyntaxNode node, string id, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        if (await TargetAsync(document, id, cancellation).ConfigureAwait(false) is not { } target
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return solution;
        }

        var (name, type) = StaticClass.Find(model, node.SpanStart, "Rules", t => Declaration(solution, t) is not null, cancellation);
        if (type is not null && type.GetMembers().OfType<IMethodSymbol>().Any(m => DerivativeStub.IsFor(m, target)))
        {
            // Another call of the same method asked for it.
            return solution;
        }

        string newLine = Layout.NewLine(node);
        if (type is not null && Declaration(solution, type) is { } existing && solution.GetDocument(existing.SyntaxTree) is { } home)
        {
            string indentation = Layout.Indentation(existing.GetFirstToken()) + "    ";
            var homeModel = await home.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            var homeRoot = await home.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            var method = DerivativeStub.Of(target, homeModel!, existing.SpanStart, type, indentation, newLine);
            return home.WithSyntaxRoot(homeRoot!.ReplaceNode(existing, StaticClass.With(existing, [method]))).Project.Solution;
        }

        var outermost = StaticClass.Outermost(node);
        string inner = Layout.Indentation(outermost.GetFirstToken()) + "    ";
        var stub = DerivativeStub.Of(target, model, outermost.SpanStart, null, inner, newLine);
        return document.WithSyntaxRoot(StaticClass.Add(root.TrackNodes(outermost), outermost, name, [stub])).Project.Solution;
    }

    private static ClassDeclarationSyntax? Declaration(Solution solution, INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(d => solution.GetDocument(d.SyntaxTree) is not (null or SourceGeneratedDocument));
}
