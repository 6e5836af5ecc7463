using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SymDiff.CodeFixes;

/// <summary>
/// Offers repairs, and applies them to a document, a project or a solution one after another: each sees what those before it made, so that two of them may
/// change the same declaration or add to the same type.
/// </summary>
/// <param name="repairing">The ways to mend a place.</param>
internal sealed class OneByOne(Repairing repairing) : FixAllProvider
{
    /// <summary>Offers what mends the diagnostics of a place.</summary>
    public static async Task RegisterAsync(CodeFixContext context, Repairing repairing)
    {
        var offers = new List<(Repair Repair, Diagnostic Diagnostic)>();
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await repairing(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                offers.Add((repair, diagnostic));
            }
        }

        // What mends several diagnostics of the place is offered once.
        foreach (var group in offers.GroupBy(o => (o.Repair.Key, o.Repair.Title)))
        {
            var repair = group.First().Repair;
            context.RegisterCodeFix(CodeAction.Create(repair.Title, c => repair.Apply(context.Document, repair.Nodes, c), repair.Key, repair.Priority), group.Select(o => o.Diagnostic));
        }
    }

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var found = new List<(DocumentId Document, Repair Repair)>();
        foreach (var diagnostic in await DiagnosticsAsync(fixAllContext).ConfigureAwait(false))
        {
            if (fixAllContext.Solution.GetDocument(diagnostic.Location.SourceTree) is not { } document)
            {
                continue;
            }

            var repairs = await repairing(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false);
            if (repairs.FirstOrDefault(r => r.Key == fixAllContext.CodeActionEquivalenceKey) is { } repair)
            {
                found.Add((document.Id, repair));
            }
        }

        return found.Count == 0 ? null : CodeAction.Create(found[0].Repair.Title, c => ApplyAsync(fixAllContext.Solution, found, c), fixAllContext.CodeActionEquivalenceKey);
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        var diagnostics = new List<Diagnostic>();
        if (context.Scope == FixAllScope.Document)
        {
            diagnostics.AddRange(context.Document is null ? [] : await context.GetDocumentDiagnosticsAsync(context.Document).ConfigureAwait(false));
        }
        else
        {
            foreach (var project in context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project])
            {
                diagnostics.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
            }
        }

        return diagnostics
            .Where(d => d.Location.IsInSource)
            .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start);
    }

    private static async Task<Solution> ApplyAsync(Solution solution, IReadOnlyList<(DocumentId Document, Repair Repair)> found, CancellationToken cancellation)
    {
        // Places move while others are mended, so that each node is marked before.
        var marks = found.SelectMany(f => f.Repair.Nodes.Select(n => (f.Document, f.Repair, Node: n, Mark: new SyntaxAnnotation()))).ToList();
        foreach (var ofDocument in marks.GroupBy(m => m.Document))
        {
            if (await solution.GetDocument(ofDocument.Key)!.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root)
            {
                var ofNode = ofDocument.ToLookup(m => m.Node, m => m.Mark);
                root = root.ReplaceNodes(ofNode.Select(g => g.Key), (original, rewritten) => rewritten.WithAdditionalAnnotations(ofNode[original]));
                solution = solution.WithDocumentSyntaxRoot(ofDocument.Key, root);
            }
        }

        foreach (var (id, repair) in found)
        {
            var document = solution.GetDocument(id)!;
            var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            var nodes = marks.Where(m => m.Repair == repair).Select(m => root?.GetAnnotatedNodes(m.Mark).FirstOrDefault()).OfType<SyntaxNode>().ToList();
            if (nodes.Count == repair.Nodes.Count)
            {
                solution = await repair.Apply(document, nodes, cancellation).ConfigureAwait(false);
            }
        }

        return solution;
    }
}
