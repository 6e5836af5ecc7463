using static SymDiff.Numeric.Tests.Orders.SparseColumnMethods;

namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Sparse matrices by arrays of structs, element after element, against whole ones and central differences.</summary>
public sealed class SparseColumnTests
{
    private static readonly double[] Rest = [0.1, 0.2, 0.3, 0.1, 0.2, 0.3];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void SpansOfStructs_AgreeWithTheWhole(int n)
    {
        Mass[] beads = Beads(n);
        Pull[] pulls = new Pull[n];
        double[] energies = new double[n];
        double[,] dense = new double[3 * n, (2 * n) + 1];
        double[] flat = new double[3 * n * ((2 * n) + 1)];
        SpringsJacobian(beads, 1.5, pulls, energies, flat);
        Buffer.BlockCopy(flat, 0, dense, 0, flat.Length * sizeof(double));
        SparsityPattern pattern = SpringsJacobianPattern(beads, 1.5, pulls, energies);
        double[] values = new double[pattern.EntryCount + 1];
        SpringsSparseJacobian(beads, 1.5, pulls, energies, pattern, values);
        Same(dense, pattern, values);

        // Each row has the two or three places, its own speed and the stiffness at most.
        Assert.True(pattern.EntryCount <= 11 * n, $"{pattern.EntryCount} entries");
        Assert.Equal(n < 3 ? pattern.ColorCount : 5, pattern.ColorCount);
        for (int i = 0; i < n; i++)
        {
            double h = 1e-6;
            Mass[] up = Beads(n);
            up[i].Speed += h;
            Pull[] above = new Pull[n];
            Springs(up, 1.5, above, energies);
            Assert.Equal((above[i].Power - pulls[i].Power) / h, At(pattern, values, (2 * i) + 1, (2 * i) + 1), 1e-6);
        }

        Assert.Equal(values[..pattern.EntryCount], SpringsSparseJacobian(beads, 1.5, pulls, energies, pattern).Values.ToArray());
    }

    [Fact]
    public void WhatIsChanged_IsChangedOnce_AndAgreesWithTheWhole()
    {
        double[] drag = [0.3, 0.1, 0.5, 0.2];
        Mass[] after = Beads(4);
        double value = Advance(after, drag, 0.1);
        Mass[] dense = Beads(4);
        double[] flat = new double[9 * 13];
        Assert.Equal(value, AdvanceJacobian(dense, drag, 0.1, flat));
        SparsityPattern pattern = AdvanceJacobianPattern(Beads(4), drag, 0.1);
        Mass[] beads = Beads(4);
        double[] values = new double[pattern.EntryCount];
        Assert.Equal(value, AdvanceSparseJacobian(beads, drag, 0.1, pattern, values));
        Assert.Equal(after, beads);
        double[,] whole = new double[9, 13];
        Buffer.BlockCopy(flat, 0, whole, 0, flat.Length * sizeof(double));
        Same(whole, pattern, values);
        Assert.InRange(pattern.EntryCount, 13, 9 + (4 * 2 * 4) + 8);
    }

    [Fact]
    public void SeveralArrays_AgreeWithTheWhole()
    {
        Mass[] one = Beads(5);
        Pull[] other = [new(0.3, 0.4), new(-1, 2), new(0.5, 0.6), new(3, 1), new(2, 2)];
        double[] r = new double[4];
        double[,] whole = MeetJacobian(one, other, new Pull(0.7, 0.8), r);
        SparsityPattern pattern = MeetJacobianPattern(one, other, new Pull(0.7, 0.8), r);
        SparseMatrix<double> sparse = MeetSparseJacobian(one, other, new Pull(0.7, 0.8), r, pattern);
        Same(whole, pattern, sparse.Values.ToArray());
        Assert.Equal((4, 22, 17), (pattern.RowCount, pattern.ColumnCount, pattern.EntryCount));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Hessians_AgreeWithTheWhole(int n)
    {
        Mass[] beads = Beads(n);
        double[,] whole = EnergyHessian(beads, 1.3, Rest);
        SparsityPattern pattern = EnergyHessianPattern(beads, 1.3, Rest);
        double[] values = new double[pattern.EntryCount];
        Assert.Equal(Energy(beads, 1.3, Rest), EnergySparseHessian(beads, 1.3, Rest, pattern, values));
        Same(whole, pattern, values);
        Assert.True(pattern.EntryCount < whole.Length, $"{pattern.EntryCount} of {whole.Length} entries");

        // A pattern of the caller's own, with all entries.
        SparsityPattern full = new(
            whole.GetLength(0), whole.GetLength(0), [.. Enumerable.Range(0, whole.GetLength(0) + 1).Select(i => i * whole.GetLength(0))], [.. Enumerable.Range(0, whole.Length).Select(i => i % whole.GetLength(0))]);
        Same(whole, full, EnergySparseHessian(beads, 1.3, Rest, full).Values.ToArray());
    }

    /// <summary>The pattern is put into the order of the numbers once; what a call takes is rented.</summary>
    [Fact]
    public void NothingIsAllocated()
    {
        Mass[] beads = Beads(6);
        (Pull[] pulls, double[] energies) = (new Pull[6], new double[6]);
        SparsityPattern hessian = EnergyHessianPattern(beads, 1.3, Rest);
        SparsityPattern jacobian = SpringsJacobianPattern(beads, 1.5, pulls, energies);
        (double[] curved, double[] sloped) = (new double[hessian.EntryCount], new double[jacobian.EntryCount]);
        Assert.Equal(0, Least(() => EnergySparseHessian(beads, 1.3, Rest, hessian, curved)));
        Assert.Equal(0, Least(() => SpringsSparseJacobian(beads, 1.5, pulls, energies, jacobian, sloped)));

        static long Least(Action call)
        {
            long least = long.MaxValue;
            for (int run = 0; run < 20 && least > 0; run++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                call();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    [Fact]
    public void APatternOfAnotherSize_IsRefused()
    {
        SparsityPattern pattern = EnergyHessianPattern(Beads(3), 1.3, Rest);
        Assert.Throws<ArgumentException>("pattern", () => EnergySparseHessian(Beads(4), 1.3, Rest, pattern));
        Assert.Throws<ArgumentException>("values", () => EnergySparseHessian(Beads(3), 1.3, Rest, pattern, new double[pattern.EntryCount - 1]));
    }

    private static Mass[] Beads(int n) => [.. Enumerable.Range(0, n).Select(i => new Mass(Math.Sin(i + 1.0), i + 2, 0.5 + (0.1 * i), 1.5 - (0.2 * i)))];

    private static double At(SparsityPattern pattern, double[] values, int row, int column) =>
        Enumerable.Range(0, pattern.EntryCount).Where(e => pattern.RowIndices[e] == row && pattern.ColumnIndices[e] == column).Select(e => values[e]).SingleOrDefault();

    private static void Same(double[,] whole, SparsityPattern pattern, double[] values)
    {
        Assert.Equal((whole.GetLength(0), whole.GetLength(1)), (pattern.RowCount, pattern.ColumnCount));
        double[,] found = new double[whole.GetLength(0), whole.GetLength(1)];
        for (int e = 0; e < pattern.EntryCount; e++)
        {
            found[pattern.RowIndices[e], pattern.ColumnIndices[e]] = values[e];
        }

        for (int i = 0; i < whole.GetLength(0); i++)
        {
            for (int j = 0; j < whole.GetLength(1); j++)
            {
                Assert.Equal(whole[i, j], found[i, j], 1e-13);
            }
        }
    }
}
