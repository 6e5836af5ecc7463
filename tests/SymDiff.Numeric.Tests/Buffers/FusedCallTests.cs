using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Recursions whose cotangents are known before the calls, so that pullbacks call pullbacks and keep nothing; and recursions beside them in which something is missing for that, where memory or a
/// value would be another one if they did.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FusedCallTests
{
    private const string Source = """
        public static partial class Fused
        {
            [Differentiable]
            public static double Determinant(ReadOnlySpan<double> matrix, int size)
            {
                int[] next = new int[size + 1];
                for (int i = 0; i < size; i++) { next[i] = i + 1; }
                return Minor(matrix, size, size, next);
            }

            // The cotangent of the call is 1 over what it returns.
            [Differentiable]
            public static double LogDeterminant(ReadOnlySpan<double> matrix, int size)
            {
                int[] next = new int[size + 1];
                for (int i = 0; i < size; i++) { next[i] = i + 1; }
                return Math.Log(Math.Abs(Minor(matrix, size, size, next)) + 1) * matrix[0];
            }

            // What the recursion leaves in a table is read afterwards.
            [Differentiable]
            public static double Marked(ReadOnlySpan<double> matrix, int size)
            {
                int[] next = new int[size + 1];
                for (int i = 0; i < size; i++) { next[i] = i + 1; }
                double minor = Minor(matrix, size, size, next);
                double sum = 0;
                for (int i = 0; i < size; i++) { sum += next[i] * matrix[i] * minor; }
                return sum;
            }

            private static double Minor(ReadOnlySpan<double> matrix, int size, int rows, int[] next)
            {
                int row = (size - rows) * size;
                int column = next[size];
                if (rows == 1) { return matrix[row + column]; }
                double minor = 0;
                int before = size;
                for (int i = 0; i < rows; i++)
                {
                    next[before] = next[column];
                    double term = matrix[row + column] * Minor(matrix, size, rows - 1, next);
                    next[before] = column;
                    minor = i % 2 == 0 ? minor + term : minor - term;
                    before = column;
                    column = next[column];
                }

                return minor;
            }

            // Through each other, with another argument each time, and an element that is read behind the call.
            [Differentiable]
            public static double There(ReadOnlySpan<double> x, double k) => Up(x, 0, k);

            private static double Up(ReadOnlySpan<double> x, int i, double k) => i == x.Length ? k * k : k * Down(x, i + 1, k * x[i]) * x[i];

            private static double Down(ReadOnlySpan<double> x, int i, double k)
            {
                if (i >= x.Length) { return 1; }
                double sum = x[i];
                for (int j = i + 1; j < x.Length; j += 2) { sum += Math.Sin(x[j]) * Up(x, j, k + x[i]); }
                return sum;
            }

            // The loop is left early: its iterations are reversed when it is known how many there were.
            [Differentiable]
            public static double Early(ReadOnlySpan<double> x, double k) => Searched(x, 0, k);

            private static double Searched(ReadOnlySpan<double> x, int i, double k)
            {
                double sum = k;
                for (int j = i; j < x.Length; j++)
                {
                    if (sum > 1.5) { break; }
                    sum += x[j] * Searched(x, j + 1, k * 0.5);
                }

                return sum;
            }

            // What is summed is overwritten behind the call, with what was summed.
            [Differentiable]
            public static double Overwritten(ReadOnlySpan<double> x, double k)
            {
                var a = x.ToArray();
                double s = k * Total(a, 0);
                for (int j = 0; j < a.Length; j++) { a[j] = Math.Sin(a[j] + s) * a[j]; }
                return s * Total(a, 0);
            }

            // The shadow of what was summed is read and cleared before the call is reversed.
            [Differentiable]
            public static double Cleared(ReadOnlySpan<double> x)
            {
                var a = x.ToArray();
                double s = Total(a, 0);
                a[0] = a[0] * 3;
                return s + Total(a, 0) + a[0] * a[0];
            }

            private static double Total(Span<double> a, int i) => i == a.Length ? 0 : a[i] * a[i] + 0.5 * Total(a, i + 1);

            // Loops that each could be reversed in themselves; the second one's shadow would hold what the first one's reverse adds.
            [Differentiable]
            public static double Rewritten(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                var t = new double[1];
                t[0] = x[0] * x[0];
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += t[0] * x[i]; }
                for (int j = 0; j < y.Length; j++) { t[0] = Math.Sin(y[j]); s += t[0] * t[0]; }
                return s;
            }

            // The same with a choice, whose loop is reversed in its arm.
            [Differentiable]
            public static double RewrittenOrNot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                var t = new double[1];
                t[0] = x[0] * x[0];
                double s = 0;
                if (y.Length > 1)
                {
                    for (int i = 0; i < x.Length; i++) { s += t[0] * x[i]; }
                }

                for (int j = 0; j < y.Length; j++) { t[0] = Math.Sin(y[j]); s += t[0] * t[0]; }
                return s;
            }

            // Sums in arms, of which one adds to what is handed back to before.
            [Differentiable]
            public static double Sums(ReadOnlySpan<double> x, double k)
            {
                double s = 0;
                double a = k * x[0];
                if (k > 0.5)
                {
                    for (int i = 0; i < x.Length; i++) { s += a * x[i] * x[i]; }
                }
                else
                {
                    s = a;
                }

                return s * 2 + a * k;
            }

            // Memory of the loop's own.
            [Differentiable]
            public static double Windows(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    var w = new double[3];
                    for (int j = 0; j < 3; j++) { w[j] = x[(i + j) % x.Length] * x[j]; }
                    s += x[i % x.Length] * Total(w, 0);
                }

                return s;
            }

            // The same memory twice, whole and in parts.
            [Differentiable]
            public static double Twice(ReadOnlySpan<double> w, double k) => Dot(w, w[1..], k) + 2 * Dot(w[1..], w, 1.0) + Dot(w, w, k);

            private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double k) =>
                a.Length == 0 || b.Length == 0 ? k : (a[0] * b[0] * k) + a[0] * Dot(a[1..], b[1..], k * b[0]);

            // The memory that is read is made in each frame.
            [Differentiable]
            public static double Averages(ReadOnlySpan<double> x, double k)
            {
                if (x.Length == 1) { return x[0] * k; }
                var q = new double[x.Length - 1];
                for (int i = 0; i < q.Length; i++) { q[i] = (x[i] * k) + x[i + 1]; }
                return x[0] + Averages(q, k * 0.9);
            }

            // One factor is known when the other is called, whose own cotangent is not.
            [Differentiable]
            public static double Split(ReadOnlySpan<double> x, double k)
            {
                if (x.Length == 1) { return x[0] + k; }
                int half = x.Length / 2;
                return Split(x[..half], k * 1.1) * Split(x[half..], k);
            }

            // A constant goes along.
            [Differentiable]
            public static double Weighted(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> w, [NoGradient] int[] next) => Follow(x, w, next, 0);

            private static double Follow(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> w, int[] next, int at) =>
                at < 0 ? 0.5 : w[at] * x[at] * (x[at] + Follow(x, w, next, next[at]));

            // In arms: one without, and one whose cotangent is zero.
            [Differentiable]
            public static double Chosen(ReadOnlySpan<double> x, double k) => Arms(x, 0, k);

            private static double Arms(ReadOnlySpan<double> x, int i, double k)
            {
                if (i >= x.Length) { return k; }
                double rest = 1;
                if (x[i] > 0.3) { rest = x[i] * Arms(x, i + 1, k * x[i]); }
                else if (i % 3 == 1) { rest = 0.0 * Arms(x, i + 2, k); }
                else { k = k + x[i]; rest = k * x[i]; }
                return rest + k * x[i];
            }

            // What counts the calls is C#.
            [Differentiable]
            public static double Checked(double[] x, double k) => Guarded(x, 0, k);

            private static double Guarded(double[] x, int i, double k)
            {
                if (k > 1e6) { throw new ArgumentException("k"); }
                return i == x.Length ? k : x[i] * Guarded(x, i + 1, k + x[i]);
            }

            // Loops in each frame that need a record of their own.
            [Differentiable]
            public static double Rough(ReadOnlySpan<double> x, double k, int depth)
            {
                if (depth == 0) { return k; }
                double t = k;
                for (int i = 0; i < x.Length; i++) { t = Math.Sin(t * x[i]) + t; }
                return t * x[0] + x[1] * Rough(x, t, depth - 1);
            }
        }

        public static partial class Scalars
        {
            [Differentiable]
            public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            // The cotangents are products with what is known only later.
            [Differentiable]
            public static double Waves(double x, int n) => n == 0 ? x : Math.Sin(Waves(x * 0.9, n - 1)) * x + Math.Exp(-x);

            [Differentiable]
            public static double Fibonacci(double x, double y, int n) => n < 2 ? x + n * y : Fibonacci(x * y, y, n - 1) * Fibonacci(x, y * 0.7, n - 2);

            [Differentiable]
            public static double Summed(double x, double y, int n)
            {
                double s = y;
                for (int i = 1; i < n; i++) { s = s * 0.5 + x * Summed(x, y + i, n - i); }
                return s;
            }

            [Differentiable]
            public static double Grown(double x, double y, int n)
            {
                double s = y;
                for (int i = 1; i < n; i++) { s = s * Grown(x, y * 0.8, n - i - 1) + x; }
                return s;
            }

            [Differentiable]
            public static double Kept(double x, double y, int n)
            {
                double t = n == 0 ? y : Kept(x, y * x, n - 1);
                return t > 0.4 ? t * t * x : x - y;
            }
        }
        """;

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Calls.Fused", Source));

    private static readonly Lazy<string> Emitted = new(() => string.Concat(
        Driver.Run(new DriverInput("using System;\nusing SymDiff;\n" + Source.Replace("[Differentiable]", "[Differentiable(Derivatives.Gradient)]", StringComparison.Ordinal))).Sources.Select(s => s.Text)));

    public static TheoryData<string, object?[]> Points => new()
    {
        { "Determinant", [Numbers(1), 1] },
        { "Determinant", [Numbers(16), 4] },
        { "LogDeterminant", [Numbers(9), 3] },
        { "Marked", [Numbers(9), 3] },
        { "There", [Numbers(0), 0.7] },
        { "There", [Numbers(5), 0.7] },
        { "Early", [Numbers(6), 0.9] },
        { "Overwritten", [Numbers(4), 0.8] },
        { "Cleared", [Numbers(4)] },
        { "Rewritten", [Numbers(3), Numbers(2, 1)] },
        { "RewrittenOrNot", [Numbers(3), Numbers(2, 1)] },
        { "RewrittenOrNot", [Numbers(3), Numbers(1, 1)] },
        { "Sums", [Numbers(4), 0.8] },
        { "Sums", [Numbers(4), 0.3] },
        { "Windows", [Numbers(4), 5] },
        { "Twice", [Numbers(4), 0.8] },
        { "Averages", [Numbers(5), 0.8] },
        { "Split", [Numbers(7), 0.8] },
        { "Weighted", [Numbers(5), Numbers(5, 2), new[] { 3, 4, -1, 1, 2 }] },
        { "Chosen", [Numbers(8), 0.9] },
        { "Chosen", [Numbers(3, 1), 0.9] },
        { "Checked", [Numbers(5), 0.6] },
        { "Rough", [Numbers(3), 0.6, 4] },
        { "Power", [1.3, 5] },
        { "Power", [0.0, 1] },
        { "Waves", [0.6, 4] },
        { "Fibonacci", [0.6, 1.2, 5] },
        { "Summed", [0.6, 1.2, 5] },
        { "Grown", [0.6, 1.2, 6] },
        { "Kept", [1.1, 0.7, 4] },
        { "Kept", [0.3, 0.7, 4] },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Forms_AreDerivatives(string name, object?[] arguments) => BufferChecks.Check(Project.Value[name], 5e-6, arguments);

    [Theory]
    [InlineData("Minor", true)]
    [InlineData("Up", true)]
    [InlineData("Down", true)]
    [InlineData("Total", true)]
    [InlineData("Dot", true)]
    [InlineData("Follow", true)]
    [InlineData("Arms", true)]
    [InlineData("Guarded", true)]
    [InlineData("Rough", false)]
    [InlineData("Averages", false)]
    [InlineData("Power", true)]
    [InlineData("Waves", true)]
    [InlineData("Fibonacci", true)]
    [InlineData("Searched", false)]
    [InlineData("Split", false)]
    [InlineData("Grown", false)]
    [InlineData("Summed", false)]
    [InlineData("Kept", false)]
    public void Calls_AreOfPullbacks_WhereCotangentsAreKnown(string name, bool isFused)
    {
        Assert.Equal(isFused, Emitted.Value.Contains(name + "__Vjp(", StringComparison.Ordinal));
        Assert.Equal(!isFused, Emitted.Value.Contains(name + "__Reverse(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AddsBeforeReads", "Rewritten")]
    [InlineData("ForgetsFactors", "LogDeterminant")]
    public void AMistake_IsCaught(string mistake, string method)
    {
        if (Mutants.Names.Contains(mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(mistake, () => mistaken = new BufferProject("Mistaken.Fused", Source));
            object?[] arguments = method == "Rewritten" ? [Numbers(3), Numbers(2, 1)] : [Numbers(9), 3];
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BufferChecks.Check(mistaken![method], 5e-6, arguments));
        }
    }

    private static double[] Numbers(int n, double shift = 0) => [.. Enumerable.Range(0, n).Select(i => (0.9 * Math.Sin((1.7 * i) + 0.6 + shift)) + 0.2)];
}
