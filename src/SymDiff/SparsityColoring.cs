using System.ComponentModel;

namespace SymDiff;

/// <summary>Colours of a pattern: what each sweep follows, and which entries it gives where. What emitted methods run by.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SparsityColoring
{
    private readonly int[] _colors;
    private readonly int[] _memberStarts;
    private readonly int[] _members;
    private readonly int[] _starts;
    private readonly int[] _entries;
    private readonly int[] _places;

    // The colour of what is followed; of each entry the colour that gives it, and the place in the result of that sweep.
    private SparsityColoring(int[] colors, int count, int[] colorOfEntry, int[] placeOfEntry, int places)
    {
        _colors = colors;
        Count = count;
        (_memberStarts, _members) = Sorted(colors, Math.Max(1, count), CompressedIndices.Ascending(colors.Length));
        var (_, byPlace) = Sorted(placeOfEntry, places, CompressedIndices.Ascending(placeOfEntry.Length));
        (_starts, _entries) = Sorted(colorOfEntry, count, byPlace);
        _places = [.. _entries.Select(entry => placeOfEntry[entry])];
    }

    /// <summary>How many colours there are.</summary>
    public int Count { get; }

    /// <summary>The colours of what sweeps follow.</summary>
    public ReadOnlySpan<int> Colors => _colors;

    /// <summary>What is followed in a colour, in ascending order.</summary>
    internal ReadOnlySpan<int> MembersOf(int color) => Of(_members, _memberStarts, color);

    /// <summary>The entries that a colour gives, by their places.</summary>
    internal ReadOnlySpan<int> EntriesOf(int color) => Of(_entries, _starts, color);

    /// <summary>The places of those entries in the result of the sweep, in ascending order.</summary>
    internal ReadOnlySpan<int> PlacesOf(int color) => Of(_places, _starts, color);

    /// <summary>Colours of columns: a forward sweep each, which gives rows.</summary>
    internal static SparsityColoring OfColumns(SparsityPattern pattern)
    {
        var rows = CompressedIndices.Rows(pattern);
        int[] colors = ColumnColoring.Of(rows, rows.Transposed(), out int count);
        return new SparsityColoring(colors, count, [.. rows.Indices.Select(column => colors[column])], pattern.RowIndices.ToArray(), pattern.RowCount);
    }

    /// <summary>Colours of rows: a reverse sweep each, which gives columns.</summary>
    internal static SparsityColoring OfRows(SparsityPattern pattern)
    {
        var rows = CompressedIndices.Rows(pattern);
        int[] colors = ColumnColoring.Of(rows.Transposed(), rows, out int count);
        int[] colorOfEntry = pattern.RowIndices.ToArray();
        for (int entry = 0; entry < colorOfEntry.Length; entry++)
        {
            colorOfEntry[entry] = colors[colorOfEntry[entry]];
        }

        return new SparsityColoring(colors, count, colorOfEntry, rows.Indices, pattern.ColumnCount);
    }

    /// <summary>Colours of a symmetric matrix, of which one sweep gives every entry and the one opposite to it; those of its columns where it is not symmetric, or they are fewer.</summary>
    internal static SparsityColoring OfSymmetric(SparsityPattern pattern)
    {
        var rows = CompressedIndices.Rows(pattern);
        var turned = rows.Transposed();
        if (pattern.RowCount != pattern.ColumnCount || !rows.Starts.AsSpan().SequenceEqual(turned.Starts) || !rows.Indices.AsSpan().SequenceEqual(turned.Indices))
        {
            return pattern.Columns;
        }

        // Columns take as many colours as the longest row has entries, or more.
        int[] colors = StarColoring.Of(rows, out int count);
        if (count > rows.Longest && pattern.ColorCount < count)
        {
            (colors, count) = (pattern.Columns._colors, pattern.ColorCount);
        }

        // Opposite entries stand at the same place in the two orders. The first of them is read where it is alone in its row among its colour, else the other one is.
        var alone = Alone(rows, colors, count);
        int[] colorOfEntry = new int[pattern.EntryCount];
        int[] placeOfEntry = new int[pattern.EntryCount];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int entry = rows.Starts[row]; entry < rows.Starts[row + 1]; entry++)
            {
                int column = rows.Indices[entry];
                int opposite = turned.Entries[entry];
                bool isRead = row <= column ? alone[entry] : !alone[opposite];
                (colorOfEntry[entry], placeOfEntry[entry]) = isRead ? (colors[column], row) : (colors[row], column);
            }
        }

        return new SparsityColoring(colors, count, colorOfEntry, placeOfEntry, pattern.RowCount);
    }

    // Which entries are the only ones of their row in columns of their colour.
    private static bool[] Alone(CompressedIndices rows, int[] colors, int count)
    {
        bool[] alone = new bool[rows.Indices.Length];
        int[] numbers = new int[count];
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (int column in rows.Of(row))
            {
                numbers[colors[column]]++;
            }

            for (int entry = rows.Starts[row]; entry < rows.Starts[row + 1]; entry++)
            {
                alone[entry] = numbers[colors[rows.Indices[entry]]] == 1;
            }

            foreach (int column in rows.Of(row))
            {
                numbers[colors[column]] = 0;
            }
        }

        return alone;
    }

    // Behind the last colour there is another one without anything in it, wherever several are followed at once.
    private static ReadOnlySpan<int> Of(int[] all, int[] starts, int color) => color + 1 < starts.Length ? all.AsSpan(starts[color], starts[color + 1] - starts[color]) : default;

    // Things by their keys, and in the given order where those are the same: where those of each key begin, and which they are.
    private static (int[] Starts, int[] Things) Sorted(int[] keys, int count, int[] order)
    {
        int[] starts = new int[count + 1];
        foreach (int key in keys)
        {
            starts[key + 1]++;
        }

        for (int key = 0; key < count; key++)
        {
            starts[key + 1] += starts[key];
        }

        int[] next = (int[])starts.Clone();
        int[] things = new int[keys.Length];
        foreach (int thing in order)
        {
            things[next[keys[thing]]++] = thing;
        }

        return (starts, things);
    }
}
