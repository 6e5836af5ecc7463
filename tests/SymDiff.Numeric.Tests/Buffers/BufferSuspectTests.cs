namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Methods made to mislead what decides that memory still holds a value, that a loop can be reversed at once, or that memory is new.</summary>
public sealed class BufferSuspectTests
{
    private const string Source = """
        public static partial class Suspects
        {
            // The sum's scale is computed after the loop, from a parameter.
            [Differentiable]
            public static double ScaledLater(ReadOnlySpan<double> w, double x, int n)
            {
                double s = 0;
                double p = x;
                for (int i = 0; i < n; i++) { s += w[i] * w[i] * p; p = p * w[i] + 0.1; }
                return s * Math.Sin(x * p) + p;
            }

            // Memory from outside is written in the loop that is a sum; some of it constant.
            [Differentiable]
            public static double WritesOutside(ReadOnlySpan<double> w, [Scratch] Span<double> t)
            {
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    t[0] = w[i];
                    t[1] = i;
                    s += t[0] * t[0] * t[1] + (i > 0 ? t[2] : 1);
                    t[2] = t[0] * t[1];
                }

                return s + t[0] * t[2];
            }

            // Each iteration stores at its number, twice; the second time something else.
            [Differentiable]
            public static double StoredTwice(ReadOnlySpan<double> w, [Scratch] Span<double> t)
            {
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    double e = Math.Exp(w[i]);
                    t[i] = e;
                    s += e * t[i];
                    t[i] = e * w[i];
                    s += t[i] * t[i] * e;
                }

                return s;
            }

            // Stored for good, but through part of the memory, and from behind.
            [Differentiable]
            public static double StoredThroughParts(ReadOnlySpan<double> w, [Scratch] Span<double> t)
            {
                Span<double> half = t.Slice(1);
                double s = 0;
                for (int i = 0; i < w.Length; i++) { double e = Math.Sqrt(w[i] + 2); half[i] = e; s += e * e * e; }
                for (int i = 0; i < w.Length; i++) { double e = Math.Sin(w[i]); t[w.Length - 1 - i] = e; s += e * t[0] * t[w.Length - 1 - i]; }
                return s;
            }

            // Stored at the loop's number, overwritten by a later loop that stops early.
            [Differentiable]
            public static double OverwrittenLater(ReadOnlySpan<double> w, [Scratch] Span<double> t, int stop)
            {
                double s = 0;
                for (int i = 0; i < w.Length; i++) { double e = Math.Exp(w[i]); t[i] = e; s += e * e; }
                for (int i = 0; i < w.Length; i++)
                {
                    if (i == stop) { break; }
                    s += t[i] * t[i] * w[i];
                    t[i] = w[i] * s;
                }

                foreach (double v in t.Slice(0, w.Length)) { s += v * v; }
                return s;
            }

            // A product inside a sum over samples: the inner loop stores at its own number, again in each outer iteration.
            [Differentiable]
            public static double StoredInside(ReadOnlySpan<double> w, [Scratch] Span<double> t, int n)
            {
                double s = 0;
                for (int k = 0; k < n; k++)
                {
                    double p = 1 + 0.1 * k;
                    for (int i = 0; i < w.Length; i++) { double e = p * w[i] + 0.5; t[i] = e; p = e * Math.Cos(e); }
                    s += p * t[0] * t[w.Length - 1];
                }

                return s;
            }

            // Three arrays rotate, now and then only two of them, and the loop may be left.
            [Differentiable]
            public static double Rotated(double[] w, double x, int n)
            {
                double[] a = (double[])w.Clone();
                double[] b = new double[w.Length];
                double[] c = new double[w.Length];
                double s = 0;
                for (int k = 0; k < n; k++)
                {
                    for (int i = 0; i < a.Length; i++) { b[i] = a[i] * x + c[i] * c[i]; }
                    (a, b, c) = (b, c, a);
                    if (k % 3 == 1) { (a, b) = (b, a); }
                    s += a[0] * b[a.Length - 1] + c[k % c.Length];
                    if (s > 40) { break; }
                }

                return s + a[0] * a[0] + b[0] * x + c[0];
            }

            // Arrays made in a loop, of which only a part is written: the rest is zero however often memory is used again.
            [Differentiable]
            public static double PartlyWritten(double[] w, int n)
            {
                double s = 0;
                double[] last = new double[1];
                for (int k = 0; k < n; k++)
                {
                    double[] t = new double[1 + (k * 5) % 7];
                    for (int i = 0; i < t.Length; i += 2) { t[i] = w[i % w.Length] * (k + 1) + last[i % last.Length]; }
                    for (int i = 0; i + 1 < t.Length; i++) { s += t[i] * t[i + 1] + t[i] * t[i]; }
                    s += last[0] * t[0];
                    last = t;
                }

                return s + last[0];
            }

            // One of two buffers, one of them constant.
            [Differentiable]
            public static double OneIsConstant(double[] w, [NoGradient] double[] data, bool first)
            {
                double[] c = first ? w : data;
                double s = 0;
                for (int i = 0; i < c.Length; i++) { s += c[i] * c[i] * w[i]; }
                return s;
            }

            // What a number was compared with decides later on.
            [Differentiable]
            public static double Decided(double[] w)
            {
                bool[] large = new bool[w.Length];
                double[] t = new double[w.Length];
                for (int i = 0; i < w.Length; i++) { large[i] = w[i] > 0.4; t[i] = large[i] ? w[i] * w[i] : Math.Exp(w[i]); }
                double s = 0;
                for (int i = w.Length - 1; i >= 0; i--)
                {
                    large[i] = !large[i];
                    if (large[(i + 1) % w.Length]) { s += t[i] * w[i]; t[i] = s; } else { s = s * t[i] + t[(i + 1) % w.Length]; }
                }

                return s + t[0];
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Conditional(double[] w, [Output] Span<double> y, [Scratch] Span<double> t, double x)
            {
                for (int i = 0; i < w.Length; i++)
                {
                    t[i] = x * w[i];
                    if (w[i] > 0.4) { y[i] = t[i] * t[i]; } else if (i > 0) { y[i] = y[i - 1] * w[i]; t[i] = y[i]; } else { y[0] = 3; }
                }

                y[0] = y[0] * t[w.Length - 1];
            }

            // The same loop twice over, the second time through what the first left.
            [Differentiable]
            public static double TwiceOver(ReadOnlySpan<double> w, Span<double> state, int n)
            {
                double s = 0;
                for (int k = 0; k < n; k++)
                {
                    double m = state[0];
                    for (int i = 0; i + 1 < w.Length; i++) { state[i] = state[i + 1] * w[i] + m; m = m * state[i]; }
                    state[w.Length - 1] = m;
                    s += state[k % w.Length] * m;
                }

                return s;
            }

            // Zero iterations, then one; a sum whose loop never runs must not add 0 times infinity.
            [Differentiable]
            public static double Never(ReadOnlySpan<double> w, double x, int n)
            {
                double s = x;
                for (int i = 0; i < n; i++) { s += w[i] / (x - 1); }
                double p = 1;
                for (int i = 0; i < n; i++) { p *= w[i] * Math.Log(x - 1); }
                return s * p;
            }
        }
        """;

