namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Arrays of arrays: those that a method makes, with active rows, and constant ones that it is given.</summary>
public sealed class BufferJaggedTests
{
    private const string Source = """
        public static partial class Jagged
        {
            [Differentiable]
            public static double Lower(double[] x, double s)
            {
                int n = x.Length;
                var a = new double[n][];
                for (int i = 0; i < n; i++)
                {
                    a[i] = new double[i + 1];
                    for (int j = 0; j <= i; j++) { a[i][j] = x[j] * s + i; }
                }

                double sum = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    var row = a[i];
                    for (int j = 0; j < row.Length; j++) { sum += row[j] * row[j] * x[i]; }
                }

                return sum;
            }

            // The determinant, by elimination with row swaps.
            [Differentiable]
            public static double Determinant(double[] x)
            {
                int n = (int)Math.Sqrt(x.Length);
                var a = new double[n][];
                for (int i = 0; i < n; i++)
                {
                    var r = new double[n];
                    for (int j = 0; j < n; j++) { r[j] = x[i * n + j]; }
                    a[i] = r;
                }

                double det = 1;
                for (int k = 0; k < n; k++)
                {
                    int p = k;
                    for (int i = k + 1; i < n; i++) { if (Math.Abs(a[i][k]) > Math.Abs(a[p][k])) { p = i; } }
                    if (p != k) { (a[k], a[p]) = (a[p], a[k]); det = -det; }
                    det *= a[k][k];
                    for (int i = k + 1; i < n; i++) { Eliminate(a[i], a[k], k); }
                }

                return det;
            }

            private static void Eliminate(double[] row, double[] pivot, int k)
            {
                double f = row[k] / pivot[k];
                for (int j = k; j < row.Length; j++) { row[j] -= f * pivot[j]; }
            }

            [Differentiable]
            public static double Listed(double[] x, double s)
            {
                double[][] a = { x, new[] { s, s * s }, new double[] { 1, 2, s } };
                double t = 0;
                foreach (var row in a) { t += Squares(row) * a[1][0]; }
                return t * a[a.Length - 1][^1];
            }

            private static double Squares(double[] r) { double t = 0; foreach (double e in r) { t += e * e; } return t; }

            // Rows that are one array, so that what is written to one is read from the other; and rows that take the place of others.
            [Differentiable]
            public static double Shared(double[] x, double s)
            {
                var a = new double[3][];
                a[0] = (double[])x.Clone();
                a[1] = a[0];
                a[2] = new double[x.Length];
                for (int k = 0; k < 4; k++)
                {
                    for (int j = 0; j < x.Length; j++) { a[1][j] += 0.3 * s * a[0][(j + 1) % x.Length] * a[2][j] + 0.1 * k; }
                    Rotate(a);
                }

                a[2].CopyTo(a[1], 0);
                Array.Copy(a[1], 0, a[2], 1, x.Length - 1);
                return Weighted(a, x);
            }

            private static void Rotate(double[][] a)
            {
                var first = a[0];
                for (int i = 1; i < a.Length; i++) { a[i - 1] = a[i]; }
                a[a.Length - 1] = first;
            }

            private static double Weighted(double[][] a, double[] w)
            {
                double t = 0;
                for (int i = 0; i < a.Length; i++) { for (int j = 0; j < w.Length; j++) { t += a[i][j] * w[j] * (i + 1); } }
                return t;
            }

            // A row that a loop replaces each time by one that it makes.
            [Differentiable]
            public static double Replaced(double[] x, double s)
            {
                var a = new double[2][];
                a[0] = (double[])x.Clone();
                a[1] = new double[1];
                for (int k = 0; k < 3; k++)
                {
                    var next = new double[a[0].Length];
                    for (int j = 0; j < next.Length; j++) { next[j] = Math.Sin(a[0][j] * s) + a[1][0]; }
                    a[1][0] += next[0] * s;
                    if (next[0] > 0) { a[0] = next; }
                }

                return a[0][0] * a[0][1] + a[1][0];
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Written([InOut] double[] x, [Output] double[] y, double s)
            {
                var a = new[] { x, y, new double[2] };
                a[2][0] = s;
                for (int i = 0; i < x.Length; i++)
                {
                    a[1][i] = a[0][i] * a[2][0];
                    a[0][i] += a[1][i] * s;
                    a[2][0] *= a[0][i];
                }

                return a[2][0];
            }

            // Floats, and an array of arrays before a guard that throws.
            [Differentiable]
            public static double Guarded(double[] x, double s)
            {
                var a = new double[][] { new double[2], new double[3] };
                if (s < 0) { throw new ArgumentException("negative", nameof(s)); }
                for (int i = 0; i < x.Length; i++)
                {
                    a[i % 2][0] += x[i] * s;
                    if (a[0][0] > 5) { break; }
                    a[1][2] += a[0][0] * a[1][0];
                }

                return a[1][2] + a[0][0] * x[0];
            }

            [Differentiable]
            public static double Data([NoGradient] double[][] d, double[] w, double s)
            {
                double t = 0;
                for (int i = 0; i < d.Length; i++)
                {
                    var row = d[i];
                    double z = s;
                    for (int j = 0; j < d[i].Length; j++) { z += Math.Sin(w[j % w.Length] * row[j]) * d[i][j]; }
                    t += z * z * Squares(d[i]);
                }

                foreach (var row in d) { t += row.Length * s; }
                return t;
            }

            // Made behind a return, and in an arm, where the reverse sweep must find it again.
            [Differentiable]
            public static double BehindReturn(double[] x, double s)
            {
                if (s > 5) { return s * s * x[0]; }
                var a = new double[x.Length][];
                for (int i = 0; i < a.Length; i++)
                {
                    a[i] = new double[2];
                    a[i][0] = x[i] * s;
                    if (x[i] > 1.5) { return a[0][0] * a[i][0]; }
                }

                double t = 0;
                for (int i = 0; i < a.Length; i++) { t += a[i][0] * a[i][0]; a[i][1] = t; }
                return a[0][0] * s + a[a.Length - 1][1];
            }

            [Differentiable]
            public static double InArm(double[] x, double s)
            {
                double t = s;
                if (s > 1)
                {
                    var a = new double[2][];
                    a[0] = new double[] { x[0], s };
                    a[1] = a[0];
                    a[1][0] *= s;
                    t += a[0][0] * a.Length;
                }

                return t * x[1];
            }

            // Two of which one holds rows of the other; rows with names, of which some are not made yet where others are read.
            [Differentiable]
            public static double TwoOfThem(double[] x, double s)
            {
                var a = new double[2][];
                var b = new double[3][];
                for (int i = 0; i < 2; i++) { a[i] = new double[2]; b[i] = a[i]; b[i][0] = x[i] * s; }
                (a[0], b[1]) = (b[1], a[0]);
                var named = new double[] { s, x[0] };
                b[2] = named;
                b[2][1] *= b[0][0];
                var other = new double[2];
                other[0] = b[2][1] * s;
                if (x[0] > 0) { b[0] = other; }
                return a[0][0] * s + b[0][0] * x[1] + named[1];
            }

            [Differentiable]
            public static double Filled(double[] x, double s)
            {
                double[][] a = new double[2][];
                void Fill(int i, double v) { a[i] = new double[3]; for (int j = 0; j < 3; j++) { a[i][j] = v * j * s; } }
                Fill(0, x[0]);
                Fill(1, x[1] * a[0][1]);
                return a[0][2] * a[1][1];
            }

            // A row that a loop carries, and rows of the caller's between others.
            [Differentiable]
            public static double Carried(double[] x, double s)
            {
                var a = new double[2][];
                a[0] = x;
                a[1] = new double[] { s, s * s };
                var r = a[0];
                double t = 0;
                for (int i = 0; i < 4; i++)
                {
                    t += r[0] * r[1];
                    r = a[i % 2];
                    if (t > 20) { return t * s; }
                }

                return t;
            }

            [Differentiable]
            public static double EachRow(double[] x, double s)
            {
                var a = new[] { new[] { x[0] }, new[] { x[1], x[0] } };
                double t = s;
                foreach (var r in a) { foreach (double e in r) { t += e * e; } }
                foreach (double[] r in a) { r[0] *= 2 * t; }
                return t * a[0][0] * a[1][0];
            }

            [Differentiable]
            public static double Counters(double[] x, double s)
            {
                var a = new[] { new double[2], new double[2] };
                int i = 0;
                a[i++][i] += x[0];
                a[i][0] -= x[1] * a[0][1];
                a[^1][^1] = x[1] * s;
                a[1][0]++;
                SwapAt(a, 0, i);
                return a[0][1] * a[1][1] * a[0][0];
            }

            private static void SwapAt(double[][] a, int i, int j) => (a[i], a[j]) = (a[j], a[i]);

            // Rows that are never made, and never asked for.
            [Differentiable]
            public static double Gaps(double[] x, double s)
            {
                var a = new double[3][];
                a[1] = new double[] { s * x[0] };
                double t = 0;
                for (int i = 0; i < 3; i++) { if (i == 1) { t += a[i][0] * a[i][0]; } }
                return t;
            }

            // Constants in a loop stay C#.
            [Differentiable]
            public static double Tables(double[] x)
            {
                double t = 0;
                for (int k = 0; k < x.Length; k++)
                {
                    double[][] w = { new[] { 1.0, 2.0 }, new double[] { 3, 0.5 * k } };
                    var v = new double[k + 1][];
                    v[k] = w[k % 2];
                    t += v[k][1] * x[k] * x[k];
                }

                return t;
            }
        }
        """;

