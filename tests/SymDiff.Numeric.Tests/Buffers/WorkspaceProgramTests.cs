namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Programs that look like those in which workspace is overwritten, loops are turned or skipped, lengths are known and calls are reversed as they run, and differ in what matters:
/// every form against central differences.
/// </summary>
public sealed class WorkspaceProgramTests
{
    private const string Source = """
        public static partial class Programs
        {
            [Differentiable]
            public static double Reassigned(double[] x) { int n = x.Length; double[] t = new double[n]; n = 2; double s = 0; for (int i = 0; i < t.Length; i++) t[i] = x[i] * x[i] + i; for (int i = 0; i < n; i++) s += t[i] * Math.Sin(t[i]); n = t.Length - 1; for (int i = 0; i < n; i++) s += t[i] * t[i + 1]; return s; }

            [Differentiable]
            public static double Swapped(double[] x, int steps) { double[] a = (double[])x.Clone(); double[] b = new double[x.Length]; for (int k = 0; k < steps; k++) { for (int i = 0; i < b.Length; i++) b[i] = Math.Sin(a[i]) + a[(i + 1) % a.Length] * 0.5; (a, b) = (b, a); } double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[i] * x[0]; return s; }

            [Differentiable]
            public static double Ties(double[] x, int size) { double c = 0; for (int i = 0; i + size <= x.Length; i += size) { double least = 100; for (int j = 0; j + size <= x.Length; j += size) { if (j == i) continue; double s = 0; for (int k = 0; k < size; k++) s += (x[i + k] - x[j + k]) * (x[i + k] - x[j + k]); least = Math.Min(least, s); } c += least; } return c; }

            [Differentiable]
            public static double NegativeRows(double[] x, int n) { double s = 1; for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) s += Math.Sin(x[k * n + i]) * s; s *= x[k]; } return s; }

            [Differentiable]
            public static double Broken(double[] x, int n) { double s = 0; for (int k = 0; k < n; k++) { double p = 1; for (int i = 0; i < x.Length; i++) { double q = p * x[i]; for (int j = 0; j < 2; j++) { q += x[j] * q * q; if (q > 3) break; } p = q; if (p > 5) break; } s += p; } return s; }

            [Differentiable]
            public static double Partly(double[] x, int n) { double[] t = new double[x.Length]; double s = 0; for (int k = 0; k < n; k++) { for (int i = 1; i < t.Length; i++) t[i] = x[i] * x[k] ; t[0] += x[0] * 0.5; double q = 0; for (int i = 0; i < t.Length; i++) q += t[i] * t[i]; s += Math.Log(1 + q); } return s; }

            [Differentiable]
            public static double Twice(double[] x, int n) { double[] t = new double[x.Length]; double s = 0; for (int k = 0; k < n; k++) { for (int i = 0; i < t.Length; i++) t[i] = x[i] * x[k]; double q = 0; for (int i = 0; i < t.Length; i++) q += t[i] * t[i]; for (int i = 0; i < t.Length; i++) t[i] = Math.Cos(t[i]) * x[k]; for (int i = 0; i < t.Length; i++) q += t[i] * x[i]; s += Math.Sqrt(1 + q * q); } return s + t[0] * t[1]; }

            [Differentiable]
            public static double Parts(ReadOnlySpan<double> x, int n) { double[] t = new double[x.Length]; double s = 0; for (int k = 0; k < n; k++) { Span<double> a = t.AsSpan(0, 3); Span<double> b = t.AsSpan(3); for (int i = 0; i < a.Length; i++) a[i] = x[i] * x[k]; for (int i = 0; i < b.Length; i++) b[i] = x[i] + (k > 0 ? b[i] : x[1]); double q = 1; for (int i = 0; i < t.Length; i++) q += t[i] * t[i] * 0.1; s += Math.Log(q); } return s; }

            [Differentiable]
            public static double Shifted(double[] x, int n) { double[] t = new double[x.Length]; double s = 0; for (int k = 0; k < n; k++) { for (int i = 0; i < t.Length; i++) t[i] = x[i] + k * x[0]; for (int i = 1; i < t.Length; i++) t[i] = t[i] * t[i - 1]; double q = 0; for (int i = 0; i < t.Length; i++) q += t[i]; s += q * q; } return s; }

            [Differentiable]
            public static double Carried(double[] x, int n) { double[] t = new double[x.Length]; double c = 1; double s = 0; for (int k = 0; k < n; k++) { for (int i = 0; i < t.Length; i++) { t[i] = t[i] * 0.5 + x[i] * c; } double q = 0; for (int i = 0; i < t.Length; i++) q += t[i] * t[i]; c = 1 / (1 + q); s += q; } return s * c; }

            [Differentiable]
            public static double Differences(ReadOnlySpan<double> x, int size) { double s = 0; int i; for (i = 0; i < x.Length - size; i += size) s += Math.Exp(x[i] - x[i + size]); for (int j = x.Length - 1; j > 0; j -= size) s *= 1 + 0.1 * x[j]; return s * i; }

            [Differentiable]
            public static double MaxOf(double[] x, int size) { double best = -100; double all = 0; for (int i = 0; i + size <= x.Length; i += size) { double q = 0; for (int k = 0; k < size; k++) q += Math.Sin(x[i + k]) * x[k]; all += q; best = Math.Max(best, q); } return best * all; }

            [Differentiable]
            public static double Triangle(double[] x, int n) { double s = 0; double[] y = new double[n]; for (int p = 0; p < 2; p++) { int start = 0; for (int i = 0; i < n; i++) y[i] = x[i] + p; for (int c = 0; c < n; c++) { for (int i = c + 1; i < n; i++) { y[i] += x[(start + i - c - 1) % x.Length] * y[c]; } start += n - c - 1; } for (int i = 0; i < n; i++) s += y[i] * y[i]; } return s; }

            [Differentiable]
            public static double Rec(ReadOnlySpan<double> x, int n) => Go(x, n, 0);

            static double Go(ReadOnlySpan<double> x, int n, int at) { if (n == 0) return x[at % x.Length]; double s = 0; for (int i = 0; i < 2; i++) { double t = x[(at + i) % x.Length] * Go(x, n - 1, at + i + 1); s = i % 2 == 0 ? s + t : s - 2 * t; } return s; }

            [Differentiable]
            public static double RecLog(ReadOnlySpan<double> x, int n) { double a = Go(x, n, 0); double b = Go(x, n - 1, 1); return Math.Log(4 + a * a) * b; }

            [Differentiable]
            public static double Stage(double[] x, int steps) { int n = x.Length; double[] y = new double[n]; double[] k = new double[n]; double[] st = new double[n]; for (int s = 0; s < steps; s++) { k[0] = x[0]; for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) st[i] = y[i] + 0.5 * k[i]; k[0] = x[0] * st[n - 1]; for (int i = 1; i < n; i++) k[i] = x[i] * st[i - 1]; for (int i = 0; i < n; i++) y[i] += k[i] * 0.3; } double q = 0; for (int i = 0; i < n; i++) q += y[i] * y[i]; return q; }
        }
        """;

