using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// What a forward sweep keeps for the reverse sweep: memory that begins on the stack and moves to the array pool where that is too small.
/// Emitted code uses it; <see cref="Dispose"/> must be called on every path.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Record<T>
{
    private Span<T> _items;
    private T[]? _rented;

    // How many items mean something: those that were written, and zeros between them.
    private int _count;

    /// <summary>A record that holds nothing as yet.</summary>
    /// <param name="initial">The memory to begin with; its content does not matter.</param>
    public Record(Span<T> initial)
    {
        _items = initial;
        _rented = null;
        _count = 0;
        VectorState.Reset();
    }

    /// <summary>An item: zero where nothing was written. The record grows as it is written.</summary>
    /// <param name="index">Its number, from 0.</param>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly get => (uint)index < (uint)_count ? _items[index] : Beyond(index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            // Most are written one after the other.
            if (index == _count && (uint)index < (uint)_items.Length)
            {
                _count = index + 1;
            }
            else if (index >= _count)
            {
                Reach(index);
            }

            _items[index] = value;
        }
    }

    /// <summary>
    /// What an iteration keeps, to be written: a row of so many items, of which the record holds one after the other. A new one holds anything. The record grows, and rows that were asked for
    /// before are not part of it any more.
    /// </summary>
    /// <param name="index">The number of the row, from 0.</param>
    /// <param name="width">How many items a row has, the same number each time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Row(int index, int width)
    {
        long end = ((long)index * width) + width;
        if ((ulong)end > (uint)_count)
        {
            ReachRow(index, width);
        }

        return _items.Slice(index * width, width);
    }

    /// <summary>What an iteration kept: zeros where there is no such row.</summary>
    /// <param name="index">The number of the row, from 0.</param>
    /// <param name="width">How many items a row has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Span<T> At(int index, int width) =>
        index >= 0 && ((long)index * width) + width <= _count ? _items.Slice(index * width, width) : NoRow(index, width);

    /// <summary>Memory of exactly that length, whose content is unspecified: for what is written before it is read.</summary>
    /// <param name="length">The length; nothing if it is negative.</param>
    public Span<T> Take(int length)
    {
        length = Math.Max(length, 0);
        if (length > _items.Length)
        {
            _count = 0;
            Rent(length);
        }

        _count = length;
        return _items.Slice(0, length);
    }

    /// <summary>Memory of exactly that length, all zero.</summary>
    /// <param name="length">The length; nothing if it is negative.</param>
    public Span<T> TakeZeroed(int length)
    {
        var items = Take(length);
        Buffers.Clear(items);
        return items;
    }

    /// <summary>Memory in place of a new array, whose content is unspecified: for what is written before it is read.</summary>
    /// <param name="length">The length.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public Span<T> Make(int length) => length < 0 ? throw new OverflowException() : Take(length);

    /// <summary>Memory in place of a new array, all zero.</summary>
    /// <param name="length">The length.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public Span<T> MakeZeroed(int length) => length < 0 ? throw new OverflowException() : TakeZeroed(length);

    /// <summary>Returns what was rented. The record is empty afterwards; calling it again does nothing.</summary>
    public void Dispose()
    {
        var rented = _rented;
        this = default;
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static Span<T> NoRow(int index, int width) => index >= 0 ? new T[width] : throw new ArgumentOutOfRangeException(nameof(index));

    // Rows are written one after the other; what lies between is zero.
    private void ReachRow(int index, int width)
    {
        if (index < 0)
        {
            NoRow(index, width);
        }

        long end = ((long)index * width) + width;
        if (end > _items.Length)
        {
            Rent((int)Math.Min(Math.Max(end, Math.Min(2L * _items.Length, MostItems)), int.MaxValue));
        }

        if (index * width > _count)
        {
            Buffers.Clear(_items.Slice(_count, (index * width) - _count));
        }

        _count = (int)end;
    }

    private static T Beyond(int index) => index >= 0 ? default! : throw new ArgumentOutOfRangeException(nameof(index));

    // Makes everything up to and including the index mean something; what lies between is zero.
    private void Reach(int index)
    {
        if (index >= _items.Length)
        {
            Rent(Math.Max(index + 1, (int)Math.Min(2L * _items.Length, MostItems)));
        }

        if (index > _count)
        {
            Buffers.Clear(_items.Slice(_count, index - _count));
        }

        _count = index + 1;
    }

    // An array cannot be longer.
    private const int MostItems = 0x7FFFFFC7;

    private void Rent(int least)
    {
        var larger = ArrayPool<T>.Shared.Rent(least);
        _items.Slice(0, _count).CopyTo(larger);
        var old = _rented;
        _rented = larger;
        _items = larger;
        if (old is not null)
        {
            ArrayPool<T>.Shared.Return(old);
        }
    }
}
