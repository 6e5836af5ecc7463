using SymDiff.Numeric.Tests.Buffers;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Checkpointing;

/// <summary>Loops that are reversed from snapshots: every form against central differences, and to the bit what it is from a record.</summary>
public sealed class CheckpointTests
{
    private const string Source = """
        public static partial class Long
        {
            [Differentiable]
            public static double Logistic(double r, double x, int n)
            {
                for (int i = 0; i < n; i++) { x = r * x * (1 - x); }
                return x * r;
            }

            // Lorenz by Euler, with a number of the iteration that is no induction.
            [Differentiable]
            public static double Lorenz(double sigma, double rho, double beta, int n)
            {
                double x = 1, y = 1, z = 1, t = 0;
                for (int i = 0; i < n; i++)
                {
                    double h = i % 3 == 0 ? 0.01 : 0.02;
                    double dx = sigma * (y - x), dy = x * (rho - z) - y, dz = x * y - beta * z;
                    x += h * dx; y += h * dy; z += h * dz; t += h;
                }

                return x + 0.5 * y + t * z;
            }

            // How many steps it takes is known at the end.
            [Differentiable]
            public static double UntilReached(double r, double x, double end)
            {
                double s = 0;
                while (x < end) { x += r * (2 + Math.Sin(x)); s += x * x; }
                return x * s;
            }

            [Differentiable]
            public static double Guarded(double r, double x, int n)
            {
                if (n < 0) { throw new ArgumentOutOfRangeException(nameof(n)); }
                if (n == 0) { return r * x; }
                bool odd = false;
                for (int i = 0; i < n; i++)
                {
                    if (x > 3) { x -= 2.5; odd = !odd; continue; }
                    x = odd ? x * r + 0.25 : x + Math.Exp(-x) * r;
                }

                return x * x;
            }

            // The state is in memory alone, and what is computed of it afterwards changes it once more.
            [Differentiable]
            public static double Heat([InOut] double[] u, double k, int n)
            {
                double[] a = new double[u.Length];
                for (int t = 0; t < n; t++)
                {
                    for (int i = 0; i < u.Length; i++) { a[i] = u[i]; }
                    for (int i = 1; i < u.Length - 1; i++) { u[i] = a[i] + k * a[i] * (a[i - 1] - 2 * a[i] + a[i + 1]); }
                }

                double s = 0;
                for (int i = 0; i < u.Length; i++) { s += u[i] * u[i]; u[i] *= k; }
                return s;
            }

            // Two arrays that change places.
            [Differentiable]
            public static double PingPong(double[] u, double k, int n)
            {
                double[] a = new double[u.Length];
                double[] b = new double[u.Length];
                u.CopyTo(a, 0);
                for (int t = 0; t < n; t++)
                {
                    for (int i = 0; i < a.Length; i++) { b[i] = a[i] + k * a[i] * a[(i + 1) % a.Length]; }
                    (a, b) = (b, a);
                }

                return a[0] * a[^1];
            }

            // What is read in the loop is overwritten behind it, what the loop stores for later is not read in it.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Overwritten([InOut] double[] w, double x, int n, [Output] double[] path)
            {
                for (int i = 0; i < n; i++)
                {
                    x = Math.Sin(x) * w[i % w.Length] + 0.5 * x;
                    path[i] = x;
                }

                for (int j = 0; j < w.Length; j++) { w[j] = x * w[j]; }
                path[0] *= x;
            }

            // Loops in the loop, one of which needs a record of its own, and memory of the iteration.
            [Differentiable]
            public static double Nested(double[] w, int n)
            {
                double s = 0.5;
                for (int t = 0; t < n; t++)
                {
                    double[] m = new double[w.Length];
                    double p = 1;
                    for (int i = 0; i < w.Length; i++) { p *= 0.5 + w[i] * s; m[i] = p; }
                    double y = s;
                    while (y * y > p * p + 2) { y = 0.5 * (y + (p * p + 2) / y); }
                    s = Math.Tanh(p + y * m[t % w.Length]);
                }

                return s;
            }

            [Differentiable]
            public static double Two(double x, double r, int n)
            {
                for (int i = 0; i < n; i++) { x = Math.Sin(r * x) + 0.9 * x; }
                double y = x * r;
                for (int i = n; i > 0; i -= 2) { y = Math.Cos(y * x) * r; x = 0.5 * x + y; }
                return x + y;
            }

            // Terms that derivative code collects, on the way there too.
            [Differentiable]
            public static double LikeTerms(double x, double r, int n)
            {
                for (int i = 0; i < n; i++) { x = x + 0.1 * x - r * x * x - 0.3 * x; }
                return x * r;
            }

            // An array that stays C# is made and filled in every iteration.
            [Differentiable]
            public static double Decimals(double x, int n)
            {
                for (int i = 0; i < n; i++)
                {
                    decimal[] m = new decimal[2];
                    m[0] = i % 3;
                    m[1] = 0.5m;
                    x = Math.Sin(x * (double)m[0]) + x * (double)m[1];
                }

                return x * x;
            }

            // Called by name: what the halves hand over is the snapshots.
            [Differentiable()]
            public static double Caller(double x, double r, int n)
            {
                double s = Callee(x, r, n) * x;
                return s + Math.Sin(s) * Callee(s, x, n + 2);
            }

            [Differentiable]
            public static double Callee(double x, double r, int n)
            {
                double y = 0.5;
                double z = 1;
                for (int i = 0; i < n; i++)
                {
                    double h = Math.Sin(x * r) + y;
                    double k = Math.Cos(x + 0.5 * h) * r;
                    double l = Math.Exp(-(x * x)) + h * k * y;
                    if (l > 2) { l = 2 + 0.1 * (l - 2); }
                    y = 0.5 * y + 0.1 * Math.Tanh(l);
                    z = 0.9 * z + 0.2 * Math.Atan(k * l - z);
                    x = 0.7 * x + 0.1 * h - 0.05 * Math.Sqrt(1 + z * z);
                    r = 0.8 * r + 0.1 * Math.Log(2 + y * y) * Math.Cos(z);
                }

                return x + y * z + Math.Sin(r);
            }

            // A state of spans and numbers.
            [Differentiable]
            public static double Power(double[] a, int d, int n)
            {
                double[] v = new double[d];
                Span<double> next = stackalloc double[d];
                v[0] = 1;
                double norm = 0;
                for (int t = 0; t < n; t++)
                {
                    norm = 0;
                    for (int i = 0; i < d; i++)
                    {
                        double s = 0;
                        for (int j = 0; j < d; j++) { s += a[i * d + j] * v[j]; }
                        next[i] = s;
                        norm += s * s;
                    }

                    for (int i = 0; i < d; i++) { v[i] = next[i] / Math.Sqrt(norm); }
                }

                return norm + v[0];
            }
        }
        """;

