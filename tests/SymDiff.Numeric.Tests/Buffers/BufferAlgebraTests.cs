namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Linear algebra in flat buffers.</summary>
public sealed class BufferAlgebraTests
{
    private const string Source = """
        public static partial class Algebra
        {
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void MatrixVector(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> b, [Output] Span<double> y)
            {
                int m = y.Length, n = x.Length;
                for (int i = 0; i < m; i++)
                {
                    double s = b[i];
                    for (int j = 0; j < n; j++) { s += w[i * n + j] * x[j]; }
                    y[i] = s;
                }
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void MatrixMatrix(double[] a, double[] b, int m, int k, int n, [Output] double[] c)
            {
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        c[i * n + j] = 0;
                        for (int l = 0; l < k; l++) { c[i * n + j] += a[i * k + l] * b[l * n + j]; }
                    }
                }
            }

            [Differentiable]
            public static double Bilinear(ReadOnlySpan<double> u, ReadOnlySpan<double> a, ReadOnlySpan<double> v)
            {
                double s = 0;
                for (int i = 0; i < u.Length; i++) { s += u[i] * Row(a.Slice(i * v.Length, v.Length), v); }
                return s;
            }

            private static double Row(ReadOnlySpan<double> row, ReadOnlySpan<double> v)
            {
                double s = 0;
                for (int j = 0; j < v.Length; j++) { s += row[j] * v[j]; }
                return s;
            }

            [Differentiable]
            public static double LogDeterminant(ReadOnlySpan<double> a, int n)
            {
                double[] l = a.ToArray();
                Factor(l, n);
                double s = 0;
                for (int i = 0; i < n; i++) { s += 2 * Math.Log(l[i * n + i]); }
                return s;
            }

            private static void Factor(Span<double> l, int n)
            {
                for (int j = 0; j < n; j++)
                {
                    double d = l[j * n + j];
                    for (int k = 0; k < j; k++) { d -= l[j * n + k] * l[j * n + k]; }
                    if (!(d > 0)) { throw new ArgumentException("not positive definite"); }
                    d = Math.Sqrt(d);
                    l[j * n + j] = d;
                    for (int i = j + 1; i < n; i++)
                    {
                        double s = l[i * n + j];
                        for (int k = 0; k < j; k++) { s -= l[i * n + k] * l[j * n + k]; }
                        l[i * n + j] = s / d;
                    }
                }
            }

            // bᵀ a⁻¹ b + log det a.
            [Differentiable]
            public static double CholeskySolve(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                int n = b.Length;
                double[] l = a.ToArray();
                double[] y = b.ToArray();
                Factor(l, n);
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < i; k++) { y[i] -= l[i * n + k] * y[k]; }
                    y[i] /= l[i * n + i];
                    s += 2 * Math.Log(l[i * n + i]);
                }

                for (int i = n - 1; i >= 0; i--)
                {
                    for (int k = i + 1; k < n; k++) { y[i] -= l[k * n + i] * y[k]; }
                    y[i] /= l[i * n + i];
                }

                for (int i = 0; i < n; i++) { s += b[i] * y[i]; }
                return s;
            }

            [Differentiable]
            public static double LuSolve(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> w)
            {
                int n = b.Length;
                double[] lu = a.ToArray();
                int[] pivots = new int[n];
                for (int i = 0; i < n; i++) { pivots[i] = i; }
                for (int j = 0; j < n; j++)
                {
                    int p = j;
                    for (int i = j + 1; i < n; i++)
                    {
                        if (Math.Abs(lu[pivots[i] * n + j]) > Math.Abs(lu[pivots[p] * n + j])) { p = i; }
                    }

                    (pivots[j], pivots[p]) = (pivots[p], pivots[j]);
                    for (int i = j + 1; i < n; i++)
                    {
                        double f = lu[pivots[i] * n + j] / lu[pivots[j] * n + j];
                        lu[pivots[i] * n + j] = f;
                        for (int k = j + 1; k < n; k++) { lu[pivots[i] * n + k] -= f * lu[pivots[j] * n + k]; }
                    }
                }

                double[] x = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double s = b[pivots[i]];
                    for (int k = 0; k < i; k++) { s -= lu[pivots[i] * n + k] * x[k]; }
                    x[i] = s;
                }

                for (int i = n - 1; i >= 0; i--)
                {
                    double s = x[i];
                    for (int k = i + 1; k < n; k++) { s -= lu[pivots[i] * n + k] * x[k]; }
                    x[i] = s / lu[pivots[i] * n + i];
                }

                return Row(w, x);
            }

            // The same with rows that change places.
            [Differentiable]
            public static double LuDeterminant(ReadOnlySpan<double> a, int n)
            {
                Span<double> lu = stackalloc double[a.Length];
                a.CopyTo(lu);
                double d = 1;
                for (int j = 0; j < n; j++)
                {
                    int p = j;
                    for (int i = j + 1; i < n; i++) { if (Math.Abs(lu[i * n + j]) > Math.Abs(lu[p * n + j])) { p = i; } }
                    if (p != j)
                    {
                        d = -d;
                        for (int k = 0; k < n; k++) { (lu[j * n + k], lu[p * n + k]) = (lu[p * n + k], lu[j * n + k]); }
                    }

                    d *= lu[j * n + j];
                    for (int i = j + 1; i < n; i++)
                    {
                        double f = lu[i * n + j] / lu[j * n + j];
                        for (int k = j; k < n; k++) { lu[i * n + k] -= f * lu[j * n + k]; }
                    }
                }

                return d;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Tridiagonal(ReadOnlySpan<double> lower, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> upper, [InOut] Span<double> x)
            {
                int n = x.Length;
                double[] c = new double[n];
                c[0] = upper[0] / diagonal[0];
                x[0] /= diagonal[0];
                for (int i = 1; i < n; i++)
                {
                    double m = 1 / (diagonal[i] - lower[i] * c[i - 1]);
                    c[i] = upper[i] * m;
                    x[i] = (x[i] - lower[i] * x[i - 1]) * m;
                }

                for (int i = n - 2; i >= 0; i--) { x[i] -= c[i] * x[i + 1]; }
            }
        }
        """;

