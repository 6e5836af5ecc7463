using SymDiff.Numeric.Tests.Shapes;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>The blocks of a Jacobian that belong to sets: the parameters as columns, in the order of <c>CopyTo</c>, against central differences.</summary>
public sealed class SetBlockTests
{
    private static readonly double[] X = [0.5, -1.5, 0.8];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void AStruct_ByRowsAndByColumns(int rows)
    {
        Affine m = Small();
        double[] y = new double[rows];
        double[] dM = Block(rows, m);
        double[] dK = new double[rows];
        SetBlocks.SweepJacobianBlocks(m, 0.7, y, dM, dK);
        Same(m, dM, s => Results(s, 0.7));
        Same(0.7, dK, k => Results(m, k));
        Assert.Equal(Results(m, 0.7), y);

        double[] Results(Affine s, double k)
        {
            double[] left = new double[rows];
            SetBlocks.Sweep(s, k, left);
            return left;
        }
    }

    [Fact]
    public void NumbersAlone()
    {
        Curve a = new(1.5, 0.4, 1);
        Curve b = new(-0.6, 1.2, 0.3);
        double[] dA = Block(2, a);
        double[] dX = new double[2];
        double[] dB = Block(2, b);
        Assert.Equal(SetBlocks.Compare(a, 1.3, b), SetBlocks.CompareJacobianBlocks(a, 1.3, b, dA, dX, dB));
        Same(a, dA, s => Pair(SetBlocks.Compare(s, 1.3, b)));
        Same(1.3, dX, x => Pair(SetBlocks.Compare(a, x, b)));
        Same(b, dB, s => Pair(SetBlocks.Compare(a, 1.3, s)));
        Assert.Equal("dB", Assert.Throws<ArgumentException>(() => SetBlocks.CompareJacobianBlocks(a, 1.3, b, dA, dX, new double[3])).ParamName);
    }

    [Fact]
    public void Members_OfEveryKind()
    {
        Perceptron m = new() { Missing = [0.3, 0.2] };
        double[] dM = Block(3, m);
        double[] dX = new double[9];
        Assert.Equal(SetMethods.Values(m, X), SetMethods.ValuesJacobianBlocks(m, X, dM, dX));
        Same(m, dM, s => SetMethods.Values(s, X));
        Assert.Equal([m.Mix[0, 0], m.Mix[0, 1], 0, m.Mix[1, 0], m.Mix[1, 1], 0, m.Mix[2, 0], m.Mix[2, 1], 0], dX);
        double[,] whole = SetMethods.ValuesJacobian(m, X);
        Assert.Equal(dM, Enumerable.Range(0, dM.Length).Select(i => whole[i / m.ParameterCount, i % m.ParameterCount]));
    }

    [Fact]
    public void AsThis()
    {
        Uses m = new();
        double[] dThis = Block(2, m);
        double[] dX = new double[2];
        Assert.Equal(m.Pair(1.3), m.PairJacobianBlocks(1.3, dThis, dX));
        Same(m, dThis, s => Pair(s.Pair(1.3)));
        Same(1.3, dX, x => Pair(m.Pair(x)));

        double[] y = new double[2];
        m.OutputsJacobianBlocks(y, 1.3, dThis, dX);
        Same(m, dThis, s => Left(s, 1.3));
        Same(1.3, dX, x => Left(m, x));

        double[] Left(Uses s, double x)
        {
            double[] left = new double[2];
            s.Outputs(left, x);
            return left;
        }
    }

    [Fact]
    public void InnerSets_AndTheBase()
    {
        Deep m = new();
        Affine other = Small();
        double[] dM = Block(3, m);
        double[] dOther = Block(3, other);
        SetBlocks.LevelsJacobianBlocks(m, X, other, dM, dOther);
        Same(m, dM, s => SetBlocks.Levels(s, X, other));
        Same(other, dOther, s => SetBlocks.Levels(m, X, s));
    }

    [Fact]
    public void SinglePrecision()
    {
        Taylor<float> m = new() { Coefficients = [0.5f, -0.25f, 0.75f], Offset = 0.125f };
        float[] dM = new float[8];
        double[] dX = new double[2];
        SetBlocks.MixedJacobianBlocks(m, 1.5, dM, dX);
        Assert.Equal([0.125f, 0, 0, 0.5f, 0, 2.25f, 0, 0], dM);
        Assert.Equal([0, -0.75], dX);
    }

