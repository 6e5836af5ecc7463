using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>A project in an editor: the analyzer runs over its documents, a code fix is applied, and what it became is compiled again.</summary>
internal sealed class Fixing : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly CodeFixProvider _provider;
    private readonly Project _project;

    /// <summary>Opens a project of these files.</summary>
    public Fixing(CodeFixProvider provider, params string[] sources)
    {
        _provider = provider;
        CSharpCompilation compilation = Driver.Compile(new DriverInput(sources));
        Project project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: new CSharpParseOptions(LanguageVersion.Latest), metadataReferences: compilation.References));
        for (int i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"File{i}.cs", SourceText.From(sources[i]), filePath: $"File{i}.cs").Project;
        }

        _project = project;
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>The diagnostics that the fix is for, in the order of the files and their text.</summary>
    public async Task<Diagnostic[]> DiagnosticsAsync() => await DiagnosticsAsync(_project);

    /// <summary>What is offered for the first diagnostic.</summary>
    public async Task<CodeAction[]> OffersAsync() => await OffersAsync(_project, (await DiagnosticsAsync())[0]);

    /// <summary>What is offered for a diagnostic.</summary>
    public async Task<CodeAction[]> OffersAsync(Diagnostic diagnostic) => await OffersAsync(_project, diagnostic);

    /// <summary>Applies an action to the first diagnostic, as often as there is one.</summary>
    /// <param name="key">The equivalence key.</param>
    public async Task<string[]> ApplyAsync(string key)
    {
        Project project = _project;
        for (int i = 0; i < 10; i++)
        {
            Diagnostic[] diagnostics = await DiagnosticsAsync(project);
            if (diagnostics.Length == 0)
            {
                return await TextsAsync(project);
            }

            CodeAction action = (await OffersAsync(project, diagnostics[0])).Single(a => a.EquivalenceKey == key);
            project = await AppliedAsync(project, action);
        }

        throw new InvalidOperationException($"The fix does not come to an end:\n{string.Join("\n\n", await TextsAsync(project))}");
    }

    /// <summary>Applies an action to all diagnostics of a scope at once.</summary>
    /// <param name="key">The equivalence key.</param>
    /// <param name="scope">The first document, or the project.</param>
    public async Task<string[]> ApplyAllAsync(string key, FixAllScope scope)
    {
        FixAllProvider all = _provider.GetFixAllProvider() ?? throw new InvalidOperationException("There is no fix for all.");
        Document first = _project.Documents.First();
        Known known = new(await DiagnosticsAsync());
        FixAllContext context = scope == FixAllScope.Document
            ? new(first, _provider, scope, key, _provider.FixableDiagnosticIds, known, CancellationToken.None)
            : new(_project, _provider, scope, key, _provider.FixableDiagnosticIds, known, CancellationToken.None);
        CodeAction action = await all.GetFixAsync(context) ?? throw new InvalidOperationException("Nothing is fixed.");
        return await TextsAsync(await AppliedAsync(_project, action));
    }

    private static async Task<Project> AppliedAsync(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        return ((ApplyChangesOperation)operations.Single()).ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task<string[]> TextsAsync(Project project) =>
        [.. (await Task.WhenAll(project.Documents.Select(d => d.GetTextAsync()))).Select(t => t.ToString())];

    private async Task<CodeAction[]> OffersAsync(Project project, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        await _provider.RegisterCodeFixesAsync(new CodeFixContext(project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return [.. actions];
    }

    private async Task<Diagnostic[]> DiagnosticsAsync(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new DifferentiableAnalyzer()], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync())
            .Where(d => _provider.FixableDiagnosticIds.Contains(d.Id))
            .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Gives diagnostics as they are known, by document.</summary>
    private sealed class Known(Diagnostic[] diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
