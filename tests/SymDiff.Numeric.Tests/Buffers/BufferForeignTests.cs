namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Marked methods of another assembly that are handed buffers.</summary>
[Collection(nameof(Alone))]
public sealed class BufferForeignTests
{
    private const string Library = """
        namespace Springs;

        public static partial class Chain
        {
            [Differentiable]
            public static double Energy(ReadOnlySpan<double> q, double k)
            {
                double e = 0;
                for (int i = 1; i < q.Length; i++) { double d = q[i] - q[i - 1]; e += (0.5 * k * d * d) + Math.Sin(q[i]); }
                return e;
            }

            [Differentiable]
            public static void Step(ReadOnlySpan<double> x, double h, [Output] Span<double> y)
            {
                for (int i = 0; i < x.Length; i++) { y[i] = x[i] + (h * Math.Sin(x[(i + 1) % x.Length])); }
            }

            [Differentiable]
            public static double Advance([InOut] Span<double> q, [InOut] Span<double> p, double h)
            {
                double s = 0;
                for (int i = 0; i < q.Length; i++) { p[i] = p[i] - (h * Math.Sin(q[i])); q[i] = q[i] + (h * p[i]); s += p[i] * q[i]; }
                return s;
            }

            [Differentiable]
            public static double Norm(double[] x, [NoGradient] int[] at, float scale) => x.Length == 0 ? 0 : Math.Sqrt(1 + (x[at[0]] * x[at[0]] * scale));

            [Differentiable(Derivatives.Jvp)]
            public static double PushedAlone(ReadOnlySpan<double> q) => q.Length == 0 ? 0 : Math.Exp(q[0]);
        }
        """;

    private const string Users = """
        using Springs;

        public static partial class Users
        {
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Energies(ReadOnlySpan<double> q, double k, int n, [Output] Span<double> trace)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    trace[i % trace.Length] = Chain.Energy(q.Slice(i % q.Length), k + s);
                    s += trace[i % trace.Length] * 0.1;
                }

                return s * Chain.Energy(q, s);
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Steps([InOut] Span<double> x, double h, int n)
            {
                var a = x.ToArray();
                var b = new double[x.Length];
                for (int i = 0; i < n; i++)
                {
                    Chain.Step(a, h * (i + 1), b);
                    var t = a;
                    a = b;
                    b = t;
                    a[0] = a[0] * b[^1];
                }

                a.CopyTo(x);
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Flow([InOut] Span<double> q, [InOut] Span<double> p, double h, int n)
            {
                double s = 1;
                for (int i = 0; i < n; i++)
                {
                    s += Chain.Advance(q, p, h) * s;
                    if (q[0] > 0.3) { q[0] = q[0] * 0.5; Chain.Advance(p[1..], q[1..], s * 0.1); }
                }

                return s;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Norms(ReadOnlySpan<double> x, int[] at, [Output] Span<double> y)
            {
                var a = x.ToArray();
                for (int i = 0; i < y.Length; i++) { y[i] = Chain.Norm(a, at, 0.5f); a[at[0]] = Math.Sin(y[i]); }
            }

            // A recursion that calls what is foreign.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Halves(ReadOnlySpan<double> q, [InOut] Span<double> y)
            {
                if (q.Length < 2) { return 1; }
                Chain.Step(q, 0.3, y);
                return (Halves(q[..(q.Length / 2)], y[..(q.Length / 2)]) * Chain.Energy(y, 0.7)) + Halves(q[(q.Length / 2)..], y[(q.Length / 2)..]);
            }
        }
        """;

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Foreign.Buffers", Users, differentiated: Library));

    [Theory]
    [InlineData("Energies", 1)]
    [InlineData("Energies", 4)]
    [InlineData("Steps", 1)]
    [InlineData("Steps", 3)]
    [InlineData("Flow", 2)]
    [InlineData("Flow", 5)]
    [InlineData("Norms", 3)]
    [InlineData("Halves", 7)]
    public void PublishedForms_AreUsed(string name, int n) => BufferChecks.Check(Project.Value[name], 5e-6, Arguments(name, n));

    [Theory]
    [InlineData("Energies")]
    [InlineData("Steps")]
    [InlineData("Flow")]
    [InlineData("Halves")]
    public void NothingIsAllocated(string name) => BufferAllocations.Check(Project.Value[name], Arguments(name, 60), Arguments(name, 3));

    private static double[] Numbers(int n, double shift = 0) => [.. Enumerable.Range(0, n).Select(i => (0.8 * Math.Sin((1.3 * i) + 0.4 + shift)) + 0.1)];

    private static object?[] Arguments(string name, int n) => name switch
    {
        "Energies" => [Numbers(4), 0.7, n, new double[3]],
        "Steps" => [Numbers(4), 0.1, n],
        "Flow" => [Numbers(3), Numbers(3, 1), 0.1, n % 7],
        "Norms" => [Numbers(4), new[] { 2 }, new double[n]],
        "Halves" => [Numbers(n), Numbers(n, 2)],
        _ => throw new ArgumentException(name),
    };
}
