namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Parameters of type <c>T[][]</c> that carry derivatives.</summary>
public sealed class BufferRowsTests
{
    private const string Source = """
        public static partial class Rows
        {
            // Two layers of a perceptron.
            [Differentiable]
            public static double Perceptron(double[][] w1, double[] b1, double[][] w2, [NoGradient] double[] x)
            {
                var hidden = new double[w1.Length];
                for (int i = 0; i < w1.Length; i++)
                {
                    double t = b1[i];
                    for (int j = 0; j < w1[i].Length; j++) { t += w1[i][j] * x[j]; }
                    hidden[i] = Math.Tanh(t);
                }

                double s = 0;
                foreach (double[] row in w2)
                {
                    double o = Dot(row, hidden);
                    s += o * o;
                }

                return s;
            }

            private static double Dot(double[] a, double[] b)
            {
                double s = 0;
                for (int k = 0; k < a.Length; k++) { s += a[k] * b[k]; }
                return s;
            }

            // Rows of lengths of their own, some of them empty, read in all ways.
            [Differentiable]
            public static double Ragged(double[][] a, double s)
            {
                if (a is null) { throw new ArgumentNullException(nameof(a)); }
                double t = s;
                for (int i = 0; i < a.Length; i++)
                {
                    double[] row = a[i];
                    if (row.Length == 0) { t += s * i; continue; }
                    t += row[0] * row[^1] * a[i][row.Length / 2] + Math.Sin(a[^1][0] * s);
                    foreach (double e in a[i]) { t += e * e * s; }
                    t += Squares(row.AsSpan(1));
                    if (t > 100) { break; }
                }

                return t;
            }

            private static double Squares(ReadOnlySpan<double> r) { double t = 0; foreach (double e in r) { t += e * e * e; } return t; }

            // Each element depends on those of the row before.
            [Differentiable]
            public static double Written([InOut] double[][] a, [Output] double[][] u, [Scratch] double[][] w, double[] x)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    for (int j = 0; j < a[i].Length; j++)
                    {
                        w[i][j] = a[i][j] * x[i];
                        u[i][j] = w[i][j] + (i > 0 ? a[i - 1][0] * w[i][j] : x[0]);
                        a[i][j] += u[i][j] * w[i][0];
                        s += a[i][j] * a[0][0];
                    }
                }

                return s;
            }

            // Rows copied into an array of arrays of the method's own, and swapped there.
            [Differentiable]
            public static double Determinant(double[][] m)
            {
                int n = m.Length;
                var a = new double[n][];
                for (int i = 0; i < n; i++) { a[i] = (double[])m[i].Clone(); }
                double det = 1;
                for (int k = 0; k < n; k++)
                {
                    int p = k;
                    for (int i = k + 1; i < n; i++) { if (Math.Abs(a[i][k]) > Math.Abs(a[p][k])) { p = i; } }
                    if (p != k) { (a[k], a[p]) = (a[p], a[k]); det = -det; }
                    det *= a[k][k];
                    for (int i = k + 1; i < n; i++)
                    {
                        double f = a[i][k] / a[k][k];
                        for (int j = k; j < n; j++) { a[i][j] -= f * a[k][j]; }
                    }
                }

                return det;
            }

            // Rows that depend on the way taken, and rows in another array of arrays.
            [Differentiable]
            public static double Chosen(double[][] a, double[][] b, double s)
            {
                double[] big = a[0][0] > b[0][0] ? a[0] : b[0];
                double[] last = a[0];
                double t = 0;
                for (int i = 1; i < a.Length; i++)
                {
                    t += last[0] * a[i][0] * s;
                    last = a[i];
                }

                var mixed = new[] { a[1], b[0], new[] { s, s * s } };
                for (int i = 0; i < mixed.Length; i++) { t += mixed[i][0] * mixed[i][1] * (i + 1); }
                double[][] same = a;
                return t * big[1] + same[same.Length - 1][0] + Sum(a) * Sum(b);
            }

            private static double Sum(double[][] rows)
            {
                double s = 0;
                for (int i = 0; i < rows.Length; i++) { for (int j = 0; j < rows[i].Length; j++) { s += rows[i][j] / (1 + j); } }
                return s;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Methods = new(() => new BufferProject("Rows", Source));

    private static readonly double[] X = [0.5, -0.75, 1.25, 0.375];

    /// <summary>The methods.</summary>
    internal static BufferProject Project => Methods.Value;

    private static double[][] Square => [[0.2, 1.5, -0.5, 1], [2.0, -0.25, 0.75, 0.5], [-1.0, 0.5, 1.25, -0.75], [0.3, -1.1, 0.4, 2.1]];

    private static double[][] Uneven => [[0.5, -0.75, 1.25], [], [1.5], [0.25, 0.75], [-0.5, 1.0]];

    [Fact]
    public void Perceptron() => Check(nameof(Perceptron), new double[][] { [0.1, -0.2, 0.3, 0.4], [0.5, 0.6], [-0.7, 0.8, 0.9] }, new[] { 0.1, 0.2, -0.3 }, new double[][] { [1, 2, 3], [0.5, -0.5] }, X);

    [Fact]
    public void Ragged()
    {
        Check(nameof(Ragged), Uneven, 0.8);
        Check(nameof(Ragged), Array.Empty<double[]>(), 0.8);
    }

    [Fact]
    public void Written()
    {
        double[][] start = [[0.5, -0.75, 1.25], [1.5], [0.25, 0.75], []];
        Check(nameof(Written), start, start.Select(r => new double[r.Length]).ToArray(), start.Select(r => new double[r.Length]).ToArray(), new[] { 0.5, 0.25, -0.75, 1.5 });
    }

    [Fact]
    public void Determinant() => Check(nameof(Determinant), new object?[] { Square });

    [Fact]
    public void Chosen()
    {
        Check(nameof(Chosen), Square, new double[][] { [0.75, 0.5, 1], [2.0] }, 0.7);
        Check(nameof(Chosen), Square, new double[][] { [-0.75, 0.5, 1], [2.0] }, 0.7);
    }

    private static void Check(string method, params object?[] arguments)
    {
        BufferChecks.Check(Project[method], 1e-7, arguments);
        if (arguments[0] is double[][] { Length: > 0 })
        {
            BufferRefusals.Check(Project[method], arguments);
        }
    }
}
