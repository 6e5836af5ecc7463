using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// A pattern whose rows and columns stand number by number, as methods that take arrays of structs have them inside: all first numbers of the elements of an array, then all second ones; and which entry of the
/// pattern that callers see, element by element, each of its entries is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SparsityOrder
{
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int[] _entries;

    // The first entry of every cycle in which entries change places.
    private readonly int[] _cycles;

    private SparsityOrder(SparsityPattern pattern, int[] rows, int[] columns, int[] entries)
    {
        (Pattern, _rows, _columns, _entries) = (pattern, rows, columns, entries);
        var cycles = new List<int>();
        bool[] seen = new bool[entries.Length];
        for (int entry = 0; entry < entries.Length; entry++)
        {
            if (!seen[entry] && entries[entry] != entry)
            {
                cycles.Add(entry);
            }

            for (int at = entry; !seen[at]; at = entries[at])
            {
                seen[at] = true;
            }
        }

        _cycles = cycles.ToArray();
    }

    /// <summary>The pattern number by number.</summary>
    public SparsityPattern Pattern { get; }

    /// <summary>The order of a pattern element by element.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="rows">Of what the rows are, one after the other: how many numbers an element has, and how many elements there are.</param>
    /// <param name="columns">The same of the columns.</param>
    internal static SparsityOrder Of(SparsityPattern pattern, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns)
    {
        (SparsityPattern byNumbers, int[] entries) = Moved(pattern, Inverse(Places(rows, pattern.RowCount)), Inverse(Places(columns, pattern.ColumnCount)));
        return new SparsityOrder(byNumbers, rows.ToArray(), columns.ToArray(), entries);
    }

    /// <summary>The pattern element by element, of one number by number.</summary>
    internal static SparsityPattern ToElements(SparsityPattern pattern, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns) =>
        Moved(pattern, Places(rows, pattern.RowCount), Places(columns, pattern.ColumnCount)).Pattern;

    /// <summary>Whether it is that of rows and columns of these.</summary>
    internal bool Is(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns) => rows.SequenceEqual(_rows) && columns.SequenceEqual(_columns);

    /// <summary>Puts values of the entries of <see cref="Pattern"/> where those of the pattern element by element are.</summary>
    internal void Reorder<T>(Span<T> values)
    {
        foreach (int first in _cycles)
        {
            T carried = values[first];
            int at = first;
            do
            {
                at = _entries[at];
                (values[at], carried) = (carried, values[at]);
            }
            while (at != first);
        }
    }

    // Where the place number by number is element by element.
    private static int[] Places(ReadOnlySpan<int> of, int count)
    {
        int[] places = new int[count];
        int first = 0;
        for (int i = 0; i < of.Length; i += 2)
        {
            (int numbers, int elements) = (of[i], of[i + 1]);
            for (int number = 0; number < numbers; number++)
            {
                for (int element = 0; element < elements; element++)
                {
                    places[first + (number * elements) + element] = first + (element * numbers) + number;
                }
            }

            first += numbers * elements;
        }

        return places;
    }

    private static int[] Inverse(int[] places)
    {
        int[] inverse = new int[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            inverse[places[i]] = i;
        }

        return inverse;
    }

    // The pattern with rows and columns in other places, and which entry each of its entries was.
    private static (SparsityPattern Pattern, int[] Entries) Moved(SparsityPattern pattern, int[] rows, int[] columns)
    {
        int[] from = Inverse(rows);
        int[] starts = new int[pattern.RowCount + 1];
        int[] indices = new int[pattern.EntryCount];
        int[] entries = new int[pattern.EntryCount];
        int next = 0;
        for (int row = 0; row < from.Length; row++)
        {
            int first = pattern.RowStarts[from[row]];
            var held = pattern.ColumnsOf(from[row]);
            for (int i = 0; i < held.Length; i++)
            {
                (indices[next + i], entries[next + i]) = (columns[held[i]], first + i);
            }

            Array.Sort(indices, entries, next, held.Length);
            starts[row + 1] = next += held.Length;
        }

        return (new SparsityPattern(pattern.RowCount, pattern.ColumnCount, starts, indices), entries);
    }
}
