using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>Rows that are written, and so must be no other rows: a table of them by identity, in rented memory that <see cref="Done"/> gives back.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RowSet<T>
{
    private const int LeastSize = 8;

    private readonly T[]?[] _rows;
    private readonly string _name;

    // Places of rows, counted from 1; a row stands at its hash, or behind it.
    private readonly int[] _slots;
    private readonly int _mask;

    internal RowSet(T[]?[]? rows, string name, bool areDistinct)
    {
        _rows = rows ?? [];
        _name = name;
        int size = LeastSize;
        while (size < _rows.Length * 2L)
        {
            size *= 2;
        }

        _mask = size - 1;
        _slots = ArrayPool<int>.Shared.Rent(size);
        Array.Clear(_slots, 0, size);
        for (int i = 0; i < _rows.Length; i++)
        {
            // Empty arrays are often one and the same.
            if (_rows[i] is not { Length: > 0 } row)
            {
                continue;
            }

            int slot = Slot(row);
            if (_slots[slot] != 0 && areDistinct)
            {
                int other = _slots[slot] - 1;
                Done();
                throw new ArgumentException($"The rows {other} and {i} are written and are the same array.", name);
            }

            _slots[slot] = i + 1;
        }
    }

    /// <summary>Refuses other rows of which one is one of these.</summary>
    /// <param name="other">The other rows.</param>
    /// <exception cref="ArgumentException">There is such a row.</exception>
    public RowSet<T> ApartFrom(T[]?[]? other)
    {
        foreach (var row in other ?? [])
        {
            if (row is { Length: > 0 } && _slots[Slot(row)] is > 0 and var place)
            {
                Refuse(place - 1);
            }
        }

        return this;
    }

    /// <summary>Refuses a buffer that shares memory with one of these rows.</summary>
    /// <param name="other">The buffer.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public RowSet<T> ApartFrom(ReadOnlySpan<T> other)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            if (((ReadOnlySpan<T>)_rows[i]).Overlaps(other))
            {
                Refuse(i);
            }
        }

        return this;
    }

    /// <summary>Ends the check.</summary>
    public void Done() => ArrayPool<int>.Shared.Return(_slots);

    private void Refuse(int row)
    {
        Done();
        throw new ArgumentException($"Row {row} is written and is, or overlaps, another buffer.", _name);
    }

    // Where a row stands, or would. There are more slots than rows, so that one is free.
    private int Slot(T[] row)
    {
        int slot = RuntimeHelpers.GetHashCode(row) & _mask;
        while (_slots[slot] is > 0 and var place && !ReferenceEquals(_rows[place - 1], row))
        {
            slot = (slot + 1) & _mask;
        }

        return slot;
    }
}
