using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// What a reading takes for granted of buffers. Whether all uses of an array can be followed is known only when all of them were read: where one cannot,
/// the method is read again, with the array kept as C#.
/// </summary>
internal sealed class BufferAssumptions
{
    /// <summary>The places where arrays are made that are kept as C#.</summary>
    public HashSet<SyntaxNode> KeptCreations { get; } = [];

    /// <summary>The constant parameters that are kept as C#.</summary>
    public HashSet<ISymbol> KeptParameters { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether no array is followed but the active parameters.</summary>
    public bool KeepAll { get; set; }

    /// <summary>Whether arrays that the method makes hold constants alone; else they may hold anything active.</summary>
    public bool LocalsAreConstant { get; set; }

    /// <summary>Whether the last reading found that something must be kept.</summary>
    public bool HasChanged { get; set; }
}
