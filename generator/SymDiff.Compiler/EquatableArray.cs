using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SymDiff.Compiler;

/// <summary>An immutable array (its default is the empty one) whose equality is that of its elements, in order: the only collection that models and the intermediate form hold.</summary>
/// <typeparam name="T">The element type; itself value-equal.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is an array, not an extensible collection.")]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : notnull
{
    private readonly T[]? _items;

    /// <summary>Wraps <paramref name="items"/>, which must not be changed afterwards.</summary>
    public EquatableArray(T[] items) => _items = items;

    /// <summary>The number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public T this[int index] => (_items ?? throw new ArgumentOutOfRangeException(nameof(index)))[index];

    /// <summary>Element-wise equality.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Element-wise inequality.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (int i = 0; i < Count; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items![i], other._items![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (T item in this)
        {
            hash = unchecked((hash * 31) + item.GetHashCode());
        }

        return hash;
    }

    /// <summary>The elements in an array of their own.</summary>
    public T[] ToArray() => _items is null ? [] : (T[])_items.Clone();

    /// <summary>The elements in a list.</summary>
    public List<T> ToList() => [.. _items ?? []];

    /// <summary>What the elements are turned into. As all of these, over the array itself: as a sequence it would be boxed, and gone through one call an element.</summary>
    /// <typeparam name="TResult">What they are turned into.</typeparam>
    public IEnumerable<TResult> Select<TResult>(Func<T, TResult> selector) => (_items ?? []).Select(selector);

    /// <summary>The elements for which the predicate holds.</summary>
    public IEnumerable<T> Where(Func<T, bool> predicate) => (_items ?? []).Where(predicate);

    /// <summary>Whether the predicate holds for an element.</summary>
    public bool Any(Func<T, bool> predicate)
    {
        foreach (T item in this)
        {
            if (predicate(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the predicate holds for all elements.</summary>
    public bool All(Func<T, bool> predicate)
    {
        foreach (T item in this)
        {
            if (!predicate(item))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an element is equal to <paramref name="item"/>.</summary>
    public bool Contains(T item) => Array.IndexOf(_items ?? [], item) >= 0;

    /// <summary>A struct enumerator, so that <c>foreach</c> allocates nothing.</summary>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <summary>Enumerates the elements in order.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The pattern foreach binds to.")]
    [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "An enumerator is never compared.")]
    public struct Enumerator
    {
        private readonly T[]? _items;
        private int _index;

        internal Enumerator(T[]? items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The element the enumerator stands on.</summary>
        public readonly T Current => _items![_index];

        /// <summary>Goes to the next element.</summary>
        public bool MoveNext() => ++_index < (_items?.Length ?? 0);
    }
}

/// <summary>Makes <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    /// <summary>An array of the given elements.</summary>
    public static EquatableArray<T> Of<T>(params T[] items)
        where T : notnull => new(items);

    /// <summary>Copies a sequence into an array.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : notnull => items is EquatableArray<T> same ? same : new(items.ToArray());
}
