using System.ComponentModel;

namespace SymDiff;

/// <summary>Collects the entries of a pattern as emitted methods find them: columns in ascending groups, in each group the rows in any order.</summary>
/// <param name="rows">How many rows the matrix has.</param>
/// <param name="columns">How many columns it has.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SparsityBuilder(int rows, int columns)
{
    private readonly int[] _counts = new int[rows + 1];
    private int[] _rows = new int[Math.Max(16, rows)];
    private int[] _columns = new int[Math.Max(16, rows)];
    private int _count;

    /// <summary>Adds what some rows depend on.</summary>
    /// <param name="row">The first of the rows.</param>
    /// <param name="marks">The marks of what each row depends on.</param>
    /// <param name="first">The column of the lowest mark.</param>
    [CLSCompliant(false)]
    public void Add(int row, ReadOnlySpan<ulong> marks, int first)
    {
        for (int i = 0; i < marks.Length; i++)
        {
            Add(row + i, marks[i], first);
        }
    }

    /// <summary>Adds what a row depends on.</summary>
    /// <param name="row">The row.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="first">The column of the lowest mark.</param>
    [CLSCompliant(false)]
    public void Add(int row, ulong marks, int first)
    {
        for (int column = first; marks != 0; marks >>= 1, column++)
        {
            if ((marks & 1) != 0)
            {
                Add(row, column);
            }
        }
    }

    /// <summary>The pattern.</summary>
    public SparsityPattern Done()
    {
        for (int row = 0; row < rows; row++)
        {
            _counts[row + 1] += _counts[row];
        }

        // Within a row the columns ascend, for so they came.
        int[] starts = (int[])_counts.Clone();
        int[] sorted = new int[_count];
        int[] next = (int[])starts.Clone();
        for (int entry = 0; entry < _count; entry++)
        {
            sorted[next[_rows[entry]]++] = _columns[entry];
        }

        return new SparsityPattern(rows, columns, starts, sorted);
    }

    /// <summary>The pattern with the entry opposite to each, for a symmetric matrix.</summary>
    public SparsityPattern Symmetric()
    {
        var found = CompressedIndices.Rows(Done());
        var turned = found.Transposed();
        int[] starts = new int[rows + 1];
        var indices = new List<int>(found.Indices.Length);
        for (int row = 0; row < rows; row++)
        {
            var own = found.Of(row);
            var opposite = turned.Of(row);
            for (int i = 0, j = 0; i < own.Length || j < opposite.Length;)
            {
                int next = i == own.Length ? opposite[j] : j == opposite.Length ? own[i] : Math.Min(own[i], opposite[j]);
                i += i < own.Length && own[i] == next ? 1 : 0;
                j += j < opposite.Length && opposite[j] == next ? 1 : 0;
                indices.Add(next);
            }

            starts[row + 1] = indices.Count;
        }

        return new SparsityPattern(rows, columns, starts, indices.ToArray());
    }

    private void Add(int row, int column)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, 2 * _count);
            Array.Resize(ref _columns, 2 * _count);
        }

        _rows[_count] = row;
        _columns[_count++] = column;
        _counts[row + 1]++;
    }
}