    private static readonly double[] Definite = [4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2];
    private static readonly double[] General = [0.5, 2, -1, 4, 1, 0.25, -2, 3, 1.5];
    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Algebra", Source));

    internal static BufferProject Project => Compiled.Value;

    [Fact]
    public void MatrixVector()
    {
        double[] w = [1, 2, 3, 4, 5, 6];
        double[] x = [7, 8, 9];
        double[][] d = [new double[6], new double[3], new double[2]];
        Project["MatrixVector"].Vjp([w, x, new double[2], new double[2]], 0, [[1, 10]], d);
        Assert.Equal([7, 8, 9, 70, 80, 90], d[0]);
        Assert.Equal([41, 52, 63], d[1]);
        Assert.Equal([1, 10], d[2]);
        BufferChecks.Check(Project["MatrixVector"], 1e-8, w, x, new[] { 0.5, 0.25 }, new double[2]);
        BufferChecks.Check(Project["Bilinear"], 1e-8, new[] { 0.5, -1 }, w, x);
    }

    [Fact]
    public void MatrixMatrix()
    {
        double[] a = [1, 2, 3, 4, 5, 6];
        double[] b = [1, -1, 0.5, 2, 0.25, 3];
        double[] g = [1, 2, 3, 4];
        double[][] d = [new double[6], new double[6]];
        Project["MatrixMatrix"].Vjp([a, b, 2, 3, 2, new double[4]], 0, [g], d);
        for (int l = 0; l < 3; l++)
        {
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal((g[i * 2] * b[l * 2]) + (g[(i * 2) + 1] * b[(l * 2) + 1]), d[0][(i * 3) + l], 1e-14);
                Assert.Equal((a[l] * g[i]) + (a[3 + l] * g[2 + i]), d[1][(l * 2) + i], 1e-14);
            }
        }

