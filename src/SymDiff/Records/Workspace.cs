using System.Buffers;
using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// Memory that a method makes in its loops and hands on from iteration to iteration. It is found by a number; 0 and less stand for none. Nothing moves and
/// nothing is given back before <see cref="Dispose"/>, which must be called on every path. Emitted code uses it; there is no use for it elsewhere.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Workspace<T> : IDisposable
{
    private const int FirstSize = 256;

    // Rented, each twice as long as the one before, or as long as is needed.
    private T[][]? _chunks;
    private int _chunkCount;
    private int _used;

    // Chunk, start and length of each allocation.
    private int[]? _table;
    private int _count;

    /// <summary>The memory of that number.</summary>
    /// <param name="number">What <see cref="Allocate"/> gave. Where nothing was made it is 0, less what other memory the method numbers before.</param>
    public readonly Span<T> this[int number]
    {
        get
        {
            // Numbers of other memory stand before these, so the zero of a buffer that there is not may get here as a negative one.
            if (number <= 0)
            {
                return default;
            }

            int entry = 3 * (number - 1);
            return new Span<T>(_chunks![_table![entry]], _table[entry + 1], _table[entry + 2]);
        }
    }

    /// <summary>Makes memory, all zero.</summary>
    /// <param name="length">How many elements it has.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public int Allocate(int length)
    {
        if (length < 0)
        {
            throw new OverflowException();
        }

        if (_chunkCount == 0 || _chunks![_chunkCount - 1].Length - _used < length)
        {
            AddChunk(length);
        }

        Grow(ref _table, 3 * _count, (3 * _count) + 3);
        _table![3 * _count] = _chunkCount - 1;
        _table[(3 * _count) + 1] = _used;
        _table[(3 * _count) + 2] = length;
        Array.Clear(_chunks![_chunkCount - 1], _used, length);
        _used += length;
        return ++_count;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _chunkCount; i++)
        {
            ArrayPool<T>.Shared.Return(_chunks![i]);
        }

        if (_chunks is { } chunks)
        {
            ArrayPool<T[]>.Shared.Return(chunks, clearArray: true);
        }

        if (_table is { } table)
        {
            ArrayPool<int>.Shared.Return(table);
        }

        this = default;
    }

    private void AddChunk(int least)
    {
        int last = _chunkCount == 0 ? FirstSize / 2 : _chunks![_chunkCount - 1].Length;
        Grow(ref _chunks, _chunkCount, _chunkCount + 1);
        _chunks![_chunkCount++] = ArrayPool<T>.Shared.Rent(Math.Max(least, (int)Math.Min(2L * last, 0x7FFFFFC7)));
        _used = 0;
    }

    private static void Grow<TItem>(ref TItem[]? array, int count, int needed)
    {
        if (array is not null && array.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<TItem>.Shared.Rent(Math.Max(needed, 2 * count));
        if (array is not null)
        {
            Array.Copy(array, larger, count);
            ArrayPool<TItem>.Shared.Return(array, clearArray: true);
        }

        array = larger;
    }
}