    private static readonly BufferProject Project = new("JaggedArrays", Source);

    private static readonly double[] X = [0.7, -1.2, 0.4, 1.9];

    [Theory]
    [InlineData("Lower")]
    [InlineData("Listed")]
    [InlineData("Shared")]
    [InlineData("Replaced")]
    [InlineData("Guarded")]
    [InlineData("BehindReturn")]
    [InlineData("InArm")]
    [InlineData("TwoOfThem")]
    [InlineData("Filled")]
    [InlineData("Carried")]
    [InlineData("EachRow")]
    [InlineData("Counters")]
    [InlineData("Gaps")]
    public void LocalArrays(string name)
    {
        BufferChecks.Check(Project[name], 1e-6, X, 0.8);
        BufferChecks.Check(Project[name], 1e-6, X[..2], 1.4);
        BufferChecks.Check(Project[name], 1e-6, new[] { 0.4, 1.2, -0.5 }, name == "Replaced" ? 2.0 : 7.0);
        BufferAllocations.Check(Project[name], [X, 0.8], [X[..2], 1.4]);
    }

    [Fact]
    public void RowSwaps()
    {
        BufferChecks.Check(Project["Determinant"], 1e-6, new[] { 0.1, 2, -1, 1.5, 0.3, 0.7, -2, 1, 0.4 });
        BufferChecks.Check(Project["Determinant"], 1e-6, new[] { 0.1, 2, 3, 0.5 });
        BufferAllocations.Check(Project["Determinant"], [new[] { 0.1, 2, 3, 0.5 }]);
    }

    [Fact]
    public void RowsOfTheCaller() => BufferChecks.Check(Project["Written"], 1e-6, X, new double[4], 0.9);

    [Fact]
    public void Constants()
    {
        double[][] data = [[1, 0.5], [0.2], [0.4, -1, 2]];
        BufferChecks.Check(Project["Data"], 1e-6, data, X[..2], 0.6);
        BufferChecks.Check(Project["Data"], 1e-6, Array.Empty<double[]>(), X[..2], 0.6);
        BufferChecks.Check(Project["Tables"], 1e-6, X);
    }

    [Fact]
    public void MissingRow_Throws()
    {
        Assert.ThrowsAny<Exception>(() => Project["Data"].Value([new double[]?[] { null }, X, 0.5]));
        Assert.ThrowsAny<Exception>(() => Project["Data"].Gradient!([new double[]?[] { null }, X, 0.5], [new double[4], new double[1]]));
    }
}
