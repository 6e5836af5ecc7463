using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Jacobians of methods with arrays of arrays and matrices.</summary>
public sealed class RowJacobianTests
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
        }
        """;

    private delegate double[,] LayerJacobian(double[][] w, double[] x);

    private delegate double[] LayerBlocks(double[][] w, double[] x, Span<double> dW, Span<double> dX);

    private delegate (double Value, double[,] Jacobian) StepsJacobian(double[][] a, double[] x, double[,] last, int n);

    private delegate double StepsBlocks(double[][] a, double[] x, double[,] last, int n, Span<double> dA, Span<double> dX);

    private delegate double[,] ProductJacobian(double[,] a, double[,] b, double[,] c, double s);

    private delegate void ProductBlocks(double[,] a, double[,] b, double[,] c, double s, Span<double> dA, Span<double> dB, Span<double> dS);

    private delegate (double[] Value, double[,] Jacobian) ApplyJacobian(double[,] a, double[] x);

    private static readonly Lazy<LoadedProject> Loaded = new(() => new LoadedProject().With("RowJacobians", Source, "Gradient, ValueAndGradient, Vjp, Jvp, Jacobian"));

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