    private static readonly BufferProject Project = new("BufferSuspects", Source);

    public static TheoryData<string, object?[]> Points => new()
    {
        { "ScaledLater", [W(5), 0.7, 5] },
        { "ScaledLater", [W(5), 0.7, 0] },
        { "ScaledLater", [W(5), 0.7, 1] },
        { "WritesOutside", [W(5), new double[3]] },
        { "WritesOutside", [W(1), new double[] { 5, 6, 7 }] },
        { "StoredTwice", [W(4), new double[4]] },
        { "StoredThroughParts", [W(4), new double[6]] },
        { "OverwrittenLater", [W(5), new double[5], 2] },
        { "OverwrittenLater", [W(5), new double[7], 0] },
        { "OverwrittenLater", [W(5), new double[5], 9] },
        { "StoredInside", [W(3), new double[3], 4] },
        { "StoredInside", [W(3), new double[3], 1] },
        { "Rotated", [W(3), 0.9, 7] },
        { "Rotated", [W(3), 0.9, 1] },
        { "Rotated", [W(3), 2.5, 9] },
        { "PartlyWritten", [W(4), 9] },
        { "PartlyWritten", [W(1), 3] },
        { "OneIsConstant", [W(3), new[] { 0.5, -0.2, 2 }, true] },
        { "OneIsConstant", [W(3), new[] { 0.5, -0.2, 2 }, false] },
        { "Decided", [W(6)] },
        { "Conditional", [W(5), new double[5], new double[5], 0.8] },
        { "TwiceOver", [W(4), W(4), 3] },
        { "TwiceOver", [W(4), W(6), 0] },
        { "Never", [W(3), 1.7, 3] },
        { "Never", [W(3), 1.0, 0] },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void EveryForm_AgreesWithCentralDifferences(string method, object?[] arguments) => BufferChecks.Check(Project[method], 2e-6, arguments);

    private static double[] W(int n) => [.. Enumerable.Range(0, n).Select(i => 0.3 + 0.25 * Math.Sin(1.0 + 2.3 * i) + 0.05 * i)];
}
