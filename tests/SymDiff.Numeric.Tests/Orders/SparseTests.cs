using static SymDiff.Numeric.Tests.Orders.SparseMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Sparse Jacobians against closed forms and dense ones, and their patterns against where those differ from zero.</summary>
public sealed class SparseTests
{
    [Fact]
    public void TenThousandUnknowns_TakeThreeSweeps()
    {
        const int N = 10_000;
        const double H = 1.0 / N;
        double[] u = [.. Enumerable.Range(0, N).Select(i => Math.Sin(0.01 * i))];
        double[] residual = new double[N];
        SparsityPattern pattern = LineJacobianPattern(u, H, residual);
        Assert.Equal((N, N, (3 * N) - 2, 3), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount, pattern.ColorCount));
        double[] values = new double[pattern.EntryCount + 1];
        values[^1] = 7;
        LineSparseJacobian(u, H, residual, pattern, values);
        double[] expected = new double[N];
        Line(u, H, expected);
        Assert.Equal(expected, residual);
        int entry = 0;
        for (int i = 0; i < N; i++)
        {
            for (int j = Math.Max(0, i - 1); j <= Math.Min(N - 1, i + 1); j++, entry++)
            {
                Assert.Equal((i, j), (pattern.RowIndices[entry], pattern.ColumnIndices[entry]));
                double exact = i == j ? (-2 / (H * H)) - Math.Exp(u[i]) : 1 / (H * H);
                Assert.True(Math.Abs(exact - values[entry]) <= 1e-13 * Math.Abs(exact), $"[{i}, {j}] is {values[entry]:R}");
            }
        }

        Assert.Equal(7, values[^1]);

