using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Removes a buffer attribute from a parameter that it means nothing on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MisplacedAttributeCodeFix))]
[Shared]
public sealed class MisplacedAttributeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.BufferAttributeMisplaced);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan) is AttributeSyntax { Parent: AttributeListSyntax { Parent: ParameterSyntax } } attribute)
            {
                string title = $"Remove [{attribute.Name}]";
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(ParameterAttribute.Remove(root, attribute))), equivalenceKey: "Remove"), diagnostic);
            }
        }
    }
}
