namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Buffers that change places, share memory, are left in the middle or are made in loops.</summary>
public sealed class BufferEdgeTests
{
    private const string Source = """
        public static partial class Edges
        {
            [Differentiable]
            public static double LeftInTheMiddle(ReadOnlySpan<double> a, double x, int stop)
            {
                double[] b = a.ToArray();
                double s = x;
                for (int i = 0; i < b.Length; i++)
                {
                    b[i] = s * b[i];
                    if (i == stop) { return b[i] * b[0] + s; }
                    for (int j = 0; j < i; j++)
                    {
                        b[j] += Math.Sin(b[i]);
                        if (b[j] > 1.5) { b[j] = x; break; }
                    }

                    s += b[i] * b[i / 2];
                }

                return s;
            }

            // Both ends of one array, as two arguments of a helper.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Halves([InOut] Span<double> a, double x)
            {
                Mix(a[..(a.Length / 2)], a[(a.Length / 2)..], x);
                Mix(a.Slice(1), a, x);
                return a[0] * a[^1];
            }

            private static void Mix(Span<double> a, Span<double> b, double x)
            {
                for (int i = 0; i < a.Length && i < b.Length; i++) { a[i] = a[i] * b[i] + x; b[i] -= a[i] * x; }
            }

            [Differentiable]
            public static double MadeInALoop(ReadOnlySpan<double> a, int n)
            {
                double[] last = a.ToArray();
                for (int k = 0; k < n; k++)
                {
                    double[] next = new double[last.Length + k % 2];
                    for (int i = 0; i < last.Length; i++) { next[i] = last[i] * last[last.Length - 1 - i] + 0.1 * k; }
                    if (k % 3 != 2) { last = next; }
                }

                double s = 0;
                foreach (double v in last) { s += v; }
                return s;
            }

            [Differentiable]
            public static double Selected(double[] a, double[] b, double x)
            {
                double[] c = x > 0 ? a : b;
                double[] own = x > 1 ? new double[2] : c.AsSpan().ToArray();
                own[0] += x * c[1];
                own[1] *= own[0];
                return own[0] * own[1] + c[0] * own[1];
            }

            [Differentiable]
            public static double Flags(double[] a, int n)
            {
                bool[] seen = new bool[a.Length];
                int[] order = new int[n];
                for (int k = 0; k < n; k++)
                {
                    int best = -1;
                    for (int i = 0; i < a.Length; i++) { if (!seen[i] && (best < 0 || a[i] > a[best])) { best = i; } }
                    seen[best] = true;
                    order[k] = best;
                }

                double s = 1;
                for (int k = 0; k < n; k++) { s = s * a[order[k]] + a[order[n - 1 - k]] * k; order[k] = 0; }
                return s;
            }

            [Differentiable]
            public static double Convolved(double[] a, int n)
            {
                Span<double> y = stackalloc double[a.Length];
                y.Fill(a[0]);
                for (int t = 0; t < n; t++)
                {
                    for (int i = 0; i < y.Length; i++) { y[(i * 5 + t) % y.Length] += y[i] * a[(i + t) % a.Length]; }
                    y.Slice(0, y.Length - 1).CopyTo(y.Slice(1));
                    y[^1] = Math.Max(y[0], y[1]) - y[^1];
                }

                y[..2].Clear();
                double s = 0;
                while (s < 3) { s += Math.Exp(y[2] * 0.25) + y[^2] * y[^2]; y[2] = s * a[0]; }
                return s;
            }

            [Differentiable]
            public static double Recursive(ReadOnlySpan<double> a, double x, int depth)
            {
                double[] b = a.ToArray();
                double s = 0;
                for (int i = 0; i < b.Length; i++)
                {
                    b[i] = Deep(b[i] * x, depth);
                    s += b[i] * b[0];
                }

                return s;
            }

            private static double Deep(double x, int n) => n == 0 ? x : x + 0.01 * Math.Sin(x) * Deep(x * 0.99, n - 1);

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Partly(ReadOnlySpan<double> x, [Output] Span<double> y, [InOut] Span<double> z, int n)
            {
                if (n == 0) { return 1; }
                for (int i = 0; i < n; i++)
                {
                    y[i] = x[i] * z[i];
                    if (y[i] > 1) { return y[i] * z[0]; }
                    z[i] = y[i] + (i > 0 ? y[i - 1] * y[i - 1] : x[0]);
                }

                return z[n - 1];
            }
        }
        """;

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Edges", Source));

    private static BufferProject Project => Compiled.Value;

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void LeftInTheMiddle(int stop)
    {
        BufferChecks.Check(Project["LeftInTheMiddle"], 1e-6, new[] { 0.5, -0.8, 1.2, 0.7 }, 0.6, stop);
        BufferChecks.Check(Project["LeftInTheMiddle"], 1e-6, new[] { 1.5, 0.8, 0.9, 1.7 }, 1.1, stop);
    }

    [Fact]
    public void Halves()
    {
        BufferChecks.Check(Project["Halves"], 1e-6, new[] { 0.5, -0.8, 1.2, 0.7 }, 0.6);
        BufferChecks.Check(Project["Halves"], 1e-6, new[] { 0.5, -0.8, 1.2 }, -0.6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void MadeInALoop(int n) => BufferChecks.Check(Project["MadeInALoop"], 1e-6, new[] { 0.5, -0.8, 1.1 }, n);

    [Theory]
    [InlineData(-0.5)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void Selected(double x)
    {
        BufferChecks.Check(Project["Selected"], 1e-6, new[] { 0.5, -0.8 }, new[] { 1.1, 0.3 }, x);
        double[] same = [0.5, -0.8];
        BufferChecks.Check(Project["Selected"], 1e-6, same, same, x);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void FlagsAndPermutations(int n) => BufferChecks.Check(Project["Flags"], 1e-6, new[] { 0.5, -0.8, 1.1, 0.2 }, n);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Convolved(int n) => BufferChecks.Check(Project["Convolved"], 1e-6, new[] { 0.5, -0.4, 0.3, 0.2, 0.45 }, n);

    [Fact]
    public void Recursion_AmongBuffers_AllocatesNothing()
    {
        BufferChecks.Check(Project["Recursive"], 1e-6, new[] { 0.5, -0.8, 1.1 }, 0.7, 200);
        BufferAllocations.Check(Project["Recursive"], [new[] { 0.5, -0.8, 1.1 }, 0.7, 200], [new[] { 0.5 }, 0.7, 3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Partly(int n)
    {
        BufferChecks.Check(Project["Partly"], 1e-6, new[] { 0.5, 0.9, -1.1 }, new double[3], new[] { 0.7, 0.6, 0.4 }, n);
        BufferChecks.Check(Project["Partly"], 1e-6, new[] { 0.5, 3, -1.1 }, new double[3], new[] { 0.7, 0.6, 0.4 }, n);
    }
}
