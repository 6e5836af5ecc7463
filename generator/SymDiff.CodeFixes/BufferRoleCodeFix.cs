using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Says in a declaration what a buffer is: marks a parameter <c>[InOut]</c>, <c>[Output]</c> or <c>[Scratch]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BufferRoleCodeFix))]
[Shared]
public sealed class BufferRoleCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.InputIsWritten, Fixable.OnlyWritten);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Fixable.RolesProperty, out string? roles) || roles is null
                || await DeclarationAsync(context.Document.Project, diagnostic, context.CancellationToken).ConfigureAwait(false) is not var (document, parameter))
            {
                continue;
            }

            foreach (string role in roles.Split(' '))
            {
                string title = $"Mark '{parameter.Identifier.ValueText}' [{role}], {Meaning(role)}";
                context.RegisterCodeFix(CodeAction.Create(title, c => ParameterAttribute.AddAsync(document, parameter, role, c), equivalenceKey: "Mark" + role), diagnostic);
            }
        }
    }

    private static string Meaning(string role) => role switch
    {
        "InOut" => "an input and a result",
        "Output" => "a result that does not depend on what it holds at first",
        _ => "memory to work in",
    };

    // The first of the declarations that can be edited: one part of a partial method may be generated.
    private static async Task<(Document Document, ParameterSyntax Parameter)?> DeclarationAsync(Project project, Diagnostic diagnostic, CancellationToken cancellation)
    {
        foreach (var location in diagnostic.AdditionalLocations)
        {
            if (project.Solution.GetDocument(location.SourceTree) is not { } document || document is SourceGeneratedDocument)
            {
                continue;
            }

            var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            if (root?.FindNode(location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
            {
                return (document, parameter);
            }
        }

        return null;
    }
}
