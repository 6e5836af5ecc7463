using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>What a number may depend on: numbers and elements of memory that a function is given; or anything.</summary>
internal sealed class Elements : IEquatable<Elements>
{
    // In what memory holds: the element that is as far from the beginning as the place itself.
    private const string SamePlace = "the same";

    private readonly HashSet<Element>? _elements;

    private Elements(IEnumerable<Element>? elements) => _elements = elements is null ? null : [.. elements];

    /// <summary>Nothing.</summary>
    public static Elements None { get; } = new([]);

    /// <summary>Whatever there is.</summary>
    public static Elements Anything { get; } = new(null);

    public static bool operator ==(Elements a, Elements b) => a.Equals(b);

    public static bool operator !=(Elements a, Elements b) => !a.Equals(b);

    /// <summary>A number.</summary>
    public static Elements Number(Value number) => new([new Element(number, "", default)]);

    /// <summary>An element of memory.</summary>
    public static Elements Element(Value memory, IndexForm index) => new([new Element(memory, index.Text, index.Bases)]);

    /// <summary>All of some.</summary>
    public static Elements All(IEnumerable<Elements> all) => all.Aggregate(None, (a, b) => a.And(b));

    /// <summary>These and others.</summary>
    public Elements And(Elements other) =>
        _elements is null || other._elements is null ? Anything
        : other._elements.IsSubsetOf(_elements) ? this
        : new(_elements.Concat(other._elements));

    /// <summary>Whether there is none but one.</summary>
    /// <param name="memory">The number, or the memory.</param>
    /// <param name="index">Where in the memory it is.</param>
    public bool Are(Value memory, string index) => _elements is not null && _elements.All(e => e.Memory == memory && e.Index == index);

    /// <summary>The same seen from outside of loops, where an index that changes in them means nothing.</summary>
    /// <param name="loops">The loops that are left.</param>
    /// <param name="forms">What indices are made of.</param>
    public Elements Within(IReadOnlyList<string> loops, IndexForms forms) =>
        _elements is null || _elements.All(e => forms.IsFixedWithin(e.Bases, loops)) ? this : Anything;

    /// <summary>What memory that they are stored in then holds.</summary>
    /// <param name="place">Where they are stored.</param>
    /// <param name="loops">The loops in which the memory is made.</param>
    /// <param name="forms">What indices are made of.</param>
    public Elements Stored(IndexForm place, IReadOnlyList<string> loops, IndexForms forms)
    {
        if (_elements is null)
        {
            return this;
        }

        var stored = _elements.Select(e => e.Index == place.Text ? e with { Index = SamePlace, Bases = default } : e).ToList();
        return stored.All(e => forms.IsFixedWithin(e.Bases, loops)) ? new(stored) : Anything;
    }

    /// <summary>What is read of memory that holds these.</summary>
    /// <param name="place">Where it is read.</param>
    public Elements At(IndexForm place) => _elements is null ? this : new(_elements.Select(e => e.Index == SamePlace ? e with { Index = place.Text, Bases = place.Bases } : e));

    /// <inheritdoc/>
    public bool Equals(Elements? other) => other is not null && (_elements is null ? other._elements is null : other._elements is not null && _elements.SetEquals(other._elements));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Elements);

    /// <inheritdoc/>
    public override int GetHashCode() => _elements?.Count ?? -1;
}

/// <summary>A number that a function is given, or an element of such memory.</summary>
/// <param name="Memory">The number, or the memory.</param>
/// <param name="Index">Where in the memory; empty for a number.</param>
/// <param name="Bases">What the index is made of.</param>
internal sealed record Element(Value Memory, string Index, EquatableArray<Value> Bases);
