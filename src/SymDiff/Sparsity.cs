using System.ComponentModel;

namespace SymDiff;

/// <summary>How emitted methods find the pattern of a Jacobian, and fill the values of its entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Sparsity
{
    /// <summary>How many columns one sweep follows.</summary>
    public const int Width = 64;

    /// <summary>Marks elements with the columns that they are, as far as a sweep follows those.</summary>
    /// <param name="part">The marks of the elements.</param>
    /// <param name="first">The column of the first, seen from the first that is followed.</param>
    [CLSCompliant(false)]
    public static void Mark(Span<ulong> part, int first)
    {
        part.Clear();
        for (int i = Math.Max(0, -first); i < part.Length && first + i < Width; i++)
        {
            part[i] = 1UL << (first + i);
        }
    }

    /// <summary>The mark of a number.</summary>
    /// <param name="column">Its column, seen from the first that is followed.</param>
    [CLSCompliant(false)]
    public static ulong Mark(int column) => (uint)column < Width ? 1UL << column : 0;

    /// <summary>How many entries a pattern has.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    public static int Count(SparsityPattern? pattern, string name) => pattern?.EntryCount ?? throw new ArgumentNullException(name);

    /// <summary>Refuses a pattern of another size.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="rows">How many rows it must have.</param>
    /// <param name="columns">How many columns it must have.</param>
    /// <param name="name">The name of the pattern.</param>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    /// <exception cref="ArgumentException">It is of another size.</exception>
    public static void Require(SparsityPattern? pattern, int rows, int columns, string name)
    {
        if (pattern is null)
        {
            throw new ArgumentNullException(name);
        }

        if (pattern.RowCount != rows || pattern.ColumnCount != columns)
        {
            throw new ArgumentException($"The pattern is {pattern.RowCount} by {pattern.ColumnCount} and must be {rows} by {columns}.", name);
        }
    }

    /// <summary>A span cut to the number of entries of a pattern.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="given">The span.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">The name of the span.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static Span<T> Fit<T>(Span<T> given, SparsityPattern pattern, string name) => given.Length >= pattern.EntryCount
        ? given.Slice(0, pattern.EntryCount)
        : throw new ArgumentException($"The buffer has {given.Length} elements and the pattern {pattern.EntryCount} entries.", name);

    /// <summary>Makes a buffer part of the sum of the unit vectors of a colour.</summary>
    /// <param name="part">The buffer.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="color">The colour.</param>
    /// <param name="first">The column of its first element.</param>
    public static void Seed(Span<double> part, SparsityPattern pattern, int color, int first) => Seed(part, pattern, color, first, 1.0);

    /// <inheritdoc cref="Seed(Span{double}, SparsityPattern, int, int)"/>
    public static void Seed(Span<float> part, SparsityPattern pattern, int color, int first) => Seed(part, pattern, color, first, 1.0f);

    /// <summary>Writes the values of the entries in the columns of a colour that lie in some rows.</summary>
    /// <param name="values">The values of all entries.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="color">The colour.</param>
    /// <param name="first">The first of the rows.</param>
    /// <param name="part">The sum of the columns, in those rows.</param>
    public static void Take(Span<double> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<double> part) => Copy(values, pattern, color, first, part);

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, ReadOnlySpan{double})"/>
    public static void Take(Span<double> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<float> part)
    {
        var entries = pattern.EntriesOf(color);
        var rows = pattern.RowsOf(color);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = rows[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = part[at];
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, ReadOnlySpan{double})"/>
    public static void Take(Span<float> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<float> part) => Copy(values, pattern, color, first, part);

    /// <summary>Writes the value of the entry of a colour in one row, if there is one.</summary>
    /// <param name="values">The values of all entries.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="color">The colour.</param>
    /// <param name="row">The row.</param>
    /// <param name="part">The sum of the columns, in that row.</param>
    public static void Take(Span<double> values, SparsityPattern pattern, int color, int row, double part)
    {
        if (EntryIn(pattern, color, row) is >= 0 and var entry)
        {
            values[entry] = part;
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, double)"/>
    public static void Take(Span<float> values, SparsityPattern pattern, int color, int row, float part)
    {
        if (EntryIn(pattern, color, row) is >= 0 and var entry)
        {
            values[entry] = part;
        }
    }

    private static void Seed<T>(Span<T> part, SparsityPattern pattern, int color, int first, T one)
    {
        part.Clear();
        foreach (int column in pattern.ColumnsWith(color))
        {
            int at = column - first;
            if ((uint)at < (uint)part.Length)
            {
                part[at] = one;
            }
        }
    }

    private static void Copy<T>(Span<T> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<T> part)
    {
        var entries = pattern.EntriesOf(color);
        var rows = pattern.RowsOf(color);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = rows[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = part[at];
            }
        }
    }

    // The entry of a colour in a row; -1 where there is none.
    private static int EntryIn(SparsityPattern pattern, int color, int row)
    {
        for (int entry = pattern.RowStarts[row]; entry < pattern.RowStarts[row + 1]; entry++)
        {
            if (pattern.Colors[pattern.ColumnIndices[entry]] == color)
            {
                return entry;
            }
        }

        return -1;
    }
}
