using static SymDiff.Numeric.Tests.Shapes.ColumnMatrices;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Jacobians and Hessians by arrays and spans of structs: element after element, against central differences of the methods.</summary>
public sealed class ColumnMatrixTests
{
    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(1, 4, 5)]
    [InlineData(3, 2, 2)]
    public void Jacobian_HasColumnsAndRowsInTheOrderOfTheElements(int beads, int moved, int kept)
    {
        double[] at = Numbers(1 + (2 * beads) + 2 + 2);
        int rows = 2 + (2 * moved) + kept;
        double[] jacobian = new double[rows * at.Length];
        Bead[] given = Beads(at, 1, beads);
        Bead[] left = new Bead[moved];
        double[] rest = new double[kept];
        var value = BothJacobian(at[0], given, at.AsSpan(1 + (2 * beads), 2), left, One(at), rest, jacobian);
        Assert.Equal((value.Energy, value.Momentum), Call(at, out Bead[] expectedLeft, out double[] expectedRest));
        Assert.Equal(expectedLeft, left);
        Assert.Equal(expectedRest, rest);
        double[,] expected = MatrixDifferences.Of(at, Flat);
        Same(expected, jacobian, at.Length);

        double[] dG = new double[rows];
        double[] dBeads = new double[rows * 2 * beads];
        double[] dW = new double[rows * 2];
        double[] dOne = new double[rows * 2];
        BothJacobianBlocks(at[0], given, at.AsSpan(1 + (2 * beads), 2), left, One(at), rest, dG, dBeads, dW, dOne);
        Same(expected, dG, 1, 0);
        Same(expected, dBeads, 2 * beads, 1);
        Same(expected, dW, 2, 1 + (2 * beads));
        Same(expected, dOne, 2, 3 + (2 * beads));

        double[] Flat(double[] x)
        {
            (double energy, double momentum) = Call(x, out Bead[] m, out double[] k);
            return [energy, momentum, .. m.SelectMany(b => new[] { b.At, b.Speed }), .. k];
        }

        (double, double) Call(double[] x, out Bead[] m, out double[] k)
        {
            m = new Bead[moved];
            k = new double[kept];
            return Both(x[0], Beads(x, 1, beads), x.AsSpan(1 + (2 * beads), 2), m, One(x), k);
        }

        Bead One(double[] x) => new(x[^2], 9, x[^1]);
    }

    [Fact]
    public void InPlace_EveryRowIsTakenAtTheStart()
    {
        double[] at = Numbers(7);
        Bead[] beads = Beads(at, 0, 3);
        double[] jacobian = new double[6 * 7];
        StepJacobian(beads, at[^1], jacobian);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            Bead[] moved = Beads(x, 0, 3);
            Step(moved, x[^1]);
            return [.. moved.SelectMany(b => new[] { b.At, b.Speed })];
        });
        Same(expected, jacobian, 7);
        Bead[] once = Beads(at, 0, 3);
        Step(once, at[^1]);
        Assert.Equal(once, beads);

        double[] dBeads = new double[36];
        double[] dH = new double[6];
        StepJacobianBlocks(Beads(at, 0, 3), at[^1], dBeads, dH);
        Same(expected, dBeads, 6);
        Same(expected, dH, 1, 6);
    }

    [Fact]
    public void Arrays_HaveAnOverloadThatAllocates()
    {
        double[] at = Numbers(8);
        Bead[] beads = Beads(at, 0, 3);
        (double value, double[,] jacobian) = TotalValueAndJacobian(beads, [new(at[6]), new(at[7])]);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            Bead[] moved = Beads(x, 0, 3);
            double total = Total(moved, [new(x[6]), new(x[7])]);
            return [total, .. moved.SelectMany(b => new[] { b.At, b.Speed })];
        });
        Same(expected, [.. jacobian.Cast<double>()], 8);
        Assert.Equal(Total(Beads(at, 0, 3), [new(at[6]), new(at[7])]), value);
        Assert.Throws<ArgumentNullException>(() => TotalJacobian(null!, [new(1)]));
    }

    [Fact]
    public void Hessian_HasRowsAndColumnsInTheOrderOfTheElements()
    {
        double[] at = Numbers(9);
        double[,] hessian = EnergyHessian(Beads(at, 0, 3), at[6], [new(at[7]), new(at[8])]);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            var (dBeads, dG, dFactors) = EnergyGradient(Beads(x, 0, 3), x[6], [new(x[7]), new(x[8])]);
            return [.. dBeads.SelectMany(b => new[] { b.At, b.Speed }), dG, .. dFactors.Select(f => f.Value)];
        });
        Same(expected, [.. hessian.Cast<double>()], 9);

        (double value, var gradient, double[,] again) = EnergyValueGradientAndHessian(Beads(at, 0, 3), at[6], [new(at[7]), new(at[8])]);
        Assert.Equal(Energy(Beads(at, 0, 3), at[6], [new(at[7]), new(at[8])]), value);
        Assert.Equal(EnergyGradient(Beads(at, 0, 3), at[6], [new(at[7]), new(at[8])]).beads, gradient.beads);
        Assert.Equal(hessian, again);
    }

    [Fact]
    public void Destinations_AreCheckedBeforeAnythingIsWritten()
    {
        Bead[] beads = Beads([1, 2, 3, 4], 0, 2);
        Assert.Equal("jacobian", Assert.Throws<ArgumentException>(() => StepJacobian(beads, 1, new double[19])).ParamName);
        Assert.Equal("dBeads", Assert.Throws<ArgumentException>(() => StepJacobianBlocks(beads, 1, new double[15], new double[4])).ParamName);
        Assert.Equal("hessian", Assert.Throws<ArgumentException>(() => EnergyHessian(beads, 1, [new(1)], new double[35])).ParamName);
        Assert.Equal(Beads([1, 2, 3, 4], 0, 2), beads);
        StepJacobian([], 1, []);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Bead[] beads = Beads(Numbers(40), 0, 20);
        double[] jacobian = new double[40 * 41];
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            StepJacobian(beads, 1e-9, jacobian);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.4 + (0.37 * ((i * 5) % 7)) - (0.11 * i))];

    private static Bead[] Beads(double[] x, int first, int count) => [.. Enumerable.Range(0, count).Select(i => new Bead(x[first + (2 * i)], i, x[first + (2 * i) + 1]))];

    private static void Same(double[,] expected, double[] actual, int columns, int first = 0)
    {
        Assert.Equal(expected.GetLength(0) * columns, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double wanted = expected[i / columns, first + (i % columns)];
            Assert.True(Math.Abs(wanted - actual[i]) <= 1e-8 * (1 + Math.Abs(wanted)), $"[{i / columns}, {first + (i % columns)}] is {actual[i]:R} instead of {wanted:R}");
        }
    }
}