        BufferChecks.Check(Project["MatrixMatrix"], 1e-8, a, b, 2, 3, 2, new double[4]);
        BufferChecks.Check(Project["MatrixMatrix"], 1e-8, a, a, 2, 3, 2, new double[4]);
    }

    [Fact]
    public void LogDeterminant_HasTheInverseAsGradient()
    {
        // Only the lower triangle is read: what is symmetric is counted there twice.
        double[] inverse = Inverse(Definite, 3);
        double[] gradient = Project["LogDeterminant"].GradientAt(Definite, 3)[0];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(j > i ? 0 : j == i ? inverse[(i * 3) + j] : 2 * inverse[(i * 3) + j], gradient[(i * 3) + j], 1e-13);
            }
        }

        BufferChecks.Check(Project["LogDeterminant"], 1e-7, Definite, 3);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Project["LogDeterminant"].GradientAt(new double[] { 1, 2, 2, 1 }, 2));
        Assert.Equal("not positive definite", refused.Message);
    }

    [Fact]
    public void CholeskySolve()
    {
        double[] b = [1, -2, 0.5];
        double[] x = Times(Inverse(Definite, 3), b);
        double[][] gradient = Project["CholeskySolve"].GradientAt(Definite, b);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(2 * x[i], gradient[1][i], 1e-13);
        }

        BufferChecks.Check(Project["CholeskySolve"], 1e-7, Definite, b);
    }

    [Fact]
    public void Lu_WithPivots()
    {
        double[] b = [1, -2, 0.5];
        double[] w = [0.5, 1, -1];
        double[] inverse = Inverse(General, 3);
        double[] x = Times(inverse, b);
        double[][] gradient = Project["LuSolve"].GradientAt(General, b, w);
        double[] adjoint = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 3).Sum(i => inverse[(i * 3) + j] * w[i]))];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(adjoint[i], gradient[1][i], 1e-13);
            Assert.Equal(x[i], gradient[2][i], 1e-13);
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(-adjoint[i] * x[j], gradient[0][(i * 3) + j], 1e-13);
            }
        }

        BufferChecks.Check(Project["LuSolve"], 1e-7, General, b, w);
    }

    [Fact]
    public void Determinant_HasCofactorsAsGradient()
    {
        double[] inverse = Inverse(General, 3);
        double determinant = Project["LuDeterminant"].Value([General, 3]);
        double[] gradient = Project["LuDeterminant"].GradientAt(General, 3)[0];
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(determinant * inverse[((i % 3) * 3) + (i / 3)], gradient[i], 1e-12);
        }

        BufferChecks.Check(Project["LuDeterminant"], 1e-7, General, 3);
    }

    [Fact]
    public void Tridiagonal()
    {
        double[] lower = [0, 1, -0.5, 0.25];
        double[] diagonal = [4, 3, 5, 4];
        double[] upper = [0.5, -1, 1, 0];
        BufferChecks.Check(Project["Tridiagonal"], 1e-7, lower, diagonal, upper, new[] { 1, 2, -1, 0.5 });

        // The cotangent of the right-hand side solves the transposed system.
        double[] x = [1, 2, -1, 0.5];
        double[] cotangent = [1, -2, 3, 0.5];
        double[] d = [.. cotangent];
        Project["Tridiagonal"].Vjp([lower, diagonal, upper, x], 0, [], [new double[4], new double[4], new double[4], d]);
        for (int i = 0; i < 4; i++)
        {
            double s = (diagonal[i] * d[i]) + (i > 0 ? upper[i - 1] * d[i - 1] : 0) + (i < 3 ? lower[i + 1] * d[i + 1] : 0);
            Assert.Equal(cotangent[i], s, 1e-13);
        }
    }

    private static double[] Times(double[] a, double[] x) => [.. Enumerable.Range(0, x.Length).Select(i => x.Select((v, j) => a[(i * x.Length) + j] * v).Sum())];

    // By Gauss and Jordan, the largest pivot first.
    private static double[] Inverse(double[] a, int n)
    {
        double[,] m = new double[n, 2 * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                m[i, j] = a[(i * n) + j];
            }

            m[i, n + i] = 1;
        }

        for (int j = 0; j < n; j++)
        {
            int p = Enumerable.Range(j, n - j).MaxBy(i => Math.Abs(m[i, j]));
            for (int k = 0; k < 2 * n; k++)
            {
                (m[j, k], m[p, k]) = (m[p, k], m[j, k]);
            }

            double pivot = m[j, j];
            for (int k = 0; k < 2 * n; k++)
            {
                m[j, k] /= pivot;
            }

            foreach (int i in Enumerable.Range(0, n).Where(i => i != j))
            {
                double f = m[i, j];
                for (int k = 0; k < 2 * n; k++)
                {
                    m[i, k] -= f * m[j, k];
                }
            }
        }

        return [.. Enumerable.Range(0, n * n).Select(i => m[i / n, n + (i % n)])];
    }
}
