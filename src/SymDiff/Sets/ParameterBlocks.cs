using System.ComponentModel;
#if NET8_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
#endif

namespace SymDiff;

/// <summary>What emitted parameter sets do with their arrays. An array that is null has no elements and stays null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ParameterBlocks
{
    /// <summary>A new array of the same length, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array.</param>
    public static T[]? Like<T>(T[]? array) => array is null ? null : new T[array.Length];

    /// <summary>A new matrix of the same size, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="matrix">The matrix.</param>
    public static T[,]? Like<T>(T[,]? matrix) => matrix is null ? null : new T[matrix.GetLength(0), matrix.GetLength(1)];

    /// <summary>New rows of the same lengths, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows; one that is null stays null.</param>
    public static T[][]? LikeRows<T>(T[]?[]? rows) => rows is null ? null : Jagged.Like(rows);

    /// <summary>Sets all elements to zero.</summary>
    /// <param name="array">An array or a matrix.</param>
    public static void Clear(Array? array)
    {
        if (array is not null)
        {
            Array.Clear(array, 0, array.Length);
        }
    }

    /// <summary>Sets all elements of all rows to zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    public static void ClearRows<T>(T[]?[]? rows)
    {
        foreach (var row in rows ?? [])
        {
            Clear(row);
        }
    }

    /// <summary>Copies elements to the front of what is left of a destination, and cuts that off.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="from">The elements.</param>
    /// <param name="destination">What is left of the destination.</param>
    public static void CopyTo<T>(ReadOnlySpan<T> from, ref Span<T> destination)
    {
        from.CopyTo(destination);
        destination = destination.Slice(from.Length);
    }

    /// <summary>The same with all rows, one after the other.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="from">The rows.</param>
    /// <param name="destination">What is left of the destination.</param>
    public static void CopyRowsTo<T>(T[]?[]? from, ref Span<T> destination)
    {
        foreach (var row in from ?? [])
        {
            CopyTo(row, ref destination);
        }
    }

    /// <summary>Sets elements from the front of what is left of a source, and cuts that off.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="to">The elements.</param>
    /// <param name="source">What is left of the source.</param>
    public static void CopyFrom<T>(Span<T> to, ref ReadOnlySpan<T> source)
    {
        source.Slice(0, to.Length).CopyTo(to);
        source = source.Slice(to.Length);
    }

    /// <summary>The same with all rows, one after the other.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="to">The rows.</param>
    /// <param name="source">What is left of the source.</param>
    public static void CopyRowsFrom<T>(T[]?[]? to, ref ReadOnlySpan<T> source)
    {
        foreach (var row in to ?? [])
        {
            CopyFrom(row, ref source);
        }
    }

    /// <summary>Adds <paramref name="scale"/> · <paramref name="other"/> to <paramref name="block"/>, element by element.</summary>
    /// <param name="block">What is added to.</param>
    /// <param name="other">As many elements; may be the same.</param>
    /// <param name="scale">The factor.</param>
    public static void AddScaled(Span<double> block, ReadOnlySpan<double> other, double scale)
    {
        other = other.Slice(0, block.Length);
        int done = AddScaledVectors(block, other, scale);
        for (int i = done; i < block.Length; i++)
        {
            block[i] += scale * other[i];
        }
    }

    /// <inheritdoc cref="AddScaled(Span{double}, ReadOnlySpan{double}, double)"/>
    public static void AddScaled(Span<float> block, ReadOnlySpan<float> other, float scale)
    {
        other = other.Slice(0, block.Length);
        int done = AddScaledVectors(block, other, scale);
        for (int i = done; i < block.Length; i++)
        {
            block[i] += scale * other[i];
        }
    }

    /// <summary>The same with all rows.</summary>
    /// <param name="rows">What is added to.</param>
    /// <param name="other">As many rows of the same lengths.</param>
    /// <param name="scale">The factor.</param>
    public static void AddScaledRows(double[]?[]? rows, double[]?[]? other, double scale)
    {
        for (int i = 0; i < (rows?.Length ?? 0); i++)
        {
            AddScaled(rows![i], other![i], scale);
        }
    }

    /// <inheritdoc cref="AddScaledRows(double[][], double[][], double)"/>
    public static void AddScaledRows(float[]?[]? rows, float[]?[]? other, float scale)
    {
        for (int i = 0; i < (rows?.Length ?? 0); i++)
        {
            AddScaled(rows![i], other![i], scale);
        }
    }

#if NET8_0_OR_GREATER
    /// <inheritdoc cref="AddScaled(Span{double}, ReadOnlySpan{double}, double)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void AddScaled<T>(Span<T> block, ReadOnlySpan<T> other, T scale)
        where T : INumberBase<T>
    {
        other = other.Slice(0, block.Length);
        for (int i = 0; i < block.Length; i++)
        {
            block[i] += scale * other[i];
        }
    }

    /// <inheritdoc cref="AddScaledRows(double[][], double[][], double)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void AddScaledRows<T>(T[]?[]? rows, T[]?[]? other, T scale)
        where T : INumberBase<T>
    {
        for (int i = 0; i < (rows?.Length ?? 0); i++)
        {
            AddScaled<T>(rows![i], other![i], scale);
        }
    }

    /// <summary>The elements of a matrix, row by row.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="matrix">The matrix.</param>
    public static Span<T> Elements<T>(T[,]? matrix) => matrix is null
        ? default
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);
#endif

    /// <summary>Refuses arrays or matrices that differ in size.</summary>
    /// <param name="mine">The array of one set.</param>
    /// <param name="other">That of the other.</param>
    /// <param name="member">What it is called.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireShape(Array? mine, Array? other, string member)
    {
        bool isSame = (mine?.Length ?? 0) == (other?.Length ?? 0);
        for (int i = 0; isSame && i < mine?.Rank && other is not null; i++)
        {
            isSame = mine.GetLength(i) == other.GetLength(i);
        }

        Require(isSame, member, nameof(other));
    }

    /// <summary>Refuses rows that differ in number or in length.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="mine">The rows of one set.</param>
    /// <param name="other">Those of the other.</param>
    /// <param name="member">What they are called.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireRows<T>(T[]?[]? mine, T[]?[]? other, string member)
    {
        bool isSame = (mine?.Length ?? 0) == (other?.Length ?? 0);
        for (int i = 0; isSame && i < mine?.Length; i++)
        {
            isSame = (mine[i]?.Length ?? 0) == (other![i]?.Length ?? 0);
        }

        Require(isSame, member, nameof(other));
    }

    /// <summary>Refuses a destination that is shorter than the set.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="destination">The destination.</param>
    /// <param name="count">How many parameters there are.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static void RequireDestination<T>(ReadOnlySpan<T> destination, int count)
    {
        if (destination.Length < count)
        {
            throw new ArgumentException(FormattableString.Invariant($"The destination has {destination.Length} elements, and the set has {count} parameters."), nameof(destination));
        }
    }

    /// <summary>Refuses a source that is not as long as the set.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="source">The source.</param>
    /// <param name="count">How many parameters there are.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static void RequireSource<T>(ReadOnlySpan<T> source, int count)
    {
        if (source.Length != count)
        {
            throw new ArgumentException(FormattableString.Invariant($"The source has {source.Length} elements, and the set has {count} parameters."), nameof(source));
        }
    }

    /// <summary>Refuses another set that has not as many blocks: one of a derived type.</summary>
    /// <param name="mine">How many blocks the one set has.</param>
    /// <param name="other">How many the other has.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireBlocks(int mine, int other)
    {
        if (mine != other)
        {
            throw new ArgumentException(FormattableString.Invariant($"The sets differ in shape: one has {mine} blocks, the other {other}."), nameof(other));
        }
    }

    private static void Require(bool isSame, string member, string other)
    {
        if (!isSame)
        {
            throw new ArgumentException($"The sets differ in shape: '{member}' has another size in the other one.", other);
        }
    }

    // Product and sum are rounded one by one, as in the loops that do the rest: every element is the same whichever way it goes.
    private static int AddScaledVectors<T>(Span<T> block, ReadOnlySpan<T> other, T scale)
        where T : struct
    {
#if NET8_0_OR_GREATER
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(block);
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(other);
        Vector<T> factor = new(scale);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += factor * from[i];
        }

        return to.Length * Vector<T>.Count;
#else
        return 0;
#endif
    }
}
