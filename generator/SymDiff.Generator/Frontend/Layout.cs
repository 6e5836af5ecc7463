using Microsoft.CodeAnalysis;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>The state of a struct or a tuple that the reading takes apart: values of it are one value a leaf.</summary>
/// <param name="Type">The type.</param>
/// <param name="Members">Its state, in the order of declaration.</param>
/// <param name="Shape">How C# makes a value and reads its parts; null where the emitted code cannot do that, so that values are only had from constructors that are read.</param>
internal sealed record Layout(ITypeSymbol Type, IReadOnlyList<LayoutMember> Members, ValueShape? Shape)
{
    /// <summary>Whether it is a set of parameters, whose first leaf is the set itself: nothing makes one of leaves.</summary>
    public bool IsSet { get; init; }

    /// <summary>What the set has, where its parameters are among those of others and found by the numbers of their blocks; null for all else.</summary>
    public SetLayout? Located { get; init; }

    /// <summary>What each of the sets of an array has; null for all else.</summary>
    public SetLayout? Elements { get; init; }

    /// <summary>Whether it is known of the sets of an array where each begins, without counting.</summary>
    public bool HasFirst { get; init; }

    /// <summary>Whether it is a set that the method makes: its numbers are memory of one element each, for what is written is seen by whatever variable holds the set.</summary>
    public bool IsMade { get; init; }

    /// <summary>Whether its leaves are memory with the parameters of several sets, and a place in it.</summary>
    public bool IsInner => Located is not null || Elements is not null;

    /// <summary>Whether the leaves of another layout mean the same, as far as sets are found by their blocks.</summary>
    public bool IsHeldLike(Layout other) => IsMade == other.IsMade && ((!IsInner && !other.IsInner)
        || (Located is null == other.Located is null && HasFirst == other.HasFirst && SymbolEqualityComparer.Default.Equals(Type, other.Type)));

    /// <summary>How many leaves there are.</summary>
    public int Count { get; } = Members.Sum(m => m.Count);

    /// <summary>The member that a field or a property is, or an element of a tuple; null if it is no state.</summary>
    public LayoutMember? Member(ISymbol symbol)
    {
        var wanted = Canonical(symbol);
        return Members.FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(Canonical(m.Symbol), wanted));
    }

    /// <summary>The leaves, depth first.</summary>
    public IEnumerable<(string Path, ITypeSymbol Type, bool IsConstant, IrType? Held)> Leaves => Members.SelectMany(m => m.Inner is { } inner
        ? inner.Leaves.Select(l => (m.Name + "." + l.Path, l.Type, l.IsConstant || m.IsConstant, l.Held))
        : [(m.Name, m.Type, m.IsConstant, m.Held)]);

    // The elements of a tuple have names of their own beside Item1, Item2 and so on.
    private static ISymbol Canonical(ISymbol symbol) => symbol is IFieldSymbol { CorrespondingTupleField: { } item } ? item.OriginalDefinition : symbol.OriginalDefinition;
}

/// <summary>A part of the state.</summary>
/// <param name="Name">What C# calls it.</param>
/// <param name="Symbol">The field, or the property whose value it holds.</param>
/// <param name="Type">Its type.</param>
/// <param name="Inner">Its own parts; null for a leaf.</param>
/// <param name="First">The number of its first leaf.</param>
/// <param name="IsConstant">Whether it is marked as a constant.</param>
internal sealed record LayoutMember(string Name, ISymbol Symbol, ITypeSymbol Type, Layout? Inner, int First, bool IsConstant)
{
    /// <summary>What it is held as, where its type does not say so.</summary>
    public IrType? Held { get; init; }

    /// <summary>How many leaves it has.</summary>
    public int Count => Inner?.Count ?? 1;
}
