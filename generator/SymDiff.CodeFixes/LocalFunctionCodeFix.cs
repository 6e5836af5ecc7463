using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.CodeFixes;

/// <summary>Moves a marked local function or lambda to where derivatives can be emitted beside it: into the type around it, or into a static partial class.</summary>
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
        var node = root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<SyntaxNode>(n => n is LocalFunctionStatementSyntax or LambdaExpressionSyntax);
        if (model is null || node is null || MovedFunction.Of(model, node, cancellation) is not { } moved)
        {
            return Repair.None;
        }

        var repairs = new List<Repair>();
        if (moved.TypeFor(cancellation) is { } type)
        {
            repairs.Add(new Repair($"Move {moved.Shown} into '{type.Identifier.ValueText}'", "MoveIntoType", [node], IntoTypeAsync));
        }

        if (!moved.Functions.AreBoundToType)
        {
            repairs.Add(new Repair($"Move {moved.Shown} into a static partial class", "MoveIntoClass", [node], IntoClassAsync));
        }

        return moved.Lambda is null ? repairs : await ThatCompileAsync(repairs, document, node, cancellation).ConfigureAwait(false);
    }

    // A method has no type of its own where that of a lambda may be inferred, and other rules for its parameters.
    private static async Task<IReadOnlyList<Repair>> ThatCompileAsync(IReadOnlyList<Repair> repairs, Document document, SyntaxNode node, CancellationToken cancellation)
    {
        var before = await ErrorsAsync(document, cancellation).ConfigureAwait(false);
        var compiling = new List<Repair>();
        foreach (var repair in repairs)
        {
            var solution = await repair.Apply(document, [node], cancellation).ConfigureAwait(false);
            var after = await ErrorsAsync(solution.GetDocument(document.Id)!, cancellation).ConfigureAwait(false);
            if (after.All(e => e.Value <= (before.TryGetValue(e.Key, out int count) ? count : 0)))
            {
                compiling.Add(repair);
            }
        }

        return compiling;
    }

    private static async Task<Dictionary<string, int>> ErrorsAsync(Document document, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return model!.GetDiagnostics(null, cancellation).Where(d => d.Severity == DiagnosticSeverity.Error).GroupBy(d => d.Id).ToDictionary(g => g.Key, g => g.Count());
    }

    private static async Task<Solution> IntoTypeAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || MovedFunction.Of(model, nodes[0], cancellation) is not { } moved
            || moved.TypeFor(cancellation) is not { } type)
        {
            return document.Project.Solution;
        }

        var member = nodes[0].Ancestors().OfType<MemberDeclarationSyntax>().First(m => m.Parent == type);
        string indentation = Layout.Indentation(member.GetFirstToken());
        string name = moved.NameIn((INamedTypeSymbol)model.GetDeclaredSymbol(type, cancellation)!);
        var methods = moved.Methods(name, [], indentation, _ => false);
        root = root.TrackNodes(moved.Tracked.Append(member).Append(type));
        root = moved.Replaced(root, SyntaxFactory.IdentifierName(name));
        root = root.InsertNodesAfter(root.GetCurrentNode(member)!, methods);
        root = FunctionMove.Without(root, moved.Functions.Moved);

        var changed = document.WithSyntaxRoot(root);
        root = (await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        model = await changed.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return await PartialTypes.MakeAsync(changed.Project.Solution, model?.GetDeclaredSymbol(root.GetCurrentNode(type)!, cancellation), cancellation).ConfigureAwait(false);
    }

    private static async Task<Solution> IntoClassAsync(Document document, IReadOnlyList<SyntaxNode> nodes, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || MovedFunction.Of(model, nodes[0], cancellation) is not { Functions: { AreBoundToType: false } functions } moved)
        {
            return document.Project.Solution;
        }

        var (home, type) = StaticClass.Find(model, nodes[0].SpanStart, "Functions", t => Declaration(t, nodes[0]) is not null && moved.HasRoom(t), cancellation);
        var existing = type is null ? null : Declaration(type, nodes[0]);
        string name = moved.NameIn(type);
        var references = functions.References(root).Where(r => !nodes[0].Span.Contains(r.Span)).ToList();
        var qualified = functions.OfType.ToDictionary(o => (SyntaxNode)o.Name, o => $"{o.Symbol.ContainingType.ToMinimalDisplayString(model, nodes[0].SpanStart)}.{o.Name}");

        // The class stands in the namespace that the function stands in.
        var outermost = StaticClass.Outermost(nodes[0]);
        string outer = existing is not null ? Layout.Indentation(existing.GetFirstToken()) : outermost is GlobalStatementSyntax ? "" : Layout.Indentation(outermost.GetFirstToken());
        var methods = moved.Methods(name, qualified, outer + "    ", m => m == nodes[0] || (m is LocalFunctionStatementSyntax f && (FunctionMove.IsMarked(f) || references.Any(r => r.Identifier.ValueText == f.Identifier.ValueText))));

        root = root.TrackNodes(moved.Tracked.Concat(references).Append(outermost).Concat(existing is null ? [] : [existing]));
        root = moved.Replaced(root, Member(SyntaxFactory.IdentifierName(name)));
        root = root.ReplaceNodes(references.Select(r => root.GetCurrentNode(r)!), (_, rewritten) => Member(rewritten.WithoutTrivia()).WithTriviaFrom(rewritten));
        root = FunctionMove.Without(root, functions.Moved);
        if (existing is null)
        {
            root = StaticClass.Add(root, outermost, home, methods);
        }
        else
        {
            var current = root.GetCurrentNode(existing)!;
            root = root.ReplaceNode(current, PartialTypes.With(StaticClass.With(current, methods)));
        }

        return document.WithSyntaxRoot(root).Project.Solution;

        MemberAccessExpressionSyntax Member(SimpleNameSyntax member) => SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.IdentifierName(home), member);
    }

    // In the same file, and not around the function.
    private static ClassDeclarationSyntax? Declaration(INamedTypeSymbol type, SyntaxNode function) => type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<ClassDeclarationSyntax>()
        .FirstOrDefault(d => d.SyntaxTree == function.SyntaxTree && !d.Span.Contains(function.Span));
}
