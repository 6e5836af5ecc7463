using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Makes the type of a marked method, or a set of parameters, <c>partial</c>, and with it every type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialTypeCodeFix))]
[Shared]
public sealed class PartialTypeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.NotPartial, Fixable.SetNotPartial);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var node = root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var lacking = PartialTypes.Lacking(node is null ? null : await TypeAsync(document, node, cancellation).ConfigureAwait(false));
        return lacking.Count == 0 ? Repair.None : [new Repair($"Make {string.Join(" and ", lacking.Select(t => $"'{t.Name}'"))} partial", "MakePartial", [node!], ApplyAsync)];
    }

    private static async Task<Solution> ApplyAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation) =>
        await PartialTypes.MakeAsync(document.Project.Solution, await TypeAsync(document, nodes[0], cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    private static async Task<INamedTypeSymbol?> TypeAsync(Document document, SyntaxNode node, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var symbol = model?.GetDeclaredSymbol(node, cancellation);
        return symbol as INamedTypeSymbol ?? symbol?.ContainingType;
    }
}
