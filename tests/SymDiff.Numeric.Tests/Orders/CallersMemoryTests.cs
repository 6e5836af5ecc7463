using static SymDiff.Numeric.Tests.Orders.CallersMemoryMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Forms of methods that change memory which they read first: what they give is by its content on entry, and they leave it as one run does.</summary>
public sealed class CallersMemoryTests
{
    [Fact]
    public void Counter()
    {
        double[] at = [0.5, -1.25, 2, 0.75];
        double[,] expected = MatrixDifferences.Of(at, p =>
        {
            var (w, b) = CountedGradient(p.AsSpan(0, 3), p[3], [0, 3]);
            return [.. w, b];
        });
        Assert.Equal(6 * 0.5 * 4 * 0.75 * 0.75, expected[0, 0], 1e-8);
        int[] c = [0, 3];
        Near(expected, CountedHessian(at.AsSpan(0, 3), at[3], c));
        Assert.Equal([0, 4], c);
        c[1] = 3;
        var all = CountedValueGradientAndHessian(at.AsSpan(0, 3), at[3], c);
        Assert.Equal([0, 4], c);
        Near(expected, all.Hessian);
        Assert.Equal(Counted(at.AsSpan(0, 3), at[3], [0, 3]), all.Value);
        Assert.Equal(CountedGradient(at.AsSpan(0, 3), at[3], [0, 3]).w, all.Gradient.w);
        c[1] = 3;
        SparsityPattern pattern = CountedHessianPattern(at.AsSpan(0, 3), at[3], c);
        Assert.Equal([0, 3], c);
        SparseMatrix<double> sparse = CountedSparseHessian(at.AsSpan(0, 3), at[3], c, pattern);
        Assert.Equal([0, 4], c);
        Near(expected, Dense(sparse, 4));
        Assert.True(CountedGradientCheck(at.AsSpan(0, 3), at[3], [0, 3]).Passed);
    }

    [Fact]
    public void MatrixAndSpan()
    {
        double[] at = [0.5, -1.25, 0.8];
        double[,] expected = MatrixDifferences.Of(at, p => ScaledGradient(p, Turns(), Rates(), new double[3]));
        int[,] turns = Turns();
        double[] rates = Rates();
        double[] squares = [7, 8, 9];
        Near(expected, ScaledHessian(at, turns, rates, squares));
        Check();
        Near(expected, ScaledValueGradientAndHessian(at, turns, rates, squares).Hessian);
        Check();
        SparsityPattern pattern = ScaledHessianPattern(at, turns, rates, squares);
        Assert.Equal(Rates(), rates);
        Near(expected, Dense(ScaledSparseHessian(at, turns, rates, squares, pattern), 3));
        Check();
        Assert.True(ScaledGradientCheck(at, turns, rates, squares).Passed);

        void Check()
        {
            Assert.Equal([1, 3, 2, 5], turns.Cast<int>());
            Assert.Equal([0.5, 1, 1.5], rates);
            turns = Turns();
            rates = Rates();
        }

        static int[,] Turns() => new[,] { { 1, 1 }, { 2, 5 } };

        static double[] Rates() => [1, 2, 3];
    }

    [Fact]
    public void MemoryOfNumbers()
    {
        double[,] expected = MatrixDifferences.Of([0.3, 1.4], p =>
        {
            var (x, y) = NumbersGradient(p[0], p[1], new[] { 1 });
            return [x, y];
        });
        int[] c = [1];
        Near(expected, NumbersHessian(0.3, 1.4, c));
        Assert.Equal([3], c);
        c[0] = 1;
        Near(expected, NumbersValueGradientAndHessian(0.3, 1.4, c).Hessian);
        Assert.Equal([3], c);
    }

    [Fact]
    public void WorkspaceThatIsReadFirst()
    {
        double[] at = [0.3, -0.7, 1.1];
        double[,] jacobian = StartedJacobian(at, [1], new double[2]);
        Near(new[,] { { 2 * 1.3 * -0.7, 1.69, 0 }, { 1.1, 0, 1.3 } }, jacobian);
        double[,] expected = MatrixDifferences.Of(at, p => StartedSumGradient(p, [1]));
        Near(expected, StartedSumHessian(at, [1]));
        Near(expected, StartedSumValueGradientAndHessian(at, [1]).Hessian);
        Near(expected, Dense(StartedSumSparseHessian(at, [1], StartedSumHessianPattern(at, [1])), 3));
    }

    private static double[,] Dense(SparseMatrix<double> sparse, int size)
    {
        double[,] dense = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                dense[i, j] = sparse[i, j];
            }
        }

        return dense;
    }

    private static void Near(double[,] expected, double[,] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            int columns = expected.GetLength(1);
            Assert.Equal(expected[i / columns, i % columns], actual[i / columns, i % columns], 1e-6);
        }
    }
}