        // Some columns by central differences.
        foreach (int column in new[] { 0, 1, 4999, 9999 })
        {
            double[][] moved = [.. new[] { -1e-5, 1e-5 }.Select(step =>
            {
                double[] there = [.. u];
                there[column] += step;
                double[] r = new double[N];
                Line(there, 1, r);
                return r;
            })];
            SparseMatrix<double> matrix = LineSparseJacobian(u, 1, residual, pattern);
            for (int row = 0; row < N; row++)
            {
                Assert.Equal((moved[1][row] - moved[0][row]) / 2e-5, matrix[row, column], 1e-8);
            }
        }
    }

    [Fact]
    public void FivePoints()
    {
        double[,] u = new double[7, 9];
        for (int k = 0; k < 63; k++)
        {
            u[k / 9, k % 9] = Math.Cos(k);
        }

        double[,] residual = new double[7, 9];
        SparsityPattern pattern = GridJacobianPattern(u, residual);
        Assert.Equal(63 + (2 * ((6 * 9) + (7 * 8))), pattern.EntryCount);
        Assert.InRange(pattern.ColorCount, 5, 9);
        Same(GridJacobian(u, residual), GridSparseJacobian(u, residual, pattern), isExact: true);
    }

    [Fact]
    public void Arrows_TakeASweepAColumn()
    {
        double[] x = [.. Enumerable.Range(1, 80).Select(i => 0.1 * i)];
        SparsityPattern pattern = ArrowJacobianPattern(x);
        Assert.Equal((80, 80 + 79 + 79), (pattern.ColorCount, pattern.EntryCount));
        Same(ArrowJacobian(x), ArrowSparseJacobian(x, pattern), isExact: true);
    }

    [Fact]
    public void FullRows_AreFollowedInReverse()
    {
        double[] x = [.. Enumerable.Range(1, 40).Select(i => 0.1 * i)];
        double[] parts = new double[40];
        double rest = 3;
        SparsityPattern pattern = BudgetJacobianPattern(x, 0.5, parts, ref rest);
        Assert.Equal((2, 40, 42), (pattern.RowColorCount, pattern.ColorCount, pattern.ColumnCount));
        double[,] dense = new double[42, 42];
        BudgetJacobian(x, 0.5, parts, ref rest, System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref dense[0, 0], dense.Length));
        Assert.Equal(1.5, rest);
        rest = 3;
        Array.Clear(parts);
        double[] values = new double[pattern.EntryCount];
        double total = BudgetSparseJacobian(x, 0.5, parts, ref rest, pattern, values);
        Assert.Equal((x.Sum(v => v * v), 1.5, Math.Exp(x[7])), (total, rest, parts[7]));
        Same(dense, new SparseMatrix<double>(pattern, values), isExact: true);

        pattern = BudgetOfJacobianPattern(x);
        Assert.Equal((2, 40), (pattern.RowColorCount, pattern.ColorCount));
        Same(BudgetOfJacobian(x), BudgetOfSparseJacobian(x, pattern), isExact: true);

        float[] f = [.. Enumerable.Range(1, 30).Select(i => 0.5f * i)];
        double[] v = [.. Enumerable.Range(1, 30).Select(i => 1.0 / i)];
        double[] y = new double[1];
        pattern = SumsJacobianPattern(f, v, y);
        Assert.Equal((2, 60), (pattern.RowColorCount, pattern.ColorCount));
        double[] there = [.. v];
        dense = SumsJacobian(f, there, y);
        double[] again = [.. v];
        Same(dense, SumsSparseJacobian(f, again, y, pattern), isExact: true);
        Assert.Equal(there, again);

        pattern = EndsJacobianPattern(x, new(2, 3));
        Assert.Equal((1, 41), (pattern.RowColorCount, pattern.ColorCount));
        Same(EndsJacobian(x, new(2, 3)), EndsSparseJacobian(x, new(2, 3), pattern), isExact: true);
    }

    [Fact]
    public void Bundles()
    {
        double[] cameras = [.. Enumerable.Range(0, 12).Select(i => 1 + (0.1 * i))];
        double[] points = [.. Enumerable.Range(0, 210).Select(i => 2 + Math.Sin(i))];
        int[] cameraOf = [.. Enumerable.Range(0, 150).Select(k => k * 7 % 4)];
        int[] pointOf = [.. Enumerable.Range(0, 150).Select(k => k * 11 % 70)];
        double[] residuals = new double[300];
        double[] seen = new double[300];
        SparsityPattern pattern = BundleJacobianPattern(cameras, points, cameraOf, pointOf, seen, residuals);
        Assert.Equal(300 * 4, pattern.EntryCount);
        Assert.True(pattern.ColorCount < 40, $"{pattern.ColorCount} colours");
        Same(BundleJacobian(cameras, points, cameraOf, pointOf, seen, residuals), BundleSparseJacobian(cameras, points, cameraOf, pointOf, seen, residuals, pattern), isExact: true);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, -1)]
    public void ActiveConditions_AreFollowedBothWays(bool isWide, double sign)
    {
        double[] u = [1, -2, 3, -4, 5];
        double[] v = [sign, sign, -sign, sign, sign];
        double[] t = new double[5];
        double[] there = [.. v];
        SparsityPattern pattern = UpwindJacobianPattern(u, isWide, there, t);
        Assert.Equal(v, there);

        // Of u: the element, both neighbours, and the first where that is asked for; of v: the element.
        for (int i = 0; i < 5; i++)
        {
            int[] expected = [.. new[] { isWide ? 0 : i, i - 1, i, i + 1 }.Where(j => j is >= 0 and < 5).Distinct().Order(), 5 + i];
            Assert.Equal(expected, pattern.ColumnsOf(i).ToArray());
        }

        double[,] dense = UpwindJacobian(u, isWide, [.. v], t);
        double[] last = [.. v];
        Same(dense, UpwindSparseJacobian(u, isWide, last, t, pattern), isExact: false);
        double[] once = [.. v];
        Upwind(u, isWide, once, t);
        Assert.Equal(once, last);
    }

    [Fact]
    public void Numbers_AndVariables()
    {
        double s = 2;
        SparsityPattern pattern = FewJacobianPattern(1.5, new(3, 4), ref s, out double y);
        Assert.Equal(2, s);

        // Columns x, p.X, p.Y, s; rows First, Second, s, y. A rounded number depends on what it was, as far as is known here.
        Assert.Equal([1, 2], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([0, 3], pattern.ColumnsOf(1).ToArray());
        Assert.Equal([0, 3], pattern.ColumnsOf(2).ToArray());
        Assert.Equal([1], pattern.ColumnsOf(3).ToArray());
        SparseMatrix<double> matrix = FewSparseJacobian(1.5, new(3, 4), ref s, out y, pattern);
        Assert.Equal((3, 9), (s, y));
        Same(new double[,] { { 0, 1, 0, 0 }, { 0, 0, 0, 3 }, { 2, 0, 0, 1.5 }, { 0, 3, 0, 0 } }, matrix, isExact: false);
        s = 2;
        double[] values = new double[pattern.EntryCount];
        var result = FewSparseJacobian(1.5, new(3, 4), ref s, out y, pattern, values);
        Assert.Equal((3, 4, 1 + 4 + 6), (result.First, result.Count, result.Second));
        Assert.Equal(matrix.Values, values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Known_OfNumbersAlone(double c)
    {
        SparsityPattern pattern = KnownJacobianPattern(0, default, 0, 0);
        Assert.Equal((3, 4), (pattern.RowCount, pattern.ColumnCount));
        Assert.Equal([0, 1], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([0, 2, 3], pattern.ColumnsOf(1).ToArray());
        Assert.Equal([3], pattern.ColumnsOf(2).ToArray());
        Same(KnownJacobian(2, new(3, 4), c, 5), KnownSparseJacobian(2, new(3, 4), c, 5, pattern), isExact: false);
    }

    [Fact]
    public void Calls_DependOnAllThatTheyAreGiven()
    {
        double[] x = [0.1, 0.2, 0.3, 0.4];
        double[] y = new double[4];
        SparsityPattern pattern = CallingJacobianPattern(x, y);
        Assert.Equal([0, 1], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([1, 2], pattern.ColumnsOf(1).ToArray());
        Assert.Equal([0, 1], pattern.ColumnsOf(3).ToArray());
        Same(CallingJacobian(x, y), CallingSparseJacobian(x, y, pattern), isExact: true);
    }

    [Fact]
    public void EveryShape()
    {
        double[][] rows = [[1, 2], [], [3, 4, 5]];
        double[] y = new double[3];
        SparsityPattern pattern = RowsJacobianPattern(rows, 6, y);
        Assert.Equal([0, 1, 5], pattern.ColumnsOf(0).ToArray());
        Assert.Equal([], pattern.ColumnsOf(1).ToArray());
        Same(RowsJacobian(rows, 6, y), RowsSparseJacobian(rows, 6, y, pattern), isExact: true);

        float[] f = new float[3];
        double[] z = new double[3];
        pattern = MixedJacobianPattern([1, 2, 3], 4, f, z);
        Same(MixedJacobian([1, 2, 3], 4, f, z), MixedSparseJacobian([1, 2, 3], 4, f, z, pattern), isExact: true);

        pattern = TableJacobianPattern([1.0, 2, 3], 5, [7, 8], y);
        Same(TableJacobian([1.0, 2, 3], 5, [7, 8], y), TableSparseJacobian([1.0, 2, 3], 5, [7, 8], y, pattern), isExact: true);
        pattern = TableJacobianPattern([1f, 2, 3], 5, [7, 8], f);
        Assert.Equal([7, 1, 8, 7], TableSparseJacobian([1f, 2, 3], 5, [7, 8], f, pattern).Values);

        double[] x = [1.5, 0.5, 1.2, 0.1, 0.7];
        double[] table = [2, 3];
        double[] w = new double[5];
        pattern = LocalJacobianPattern(x, table, w);
        Assert.Equal([2, 4], pattern.ColumnsOf(0).ToArray());
        Same(LocalJacobian(x, table, w), LocalSparseJacobian(x, table, w, pattern), isExact: true);

        Chain chain = new();
        pattern = chain.ErrorsJacobianPattern([1, 2, 3], y);
        Same(chain.ErrorsJacobian([1, 2, 3], y), chain.ErrorsSparseJacobian([1, 2, 3], y, pattern), isExact: true);
    }

    [Fact]
    public void WithoutEntries_TheMethodRunsOnce()
    {
        double[] y = new double[3];
        SparsityPattern pattern = NothingJacobianPattern([1, 2], y);
        Assert.Equal((3, 2, 0, 0), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount, pattern.ColorCount));
        NothingSparseJacobian([1, 2], y, pattern, []);
        Assert.Equal([0, 1, 2], y);
        Assert.Empty(NothingSparseJacobian([], [], NothingJacobianPattern([], [])).Values);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        double[] u = [1, 2, 3];
        double[] r = new double[3];
        SparsityPattern pattern = LineJacobianPattern(u, 1, r);
        double[] values = new double[7];
        Assert.Equal("pattern", Assert.Throws<ArgumentNullException>(() => LineSparseJacobian(u, 1, r, null!, values)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentNullException>(() => LineSparseJacobian(u, 1, r, null!)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentException>(() => LineSparseJacobian([1, 2], 1, r, pattern, values)).ParamName);
        Assert.Equal("pattern", Assert.Throws<ArgumentException>(() => LineSparseJacobian(u, 1, new double[4], pattern, values)).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => LineSparseJacobian(u, 1, r, pattern, values.AsSpan(1))).ParamName);
        Assert.Throws<ArgumentException>(() => LineSparseJacobian(values.AsSpan(0, 3), 1, r, pattern, values));
        Assert.Throws<ArgumentException>(() => LineSparseJacobian(u, 1, values.AsSpan(0, 3), pattern, values));
        Assert.Equal([0, 0, 0], r);
    }

    [Fact]
    public void APatternOfOnesOwn_IsFollowed()
    {
        // All entries, of a matrix that has fewer.
        double[] u = [1, 2, 3];
        double[] r = new double[3];
        SparsityPattern all = new(3, 3, [0, 3, 6, 9], [0, 1, 2, 0, 1, 2, 0, 1, 2]);
        Assert.Equal(3, all.ColorCount);
        double[] dense = new double[9];
        LineJacobian(u, 1, r, dense);
        Assert.Equal(dense, LineSparseJacobian(u, 1, r, all).Values);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] u = [.. Enumerable.Range(0, 200).Select(i => 0.01 * i)];
        double[] r = new double[200];
        SparsityPattern pattern = LineJacobianPattern(u, 1, r);
        double[] values = new double[pattern.EntryCount];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            LineSparseJacobian(u, 1, r, pattern, values);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    // What is nonzero is in the pattern, with its value; where the pattern is exact, what is in it is nonzero.
    private static void Same(double[,] expected, SparseMatrix<double> actual, bool isExact)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.Pattern.RowCount, actual.Pattern.ColumnCount));
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= 1e-13 * (1 + Math.Abs(expected[i, j])), $"[{i}, {j}] is {actual[i, j]:R} instead of {expected[i, j]:R}");
            }
        }

        if (isExact)
        {
            Assert.Equal(expected.Cast<double>().Count(e => e != 0), actual.Pattern.EntryCount);
        }
    }
}
