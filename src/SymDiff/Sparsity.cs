using System.ComponentModel;

namespace SymDiff;

/// <summary>How emitted methods find the pattern of a Jacobian or a Hessian, and fill the values of its entries.</summary>
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
        Buffers.Clear(part);
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

    /// <summary>How a Jacobian is made by columns.</summary>
    /// <param name="pattern">Its pattern.</param>
    public static SparsityColoring Columns(SparsityPattern pattern) => pattern.Columns;

    /// <summary>How a Jacobian is made by rows; null where it is not, because by columns it takes fewer sweeps.</summary>
    /// <param name="pattern">Its pattern.</param>
    /// <param name="together">How many columns' colours one sweep follows.</param>
    public static SparsityColoring? Rows(SparsityPattern pattern, int together) => pattern.RowColorCount < (pattern.ColorCount + together - 1) / together ? pattern.Rows : null;

    /// <summary>How a Hessian is made.</summary>
    /// <param name="pattern">Its pattern.</param>
    public static SparsityColoring Symmetric(SparsityPattern pattern) => pattern.Symmetric;

    /// <summary>Makes a buffer part of the sum of the unit vectors of a colour.</summary>
    /// <param name="part">The buffer.</param>
    /// <param name="coloring">The colours.</param>
    /// <param name="color">The colour.</param>
    /// <param name="first">The place of its first element among all of them.</param>
    public static void Seed(Span<double> part, SparsityColoring coloring, int color, int first) => Seed(part, coloring, color, first, 1.0);

    /// <inheritdoc cref="Seed(Span{double}, SparsityColoring, int, int)"/>
    public static void Seed(Span<float> part, SparsityColoring coloring, int color, int first) => Seed(part, coloring, color, first, 1.0f);

    /// <summary>Writes the values of the entries of a colour that lie in some places of what its sweep gives.</summary>
    /// <param name="values">The values of all entries.</param>
    /// <param name="coloring">The colours.</param>
    /// <param name="color">The colour.</param>
    /// <param name="first">The first of the places.</param>
    /// <param name="part">What the sweep gives there.</param>
    public static void Take(Span<double> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<double> part) => Copy(values, coloring, color, first, part);

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, ReadOnlySpan{double})"/>
    public static void Take(Span<double> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<float> part)
    {
        var entries = coloring.EntriesOf(color);
        var places = coloring.PlacesOf(color);
        for (int i = 0; i < places.Length; i++)
        {
            int at = places[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = part[at];
            }
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, ReadOnlySpan{double})"/>
    public static void Take(Span<float> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<float> part) => Copy(values, coloring, color, first, part);

    /// <summary>Writes the values of the entries of a colour that lie in one place of what its sweep gives, if there are any.</summary>
    /// <param name="values">The values of all entries.</param>
    /// <param name="coloring">The colours.</param>
    /// <param name="color">The colour.</param>
    /// <param name="place">The place.</param>
    /// <param name="part">What the sweep gives there.</param>
    public static void Take(Span<double> values, SparsityColoring coloring, int color, int place, double part)
    {
        var places = coloring.PlacesOf(color);
        for (int i = FirstIn(places, place); i < places.Length && places[i] == place; i++)
        {
            values[coloring.EntriesOf(color)[i]] = part;
        }
    }

    /// <inheritdoc cref="Take(Span{double}, SparsityColoring, int, int, double)"/>
    public static void Take(Span<float> values, SparsityColoring coloring, int color, int place, float part)
    {
        var places = coloring.PlacesOf(color);
        for (int i = FirstIn(places, place); i < places.Length && places[i] == place; i++)
        {
            values[coloring.EntriesOf(color)[i]] = part;
        }
    }

    private static void Seed<T>(Span<T> part, SparsityColoring coloring, int color, int first, T one)
    {
        Buffers.Clear(part);
        foreach (int member in coloring.MembersOf(color))
        {
            int at = member - first;
            if ((uint)at < (uint)part.Length)
            {
                part[at] = one;
            }
        }
    }

    private static void Copy<T>(Span<T> values, SparsityColoring coloring, int color, int first, ReadOnlySpan<T> part)
    {
        var entries = coloring.EntriesOf(color);
        var places = coloring.PlacesOf(color);
        for (int i = 0; i < places.Length; i++)
        {
            int at = places[i] - first;
            if ((uint)at < (uint)part.Length)
            {
                values[entries[i]] = part[at];
            }
        }
    }

    // Where the entries of a colour in a place begin, among its entries, or would.
    private static int FirstIn(ReadOnlySpan<int> places, int place)
    {
        int first = 0;
        for (int end = places.Length; first < end;)
        {
            int middle = (first + end) >>> 1;
            (first, end) = places[middle] < place ? (middle + 1, end) : (first, middle);
        }

        return first;
    }
}
