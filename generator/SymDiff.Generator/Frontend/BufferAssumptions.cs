using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// What a reading takes for granted of buffers. Whether all uses of an array can be followed is known only when all of them were read: where one cannot,
/// the method is read again, with the array kept as C#. So it is where a loop makes a variable active by what memory holds, which is not foreseen.
/// </summary>
internal sealed class BufferAssumptions
{
    /// <summary>The places where arrays are made that are kept as C#.</summary>
    public HashSet<SyntaxNode> KeptCreations { get; } = [];

    /// <summary>The constant parameters that are kept as C#.</summary>
    public HashSet<ISymbol> KeptParameters { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>By loop, the variables that turned out to be active in an iteration, although they are not before the loop.</summary>
    public Dictionary<SyntaxNode, HashSet<ISymbol>> ActiveInLoops { get; } = [];

    /// <summary>Whether no array is followed but the active parameters.</summary>
    public bool KeepAll { get; set; }

    /// <summary>Whether arrays that the method makes hold constants alone; else they may hold anything active.</summary>
    public bool LocalsAreConstant { get; set; }

    /// <summary>Whether the last reading found that something is otherwise.</summary>
    public bool HasChanged { get; set; }

    /// <summary>Notes that a variable is active in a loop; the method is read again.</summary>
    /// <returns>Whether that was not known.</returns>
    public bool NoteActive(SyntaxNode loop, ISymbol variable)
    {
        if (!ActiveInLoops.TryGetValue(loop, out var variables))
        {
            ActiveInLoops[loop] = variables = new(SymbolEqualityComparer.Default);
        }

        bool isNew = variables.Add(variable);
        HasChanged |= isNew;
        return isNew;
    }
}
