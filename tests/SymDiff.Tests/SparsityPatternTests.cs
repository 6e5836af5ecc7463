namespace SymDiff.Tests;

/// <summary>Patterns of sparse matrices and the colours of their columns.</summary>
public sealed class SparsityPatternTests
{
    [Fact]
    public void Rows_AndCoordinates()
    {
        SparsityPattern pattern = new(3, 4, [0, 2, 2, 5], [1, 3, 0, 1, 2]);
        Assert.Equal((3, 4, 5), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount));
        Assert.Equal([0, 0, 2, 2, 2], pattern.RowIndices.ToArray());
        Assert.Equal([1, 3, 0, 1, 2], pattern.ColumnIndices.ToArray());
        Assert.Equal([0, 2, 2, 5], pattern.RowStarts.ToArray());
        Assert.Equal([], pattern.ColumnsOf(1).ToArray());
        Assert.Equal([0, 1, 2], pattern.ColumnsOf(2).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => pattern.ColumnsOf(3));
        SparseMatrix<float> matrix = new(pattern, [1, 2, 3, 4, 5]);
        Assert.Equal((2f, 0f, 4f), (matrix[0, 3], matrix[1, 0], matrix[2, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[-1, 0]);
    }

    [Fact]
    public void Wrong_IsRefused()
    {
        Assert.Equal("rows", Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityPattern(-1, 1, [], [])).ParamName);
        Assert.Equal("columns", Assert.Throws<ArgumentOutOfRangeException>(() => new SparsityPattern(0, -1, [0], [])).ParamName);
        Assert.Equal("rowStarts", Assert.Throws<ArgumentException>(() => new SparsityPattern(1, 1, [0], [])).ParamName);
        Assert.Equal("rowStarts", Assert.Throws<ArgumentException>(() => new SparsityPattern(1, 1, [0, 2], [0])).ParamName);
        Assert.Equal("rowStarts", Assert.Throws<ArgumentException>(() => new SparsityPattern(2, 2, [0, 3, 2], [0, 1])).ParamName);
        Assert.Equal("columnIndices", Assert.Throws<ArgumentException>(() => new SparsityPattern(1, 2, [0, 2], [1, 0])).ParamName);
        Assert.Equal("columnIndices", Assert.Throws<ArgumentException>(() => new SparsityPattern(1, 2, [0, 1], [2])).ParamName);
        Assert.Equal("columnIndices", Assert.Throws<ArgumentException>(() => new SparsityPattern(1, 2, [0, 1], [-1])).ParamName);
    }

    [Fact]
    public void Colors_MeetInNoRow()
    {
        Random random = new(5);
        for (int trial = 0; trial < 200; trial++)
        {
            (int rows, int columns) = (random.Next(0, 12), random.Next(0, 12));
            List<int> starts = [0];
            List<int> indices = [];
            for (int row = 0; row < rows; row++)
            {
                indices.AddRange(Enumerable.Range(0, columns).Where(_ => random.Next(4) == 0));
                starts.Add(indices.Count);
            }

            SparsityPattern pattern = new(rows, columns, starts.ToArray(), indices.ToArray());
            int longest = 0;
            for (int row = 0; row < rows; row++)
            {
                int[] colors = [.. pattern.ColumnsOf(row).ToArray().Select(c => pattern.Colors.ToArray()[c])];
                Assert.Equal(colors.Length, colors.Distinct().Count());
                longest = Math.Max(longest, colors.Length);
            }

            Assert.InRange(pattern.ColorCount, longest, columns);
            Assert.Equal(indices.Count == 0 ? 0 : pattern.Colors.ToArray().Max() + 1, pattern.ColorCount);
        }
    }

    [Fact]
    public void LargestFirst_IsTakenWhereItNeedsFewer()
    {
        // Columns 0 … 5 as a crown: 0, 2, 4 against 1, 3, 5, each but the next with all of the other side. In natural order that takes three colours, two suffice.
        (int A, int B)[] edges = [(0, 3), (0, 5), (2, 1), (2, 5), (4, 1), (4, 3), (0, 6), (2, 6), (4, 6)];
        int[] starts = [.. Enumerable.Range(0, edges.Length + 1).Select(i => 2 * i)];
        SparsityPattern pattern = new(edges.Length, 7, starts, [.. edges.SelectMany(e => new[] { Math.Min(e.A, e.B), Math.Max(e.A, e.B) })]);
        Assert.Equal(2, pattern.ColorCount);
    }
}
