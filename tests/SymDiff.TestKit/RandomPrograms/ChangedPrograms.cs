using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.TestKit;

/// <summary>
/// Random programs, and what the generator emits for each while it makes no mistake. Emitted text that a mistake leaves as it was computes what it computed,
/// so only the others need be compiled and run.
/// </summary>
internal sealed class ChangedPrograms
{
    private readonly CSharpCompilation _compilation;
    private readonly ImmutableHashSet<string>[] _texts;

    /// <summary>Runs the generator on programs; it must make no mistake now.</summary>
    public ChangedPrograms(IReadOnlyList<RandomProgram> programs)
    {
        Programs = programs;
        _compilation = ProgramBatch.Compilation(programs, forOracle: false);
        _texts = Texts();
    }

    /// <summary>All the programs.</summary>
    public IReadOnlyList<RandomProgram> Programs { get; }

    /// <summary>Those for which the generator emits something else now; all of them where it throws.</summary>
    public IReadOnlyList<RandomProgram> Changed()
    {
        try
        {
            ImmutableHashSet<string>[] texts = Texts();
            return [.. Programs.Where((_, i) => !texts[i].SetEquals(_texts[i]))];
        }
        catch (InvalidOperationException)
        {
            return Programs;
        }
    }

    private ImmutableHashSet<string>[] Texts()
    {
        var texts = new ImmutableHashSet<string>[Programs.Count];
        Array.Fill(texts, []);
        foreach (GeneratedSourceResult source in ProgramBatch.Generate(_compilation))
        {
            if (ProgramBatch.ProgramOf(Programs, source.HintName) is { } program)
            {
                texts[program] = texts[program].Add($"{source.HintName}\n{source.SourceText}");
            }
        }

        return texts;
    }
}
