using static SymDiff.Numeric.Tests.Shapes.StructMatrices;

namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Matrices of structs in every form, against central differences over all numbers.</summary>
public sealed class StructMatrixTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    public void ManyInputs_OneResult(int rows, int columns)
    {
        int beads = 2 * rows * columns;
        double[] at = Numbers(beads + 1 + (rows * 2));
        double Value(double[] x) => Energy(Beads(x, 0, rows, columns), x[beads], Matrix(x, beads + 1, rows, 2));
        double[] slopes = [.. MatrixDifferences.Of(at, x => [Value(x)]).Cast<double>()];
        (Bead[,] dM, double dH, double[,] dW) = EnergyGradient(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2));
        Same(slopes, [.. Flat(dM), dH, .. dW.Cast<double>()]);
        Assert.All(dM.Cast<Bead>(), b => Assert.Equal(0, b.Id));

        Bead[,] destination = Beads([.. at.Select(_ => 7.0)], 0, rows, columns);
        double[,] ofW = Matrix([.. at.Select(_ => 7.0)], 0, rows, 2);
        double value = EnergyValueAndGradient(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2), destination, out double ofH, ofW);
        Assert.Equal(Value(at), value);
        Same(slopes, [.. Flat(destination), ofH, .. ofW.Cast<double>()]);

        destination = Beads([.. at.Select(_ => 1.0)], 0, rows, columns);
        ofW = Matrix([.. at.Select(_ => 1.0)], 0, rows, 2);
        ofH = 1;
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(value, EnergyVjp(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2), 0.5, destination, ref ofH, ofW));
        }

        Same([.. slopes.Select(s => 1 + s)], [.. Flat(destination), ofH, .. ofW.Cast<double>()]);

        double[] along = [.. at.Select((_, i) => Math.Cos(2 * i))];
        (double again, double tangent) = EnergyJvp(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2), Beads(along, 0, rows, columns), along[beads], Matrix(along, beads + 1, rows, 2));
        Assert.Equal(value, again);
        Assert.Equal(slopes.Zip(along, (s, v) => s * v).Sum(), tangent, 1e-7);

        double[,] curvature = MatrixDifferences.Of(at, x =>
        {
            var (m, h, w) = EnergyGradient(Beads(x, 0, rows, columns), x[beads], Matrix(x, beads + 1, rows, 2));
            return [.. Flat(m), h, .. w.Cast<double>()];
        });
        double[,] hessian = EnergyHessian(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2));
        Same([.. curvature.Cast<double>()], [.. hessian.Cast<double>()]);
        EnergyHvp(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2), Beads(along, 0, rows, columns), along[beads], Matrix(along, beads + 1, rows, 2), destination, out ofH, ofW);
        Same([.. Enumerable.Range(0, at.Length).Select(i => along.Select((v, j) => v * curvature[i, j]).Sum())], [.. Flat(destination), ofH, .. ofW.Cast<double>()]);
        var (diagonal, ofDiagonalH, ofDiagonalW) = EnergyHessianDiagonal(Beads(at, 0, rows, columns), at[beads], Matrix(at, beads + 1, rows, 2));
        Same([.. Enumerable.Range(0, at.Length).Select(i => curvature[i, i])], [.. Flat(diagonal), ofDiagonalH, .. ofDiagonalW.Cast<double>()]);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 1)]
    public void InPlace(int rows, int columns)
    {
        int beads = 2 * rows * columns;
        double[] at = Numbers(beads + 2);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            Bead[,] left = Beads(x, 0, rows, columns);
            double value = Step(left, x.AsSpan(beads));
            return [value, .. Flat(left)];
        });
        Bead[,] m = Beads(at, 0, rows, columns);
        Bead[,] once = Beads(at, 0, rows, columns);
        Step(once, at.AsSpan(beads));
        double[,] jacobian = StepJacobian(m, at.AsSpan(beads));
        Same([.. expected.Cast<double>()], [.. jacobian.Cast<double>()]);
        Assert.Equal(once, m);

        double[] dM = new double[expected.GetLength(0) * beads];
        double[] dK = new double[expected.GetLength(0) * 2];
        StepJacobianBlocks(Beads(at, 0, rows, columns), at.AsSpan(beads), dM, dK);
        Assert.Equal(jacobian.Cast<double>().Where((_, i) => i % at.Length < beads), dM);
        Assert.Equal(jacobian.Cast<double>().Where((_, i) => i % at.Length >= beads), dK);

        double[] cotangent = [.. Enumerable.Range(0, beads + 1).Select(i => Math.Cos(3 * i))];
        Bead[,] pulled = Beads(cotangent, 1, rows, columns);
        double[] ofK = [1, 1];
        StepVjp(Beads(at, 0, rows, columns), at.AsSpan(beads), cotangent[0], pulled, ofK);
        double[] adjoint = [.. Enumerable.Range(0, at.Length).Select(j => cotangent.Select((c, i) => c * expected[i, j]).Sum())];
        Same(adjoint[..beads], Flat(pulled));
        Same([.. adjoint[beads..].Select(a => a + 1)], ofK);

        double[] along = [.. at.Select((_, i) => Math.Cos(2 * i))];
        Bead[,] pushed = Beads(along, 0, rows, columns);
        var (_, tangent) = StepJvp(Beads(at, 0, rows, columns), at.AsSpan(beads), pushed, along.AsSpan(beads));
        Same([.. Enumerable.Range(0, beads + 1).Select(i => along.Select((v, j) => v * expected[i, j]).Sum())], [tangent, .. Flat(pushed)]);
    }

    [Fact]
    public void AnOutput_AndOwnMemory()
    {
        double[] at = Numbers(5);
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            var left = new Bead[3, 2];
            Spread(x[..3], left, new(x[3], 1, x[4]));
            return Flat(left);
        });
        var y = new Bead[3, 2];
        double[,] jacobian = SpreadJacobian(at[..3], y, new(at[3], 1, at[4]));
        Same([.. expected.Cast<double>()], [.. jacobian.Cast<double>()]);

        double[] cotangent = [.. Enumerable.Range(0, 12).Select(i => Math.Cos(3 * i))];
        double[] dX = new double[3];
        Bead dShift = default;
        SpreadVjp(at[..3], y, new(at[3], 1, at[4]), Beads(cotangent, 0, 3, 2), dX, ref dShift);
        Same([.. Enumerable.Range(0, 5).Select(j => cotangent.Select((c, i) => c * expected[i, j]).Sum())], [.. dX, dShift.At, dShift.Speed]);

        double[] along = [0.3, -0.7, 1.1, 0.4, -0.2];
        var tY = new Bead[3, 2];
        SpreadJvp(at[..3], y, new(at[3], 1, at[4]), along.AsSpan(0, 3), tY, new(along[3], 0, along[4]));
        Same([.. Enumerable.Range(0, 12).Select(i => along.Select((v, j) => v * expected[i, j]).Sum())], Flat(tY));
    }

    [Fact]
    public void TuplesInHelpers()
    {
        double[] at = Numbers(9);
        (double A, double B)[,] Of(double[] x) => new[,] { { (x[0], x[1]), (x[2], x[3]) }, { (x[4], x[5]), (x[6], x[7]) } };
        double[] Slopes(double[] x)
        {
            var (dM, dX) = HelpedGradient(Of(x), x[8]);
            return [.. dM.Cast<(double A, double B)>().SelectMany(t => new[] { t.A, t.B }), dX];
        }

        Same([.. MatrixDifferences.Of(at, x => [Helped(Of(x), x[8])]).Cast<double>()], Slopes(at));
        Same([.. MatrixDifferences.Of(at, Slopes).Cast<double>()], [.. HelpedHessian(Of(at), at[8]).Cast<double>()]);
    }

    [Fact]
    public void BesideArraysOfArrays()
    {
        double[] at = Numbers(2 + 4 + 3 + 1);
        double[,] M(double[] x) => Matrix(x, 0, 1, 2);
        Bead[] B(double[] x) => [new(x[2], 0, x[3]), new(x[4], 1, x[5])];
        double[][] R(double[] x) => [[x[6]], [], [x[7], x[8]]];
        double Value(double[] x) => ColumnsBesideRows.Energy(M(x), B(x), R(x), x[9]);
        double[] Slopes(double[] x)
        {
            var (m, b, r, h) = ColumnsBesideRows.EnergyGradient(M(x), B(x), R(x), x[9]);
            return [.. m.Cast<double>(), .. b.SelectMany(p => new[] { p.At, p.Speed }), .. r.SelectMany(p => p), h];
        }

        Same([.. MatrixDifferences.Of(at, x => [Value(x)]).Cast<double>()], Slopes(at));
        Same([.. MatrixDifferences.Of(at, Slopes).Cast<double>()], [.. ColumnsBesideRows.EnergyHessian(M(at), B(at), R(at), at[9]).Cast<double>()]);

        double[] along = [.. at.Select((_, i) => Math.Cos(2 * i))];
        Assert.Equal(Slopes(at).Zip(along, (s, v) => s * v).Sum(), ColumnsBesideRows.EnergyJvp(M(at), B(at), R(at), at[9], M(along), B(along), R(along), along[9]).Tangent, 1e-9);
    }

    [Fact]
    public void AllOfThemWritten()
    {
        double[] at = Numbers(4 + 4);
        double[,] scale = { { 0.8 } };
        double[,] M(double[] x) => Matrix(x, 0, 2, 2);
        Bead[] B(double[] x) => [new(x[4], 0, x[5]), new(x[6], 1, x[7])];
        double[][] Rows() => [new double[2], [], new double[1]];
        double[,] expected = MatrixDifferences.Of(at, x =>
        {
            (double[,] m, Bead[] b, double[][] r) = (M(x), B(x), Rows());
            double s = ColumnsBesideRows.Step(m, b.AsSpan(0, 2), [r[0], r[2]], scale);
            return [s, .. m.Cast<double>(), .. b.SelectMany(p => new[] { p.At, p.Speed }), .. r[0], .. r[2]];
        });
        double[] jacobian = new double[expected.Length];
        double[][] left = [new double[2], new double[1]];
        ColumnsBesideRows.StepJacobian(M(at), B(at), left, scale, jacobian);
        Same([.. expected.Cast<double>()], jacobian);
        double[] dM = new double[12 * 4];
        double[] dBeads = new double[12 * 4];
        ColumnsBesideRows.StepJacobianBlocks(M(at), B(at), left, scale, dM, dBeads);
        Same([.. expected.Cast<double>().Where((_, i) => i % 8 < 4)], dM);
        Same([.. expected.Cast<double>().Where((_, i) => i % 8 >= 4)], dBeads);
    }

    [Fact]
    public void ReturnedBesideRows()
    {
        double[] at = Numbers(4 + 2);
        double[,] M(double[] x) => Matrix(x, 0, 2, 2);
        double[][] R(double[] x) => [[x[4]], [x[5]]];
        double[,] expected = MatrixDifferences.Of(at, x => [.. ColumnsBesideRows.Rows(M(x), R(x)).SelectMany(b => new[] { b.At, b.Speed })]);
        Same([.. expected.Cast<double>()], [.. ColumnsBesideRows.RowsJacobian(M(at), R(at)).Cast<double>()]);
        double[] dM = new double[16];
        double[] dRows = new double[8];
        ColumnsBesideRows.RowsJacobianBlocks(M(at), R(at), dM, dRows);
        Same([.. expected.Cast<double>().Where((_, i) => i % 6 < 4)], dM);
        Same([.. expected.Cast<double>().Where((_, i) => i % 6 >= 4)], dRows);
    }

    [Fact]
    public void OtherShapesAndNull_AreRefused()
    {
        double[] at = Numbers(20);
        Assert.Equal("dM", Assert.Throws<ArgumentException>(() => EnergyVjp(Beads(at, 0, 2, 3), 1, Matrix(at, 0, 2, 2), 1, new Bead[3, 2], ref at[0], new double[2, 2])).ParamName);
        Assert.Equal("m", Assert.Throws<ArgumentNullException>(() => EnergyGradient(null!, 1, new double[1, 1])).ParamName);
        Bead[,] m = Beads(at, 0, 2, 2);
        Assert.Equal("dM", Assert.Throws<ArgumentException>(() => EnergyVjp(m, 1, Matrix(at, 0, 2, 2), 1, m, ref at[0], new double[2, 2])).ParamName);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] at = Numbers(60);
        (Bead[,] m, double[,] w, Bead[,] dM, double[,] dW) = (Beads(at, 0, 5, 4), Matrix(at, 0, 5, 2), new Bead[5, 4], new double[5, 2]);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 50 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            EnergyGradient(m, 0.3, w, dM, out _, dW);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 0.4 + (0.37 * ((i * 5) % 7)) - (0.05 * i))];

    private static Bead[,] Beads(double[] x, int first, int rows, int columns)
    {
        var beads = new Bead[rows, columns];
        for (int i = 0; i < rows * columns; i++)
        {
            beads[i / columns, i % columns] = new Bead(x[first + (2 * i)], i, x[first + (2 * i) + 1]);
        }

        return beads;
    }

    private static double[,] Matrix(double[] x, int first, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < rows * columns; i++)
        {
            matrix[i / columns, i % columns] = x[first + i];
        }

        return matrix;
    }

    private static double[] Flat(Bead[,] beads) => [.. beads.Cast<Bead>().SelectMany(b => new[] { b.At, b.Speed })];

    private static void Same(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-7 * (1 + Math.Abs(p.First)), $"{p.Second:R} instead of {p.First:R}"));
    }
}
