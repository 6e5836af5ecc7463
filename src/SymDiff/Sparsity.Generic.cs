#if NET
using System.Numerics;

namespace SymDiff;

/// <content>Numbers whose type is a type parameter.</content>
public static partial class Sparsity
{
    /// <inheritdoc cref="Seed(Span{double}, SparsityPattern, int, int)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void Seed<T>(Span<T> part, SparsityPattern pattern, int color, int first)
        where T : INumberBase<T>
    {
        part.Fill(T.Zero);
        foreach (int column in pattern.ColumnsWith(color))
        {
            int at = column - first;
            if ((uint)at < (uint)part.Length)
            {
                part[at] = T.One;
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void Take<T>(Span<T> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<T> part)
        where T : INumberBase<T> => ConvertTake(values, pattern, color, first, part);

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, double)"/>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void Take<T>(Span<T> values, SparsityPattern pattern, int color, int row, T part)
        where T : INumberBase<T>
    {
        if (EntryIn(pattern, color, row) is >= 0 and var entry)
        {
            values[entry] = part;
        }
    }

    /// <summary>Writes the values of the entries in the columns of a colour that lie in some rows, where one of two types is a type parameter.</summary>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, ReadOnlySpan{double})"/>
    public static void ConvertTake<TPart, T>(Span<T> values, SparsityPattern pattern, int color, int first, ReadOnlySpan<TPart> part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T>
    {
        var entries = pattern.EntriesOf(color);
        var rows = pattern.RowsOf(color);
        for (int i = 0; i < rows.Length; i++)
        {
            int at = rows[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = T.CreateChecked(part[at]);
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityPattern, int, int, double)"/>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the values.</typeparam>
    public static void ConvertTake<TPart, T>(Span<T> values, SparsityPattern pattern, int color, int row, TPart part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T> => Take(values, pattern, color, row, T.CreateChecked(part));
}
#endif
