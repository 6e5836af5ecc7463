namespace SymDiff;

/// <summary>A sparse matrix: a pattern, and the value of each of its entries.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="pattern">Which entries there are.</param>
/// <param name="values">Their values, in the order of the pattern.</param>
public sealed class SparseMatrix<T>(SparsityPattern pattern, T[] values)
{
    /// <summary>Which entries there are: their rows and columns.</summary>
    public SparsityPattern Pattern { get; } = pattern;

    /// <summary>Their values, row by row, in the order of the pattern's <see cref="SparsityPattern.ColumnIndices"/> and <see cref="SparsityPattern.RowIndices"/>.</summary>
#pragma warning disable CA1819 // It is the memory of the matrix, which solvers are handed.
    public T[] Values { get; } = values;
#pragma warning restore CA1819

    /// <summary>An entry; the default of the type, 0, where the pattern has none.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public T this[int row, int column]
    {
        get
        {
            if ((uint)column >= (uint)Pattern.ColumnCount)
            {
                throw new ArgumentOutOfRangeException(nameof(column));
            }

            int at = Pattern.ColumnsOf(row).BinarySearch(column);
            return at < 0 ? default! : Values[Pattern.RowStarts[row] + at];
        }
    }
}
