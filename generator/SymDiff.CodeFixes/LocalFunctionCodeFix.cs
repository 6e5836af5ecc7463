using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Moves a marked local function to where derivatives can be emitted beside it: into the type around it, or into a static partial class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LocalFunctionCodeFix))]
[Shared]
public sealed class LocalFunctionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Fixable.LocalFunction);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new OneByOne(RepairsAsync);

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context) => OneByOne.RegisterAsync(context, RepairsAsync);

    private static async Task<IReadOnlyList<Repair>> RepairsAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model is null || root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not LocalFunctionStatementSyntax function
            || LocalFunctions.Of(model, function, cancellation) is not { } functions)
        {
            return Repair.None;
        }

        var repairs = new List<Repair>();
        string name = function.Identifier.ValueText;
        if (TypeFor(model, functions, cancellation) is { } type)
        {
            repairs.Add(new Repair($"Move '{name}' into '{type.Identifier.ValueText}'", "MoveIntoType", [function], IntoTypeAsync));
        }

        if (!functions.AreBoundToType)
        {
            repairs.Add(new Repair($"Move '{name}' into a static partial class", "MoveIntoClass", [function], IntoClassAsync));
        }

        return repairs;
    }

    // The type whose member the function stands in, where it can have another of its name.
    private static TypeDeclarationSyntax? TypeFor(SemanticModel model, LocalFunctions functions, CancellationToken cancellation)
    {
        var type = functions.Moved[0].FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax)?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
            && model.GetDeclaredSymbol(type, cancellation) is { } symbol && !functions.Moved.Any(m => symbol.GetMembers(m.Identifier.ValueText).Length > 0)
            && functions.Moved.Select(m => m.Identifier.ValueText).Distinct().Count() == functions.Moved.Count
            ? type
            : null;
    }

    private static async Task<Solution> IntoTypeAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || LocalFunctions.Of(model, (LocalFunctionStatementSyntax)nodes[0], cancellation) is not { } functions
            || TypeFor(model, functions, cancellation) is not { } type)
        {
            return solution;
        }

        var member = functions.Moved[0].Ancestors().OfType<MemberDeclarationSyntax>().First(m => m.Parent == type);
        string indentation = Layout.Indentation(member.GetFirstToken());
        var methods = functions.Moved.Select(m => FunctionMove.Method(m, [], indentation, isShared: false)).ToList();
        root = root.TrackNodes(functions.Moved.Cast<SyntaxNode>().Append(member).Append(type));
        root = root.InsertNodesAfter(root.GetCurrentNode(member)!, methods);
        root = FunctionMove.Without(root, functions.Moved);

        var changed = document.WithSyntaxRoot(root);
        root = (await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        model = await changed.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return await PartialTypes.MakeAsync(changed.Project.Solution, model?.GetDeclaredSymbol(root.GetCurrentNode(type)!, cancellation), cancellation).ConfigureAwait(false);
    }

    private static async Task<Solution> IntoClassAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        var solution = document.Project.Solution;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || LocalFunctions.Of(model, (LocalFunctionStatementSyntax)nodes[0], cancellation) is not { AreBoundToType: false } functions)
        {
            return solution;
        }

        var (name, type) = StaticClass.Find(
            model, nodes[0].SpanStart, "Functions", t => Declaration(t, nodes[0]) is not null && !functions.Moved.Any(m => t.GetMembers(m.Identifier.ValueText).Length > 0), cancellation);
        var existing = type is null ? null : Declaration(type, nodes[0]);
        var references = functions.References(root);
        var qualified = functions.OfType.ToDictionary(o => (SyntaxNode)o.Name, o => $"{o.Symbol.ContainingType.ToMinimalDisplayString(model, nodes[0].SpanStart)}.{o.Name}");

        // The class stands in the namespace that the function stands in.
        var outermost = StaticClass.Outermost(nodes[0]);
        string outer = existing is not null ? Layout.Indentation(existing.GetFirstToken()) : outermost is GlobalStatementSyntax ? "" : Layout.Indentation(outermost.GetFirstToken());
        var methods = functions.Moved.Select(m => FunctionMove.Method(m, qualified, outer + "    ", IsShared(m))).ToList();

        root = root.TrackNodes(functions.Moved.Cast<SyntaxNode>().Concat(references).Append(outermost).Concat(existing is null ? [] : [existing]));
        root = root.ReplaceNodes(references.Select(r => root.GetCurrentNode(r)!), (_, rewritten) =>
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(name), rewritten.WithoutTrivia()).WithTriviaFrom(rewritten));
        root = FunctionMove.Without(root, functions.Moved);
        if (existing is null)
        {
            root = StaticClass.Add(root, outermost, name, methods);
        }
        else
        {
            var current = root.GetCurrentNode(existing)!;
            root = root.ReplaceNode(current, PartialTypes.With(StaticClass.With(current, methods)));
        }

        return document.WithSyntaxRoot(root).Project.Solution;

        bool IsShared(LocalFunctionStatementSyntax moved) => moved == functions.Moved[0] || FunctionMove.IsMarked(moved) || references.Any(r => r.Identifier.ValueText == moved.Identifier.ValueText);
    }

    // In the same file, and not around the function.
    private static ClassDeclarationSyntax? Declaration(INamedTypeSymbol type, SyntaxNode function) => type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(d => d.SyntaxTree == function.SyntaxTree && !d.Span.Contains(function.Span));
}
