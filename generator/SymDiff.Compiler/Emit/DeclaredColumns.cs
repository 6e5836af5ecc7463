namespace SymDiff.Compiler.Emit;

/// <summary>The columns of a matrix that is declared: where the numbers of each parameter begin, and how many there are.</summary>
internal sealed class DeclaredColumns
{
    private readonly Dictionary<string, string> _offsets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<DeclaredPart>> _memory = new(StringComparer.Ordinal);

    /// <summary>Declares what says so.</summary>
    /// <param name="writer">Where the text goes.</param>
    /// <param name="method">The method.</param>
    /// <param name="names">The names that are taken.</param>
    public DeclaredColumns(SourceWriter writer, MethodSignature method, NameAllocator names)
    {
        string offset = "0";
        foreach (var parameter in method.Active)
        {
            _offsets.Add(parameter.Name, offset);
            if (parameter.IsMemory)
            {
                var parts = DeclaredPart.Of(writer, names, method, parameter, offset);
                _memory.Add(parameter.Name, parts);
                offset = parts.Count == 0 ? offset : parts[parts.Count - 1].End;
            }
            else
            {
                offset += " + " + JacobianText.Number(parameter.Shape?.Leaves.Count(l => l.IsActive) ?? 1);
            }
        }

        Count = names.Allocate("columns");
        writer.Line($"int {Count} = {offset};");
    }

    /// <summary>The name of their number.</summary>
    public string Count { get; }

    /// <summary>C# of the first column of a parameter.</summary>
    public string From(string parameter) => _offsets[parameter];

    /// <summary>The parts of a parameter that is memory.</summary>
    public IReadOnlyList<DeclaredPart> Parts(string parameter) => _memory[parameter];
}
