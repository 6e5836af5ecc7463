using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Jacobians of methods with arrays of arrays and matrices, and what is refused or left to the method: null, shared rows, shapes.</summary>
public sealed class RowFormsTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class F
        {
            [Differentiable(Derivatives.Default | Derivatives.Jvp | Derivatives.JacobianBlocks)]
            public static double[] Layer(double[][] w, double[] x)
            {
                var y = new double[w.Length];
                for (int i = 0; i < w.Length; i++)
                {
                    double t = 0;
                    for (int j = 0; j < w[i].Length; j++) { t += w[i][j] * x[j]; }
                    y[i] = Math.Tanh(t);
                }

                return y;
            }

            [Differentiable(Derivatives.Jacobian | Derivatives.JacobianBlocks)]
            public static double Steps([InOut] double[][] a, double[] x, [Output] double[,] last, int n)
            {
                double s = 0;
                for (int k = 0; k < n; k++)
                {
                    s += Marked(a, x[0]);
                    for (int i = 0; i < a.Length; i++) { for (int j = 0; j < a[i].Length; j++) { a[i][j] = 0.5 * a[i][j] * x[1] + 0.1 * s; } }
                }

                for (int i = 0; i < last.GetLength(0); i++) { for (int j = 0; j < last.GetLength(1); j++) { last[i, j] = a[i][j] * a[i][0]; } }
                return s;
            }

            [Differentiable]
            public static double Marked(double[][] a, double s)
            {
                double t = s;
                for (int i = 0; i < a.Length; i++)
                {
                    double[] row = a[i];
                    if (row.Length == 0) { t += s * i; continue; }
                    t += row[0] * row[^1] * a[i][row.Length / 2] + Math.Sin(a[^1][0] * s);
                    foreach (double e in a[i]) { t += e * e * s; }
                    if (t > 100) { break; }
                }

                return t;
            }

            [Differentiable(Derivatives.Default | Derivatives.Jvp | Derivatives.JacobianBlocks)]
            public static void Product(double[,] a, [InOut] double[,] b, [Output] double[,] c, double s)
            {
                for (int i = 0; i < c.GetLength(0); i++)
                {
                    for (int j = 0; j < c.GetLength(1); j++)
                    {
                        for (int k = 0; k < a.GetLength(1); k++) { c[i, j] = (k == 0 ? 0 : c[i, j]) + a[i, k] * b[k, j] * s; }
                        b[0, j] *= 1 + 0.1 * c[i, j];
                    }
                }
            }

            [Differentiable]
            public static double[] Apply([InOut] double[,] a, double[] x)
            {
                var y = new double[a.GetLength(0)];
                for (int i = 0; i < y.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++) { y[i] += a[i, j] * x[j]; a[i, j] += y[i]; }
                }

                return y;
            }

            [Differentiable]
            public static float Singles(float[][] a)
            {
                float s = 0;
                foreach (var row in a) { foreach (float e in row) { s += e * e * e; } }
                return s;
            }

            [Differentiable]
            public static double First(double[][] a, double k) => k > 0 ? a[0][0] * a[0][0] * k : k;

            [Differentiable]
            public static double Guarded(double[][] a)
            {
                ArgumentNullException.ThrowIfNull(a);
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i].Length; s *= a[i][0]; }
                return s;
            }

            [Differentiable]
            public static double Squares(double[][] a)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { foreach (double e in a[i]) { s += e * e * (i + 1); } }
                return s;
            }

            [Differentiable(Derivatives.Vjp)]
            public static void Scale([InOut] double[][] a, [NoGradient] double[][] by, Span<double> t, ref double k)
            {
                for (int i = 0; i < a.Length; i++) { for (int j = 0; j < a[i].Length; j++) { a[i][j] *= by[i][j] * k; t[i] += a[i][j]; } }
                k *= 2;
            }

            // Names that what stands for the rows would have.
            [Differentiable]
            public static double Names(double[][] a, int aRows, double[,] m, double aStarts, int mColumns) => a[aRows][0] * m[0, mColumns] * aStarts;

            public static string? ScaleVjp(int which)
            {
                double[][] a = { new double[2], new double[3] };
                double[][] d = { new double[2], new double[3] };
                double[][] by = { new double[] { 1, 2 }, new double[] { 3, 4, 5 } };
                double[] t = new double[3];
                double[] dT = new double[3];
                double k = 2, dK = 0;
                if (which == 1) { a[0] = a[1] = t; d[0] = new double[3]; by[0] = new double[3]; }
                if (which == 2) { by[1] = a[1]; }
                if (which == 3) { t = a[1]; }
                if (which == 4) { dT = a[1]; }
                if (which == 5) { d[1] = a[1]; }
                if (which == 6) { d[0] = null!; }
                if (which == 7) { d[1] = t; }
                if (which == 8) { a[1] = dT; }
                try
                {
                    if (which == 9) { ScaleVjp(a, by, t, ref a[1][1], d, dT, ref dK); }
                    else { ScaleVjp(a, by, t, ref k, d, dT, ref dK); }
                    return null;
                }
                catch (ArgumentException e)
                {
                    return e.ParamName;
                }
            }
        }
        """;

    private delegate double[,] LayerJacobian(double[][] w, double[] x);

    private delegate double[] LayerBlocks(double[][] w, double[] x, Span<double> dW, Span<double> dX);

    private delegate (double Value, double[,] Jacobian) StepsJacobian(double[][] a, double[] x, double[,] last, int n);

    private delegate double StepsBlocks(double[][] a, double[] x, double[,] last, int n, Span<double> dA, Span<double> dX);

    private delegate double[,] ProductJacobian(double[,] a, double[,] b, double[,] c, double s);

    private delegate void ProductBlocks(double[,] a, double[,] b, double[,] c, double s, Span<double> dA, Span<double> dB, Span<double> dS);

    private delegate (double[] Value, double[,] Jacobian) ApplyJacobian(double[,] a, double[] x);

    private delegate (double[][] A, double K) FirstGradient(double[][] a, double k);

    private static readonly Lazy<LoadedProject> Loaded = new(() => new LoadedProject().With("RowForms", Source, "Gradient, ValueAndGradient, Vjp, Jvp, Jacobian"));

    private static double[][] Weights => [[0.1, -0.2, 0.3], [], [0.5], [-0.7, 0.8]];

    private static double[] X => [0.5, -1.25, 2];

    [Fact]
    public void JacobianOfALayer_GoesRowByRow()
    {
        double[][] Results(double[] at) => [Get<Func<double[][], double[], double[]>>("Layer")(Rows(Weights, at), at[^3..])];
        double[,] expected = Differences(Results, [.. Weights.SelectMany(r => r), .. X]);
        double[][] w = Weights;
        AssertClose(expected, Get<LayerJacobian>("LayerJacobian")(w, X));
        AssertClose(expected, Get<Func<double[][], double[], (double[], double[,])>>("LayerValueAndJacobian")(w, X).Item2);
        Span<double> dW = new double[4 * 6];
        Span<double> dX = new double[4 * 3];
        Get<LayerBlocks>("LayerJacobianBlocks")(w, X, dW, dX);
        AssertClose(expected, Joined(4, dW, dX));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void JacobianOfAState_LeavesItsEnd(int rows)
    {
        double[][] start = [[0.5, -0.25], [1.5, 0.25], [0.75, 0.5]];
        double[][] Results(double[] at)
        {
            double[][] a = Rows(start, at);
            double[,] last = new double[rows < 4 ? rows : 3, 2];
            double s = Get<Func<double[][], double[], double[,], int, double>>("Steps")(a, at[^2..], last, 2);
            return [[s], .. a, [.. last.Cast<double>()]];
        }

        double[] x = [0.5, -0.75];
        double[] at = [.. start.SelectMany(r => r), .. x];
        double[,] expected = Differences(Results, at);
        double[][] given = Rows(start, at);
        double[,] output = new double[rows < 4 ? rows : 3, 2];
        (double value, double[,] jacobian) = Get<StepsJacobian>("StepsValueAndJacobian")(given, x, output, 2);
        AssertClose(expected, jacobian);
        Assert.Equal(Results(at).SelectMany(r => r), [value, .. given.SelectMany(r => r), .. output.Cast<double>()]);
        Span<double> dA = new double[expected.GetLength(0) * 6];
        Span<double> dX = new double[expected.GetLength(0) * 2];
        given = Rows(start, at);
        Get<StepsBlocks>("StepsJacobianBlocks")(given, x, output, 2, dA, dX);
        AssertClose(expected, Joined(expected.GetLength(0), dA, dX));
        Assert.Equal(Results(at).SelectMany(r => r), [value, .. given.SelectMany(r => r), .. output.Cast<double>()]);
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(3, 1, 3)]
    [InlineData(2, 3, 2)]
    [InlineData(0, 0, 0)]
    public void JacobianOfMatrices_IsRowMajor(int n, int m, int p)
    {
        double[,] Filled(int rows, int columns, double[] numbers, int first)
        {
            double[,] matrix = new double[rows, columns];
            for (int i = 0; i < matrix.Length; i++)
            {
                matrix[i / columns, i % columns] = numbers[first + i];
            }

            return matrix;
        }

        double[] at = [.. Enumerable.Range(0, (n * m) + (m * p) + 1).Select(i => 0.3 + Math.Sin(i))];
        double[][] Results(double[] x)
        {
            double[,] a = Filled(n, m, x, 0);
            double[,] b = Filled(m, p, x, n * m);
            double[,] c = new double[n, p];
            Get<Action<double[,], double[,], double[,], double>>("Product")(a, b, c, x[^1]);
            return [[.. b.Cast<double>()], [.. c.Cast<double>()]];
        }

        double[,] expected = Differences(Results, at);
        double[,] b = Filled(m, p, at, n * m);
        double[,] c = new double[n, p];
        AssertClose(expected, Get<ProductJacobian>("ProductJacobian")(Filled(n, m, at, 0), b, c, at[^1]));
        Assert.Equal(Results(at).SelectMany(r => r), [.. b.Cast<double>(), .. c.Cast<double>()]);
        int rows = expected.GetLength(0);
        Span<double> dA = new double[rows * n * m];
        Span<double> dB = new double[rows * m * p];
        Span<double> dS = new double[rows];
        Get<ProductBlocks>("ProductJacobianBlocks")(Filled(n, m, at, 0), Filled(m, p, at, n * m), c, at[^1], dA, dB, dS);
        AssertClose(expected, Joined(rows, dA, dB, dS));
    }

    [Fact]
    public void JacobianOfAMatrix_WhoseMethodReturnsAnArray()
    {
        double[] at = [1, 0.5, -0.25, 2, 0.75, -1];
        static double[,] Matrix(double[] x) => new[,] { { x[0], x[1] }, { x[2], x[3] } };
        double[][] Results(double[] x)
        {
            double[,] a = Matrix(x);
            double[] y = Get<Func<double[,], double[], double[]>>("Apply")(a, x[^2..]);
            return [y, [.. a.Cast<double>()]];
        }

        double[,] a = Matrix(at);
        (double[] value, double[,] jacobian) = Get<ApplyJacobian>("ApplyValueAndJacobian")(a, at[^2..]);
        AssertClose(Differences(Results, at), jacobian);
        Assert.Equal(Results(at).SelectMany(r => r), [.. value, .. a.Cast<double>()]);
    }

    [Fact]
    public void SharedRows_HaveEachTheirOwnPartials()
    {
        double[] row = [1, 2];
        double[][] gradient = Get<Func<double[][], double[][]>>("SquaresGradient")([row, row, [], []]);
        Assert.Equal([[2, 4], [4, 8], [], []], gradient);

        // What is added to may be shared.
        double[] sum = [100, 200];
        Get<Func<double[][], double, double[][], double>>("SquaresVjp")([[1, 2], [3, 4]], 1.0, [sum, sum]);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 16], sum);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4]], [sum, sum])).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], sum], [sum, [1, 2]])).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Func<double[][], double, double[][], double>>("SquaresVjp")([[1, 2], sum], 1.0, [sum, [0, 0]])).ParamName);
        Assert.Equal([100 + 2 + 12, 200 + 4 + 16], sum);
    }

    [Fact]
    public void ManySharedRows_AreFound()
    {
        double[][] a = [.. Enumerable.Range(0, 1000).Select(i => new double[] { i })];
        double[][] d = [.. a.Select(_ => new double[1])];
        Get<Action<double[][], double[][]>>("SquaresGradient")(a, d);
        Assert.Equal(a.Select((r, i) => 2 * r[0] * (i + 1)), d.Select(r => r[0]));
        d[998] = d[3];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")(a, d)).ParamName);
        d[998] = a[500];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")(a, d)).ParamName);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "a")]
    [InlineData(2, "a")]
    [InlineData(3, "a")]
    [InlineData(4, "a")]
    [InlineData(5, "a")]
    [InlineData(6, "dA")]
    [InlineData(7, "t")]
    [InlineData(8, "a")]
    [InlineData(9, "k")]
    public void WrittenRows_AreApartFromAllElse(int which, string? name) => Assert.Equal(name, Get<Func<int, string?>>("ScaleVjp")(which));

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(2, 2, 4)]
    [InlineData(2, 1, 3)]
    public void OtherShapes_AreRefused(int rows, int first, int second)
    {
        double[][] d = new double[rows][];
        d[0] = new double[first];
        d[1] = new double[second];
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4, 5]], d)).ParamName);
        Assert.Equal("dA", Assert.Throws<ArgumentException>(() => Get<Action<double[][], double[][]>>("SquaresGradient")([[1, 2], [3, 4, 5]], null!)).ParamName);
    }

    [Fact]
    public void Null_IsTheMethodsOwnAffair()
    {
        FirstGradient first = Get<FirstGradient>("FirstGradient");
        (double[][] dA, double dK) = first(null!, -1);
        Assert.Empty(dA);
        Assert.Equal(1, dK);
        Assert.Throws<NullReferenceException>(() => first(null!, 1));
        Assert.Throws<NullReferenceException>(() => first([null!], 1));
        Assert.Throws<IndexOutOfRangeException>(() => first([], 1));
        Assert.Throws<IndexOutOfRangeException>(() => first([[], [1]], 1));
        (dA, dK) = first([[3], null!], 2);
        Assert.Equal([12], dA[0]);
        Assert.Null(dA[1]);
        Assert.Equal(9, dK);
        Func<double[][], double[][]> guarded = Get<Func<double[][], double[][]>>("GuardedGradient");
        Assert.Equal("a", Assert.Throws<ArgumentNullException>(() => guarded(null!)).ParamName);
        Assert.Throws<NullReferenceException>(() => guarded([[1], null!]));
    }

    [Fact]
    public void Singles_AndNames()
    {
        Assert.Equal([[3f, 12f], [0.75f]], Get<Func<float[][], float[][]>>("SinglesGradient")([[1, 2], [0.5f]]));
        var (dA, dM, dS) = Get<Func<double[][], int, double[,], double, int, (double[][], double[,], double)>>("NamesGradient")([[1], [2]], 1, new double[,] { { 3, 5 } }, 7, 1);
        Assert.Equal([[0], [35]], dA);
        Assert.Equal([0, 14], dM.Cast<double>());
        Assert.Equal(10, dS);
    }

    private static T Get<T>(string name)
        where T : Delegate => Loaded.Value.Delegate<T>("F", name);

    private static double[][] Rows(double[][] shape, double[] numbers) => (double[][])BufferMethod.Shaped(shape, numbers);

    // Results one below the other, by central differences.
    private static double[,] Differences(Func<double[], double[][]> results, double[] at)
    {
        int rows = results(at).Sum(r => r.Length);
        double[,] jacobian = new double[rows, at.Length];
        for (int i = 0; i < rows; i++)
        {
            double[] row = CentralDifferences.Gradient(x => results(x).SelectMany(r => r).ElementAt(i), at, [.. Enumerable.Range(0, at.Length)]);
            for (int j = 0; j < at.Length; j++)
            {
                jacobian[i, j] = row[j];
            }
        }

        return jacobian;
    }

    private static double[,] Joined(int rows, Span<double> first, Span<double> second, Span<double> third = default)
    {
        int columns = rows == 0 ? 0 : (first.Length + second.Length + third.Length) / rows;
        double[,] joined = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            int column = 0;
            foreach (double[] block in new[] { first.ToArray(), second.ToArray(), third.ToArray() })
            {
                int width = block.Length / rows;
                for (int j = 0; j < width; j++)
                {
                    joined[i, column++] = block[(i * width) + j];
                }
            }
        }

        return joined;
    }

    private static void AssertClose(double[,] expected, double[,] actual)
    {
        Assert.Equal(expected.GetLength(0), actual.GetLength(0));
        Assert.True(expected.Length == 0 || expected.GetLength(1) == actual.GetLength(1));
        double scale = expected.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
            {
                Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= 1e-8 * (1 + scale), $"[{i}, {j}] is {actual[i, j]:R}, by central differences {expected[i, j]:R}");
            }
        }
    }
}
