namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Elements that are handed to helpers by reference: other names of the elements, whoever else reads and writes them.</summary>
public sealed class ElementReferenceTests
{
    private const string Source = """
        public static partial class References
        {
            [Differentiable]
            public static double Sorted(double[] a, double[] w)
            {
                var b = (double[])a.Clone();
                for (int i = 0; i < b.Length; i++)
                {
                    for (int j = 0; j + 1 < b.Length; j++) { if (b[j] > b[j + 1]) { Swap(ref b[j], ref b[j + 1]); } }
                }

                return Dot(b, w);
            }

            private static void Swap(ref double x, ref double y) { double t = x; x = y; y = t; }
            private static double Dot(double[] b, double[] w) { double s = 0; for (int i = 0; i < b.Length; i++) { s += b[i] * b[i] * w[i]; } return s; }

            // The place is found once, before the helper begins; what it holds is found whenever it is read.
            [Differentiable]
            public static double Aliased(double[] a, double k)
            {
                var b = (double[])a.Clone();
                int n = 0;
                Order(ref b[n++], ref b[^1]);
                n = Both(b, ref b[n], b[0], in b[0], ref n);
                Same(ref b[2], ref b[2], k);
                double last = b[n];
                Swap(ref b[0], ref last);
                return Dot(b, a) + last * k;
            }

            private static void Order(ref double x, ref double y) { if (x > y) { (x, y) = (y, x); } x *= 2; y += x; y++; }

            private static int Both(double[] b, ref double x, double copy, in double y, ref int n)
            {
                n++;
                for (int i = 0; i < 3; i++)
                {
                    b[1] *= 1.5;
                    b[0] += 0.25 * x;
                    Add(ref x, b[0] * y + copy);
                    double t = x;
                    if (t > 100) { continue; }
                    x = t * 0.5 + y;
                }

                return n + 1;
            }

            private static void Add(ref double x, double by) => x += by;
            private static void Same(ref double x, ref double y, double k) { x *= k; y += x; x *= y; }

            // Through spans and buffers of the caller's, and by out.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Written([InOut] double[] a, Span<double> s, [Output] double[] y, double k)
            {
                for (int i = 0; i < a.Length; i++)
                {
                    Swap(ref a[i], ref s[i]);
                    Put(out y[i], a[i] * k);
                    Scale(ref s[i], ref a[a.Length - 1 - i], 3);
                }

                return y[0] * a[0];
            }

            private static void Put(out double y, double value) { y = value; y *= y; }
            private static void Scale(ref double x, ref double by, int n) { while (n-- > 0) { double t = by; x = x * 0.5 + t; by = Math.Sin(x); } }

            // Rows, permutations and matrices.
            [Differentiable]
            public static double Permuted(double[] a, double[] w)
            {
                var p = new int[a.Length];
                var rows = new double[a.Length][];
                var m = new double[a.Length, 2];
                for (int i = 0; i < p.Length; i++) { p[i] = i; rows[i] = new[] { a[i], a[i] * a[i] }; m[i, 0] = a[i]; m[i, 1] = w[i]; }
                for (int i = 0; i + 1 < p.Length; i++)
                {
                    if (a[i] < a[i + 1]) { Exchange(ref p[i], ref p[i + 1]); Turn(ref rows[i], ref rows[i + 1]); Swap(ref m[i, 0], ref m[i + 1, 1]); }
                }

                double s = 0;
                for (int i = 0; i < p.Length; i++) { s += w[p[i]] * rows[i][0] * rows[i][1] + m[i, 0] * m[i, 1] * m[i, 1]; }
                return s;
            }

            private static void Exchange(ref int x, ref int y) => (x, y) = (y, x);
            private static void Turn(ref double[] x, ref double[] y) { var t = x; x = y; y = t; x[0] *= 1.5; }
        }
        """;

    private static readonly Lazy<BufferProject> Methods = new(() => new BufferProject("References", Source));

    private static readonly double[] A = [0.5, -0.75, 1.25, 0.375, -1.5];
    private static readonly double[] W = [1, -2, 0.5, 3, 0.25];

    [Fact]
    public void Sorted() => BufferChecks.Check(Methods.Value["Sorted"], 1e-7, A, W);

    [Fact]
    public void Aliased() => BufferChecks.Check(Methods.Value["Aliased"], 1e-7, A, 0.8);

    [Fact]
    public void Written() => BufferChecks.Check(Methods.Value["Written"], 1e-7, A, W, new double[5], 0.8);

    [Fact]
    public void Permuted() => BufferChecks.Check(Methods.Value["Permuted"], 1e-7, A, W);
}
