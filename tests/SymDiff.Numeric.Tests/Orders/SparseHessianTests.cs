using static SymDiff.Numeric.Tests.Orders.SparseHessianMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Sparse Hessians against closed forms and dense ones, and their patterns against where those differ from zero.</summary>
public sealed class SparseHessianTests
{
    [Fact]
    public void TenThousandUnknowns_TakeThreeSweeps()
    {
        const int N = 10_000;
        double[] x = [.. Enumerable.Range(0, N).Select(i => Math.Sin(0.01 * i))];
        SparsityPattern pattern = ChainHessianPattern(x);
        Assert.Equal((N, N, (3 * N) - 2, 3), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount, pattern.SymmetricColorCount));
        double[] values = new double[pattern.EntryCount + 1];
        values[^1] = 7;
        Assert.Equal(Chain(x), ChainSparseHessian(x, pattern, values));
        Assert.Equal(7, values[^1]);
        SparseMatrix<double> matrix = ChainSparseHessian(x, pattern);
        Assert.Equal(values[..^1], matrix.Values);
        for (int i = 0; i < N; i++)
        {
            double diagonal = (i > 0 ? 200 : 0) + (i + 1 < N ? 2 - (400 * (x[i + 1] - (3 * x[i] * x[i]))) : 0);
            Assert.True(Math.Abs(diagonal - matrix[i, i]) <= 1e-12 * (1000 + Math.Abs(diagonal)), $"[{i}, {i}] is {matrix[i, i]:R}");
            if (i + 1 < N)
            {
                Assert.True(Math.Abs((-400 * x[i]) - matrix[i, i + 1]) <= 1e-11, $"[{i}, {i + 1}] is {matrix[i, i + 1]:R}");
                Assert.Equal(matrix[i, i + 1], matrix[i + 1, i]);
            }
        }
    }

    [Fact]
    public void Arrows_TakeTwoSweeps()
    {
        double[] x = [.. Enumerable.Range(1, 150).Select(i => 0.01 * i)];
        SparsityPattern pattern = ArrowHessianPattern(x);
        Assert.Equal((150 + 149 + 149, 2, 150), (pattern.EntryCount, pattern.SymmetricColorCount, pattern.ColorCount));
        Same(ArrowHessian(x), ArrowSparseHessian(x, pattern), isExact: true);
    }

    [Fact]
    public void SeparableTerms_TakeOneSweep()
    {
        double[] x = [.. Enumerable.Range(1, 70).Select(i => 0.01 * i)];
        double[] weights = [.. x.Select(v => 1 + v)];
        SparsityPattern pattern = SeparableHessianPattern(x, weights, 2);
        Assert.Equal((46, 1), (pattern.EntryCount, pattern.SymmetricColorCount));
        Same(SeparableHessian(x, weights, 2), SeparableSparseHessian(x, weights, 2, pattern), isExact: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ActiveConditions_AreFollowedBothWays(bool isWide)
    {
        Random random = new(7);
        SparsityPattern pattern = UpwindHessianPattern(new double[9], isWide);
        for (int entry = 0; entry < pattern.EntryCount; entry++)
        {
            (int i, int j) = (pattern.RowIndices[entry], pattern.ColumnIndices[entry]);
            Assert.True(Math.Abs(i - j) <= 2 || (isWide && i * j == 0), $"[{i}, {j}]");
        }

        for (int trial = 0; trial < 40; trial++)
        {
            double[] u = [.. Enumerable.Range(0, 9).Select(_ => (4 * random.NextDouble()) - 2)];
            Same(UpwindHessian(u, isWide), UpwindSparseHessian(u, isWide, pattern), isExact: false);
            Assert.Equal(pattern.ColumnIndices.ToArray(), UpwindHessianPattern(u, isWide).ColumnIndices.ToArray());
        }
    }

    [Fact]
    public void Loops_ThatConditionsEnd()
    {
        int[] next = [3, -1, 4, 1, 0, 2];
        Random random = new(3);
        foreach ((int start, int last) in new[] { (0, 9), (5, 0), (1, 1) })
        {
            SparsityPattern pattern = WalkHessianPattern(new double[6], next, start, last);
            for (int trial = 0; trial < 30; trial++)
            {
                double[] x = [.. Enumerable.Range(0, 6).Select(_ => (4 * random.NextDouble()) - 2)];
                Same(WalkHessian(x, next, start, last), WalkSparseHessian(x, next, start, last, pattern), isExact: false);
            }
        }

        // 2, 4 and 5 are not on the way from 0.
        SparsityPattern way = WalkHessianPattern(new double[6], next, 0, 9);
        Assert.Equal([0, 0, 0, 1, 1, 1, 3, 3, 3], way.RowIndices.ToArray());
    }

    [Fact]
    public void EveryShape()
    {
        double[] x = [1.5, 0.5, 1.2, -0.1, 0.7];
        double[] t = new double[5];
        Same(LocalHessian(x, t), LocalSparseHessian(x, t, LocalHessianPattern(x, t)), isExact: true);

        double[,] u = new double[7, 9];
        for (int k = 0; k < 63; k++)
        {
            u[k / 9, k % 9] = Math.Cos(k);
        }

        SparsityPattern grid = GridHessianPattern(u, 2);
        Assert.InRange(grid.SymmetricColorCount, 3, grid.ColorCount);
        Same(GridHessian(u, 2), GridSparseHessian(u, 2, grid), isExact: true);

        double[] many = [.. Enumerable.Range(1, 9).Select(i => 0.2 * i)];
        Same(CallingHessian(many), CallingSparseHessian(many, CallingHessianPattern(many)), isExact: false);
        Assert.Equal([0, 1], CallingHessianPattern(many).ColumnsOf(0).ToArray());
        Assert.Equal([], CallingHessianPattern(many).ColumnsOf(8).ToArray());

        float[] f = [1, 2, 3];
        SparsityPattern mixed = MixedHessianPattern(f, new(2, 3), 5);
        Assert.Equal([0, 1, 5, 2, 4, 5, 3, 5, 1, 3, 4], mixed.ColumnIndices.ToArray());
        Same(MixedHessian(f, new(2, 3), 5), MixedSparseHessian(f, new(2, 3), 5, mixed), isExact: true);

        SparseMatrix<float> single = SingleSparseHessian([1, 2, 3, 4], SingleHessianPattern([1, 2, 3, 4]));
        Assert.Equal([6, 2, 8, 4, 2, 4], single.Values);
        Assert.Equal([0, 2, 1, 3, 0, 1], single.Pattern.ColumnIndices.ToArray());

        Same(GenericHessian([1.0, 2, 3], 5, [7, 8]), GenericSparseHessian([1.0, 2, 3], 5, [7, 8], GenericHessianPattern([1.0, 2, 3], 5, [7, 8])), isExact: true);

        double[][] rows = [[1, 2], [], [3, 4, 5], [6]];
        SparsityPattern pattern = RowsHessianPattern(rows, 6);
        Assert.Equal([1, 6], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([], pattern.ColumnsOf(5).ToArray());
        Same(RowsHessian(rows, 6), RowsSparseHessian(rows, 6, pattern), isExact: true);

        Springs springs = new();
        pattern = springs.EnergyHessianPattern([0.1, 0.2, 0.3]);
        Same(springs.EnergyHessian([0.1, 0.2, 0.3]), springs.EnergySparseHessian([0.1, 0.2, 0.3], pattern), isExact: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Known_OfNumbersAlone(double c)
    {
        // x, p.X, p.Y, z.
        SparsityPattern pattern = KnownHessianPattern(0, default, 0, 0);
        Assert.Equal([0, 1, 3], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([0], pattern.ColumnsOf(1).ToArray());
        Assert.Equal([3], pattern.ColumnsOf(2).ToArray());
        Assert.Equal([0, 2], pattern.ColumnsOf(3).ToArray());
        Same(KnownHessian(2, new(3, 4), c, 5), KnownSparseHessian(2, new(3, 4), c, 5, pattern), isExact: false);
        Same(KnownHessian(2, new(3, 1), c, 5), KnownSparseHessian(2, new(3, 1), c, 5, pattern), isExact: false);
    }

    [Fact]
    public void WithoutEntries_ThereIsTheValue()
    {
        SparsityPattern pattern = LinearHessianPattern([1, 2]);
        Assert.Equal((2, 2, 0, 0), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount, pattern.SymmetricColorCount));
        Assert.Equal(7, LinearSparseHessian([1, 2], pattern, []));
        Assert.Empty(ChainSparseHessian([], ChainHessianPattern([])).Values);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        double[] x = [1, 2, 3];
        SparsityPattern pattern = ChainHessianPattern(x);
        double[] values = new double[7];
        Assert.Equal("pattern", Assert.Throws<ArgumentNullException>(() => ChainSparseHessian(x, null!, values)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentNullException>(() => ChainSparseHessian(x, null!)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentException>(() => ChainSparseHessian([1, 2], pattern, values)).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => ChainSparseHessian(x, pattern, values.AsSpan(1))).ParamName);
        Assert.Throws<ArgumentException>(() => ChainSparseHessian(values.AsSpan(0, 3), pattern, values));
    }

    [Fact]
    public void APatternOfOnesOwn_IsFollowed()
    {
        double[] x = [1, 2, 3];
        double[] dense = [.. ChainHessian(x).Cast<double>()];
        Assert.Equal(dense, ChainSparseHessian(x, new SparsityPattern(3, 3, [0, 3, 6, 9], [0, 1, 2, 0, 1, 2, 0, 1, 2])).Values);

        // Not symmetric: by columns.
        SparsityPattern upper = new(3, 3, [0, 3, 5, 6], [0, 1, 2, 1, 2, 2]);
        Assert.Equal(upper.ColorCount, upper.SymmetricColorCount);
        SparsityPattern rest = new(3, 3, [0, 2, 5, 7], [0, 1, 0, 1, 2, 1, 2]);
        Assert.Equal(dense.Where((_, i) => i is not (2 or 6)), ChainSparseHessian(x, rest).Values);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => 0.01 * i)];
        SparsityPattern pattern = ChainHessianPattern(x);
        double[] values = new double[pattern.EntryCount];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ChainSparseHessian(x, pattern, values);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    // What is nonzero is in the pattern, with its value; where the pattern is exact, what is in it is nonzero. Both halves are one number.
    private static void Same(double[,] expected, SparseMatrix<double> actual, bool isExact)
    {
        int n = expected.GetLength(0);
        Assert.Equal((n, n), (actual.Pattern.RowCount, actual.Pattern.ColumnCount));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= 1e-12 * (1 + Math.Abs(expected[i, j])), $"[{i}, {j}] is {actual[i, j]:R} instead of {expected[i, j]:R}");
                Assert.Equal(actual[i, j], actual[j, i]);
            }
        }

        if (isExact)
        {
            Assert.Equal(expected.Cast<double>().Count(e => e != 0), actual.Pattern.EntryCount);
        }
    }
}
