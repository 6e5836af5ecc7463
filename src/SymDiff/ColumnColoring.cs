namespace SymDiff;

/// <summary>
/// Colours of the columns of a sparse matrix, such that columns of one colour have no row in common. Each column in turn gets the first colour that it may have, in the order in which they stand and in
/// that of the number of their entries, most first; whichever needs fewer colours is taken.
/// </summary>
internal static class ColumnColoring
{
    /// <summary>The colour of each column.</summary>
    /// <param name="rows">The matrix by rows; by columns, to have colours of rows.</param>
    /// <param name="columns">The same the other way.</param>
    /// <param name="count">How many colours there are. Columns without an entry take none of their own.</param>
    public static int[] Of(CompressedIndices rows, CompressedIndices columns, out int count)
    {
        int longest = rows.Longest;
        int[] natural = CompressedIndices.Ascending(columns.Count);

        // No row can do with fewer colours than it has entries; one that has all columns settles it.
        if (longest == columns.Count)
        {
            count = columns.Count;
            return natural;
        }

        int[] colors = Greedy(rows, columns, natural, out count);
        if (count == longest)
        {
            return colors;
        }

        int[] others = Greedy(rows, columns, columns.LongestFirst(), out int fewer);
        if (fewer >= count)
        {
            return colors;
        }

        count = fewer;
        return others;
    }

    private static int[] Greedy(CompressedIndices rows, CompressedIndices columns, int[] order, out int count)
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
            var own = columns.Of(column);
            if (own.IsEmpty)
            {
                colors[column] = 0;
                continue;
            }

            foreach (int row in own)
            {
                foreach (int neighbour in rows.Of(row))
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
}
