namespace SymDiff;

/// <summary>
/// Which entries of a matrix may differ from zero, in compressed rows, and colours of its columns: two columns of one colour have no row in common, so that one sweep along all columns of a colour
/// gives every entry of theirs. Immutable.
/// </summary>
/// <remarks>Where rows have the same columns for all inputs, as on a grid, the pattern is made once and used for every Jacobian.</remarks>
public sealed class SparsityPattern
{
    private readonly int[] _rowStarts;
    private readonly int[] _columnIndices;
    private readonly int[] _rowIndices;
    private readonly int[] _colors;
    private readonly int[] _colorStarts;
    private readonly int[] _colorEntries;
    private readonly int[] _colorRows;
    private readonly int[] _columnStarts;
    private readonly int[] _columnsByColor;

    /// <summary>A pattern in compressed rows.</summary>
    /// <param name="rows">How many rows the matrix has.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="rowStarts">Where the entries of each row begin, and behind the last row how many entries there are: one more than there are rows.</param>
    /// <param name="columnIndices">The column of each entry, row by row, in ascending order within a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The starts or the columns are not what they must be.</exception>
    public SparsityPattern(int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices)
        : this(rows, columns, Checked(rows, columns, rowStarts, columnIndices), columnIndices.ToArray())
    {
    }

    // Takes the arrays as they are.
    internal SparsityPattern(int rows, int columns, int[] rowStarts, int[] columnIndices)
    {
        RowCount = rows;
        ColumnCount = columns;
        _rowStarts = rowStarts;
        _columnIndices = columnIndices;
        _rowIndices = new int[columnIndices.Length];
        for (int row = 0; row < rows; row++)
        {
            _rowIndices.AsSpan(rowStarts[row], rowStarts[row + 1] - rowStarts[row]).Fill(row);
        }

        _colors = ColumnColoring.Of(this, out int count);
        ColorCount = count;
        (_colorStarts, _colorEntries) = ByColor(_columnIndices, ColorCount);
        _colorRows = [.. _colorEntries.Select(entry => _rowIndices[entry])];
        int[] all = new int[columns];
        for (int column = 0; column < columns; column++)
        {
            all[column] = column;
        }

        (_columnStarts, _columnsByColor) = ByColor(all, Math.Max(1, ColorCount));
    }

    /// <summary>How many rows the matrix has.</summary>
    public int RowCount { get; }

    /// <summary>How many columns it has.</summary>
    public int ColumnCount { get; }

    /// <summary>How many entries may differ from zero.</summary>
    public int EntryCount => _columnIndices.Length;

    /// <summary>How many colours there are: as many sweeps as the matrix takes.</summary>
    public int ColorCount { get; }

    /// <summary>Where the entries of each row begin, and behind the last row the number of all.</summary>
    public ReadOnlySpan<int> RowStarts => _rowStarts;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices;

    /// <summary>The row of each entry, so that these and <see cref="ColumnIndices"/> are coordinates.</summary>
    public ReadOnlySpan<int> RowIndices => _rowIndices;

    /// <summary>The colour of each column, from 0.</summary>
    public ReadOnlySpan<int> Colors => _colors;

    /// <summary>The columns that may differ from zero in a row.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> ColumnsOf(int row) => (uint)row < (uint)RowCount
        ? _columnIndices.AsSpan(_rowStarts[row], _rowStarts[row + 1] - _rowStarts[row])
        : throw new ArgumentOutOfRangeException(nameof(row));

    /// <summary>The entries in the columns of a colour, row by row.</summary>
    internal ReadOnlySpan<int> EntriesOf(int color) => Of(_colorEntries, _colorStarts, color);

    /// <summary>The rows of those entries.</summary>
    internal ReadOnlySpan<int> RowsOf(int color) => Of(_colorRows, _colorStarts, color);

    /// <summary>The columns of a colour, in ascending order.</summary>
    internal ReadOnlySpan<int> ColumnsWith(int color) => Of(_columnsByColor, _columnStarts, color);

    // Behind the last colour there is another one without columns, wherever several are followed at once.
    private static ReadOnlySpan<int> Of(int[] all, int[] starts, int color) => color + 1 < starts.Length ? all.AsSpan(starts[color], starts[color + 1] - starts[color]) : default;

    private static int[] Checked(int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices)
    {
        if (rows < 0 || columns < 0)
        {
            throw new ArgumentOutOfRangeException(rows < 0 ? nameof(rows) : nameof(columns), "The matrix cannot have a negative number of rows or columns.");
        }

        if (rowStarts.Length != rows + 1 || rowStarts[0] != 0 || rowStarts[rows] != columnIndices.Length)
        {
            throw new ArgumentException($"There must be {rows + 1} starts, from 0 to the number of entries, {columnIndices.Length}.", nameof(rowStarts));
        }

        for (int row = 0; row < rows; row++)
        {
            if (rowStarts[row + 1] < rowStarts[row] || rowStarts[row + 1] > columnIndices.Length)
            {
                throw new ArgumentException($"Row {row} ends before it begins.", nameof(rowStarts));
            }

            int last = -1;
            foreach (int column in columnIndices.Slice(rowStarts[row], rowStarts[row + 1] - rowStarts[row]))
            {
                if (column <= last || column >= columns)
                {
                    throw new ArgumentException($"The columns of row {row} must ascend and lie between 0 and {columns - 1}.", nameof(columnIndices));
                }

                last = column;
            }
        }

        return rowStarts.ToArray();
    }

    // What stands at each place, colour by colour: the places of each.
    private (int[] Starts, int[] Places) ByColor(int[] columns, int count)
    {
        int[] starts = new int[count + 1];
        foreach (int column in columns)
        {
            starts[_colors[column] + 1]++;
        }

        for (int color = 0; color < count; color++)
        {
            starts[color + 1] += starts[color];
        }

        int[] next = (int[])starts.Clone();
        int[] places = new int[columns.Length];
        for (int place = 0; place < places.Length; place++)
        {
            places[next[_colors[columns[place]]]++] = place;
        }

        return (starts, places);
    }
}
