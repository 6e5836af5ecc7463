using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SymDiff.TestKit;

/// <summary>A file that the generator added.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">Its content.</param>
public sealed record GeneratedSource(string HintName, string Text);

/// <summary>What came out of compiling a project with SymDiff: the files, the compilation with them, and all diagnostics.</summary>
public sealed class DriverResult
{
    private readonly Lazy<ImmutableArray<Diagnostic>> _compilerDiagnostics;
    private readonly Lazy<ImmutableArray<Diagnostic>> _analyzerDiagnostics;
    private readonly DriverState _state;
    private readonly GeneratorRunResult _run;

    internal DriverResult(DriverState state, GeneratorRunResult run, Compilation output, Func<Compilation, ImmutableArray<Diagnostic>> analyze)
    {
        _state = state;
        _run = run;
        Output = output;
        Sources = [.. run.GeneratedSources
            .Select(source => new GeneratedSource(source.HintName, source.SourceText.ToString()))
            .OrderBy(source => source.HintName, StringComparer.Ordinal)];
        _compilerDiagnostics = new(() => [.. output.GetDiagnostics().Where(d => !d.IsSuppressed)]);
        _analyzerDiagnostics = new(() => analyze(output));
    }

    /// <summary>The compilation with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>The generated files, ordered by hint name.</summary>
    public ImmutableArray<GeneratedSource> Sources { get; }

    /// <summary>What the compiler says of the output, whatever its severity.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics => _compilerDiagnostics.Value;

    /// <summary>What the analyzer says, with <c>#pragma</c> applied.</summary>
    public ImmutableArray<Diagnostic> AnalyzerDiagnostics => _analyzerDiagnostics.Value;

    /// <summary>What the compiler and the analyzer say that a build would show: warnings and errors.</summary>
    public IEnumerable<Diagnostic> Problems =>
        CompilerDiagnostics.Concat(AnalyzerDiagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>The only generated file.</summary>
    public string Source => Sources.Length == 1
        ? Sources[0].Text
        : throw new InvalidOperationException($"Expected one generated file, got {Sources.Length}: {string.Join(", ", Sources.Select(s => s.HintName))}\n{Describe(Problems)}");

    /// <summary>The types of all values that the named steps put out.</summary>
    public IReadOnlyCollection<Type> TrackedTypes =>
        [.. Driver.TrackingNames.Where(_run.TrackedSteps.ContainsKey).SelectMany(name => _run.TrackedSteps[name])
            .SelectMany(step => step.Outputs, (_, output) => output.Value).OfType<object>().Select(value => value.GetType()).Distinct()];

    /// <summary>Goes on from this run after an edit, as an IDE does.</summary>
    /// <param name="sources">The files as they are now, as many as before or more.</param>
    public Rerun Edit(params string[] sources) => _state.Edit(sources);

    /// <summary>Goes on from this run with the files in which <paramref name="old"/> was replaced.</summary>
    public Rerun Replace(string old, string @new) => _state.Edit([.. _state.Sources.Select(source => source.Replace(old, @new, StringComparison.Ordinal))]);

    /// <summary>This result, if a build of it would show nothing; else an exception with what it shows and the generated text.</summary>
    public DriverResult ShouldBuildCleanly()
    {
        Diagnostic[] problems = [.. Problems];
        return problems.Length == 0
            ? this
            : throw new InvalidOperationException($"The project does not build cleanly:\n{Describe(problems)}\n{TextOf(problems)}");
    }

    /// <summary>This result, if it compiles and no method was rejected; warnings are let through.</summary>
    public DriverResult ShouldHaveNoErrors()
    {
        Diagnostic[] errors = [.. Problems.Where(d => d.Severity == DiagnosticSeverity.Error)];
        return errors.Length == 0
            ? this
            : throw new InvalidOperationException($"The project does not compile:\n{Describe(errors)}\n{TextOf(errors)}");
    }

    /// <summary>All generated files in one text, each under its name.</summary>
    public string Text() => string.Concat(Sources.Select(source => $"//HintName: {source.HintName}\n{source.Text}\n"));

    /// <summary>The generated files in which diagnostics stand.</summary>
    private static string TextOf(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics
        .Select(diagnostic => diagnostic.Location.SourceTree)
        .Where(tree => tree is not null && tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Distinct()
        .Select(tree => tree!.ToString()));

    /// <summary>Diagnostics as the compiler prints them, one a line.</summary>
    public static string Describe(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(d => d.ToString()));
}