    private static readonly Dictionary<int, Lazy<BufferProject>> Projects = new[] { 0, 1, 2, 3, 7, 1000 }.ToDictionary(c => c, c => new Lazy<BufferProject>(() => new BufferProject(
        $"Long{c}", c == 0 ? Source : Source.Replace("[Differentiable]", $"[Differentiable(Checkpoint = {c})]", StringComparison.Ordinal).Replace("Derivatives.Jvp)", $"Derivatives.Jvp, Checkpoint = {c})", StringComparison.Ordinal))));

    /// <summary>The methods with three snapshots.</summary>
    internal static BufferProject FromSnapshots => Projects[3].Value;

    private static readonly Dictionary<string, Func<int, object?[]>> Points = new()
    {
        ["Logistic"] = n => [2.7, 0.5, n],
        ["Lorenz"] = n => [10.0, 28.0, 8.0 / 3, n],
        ["UntilReached"] = n => [0.3, 0.1, 0.5 * n],
        ["Guarded"] = n => [0.9, 1.4, n],
        ["Heat"] = n => [new[] { 0.4, 1.2, 0.7, 0.9, 0.3 }, 0.05, n],
        ["PingPong"] = n => [new[] { 0.4, 1.2, -0.7 }, 0.2, n],
        ["Overwritten"] = n => [new[] { 0.4, 1.2 }, 0.8, n, new double[n + 1]],
        ["Nested"] = n => [new[] { 0.4, -0.8, 1.1 }, n],
        ["Two"] = n => [0.3, 0.1, n],
        ["LikeTerms"] = n => [0.7, 0.3, n],
        ["Decimals"] = n => [0.7, n],
        ["Caller"] = n => [0.3, 0.8, n],
        ["Power"] = n => [new[] { 2, 0.5, 0.25, 1.5 }, 2, n],
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in Points.Keys)
            {
                foreach (int n in new[] { 0, 1, 2, 5, 18 })
                {
                    cases.Add(name, n);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_IsThatOfCentralDifferences(string name, int n)
    {
        foreach (int snapshots in new[] { 1, 2, 3, 7, 1000 })
        {
            BufferChecks.Check(Projects[snapshots].Value[name], 1e-6, Points[name](n));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryForm_HasTheBitsOfARecord(string name, int n)
    {
        double[] recorded = Everything(0);
        Assert.Contains(recorded, d => d != 0);
        foreach (int snapshots in new[] { 1, 2, 3, 7, 1000 })
        {
            Assert.Equal(recorded, Everything(snapshots));
        }

        double[] Everything(int snapshots)
        {
            BufferMethod method = Projects[snapshots].Value[name];
            object?[] given = Points[name](n);
            double[][] outputs = BufferMethod.Shaped(method.Outputs, given, (k, i) => 0.5 + i + k);
            double[][] cotangents = BufferMethod.Shaped(method.Independent, given, (k, i) => 0.75 - i + k);
            double value = method.Vjp(BufferMethod.Copy(given), 1.25, outputs, cotangents);
            List<double> all = [value, .. cotangents.SelectMany(c => c)];
            if (method.Gradient is not null || method.FreshGradient is not null)
            {
                all.AddRange(method.GradientAt(BufferMethod.Copy(given)).SelectMany(g => g));
                double[][] directions = BufferMethod.Shaped(method.Independent, given, (k, i) => 0.25 + i - k);
                double[][] curvature = BufferMethod.Shaped(method.Independent, given, (_, _) => double.NaN);
                method.Hvp?.Invoke(BufferMethod.Copy(given), directions, curvature);
                all.AddRange(curvature.SelectMany(c => c));
            }

            return [.. all];
        }
    }

    /// <summary>A long loop with few snapshots: what a record would take megabytes for.</summary>
    [Fact]
    public void ALongLoop_HasTheSameGradient()
    {
        object?[] point = [0.25, 0.4, 200_000];
        Assert.Equal(Projects[0].Value["Two"].GradientAt(point)[0], Projects[7].Value["Two"].GradientAt(point)[0]);
    }

    [Theory]
    [InlineData("RestoresCarriedValuesAlone", "Heat")]
    [InlineData("RestoresCarriedValuesAlone", "Overwritten")]
    [InlineData("ForgetsUsedSnapshots", "Lorenz")]
    public void AMistake_IsCaught(string mistake, string method)
    {
        if (Mutants.Names.Contains(mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(mistake, () => mistaken = new BufferProject("LongMistaken", Source.Replace("[Differentiable]", "[Differentiable(Checkpoint = 2)]", StringComparison.Ordinal).Replace("Derivatives.Jvp)", "Derivatives.Jvp, Checkpoint = 2)", StringComparison.Ordinal)));
            Assert.ThrowsAny<Exception>(() => BufferChecks.Check(mistaken![method], 1e-6, Points[method](6)));
        }
    }
}
