using Microsoft.CodeAnalysis;

namespace SymDiff.TestKit;

/// <summary>A run of the generator after an edit: what was computed again, step by step.</summary>
public sealed class Rerun
{
    private readonly GeneratorRunResult _run;

    internal Rerun(GeneratorRunResult run) => _run = run.Exception is null ? run : throw new InvalidOperationException("The generator threw.", run.Exception);

    /// <summary>The generated files, ordered by hint name.</summary>
    public IReadOnlyList<GeneratedSource> Sources =>
        [.. _run.GeneratedSources.Select(s => new GeneratedSource(s.HintName, s.SourceText.ToString())).OrderBy(s => s.HintName, StringComparer.Ordinal)];

    /// <summary>Why each output of the named step is what it is.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Step(string trackingName) =>
        _run.TrackedSteps.TryGetValue(trackingName, out var steps) ? [.. steps.SelectMany(step => step.Outputs, (_, output) => output.Reason)] : [];

    /// <summary>Why each generated file is what it is.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Outputs =>
        [.. _run.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs, (_, output) => output.Reason)];
}
