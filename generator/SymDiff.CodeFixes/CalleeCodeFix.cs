using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Marks a method that is called <c>[Differentiable]</c>, wherever in the solution it stands.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CalleeCodeFix))]
[Shared]
public sealed class CalleeCodeFix : CodeFixProvider
{
    private const string Attribute = "Differentiable";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.CallNotDifferentiable, Fixable.CannotInline, Fixable.NoHigherOrder);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root is not null && diagnostic.Properties.TryGetValue(Fixable.CalleeProperty, out string? name) && name is not null
            && await FindAsync(document.Project, name, cancellation).ConfigureAwait(false) is { } callee
            ? [new Repair($"Mark '{callee.Declaration.Identifier.ValueText}' [{Attribute}]", "MarkCallee", [root.FindNode(diagnostic.Location.SourceSpan)], (d, _, c) => ApplyAsync(d, name, c))]
            : Repair.None;
    }

    private static async Task<Solution> ApplyAsync(Document document, string name, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        if (await FindAsync(document.Project, name, cancellation).ConfigureAwait(false) is not { } found
            || await found.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || LibraryNames.Attribute(found.Document, model, found.Declaration.SpanStart, Attribute) is not { } attribute)
        {
            return solution;
        }

        // The type first: its declaration, which may be in several files, stays one with the attribute in it.
        var mark = new SyntaxAnnotation();
        var root = await found.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var marked = found.Document.WithSyntaxRoot(root!.ReplaceNode(found.Declaration, With(found.Declaration, attribute).WithAdditionalAnnotations(mark)));
        var again = await marked.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        root = await marked.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var symbol = again?.GetDeclaredSymbol(root!.GetAnnotatedNodes(mark).Single(), cancellation);
        return await PartialTypes.MakeAsync(marked.Project.Solution, symbol?.ContainingType, cancellation).ConfigureAwait(false);
    }

    private static async Task<(Document Document, MethodDeclarationSyntax Declaration)?> FindAsync(Project project, string name, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        // What a message calls a method has the name of its type before that of the method.
        string[] parts = name.Split('.');
        var methods = name.StartsWith("M:", StringComparison.Ordinal)
            ? DocumentationCommentId.GetSymbolsForDeclarationId(name, compilation).OfType<IMethodSymbol>()
            : compilation.GetSymbolsWithName(parts[parts.Length - 1], SymbolFilter.Member, cancellation).OfType<IMethodSymbol>()
                .Where(m => parts.Length < 2 || m.ContainingType?.Name == parts[parts.Length - 2]);
        var candidates = methods.ToList();
        if (candidates.Count != 1 || candidates[0] is not { MethodKind: MethodKind.Ordinary } method || IsMarked(method) || IsTuple(method))
        {
            return null;
        }

        var declaration = method.PartialImplementationPart ?? method;
        return declaration.DeclaringSyntaxReferences.Length == 1
            && project.Solution.GetDocument(declaration.DeclaringSyntaxReferences[0].SyntaxTree) is { } document and not SourceGeneratedDocument
            && await declaration.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellation).ConfigureAwait(false) is MethodDeclarationSyntax syntax
            && (await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false))?.GetTypeByMetadataName("SymDiff.DifferentiableAttribute") is not null
            ? (document, syntax)
            : null;
    }

    private static bool IsMarked(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass is { Name: Attribute + "Attribute", ContainingNamespace.Name: "SymDiff" });

    // Several partial derivatives are no one number, and have no derivative.
    private static bool IsTuple(IMethodSymbol method) => method.ReturnType.IsTupleType;

    // On a line of its own, where the method begins one.
    private static MethodDeclarationSyntax With(MethodDeclarationSyntax method, AttributeSyntax attribute)
    {
        var first = method.GetFirstToken();
        var before = first.LeadingTrivia;
        bool isOnOwnLine = first.GetPreviousToken().IsKind(SyntaxKind.None) || first.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || before.Any(SyntaxKind.EndOfLineTrivia);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithLeadingTrivia(before);
        var indentation = before.Count > 0 && before[before.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(before[before.Count - 1]) : default;
        list = list.WithTrailingTrivia(isOnOwnLine ? Layout.EndOfLine(method) : SyntaxFactory.Space);
        method = method.ReplaceToken(first, first.WithLeadingTrivia(isOnOwnLine ? indentation : default));
        return method.WithAttributeLists(method.AttributeLists.Insert(0, list));
    }
}
