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
        : this(provider, new DriverInput(sources))
    {
    }

    /// <summary>Opens a project, and another that it references if files of one are given.</summary>
    public Fixing(CodeFixProvider provider, DriverInput input, params string[] referenced)
    {
        _provider = provider;
        Solution solution = _workspace.CurrentSolution;
        ProjectId? library = null;
        if (referenced.Length > 0)
        {
            library = ProjectId.CreateNewId();
            solution = Add(solution, library, input with { Sources = referenced, AssemblyName = "Library" }, null);
        }

        ProjectId id = ProjectId.CreateNewId();
        _project = Add(solution, id, input, library).GetProject(id)!;
    }

    public void Dispose() => _workspace.Dispose();

    /// <summary>The diagnostics that the fix is for, in the order of the files and their text.</summary>
    public async Task<Diagnostic[]> DiagnosticsAsync() => await DiagnosticsAsync(_project);

    /// <summary>What is offered for the first diagnostic.</summary>
    public async Task<CodeAction[]> OffersAsync() => await OffersAsync(_project, (await DiagnosticsAsync())[0]);

    /// <summary>What is offered for a diagnostic.</summary>
    public async Task<CodeAction[]> OffersAsync(Diagnostic diagnostic) => await OffersAsync(_project, diagnostic);

    /// <summary>What is offered for all diagnostics at the place of the first.</summary>
    public async Task<CodeAction[]> OffersForAllAsync()
    {
        Diagnostic[] diagnostics = await DiagnosticsAsync();
        List<CodeAction> actions = [];
        await _provider.RegisterCodeFixesAsync(new CodeFixContext(
            _project.GetDocument(diagnostics[0].Location.SourceTree)!, diagnostics[0].Location.SourceSpan,
            [.. diagnostics.Where(d => d.Location == diagnostics[0].Location)], (action, _) => actions.Add(action), CancellationToken.None));
        return [.. actions];
    }

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

    /// <summary>Applies an action to the first diagnostic, once.</summary>
    /// <param name="key">The equivalence key.</param>
    /// <returns>The texts of all projects, that of the first diagnostic last.</returns>
    public async Task<string[]> ApplyOnceAsync(string key)
    {
        CodeAction action = (await OffersAsync()).Single(a => a.EquivalenceKey == key);
        Solution solution = (await AppliedAsync(_project, action)).Solution;
        return [.. (await Task.WhenAll(solution.Projects.Select(TextsAsync))).SelectMany(t => t)];
    }

    /// <summary>Applies an action to all diagnostics of a scope at once.</summary>
    /// <param name="key">The equivalence key.</param>
    /// <param name="scope">The first document, the project, or a solution of two of the same files.</param>
    public async Task<string[]> ApplyAllAsync(string key, FixAllScope scope)
    {
        FixAllProvider all = _provider.GetFixAllProvider() ?? throw new InvalidOperationException("There is no fix for all.");
        if (scope == FixAllScope.Solution)
        {
            return await ApplyToSolutionAsync(all, key);
        }

        Document first = _project.Documents.First();
        Known known = new(await DiagnosticsAsync());
        FixAllContext context = scope == FixAllScope.Document
            ? new(first, _provider, scope, key, _provider.FixableDiagnosticIds, known, CancellationToken.None)
            : new(_project, _provider, scope, key, _provider.FixableDiagnosticIds, known, CancellationToken.None);
        CodeAction action = await all.GetFixAsync(context) ?? throw new InvalidOperationException("Nothing is fixed.");
        return await TextsAsync(await AppliedAsync(_project, action));
    }

    // The other project is as the first, and must become the same.
    private async Task<string[]> ApplyToSolutionAsync(FixAllProvider all, string key)
    {
        ProjectId copy = ProjectId.CreateNewId();
        DriverInput input = new([.. await TextsAsync(_project)]);
        Solution solution = Add(_project.Solution, copy, input with { Output = _project.CompilationOptions!.OutputKind }, null);
        Project project = solution.GetProject(_project.Id)!;
        Known known = new([.. await DiagnosticsAsync(project), .. await DiagnosticsAsync(solution.GetProject(copy)!)]);
        FixAllContext context = new(project, _provider, FixAllScope.Solution, key, _provider.FixableDiagnosticIds, known, CancellationToken.None);
        CodeAction action = await all.GetFixAsync(context) ?? throw new InvalidOperationException("Nothing is fixed.");
        Project applied = await AppliedAsync(project, action);
        string[] texts = await TextsAsync(applied);
        string[] others = await TextsAsync(applied.Solution.GetProject(copy)!);
        return texts.SequenceEqual(others) ? texts : throw new InvalidOperationException("The projects differ.");
    }

    private static Solution Add(Solution solution, ProjectId id, DriverInput input, ProjectId? library)
    {
        CSharpCompilation compilation = Driver.Compile(input);
        solution = solution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, input.AssemblyName, input.AssemblyName, LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: new CSharpParseOptions(input.LanguageVersion), metadataReferences: compilation.References,
            projectReferences: library is null ? [] : [new ProjectReference(library)]));
        for (int i = 0; i < input.Sources.Count; i++)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), $"File{i}.cs", SourceText.From(input.Sources[i]), filePath: $"File{i}.cs");
        }

        return solution;
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
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(d => project.GetDocument(d.Location.SourceTree) is not null));

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
