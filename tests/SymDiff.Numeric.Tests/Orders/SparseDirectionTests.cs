using static SymDiff.Numeric.Tests.Orders.SparseDirectionMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Sparse Jacobians that take several sweeps of several directions, against dense ones, which follow one.</summary>
public sealed class SparseDirectionTests
{
    [Theory]
    [InlineData(23, 22)]
    [InlineData(23, 11)]
    [InlineData(23, 0)]
    [InlineData(3, 2)]
    [InlineData(1, 7)]
    public void Windows(int n, int last)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(1.7 * i) + 0.4)];
        double[] start = [.. Enumerable.Range(0, n).Select(i => Math.Cos(1.1 * i))];
        double[] y = new double[n];
        double[] carried = [.. start];
        double[,] dense = WindowJacobian(x, 2, last, carried, y);
        double[] expectedY = [.. y];
        double[] expectedCarried = [.. carried];

        carried = [.. start];
        SparsityPattern pattern = WindowJacobianPattern(x, 2, last, carried, y);
        Assert.Equal(start, carried);
        Array.Clear(y);
        SparseMatrix<double> sparse = WindowSparseJacobian(x, 2, last, carried, y, pattern);
        Assert.Equal(expectedY, y);
        Assert.Equal(expectedCarried, carried);
        Same(dense, sparse);
        if (n > 9 && last > 9)
        {
            Assert.True(pattern.ColorCount > 4 && pattern.ColorCount < (2 * n) + 1, $"{pattern.ColorCount} colours");
        }
    }

    [Fact]
    public void Swaps()
    {
        double[] a = [0.3, -0.7, 1.9, 0.2, 0.8];
        double[] b = [1.3, 0.6, -0.4, 0.9, 2.5];
        Same(SwappedJacobian(a, b), SwappedSparseJacobian(a, b, SwappedJacobianPattern(a, b)));
    }

    private static void Same(double[,] dense, SparseMatrix<double> sparse)
    {
        Assert.Equal((dense.GetLength(0), dense.GetLength(1)), (sparse.Pattern.RowCount, sparse.Pattern.ColumnCount));
        for (int i = 0; i < dense.GetLength(0); i++)
        {
            for (int j = 0; j < dense.GetLength(1); j++)
            {
                Assert.True(Math.Abs(dense[i, j] - sparse[i, j]) <= 1e-13 * Math.Max(1, Math.Abs(dense[i, j])), $"[{i}, {j}] is {sparse[i, j]:R}, not {dense[i, j]:R}");
            }
        }
    }
}
