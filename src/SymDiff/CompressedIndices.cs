namespace SymDiff;

/// <summary>Where the entries of a sparse matrix are, line by line, lines being rows or columns.</summary>
/// <param name="across">How many lines there are the other way.</param>
/// <param name="starts">Where the entries of each line begin, and behind the last line how many there are.</param>
/// <param name="indices">The lines the other way that they lie in, ascending in each line.</param>
/// <param name="entries">Which entries of the pattern they are.</param>
internal sealed class CompressedIndices(int across, int[] starts, int[] indices, int[] entries)
{
    /// <summary>How many lines there are.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>How many lines there are the other way.</summary>
    public int Across { get; } = across;

    /// <summary>Where the entries of each line begin.</summary>
    public int[] Starts { get; } = starts;

    /// <summary>The lines the other way that entries lie in.</summary>
    public int[] Indices { get; } = indices;

    /// <summary>Which entries of the pattern they are.</summary>
    public int[] Entries { get; } = entries;

    /// <summary>How many entries the longest line has.</summary>
    public int Longest
    {
        get
        {
            int longest = 0;
            for (int line = 0; line < Count; line++)
            {
                longest = Math.Max(longest, Starts[line + 1] - Starts[line]);
            }

            return longest;
        }
    }

    /// <summary>The rows of a pattern.</summary>
    public static CompressedIndices Rows(SparsityPattern pattern) =>
        new(pattern.ColumnCount, pattern.RowStarts.ToArray(), pattern.ColumnIndices.ToArray(), Ascending(pattern.EntryCount));

    /// <summary>The same entries by the other lines.</summary>
    public CompressedIndices Transposed()
    {
        int[] turned = new int[Across + 1];
        foreach (int index in Indices)
        {
            turned[index + 1]++;
        }

        for (int line = 0; line < Across; line++)
        {
            turned[line + 1] += turned[line];
        }

        int[] next = (int[])turned.Clone();
        int[] lines = new int[Indices.Length];
        int[] places = new int[Indices.Length];
        for (int line = 0; line < Count; line++)
        {
            for (int at = Starts[line]; at < Starts[line + 1]; at++)
            {
                int place = next[Indices[at]]++;
                lines[place] = line;
                places[place] = Entries[at];
            }
        }

        return new CompressedIndices(Count, turned, lines, places);
    }

    /// <summary>The entries of a line, by the lines the other way that they lie in.</summary>
    public ReadOnlySpan<int> Of(int line) => Indices.AsSpan(Starts[line], Starts[line + 1] - Starts[line]);

    /// <summary>The numbers from 0 on.</summary>
    public static int[] Ascending(int count)
    {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }

    /// <summary>The lines, those with most entries first. Of lines with as many, the first stays first.</summary>
    public int[] LongestFirst()
    {
        int[] sizes = new int[Count];
        for (int line = 0; line < Count; line++)
        {
            sizes[line] = Starts[line] - Starts[line + 1];
        }

        int[] order = Ascending(Count);
        Array.Sort(order, (a, b) => sizes[a] != sizes[b] ? sizes[a].CompareTo(sizes[b]) : a.CompareTo(b));
        return order;
    }
}