    private static readonly BufferProject Project = new("Workspaces", Source);

    [Theory]
    [InlineData("Swapped", 4)]
    [InlineData("Ties", 2)]
    [InlineData("NegativeRows", -2)]
    [InlineData("NegativeRows", 2)]
    [InlineData("Broken", 3)]
    [InlineData("Partly", 3)]
    [InlineData("Twice", 3)]
    [InlineData("Parts", 3)]
    [InlineData("Shifted", 3)]
    [InlineData("Carried", 3)]
    [InlineData("Differences", 2)]
    [InlineData("MaxOf", 2)]
    [InlineData("Triangle", 3)]
    [InlineData("Rec", 3)]
    [InlineData("RecLog", 3)]
    [InlineData("Stage", 3)]
    public void FormsAreThoseOfDifferences(string method, int number)
    {
        foreach (int length in new[] { 6, 7, 9 })
        {
            BufferChecks.Check(Project[method], 1e-5, Arguments(length), number);
        }
    }

    [Fact]
    public void AVariableMayNoLongerBeTheLength() => BufferChecks.Check(Project["Reassigned"], 1e-5, Arguments(7));

    private static double[] Arguments(int length) => [.. Enumerable.Range(0, length).Select(i => 0.35 + (0.23 * i) + (0.1 * Math.Sin(7 * i)))];
}