    [Fact]
    public void ArraysOfSets()
    {
        Tower m = new();
        double[] dThis = Block(3, m);
        double[] dX = new double[9];
        Assert.Equal(m.Outputs(X), m.OutputsJacobianBlocks(X, dThis, dX));
        Same(m, dThis, s => s.Outputs(X));

        Bend[] bends = [new() { Rate = 0.3, Knots = [0.4, 0.9] }, new() { Rate = -0.6, Knots = [1.2, -0.5, 0.1] }];
        foreach (int rows in new[] { 2, 15 })
        {
            double[] x = [.. Enumerable.Range(0, rows).Select(i => 0.3 + (0.1 * i))];
            double[] y = new double[rows];
            double[] dBends = new double[rows * 7];
            SetBlocks.BentJacobianBlocks(bends, x, y, dBends, new double[rows * rows]);
            Same(bends[0], Columns(dBends, 7, 0, 3), s => Of([s, bends[1]]));
            Same(bends[1], Columns(dBends, 7, 3, 4), s => Of([bends[0], s]));

            double[] Of(Bend[] all)
            {
                double[] left = new double[rows];
                SetBlocks.Bent(all, x, left);
                return left;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void BesideStructs(int count)
    {
        Affine m = Small();
        Bead[] beads = Beads(count);
        Bead[] moved = new Bead[count];
        int rows = 1 + (2 * count);
        double[] dM = Block(rows, m);
        double[] dBeads = new double[rows * 2 * count];
        double[] dH = new double[rows];
        SetBlocks.DrivenJacobianBlocks(m, beads, moved, 0.6, dM, dBeads, dH);
        Same(m, dM, s => Results(s, 0.6));
        Same(0.6, dH, h => Results(m, h));
        double[] jacobian = new double[rows * (m.ParameterCount + (2 * count) + 1)];
        SetBlocks.DrivenJacobian(m, beads, moved, 0.6, jacobian);
        Assert.Equal(Columns(jacobian, jacobian.Length / rows, m.ParameterCount, 2 * count), dBeads);

        double[] Results(Affine s, double h)
        {
            Bead[] left = new Bead[count];
            double energy = SetBlocks.Driven(s, beads, left, h);
            return [energy, .. Numbers(left)];
        }
    }

    [Fact]
    public void BesideStructsThatAreReturned()
    {
        Perceptron m = new();
        Bead[] beads = Beads(3);
        double[] dM = Block(8, m);
        double[] dBeads = new double[8 * 6];
        double[] dH = new double[8];
        Assert.Equal(SetBlocks.Made(m, beads, 0.6), SetBlocks.MadeJacobianBlocks(m, beads, 0.6, dM, dBeads, dH));
        Same(m, dM, s => Numbers(SetBlocks.Made(s, beads, 0.6)));
        Same(0.6, dH, h => Numbers(SetBlocks.Made(m, beads, h)));
        double[,] expected = MatrixDifferences.Of(Numbers(beads), x => Numbers(SetBlocks.Made(m, Beads(x), 0.6)));
        Assert.All(expected.Cast<double>().Zip(dBeads), p => Assert.Equal(p.First, p.Second, 1e-8));
        Assert.Equal("dBeads", Assert.Throws<ArgumentException>(() => SetBlocks.MadeJacobianBlocks(m, beads, 0.6, dM, new double[47], dH)).ParamName);
    }

    [Fact]
    public void Destinations_AreChecked()
    {
        Perceptron m = new();
        double[] dM = Block(3, m);
        double[] longer = [.. Enumerable.Repeat(7.0, dM.Length + 2)];
        SetMethods.ValuesJacobianBlocks(m, X, longer, new double[9]);
        Assert.Equal([7.0, 7.0], longer[^2..]);
        Assert.Equal("dM", Assert.Throws<ArgumentException>(() => SetMethods.ValuesJacobianBlocks(m, X, new double[dM.Length - 1], new double[9])).ParamName);
        Assert.Equal("m", Assert.Throws<ArgumentNullException>(() => SetMethods.ValuesJacobianBlocks(null!, X, dM, new double[9])).ParamName);

        // Memory of the set itself, and of an inner one.
        m.Weights = [.. Enumerable.Repeat(0.5, 3 * m.ParameterCount)];
        Assert.Equal("dM", Assert.Throws<ArgumentException>(() => SetMethods.ValuesJacobianBlocks(m, X, m.Weights.AsSpan(), new double[9])).ParamName);
        Tower tower = new();
        tower.Layers[0].Missing = new double[200];
        Assert.Equal("dThis", Assert.Throws<ArgumentException>(() => tower.OutputsJacobianBlocks(X, tower.Layers[0].Missing.AsSpan(), new double[9])).ParamName);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Affine m = Small();
        double[] y = new double[4];
        double[] dM = Block(4, m);
        double[] dK = new double[4];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            SetBlocks.SweepJacobianBlocks(m, 0.7, y, dM, dK);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static Affine Small() => new() { Weights = [0.3, 0.4, -0.2], Bias = 0.1, Gain = 0.9, Times = 3 };

    private static Bead[] Beads(int count) => [.. Enumerable.Range(0, count).Select(i => new Bead(0.4 + (0.3 * i), i, 0.7 - (0.2 * i)))];

    private static Bead[] Beads(double[] x) => [.. Enumerable.Range(0, x.Length / 2).Select(i => new Bead(x[2 * i], i, x[(2 * i) + 1]))];

    private static double[] Numbers(Bead[] beads) => [.. beads.SelectMany(b => new[] { b.At, b.Speed })];

    private static double[] Pair((double, double) pair) => [pair.Item1, pair.Item2];

    private static double[] Columns(double[] matrix, int columns, int first, int count) => [.. matrix.Where((_, i) => i % columns >= first && i % columns < first + count)];

    // Filled, so that an entry that is not written is seen.
    private static double[] Block<TSet>(int rows, TSet set)
        where TSet : IParameterSet<TSet, double> => [.. Enumerable.Repeat(double.NaN, rows * set.ParameterCount)];

    private static void Same(double at, double[] block, Func<double, double[]> results)
    {
        const double H = 1e-5;
        Assert.All(results(at + H).Zip(results(at - H), (up, down) => (up - down) / (2 * H)).Zip(block), p => Assert.Equal(p.First, p.Second, 1e-8));
    }

    private static void Same<TSet>(TSet model, double[] block, Func<TSet, double[]> results)
        where TSet : IParameterSet<TSet, double>
    {
        double[] at = new double[model.ParameterCount];
        model.CopyTo(at);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            model.CopyFrom(x);
            return results(model);
        });
        model.CopyFrom(at);
        Assert.Equal(expected.Length, block.Length);
        Assert.Contains(block, b => b != 0);
        Assert.All(expected.Cast<double>().Zip(block), p => Assert.Equal(p.First, p.Second, 1e-7));
    }
}
