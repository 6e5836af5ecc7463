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
    public void RowColors_MeetInNoColumn()
    {
        // One full row, and a diagonal below it: every column needs a colour, the rows two.
        SparsityPattern pattern = new(5, 4, [0, 4, 5, 6, 7, 8], [0, 1, 2, 3, 0, 1, 2, 3]);
        Assert.Equal((4, 2), (pattern.ColorCount, pattern.RowColorCount));
        Assert.Equal([0, 1, 1, 1, 1], pattern.RowColors.ToArray());
    }

    [Fact]
    public void SymmetricColors_LeaveOneOfTwoOppositeEntriesAlone()
    {
        Random random = new(6);
        int fewer = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            int n = random.Next(0, 14);
            bool[,] has = new bool[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    has[i, j] = has[j, i] = random.Next(n) < (trial % 4);
                }
            }

            List<int> starts = [0];
            List<int> indices = [];
            for (int row = 0; row < n; row++)
            {
                indices.AddRange(Enumerable.Range(0, n).Where(column => has[row, column]));
                starts.Add(indices.Count);
            }

            SparsityPattern pattern = new(n, n, starts.ToArray(), indices.ToArray());
            int[] colors = pattern.SymmetricColors.ToArray();
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    Assert.True(!has[i, j] || IsAlone(pattern, colors, i, j) || IsAlone(pattern, colors, j, i), $"[{i}, {j}] of trial {trial}");
                }
            }

            Assert.InRange(pattern.SymmetricColorCount, 0, pattern.ColorCount);
            Assert.Equal(indices.Count == 0 ? 0 : colors.Max() + 1, pattern.SymmetricColorCount);
            fewer += pattern.SymmetricColorCount < pattern.ColorCount ? 1 : 0;
        }

        Assert.True(fewer > 50, $"{fewer} with fewer colours than by columns");

        static bool IsAlone(SparsityPattern pattern, int[] colors, int row, int column) => pattern.ColumnsOf(row).ToArray().Count(c => colors[c] == colors[column]) == 1;
    }

    [Fact]
    public void OfWhatIsNotSymmetric_ColorsAreThoseOfColumns()
    {
        SparsityPattern upper = new(3, 3, [0, 3, 4, 5], [0, 1, 2, 1, 2]);
        Assert.Equal(upper.Colors.ToArray(), upper.SymmetricColors.ToArray());
        SparsityPattern wide = new(1, 2, [0, 2], [0, 1]);
        Assert.Equal(2, wide.SymmetricColorCount);
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
