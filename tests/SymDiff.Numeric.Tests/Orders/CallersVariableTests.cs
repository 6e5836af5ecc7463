using static SymDiff.Numeric.Tests.Orders.CallersVariableMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Forms of methods with an integer of the caller's: what they give is by its value on entry, and they leave it as the method does, whatever they run how often.</summary>
public sealed class CallersVariableTests
{
    [Fact]
    public void Hessians()
    {
        double[] at = [0.5, -1.25, 2, 0.75];
        double[,] expected = MatrixDifferences.Of(at, p =>
        {
            int k = 3;
            var (w, b) = CountingGradient(p.AsSpan(0, 3), p[3], ref k);
            Assert.Equal(4, k);
            return [.. w, b];
        });
        Assert.Equal(6 * 0.5 * 4 * 0.75 * 0.75, expected[0, 0], 1e-8);
        int n = 3;
        Near(expected, CountingHessian(at.AsSpan(0, 3), at[3], ref n));
        Assert.Equal(4, n);
        n = 3;
        Near(expected, CountingValueGradientAndHessian(at.AsSpan(0, 3), at[3], ref n).Hessian);
        Assert.Equal(4, n);
        n = 3;
        SparsityPattern pattern = CountingHessianPattern(at.AsSpan(0, 3), at[3], ref n);
        Assert.Equal(3, n);
        SparseMatrix<double> sparse = CountingSparseHessian(at.AsSpan(0, 3), at[3], ref n, pattern);
        Assert.Equal(4, n);
        n = 3;
        var (dW, dB) = CountingHessianDiagonal(at.AsSpan(0, 3), at[3], ref n);
        Assert.Equal(4, n);
        n = 3;
        var all = CountingValueGradientAndHessianDiagonal(at.AsSpan(0, 3), at[3], ref n);
        Assert.Equal(4, n);
        n = 3;
        Assert.Equal(Counting(at.AsSpan(0, 3), at[3], ref n), all.Value);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i, i], i < 3 ? dW[i] : dB, 1e-7);
            Assert.Equal(expected[i, i], i < 3 ? all.HessianDiagonal.w[i] : all.HessianDiagonal.b, 1e-7);
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(expected[i, j], sparse[i, j], 1e-7);
            }
        }
    }

    [Fact]
    public void HessiansOfNumbers()
    {
        double[,] expected = MatrixDifferences.Of([0.3, 1.4], p =>
        {
            int k = 2;
            var (x, y) = NumbersGradient(p[0], p[1], ref k);
            return [x, y];
        });
        int n = 2;
        Near(expected, NumbersHessian(0.3, 1.4, ref n));
        Assert.Equal(4, n);
        n = 2;
        Near(expected, NumbersValueGradientAndHessian(0.3, 1.4, ref n).Hessian);
        Assert.Equal(4, n);
    }

    [Fact]
    public void Jacobians()
    {
        double[] x = [1, 2, 3];
        double[] y = new double[3];
        int n = 4;
        double[,] jacobian = ResultsJacobian(x, ref n, y);
        Assert.Equal(5, n);
        Assert.Equal([10, 0, 0, 0, 20, 0, 0, 0, 30], jacobian.Cast<double>());
        n = 4;
        SparsityPattern pattern = ResultsJacobianPattern(x, ref n, y);
        n = 4;
        Assert.Equal([10, 20, 30], ResultsSparseJacobian(x, ref n, y, pattern).Values);
        Assert.Equal(5, n);
        double[] blocks = new double[9];
        n = 4;
        ResultsJacobianBlocks(x, ref n, y, blocks);
        Assert.Equal((5, 20.0), (n, blocks[4]));
    }

    private static void Near(double[,] expected, double[,] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            int columns = expected.GetLength(1);
            Assert.Equal(expected[i / columns, i % columns], actual[i / columns, i % columns], 1e-7);
        }
    }
}
