namespace SymDiff;

/// <summary>
/// Colours of the columns of a sparse matrix, such that columns of one colour have no row in common. Each column in turn gets the first colour that it may have, in the order in which they stand and in
/// that of the number of their entries, most first; whichever needs fewer colours is taken.
/// </summary>
internal static class ColumnColoring
{
    /// <summary>The colour of each column.</summary>
    /// <param name="pattern">The matrix: its rows are there already.</param>
    /// <param name="count">How many colours there are. Columns without an entry take none of their own.</param>
    public static int[] Of(SparsityPattern pattern, out int count)
    {
        int columns = pattern.ColumnCount;
        int longest = 0;
        for (int row = 0; row < pattern.RowCount; row++)
        {
            longest = Math.Max(longest, pattern.RowStarts[row + 1] - pattern.RowStarts[row]);
        }

        int[] natural = new int[columns];
        for (int column = 0; column < columns; column++)
        {
            natural[column] = column;
        }

        // No row can do with fewer colours than it has entries; one that has all columns settles it.
        if (longest == columns)
        {
            count = columns;
            return natural;
        }

        var (starts, rows) = Columns(pattern);
        int[] colors = Greedy(pattern, starts, rows, natural, out count);
        if (count == longest)
        {
            return colors;
        }

        int[] sizes = new int[columns];
        int[] largestFirst = new int[columns];
        for (int column = 0; column < columns; column++)
        {
            sizes[column] = starts[column] - starts[column + 1];
            largestFirst[column] = column;
        }

        // Of columns that are as large, the first stays first.
        Array.Sort(largestFirst, (a, b) => sizes[a] != sizes[b] ? sizes[a].CompareTo(sizes[b]) : a.CompareTo(b));
        int[] others = Greedy(pattern, starts, rows, largestFirst, out int fewer);
        if (fewer >= count)
        {
            return colors;
        }

        count = fewer;
        return others;
    }

    private static int[] Greedy(SparsityPattern pattern, int[] starts, int[] rows, int[] order, out int count)
    {
        int[] colors = new int[order.Length];
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = -1;
        }

        // Of each colour the column that last found it taken.
        int[] taken = new int[order.Length];
        count = 0;
        foreach (int column in order)
        {
            if (starts[column] == starts[column + 1])
            {
                colors[column] = 0;
                continue;
            }

            for (int i = starts[column]; i < starts[column + 1]; i++)
            {
                foreach (int neighbour in pattern.ColumnsOf(rows[i]))
                {
                    if (colors[neighbour] >= 0)
                    {
                        taken[colors[neighbour]] = column + 1;
                    }
                }
            }

            int color = 0;
            while (taken[color] == column + 1)
            {
                color++;
            }

            colors[column] = color;
            count = Math.Max(count, color + 1);
        }

        return colors;
    }

    // The same matrix column by column: the rows of each.
    private static (int[] Starts, int[] Rows) Columns(SparsityPattern pattern)
    {
        int[] starts = new int[pattern.ColumnCount + 1];
        foreach (int column in pattern.ColumnIndices)
        {
            starts[column + 1]++;
        }

        for (int column = 0; column < pattern.ColumnCount; column++)
        {
            starts[column + 1] += starts[column];
        }

        int[] next = (int[])starts.Clone();
        int[] rows = new int[pattern.EntryCount];
        for (int entry = 0; entry < rows.Length; entry++)
        {
            rows[next[pattern.ColumnIndices[entry]]++] = pattern.RowIndices[entry];
        }

        return (starts, rows);
    }
}
