namespace SymDiff;

/// <summary>
/// Which entries of a matrix may differ from zero, in compressed rows, and colours of its columns: two columns of one colour have no row in common, so that one sweep along all columns of a colour
/// gives every entry of theirs. Of rows the same is true, and a symmetric matrix can do with fewer colours. Immutable.
/// </summary>
/// <remarks>Where rows have the same columns for all inputs, as on a grid, the pattern is made once and used for every Jacobian or Hessian.</remarks>
public sealed class SparsityPattern
{
    private readonly int[] _rowStarts;
    private readonly int[] _columnIndices;
    private readonly int[] _rowIndices;
    private SparsityColoring? _columns;
    private SparsityColoring? _rows;
    private SparsityColoring? _symmetric;
    private SparsityOrder? _order;

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
    }

    /// <summary>How many rows the matrix has.</summary>
    public int RowCount { get; }

    /// <summary>How many columns it has.</summary>
    public int ColumnCount { get; }

    /// <summary>How many entries may differ from zero.</summary>
    public int EntryCount => _columnIndices.Length;

    /// <summary>How many colours of columns there are: as many forward sweeps as a Jacobian takes.</summary>
    public int ColorCount => Columns.Count;

    /// <summary>How many colours of rows there are: as many reverse sweeps as a Jacobian takes.</summary>
    public int RowColorCount => Rows.Count;

    /// <summary>
    /// How many colours there are where an entry may be read off in place of the one that lies opposite to it: as many sweeps as a Hessian takes. Of a pattern that is not symmetric it is the number of
    /// colours of columns.
    /// </summary>
    public int SymmetricColorCount => Symmetric.Count;

    /// <summary>Where the entries of each row begin, and behind the last row the number of all.</summary>
    public ReadOnlySpan<int> RowStarts => _rowStarts;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices;

    /// <summary>The row of each entry, so that these and <see cref="ColumnIndices"/> are coordinates.</summary>
    public ReadOnlySpan<int> RowIndices => _rowIndices;

    /// <summary>The colour of each column, from 0: columns of one colour have no row in common.</summary>
    public ReadOnlySpan<int> Colors => Columns.Colors;

    /// <summary>The colour of each row, from 0: rows of one colour have no column in common.</summary>
    public ReadOnlySpan<int> RowColors => Rows.Colors;

    /// <summary>The colour of each row and column of a symmetric matrix, from 0: of every two entries that lie opposite to each other one is alone in its row among the columns of its colour.</summary>
    public ReadOnlySpan<int> SymmetricColors => Symmetric.Colors;

    /// <summary>The columns that may differ from zero in a row.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<int> ColumnsOf(int row) => (uint)row < (uint)RowCount
        ? _columnIndices.AsSpan(_rowStarts[row], _rowStarts[row + 1] - _rowStarts[row])
        : throw new ArgumentOutOfRangeException(nameof(row));

    // Found when they are first asked for; whoever asks at the same time finds the same.
    internal SparsityColoring Columns => _columns ??= SparsityColoring.OfColumns(this);

    internal SparsityColoring Rows => _rows ??= SparsityColoring.OfRows(this);

    internal SparsityColoring Symmetric => _symmetric ??= SparsityColoring.OfSymmetric(this);

    // The order of the numbers that was asked for last.
    internal SparsityOrder ByNumbers(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns) =>
        _order is { } known && known.Is(rows, columns) ? known : _order = SparsityOrder.Of(this, rows, columns);

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
}
