using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Marks a parameter that the result does not depend on <c>[NoGradient]</c>, where another is left to differentiate with respect to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NoGradientCodeFix))]
[Shared]
public sealed class NoGradientCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.DoesNotDepend);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return diagnostic.Properties.ContainsKey(Fixable.ConstantProperty) && root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
            ? [new Repair($"Mark '{parameter.Identifier.ValueText}' [NoGradient], a constant", "MarkNoGradient", [parameter], ApplyAsync)]
            : Repair.None;
    }

    private static async Task<Solution> ApplyAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation) =>
        (await ParameterAttribute.AddAsync(document, (ParameterSyntax)nodes[0], "NoGradient", cancellation).ConfigureAwait(false)).Project.Solution;
}
