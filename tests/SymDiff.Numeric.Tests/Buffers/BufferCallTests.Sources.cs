namespace SymDiff.Numeric.Tests.Buffers;

/// <content>The methods.</content>
public sealed partial class BufferCallTests
{
    private const string Reading = """
        public static partial class Reading
        {
            [Differentiable]
            public static double PairSum(ReadOnlySpan<double> x) =>
                x.Length == 0 ? 0 : x.Length == 1 ? Math.Sin(x[0]) * x[0] : PairSum(x.Slice(0, x.Length / 2)) * 0.5 + PairSum(x[(x.Length / 2)..]);

            [Differentiable]
            public static double Product(double[] x, double s) => s * From(x, 0);

            private static double From(double[] x, int i) => i == x.Length ? 1.0 : Math.Cos(x[i]) * From(x, i + 1);

            // A tree: the children of node i are 2 i + 1 and 2 i + 2.
            [Differentiable]
            public static double Tree(ReadOnlySpan<double> value, ReadOnlySpan<double> weight, double k) => Node(value, weight, k, 0);

            private static double Node(ReadOnlySpan<double> value, ReadOnlySpan<double> weight, double k, int i)
            {
                if (i >= value.Length) { return k; }
                double left = Node(value, weight, k * 0.9, (2 * i) + 1);
                double right = Node(value, weight, k, (2 * i) + 2);
                return Math.Tanh((value[i] * left) + (weight[i] * right * right));
            }

            [Differentiable]
            public static double Twice(ReadOnlySpan<double> w, double k) => Dot(w, w, k) + Dot(w[1..], w, 1.0);

            private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double k) =>
                a.Length == 0 ? k : (a[0] * b[0] * k) + Dot(a[1..], b[1..], k * a[0]);

            [Differentiable]
            public static double Even(ReadOnlySpan<double> x, double k) => x.Length == 0 ? k : (x[0] * x[0]) + (k * Odd(x[1..], k));

            [Differentiable]
            public static double Odd(ReadOnlySpan<double> x, double k) => x.Length == 0 ? 1 : Math.Exp(-x[0]) * Even(x[1..], k * x[0]);

            // A table of integers says where to go.
            [Differentiable]
            public static double Linked(ReadOnlySpan<double> x, int[] next, double s) => Follow(x, next, 0, s);

            private static double Follow(ReadOnlySpan<double> x, int[] next, int at, double s) => at < 0 ? s : Follow(x, next, next[at], Math.Sin(s + x[at]));

            [Differentiable]
            public static double LinkedBySpan(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<int> next, [NoGradient] ReadOnlySpan<double> factor) =>
                Follow(x, next, factor, 0);

            private static double Follow(ReadOnlySpan<double> x, ReadOnlySpan<int> next, [NoGradient] ReadOnlySpan<double> factor, int at) =>
                at < 0 ? 0.5 : x[at] * factor[at] * Math.Cos(Follow(x, next, factor, next[at]));

            // De Casteljau, on copies of a frame's own.
            [Differentiable]
            public static double Bezier(double[] p, double t)
            {
                if (p.Length == 1) { return p[0]; }
                var q = new double[p.Length - 1];
                for (int i = 0; i < q.Length; i++) { q[i] = ((1 - t) * p[i]) + (t * p[i + 1]); }
                return Bezier(q, t);
            }

            // It calls a marked method that is known by its declaration alone.
            [Differentiable]
            public static double Calling(double[] x, double k) => Guarded(x, 0, k);

            private static double Guarded(double[] x, int i, double k)
            {
                if (x == null) { throw new ArgumentNullException(nameof(x)); }
                return i == x.Length ? k : Large(x[i], k) * Guarded(x, i + 1, k);
            }

            [Differentiable]
            public static double Large(double a, double b)
            {
                for (int i = 0; i < 3; i++) { a = Math.Sin(a * b) + b; }
                return a;
            }

            // Called in a loop, before and after the memory is overwritten.
            [Differentiable]
            public static double Repeated(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                var a = x.ToArray();
                for (int i = 0; i < n; i++)
                {
                    s += PairSum(a.AsSpan(i % 2));
                    for (int j = 0; j < a.Length; j++) { a[j] = Math.Sin(a[j] + s); }
                }

                return s * PairSum(a);
            }
        }
        """;

    private const string Writing = """
        public static partial class Writing
        {
            // Prefix sums by halves, in place.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Scan([InOut] Span<double> a)
            {
                if (a.Length < 2) { return; }
                int half = a.Length / 2;
                Scan(a.Slice(0, half));
                Scan(a.Slice(half));
                for (int i = half; i < a.Length; i++) { a[i] = a[i] * a[half - 1]; }
            }

            [Differentiable]
            public static double WeightedScan(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            {
                Span<double> a = stackalloc double[x.Length];
                x.CopyTo(a);
                Scan(a);
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += w[i] * a[i]; }
                return s * s;
            }

            // Into an output, by halves.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Map(ReadOnlySpan<double> x, double k, [Output] Span<double> y)
            {
                if (x.Length == 1) { y[0] = Math.Sin(k * x[0]); return; }
                int half = x.Length / 2;
                Map(x.Slice(0, half), k * 1.1, y.Slice(0, half));
                Map(x.Slice(half), k, y.Slice(half));
                y[0] = y[0] * y[y.Length - 1];
            }

            // A number and a buffer.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Running(ReadOnlySpan<double> x, [InOut] Span<double> y)
            {
                if (x.Length == 0) { return 1; }
                double rest = Running(x.Slice(1), y.Slice(1));
                y[0] = (y[0] * rest) + x[0];
                return (rest * Math.Cos(x[0])) + y[0];
            }

            // Active values are sorted in place, which never takes the same way twice.
            [Differentiable]
            public static double Sorted(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            {
                var a = x.ToArray();
                Sort(a, 0, a.Length - 1);
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += w[i] * a[i] * a[i]; }
                return s;
            }

            private static void Sort(Span<double> a, int low, int high)
            {
                if (low >= high) { return; }
                double pivot = a[(low + high) / 2];
                int i = low, j = high;
                while (i <= j)
                {
                    while (a[i] < pivot) { i++; }
                    while (a[j] > pivot) { j--; }
                    if (i <= j)
                    {
                        double t = a[i];
                        a[i] = a[j];
                        a[j] = t;
                        i++;
                        j--;
                    }
                }

                Sort(a, low, j);
                Sort(a, i, high);
            }

            // Complex numbers, decimated in time, with memory of a frame's own.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Fourier([InOut] Span<double> re, [InOut] Span<double> im)
            {
                int n = re.Length;
                if (n == 1) { return; }
                int half = n / 2;
                var evenRe = new double[half];
                var evenIm = new double[half];
                var oddRe = new double[half];
                var oddIm = new double[half];
                for (int i = 0; i < half; i++)
                {
                    evenRe[i] = re[2 * i];
                    evenIm[i] = im[2 * i];
                    oddRe[i] = re[(2 * i) + 1];
                    oddIm[i] = im[(2 * i) + 1];
                }

                Fourier(evenRe, evenIm);
                Fourier(oddRe, oddIm);
                for (int k = 0; k < half; k++)
                {
                    double c = Math.Cos(-2 * Math.PI * k / n), s = Math.Sin(-2 * Math.PI * k / n);
                    double tr = (c * oddRe[k]) - (s * oddIm[k]), ti = (c * oddIm[k]) + (s * oddRe[k]);
                    re[k] = evenRe[k] + tr;
                    im[k] = evenIm[k] + ti;
                    re[k + half] = evenRe[k] - tr;
                    im[k + half] = evenIm[k] - ti;
                }
            }

            [Differentiable]
            public static double Spectrum(ReadOnlySpan<double> x)
            {
                double[] re = x.ToArray(), im = new double[x.Length];
                Fourier(re, im);
                double s = 0;
                for (int k = 0; k < re.Length; k++) { s += ((re[k] * re[k]) + (im[k] * im[k])) * (k + 1); }
                return Math.Sqrt(s);
            }

            // Products of polynomials by halves, added to the result.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Convolve(ReadOnlySpan<double> a, ReadOnlySpan<double> b, [Output] Span<double> c)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = 0; }
                Add(a, b, c);
            }

            private static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
            {
                if (a.Length == 0) { return; }
                if (a.Length == 1)
                {
                    for (int i = 0; i < b.Length; i++) { c[i] += a[0] * b[i]; }
                    return;
                }

                int half = a.Length / 2;
                Add(a[..half], b, c);
                Add(a[half..], b, c[half..]);
            }

            // What is written is another part of what is read.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void Slide([InOut] Span<double> a, double k) => Shift(a[1..], a, k);

            private static void Shift(Span<double> to, Span<double> from, double k)
            {
                if (to.Length == 0) { return; }
                to[0] = (to[0] * k) + (from[0] * from[0]);
                Shift(to[1..], from[1..], k * to[0]);
                from[0] = from[0] * k;
            }

            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void SameTwice([InOut] Span<double> a, double k)
            {
                Shift(a, a, k);
                Shift(a, a[..(a.Length / 2)].Length == 0 ? a : a, k);
            }

            // What was read is changed by what is written under another name.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static void SlideBack([InOut] Span<double> a, double k) => Back(a, a[1..], k);

            private static void Back(Span<double> to, ReadOnlySpan<double> from, double k)
            {
                if (from.Length == 0) { return; }
                if (from.Length > 2) { Back(to[1..], from[1..], k); }
                double s = 0;
                for (int i = 0; i < from.Length; i++) { s += Math.Sin(from[i]); }
                for (int i = 0; i < from.Length; i++) { to[i] = Math.Cos(k * s) + (0.3 * to[i]); }
                for (int i = 0; i < from.Length; i++) { s += from[i] * from[i] * k; }
                double before = from[0];
                to[1] = Math.Sin(before) + k;
                double after = from[0];
                to[0] = Math.Sin(s) + (before * after);
            }

            // A table is written along.
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)]
            public static double Counted([InOut] Span<double> x, [NoGradient] Span<int> seen, int i)
            {
                if (i >= x.Length) { return 0; }
                int at = seen[i];
                seen[i] = at + 1;
                x[at % x.Length] = x[at % x.Length] * Math.Sin(x[i]);
                double rest = Counted(x, seen, i + 1);
                seen[i] = seen[i] * 2;
                return rest + (x[i] * seen[i]);
            }

            // The answer is an integer; what matters is what is left behind.
            private static int Fill(Span<double> y, double v, int depth)
            {
                if (depth == 0 || y.Length == 0) { return 0; }
                int left = Fill(y[..(y.Length / 2)], v * 1.5, depth - 1);
                y[y.Length / 2] = y[y.Length / 2] + (v * v);
                return left + 1 + Fill(y[(y.Length / 2)..], Math.Sin(v), depth - 1);
            }

            [Differentiable]
            public static double Filled(double v, int n)
            {
                var y = new double[n];
                int made = Fill(y, v, 4);
                double s = 0;
                for (int i = 0; i < n; i++) { s += y[i] * y[i] * (i + made); }
                return s;
            }

            // In single steps, again and again over the same memory.
            [Differentiable]
            public static double Stepped(ReadOnlySpan<double> x, double k, int n)
            {
                var a = x.ToArray();
                var b = new double[a.Length];
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    Map(a, k, b);
                    var t = a;
                    a = b;
                    b = t;
                    s += a[0] * b[^1];
                }

                return s;
            }
        }
        """;

    private const string Vectors = """
        using System.Numerics.Tensors;

        public static partial class Vectors
        {
            [Differentiable]
            public static double Nested(ReadOnlySpan<double> x, int depth)
            {
                if (depth == 0 || x.Length == 0) { return 1; }
                var t = new double[x.Length];
                TensorPrimitives.Tanh(x, t);
                return TensorPrimitives.Dot(x, t) * Nested(t, depth - 1);
            }

            [Differentiable]
            public static double Around(ReadOnlySpan<double> x, int depth)
            {
                Span<double> t = stackalloc double[x.Length];
                TensorPrimitives.Multiply(x, x, t);
                Halve(t, depth);
                TensorPrimitives.Add(x, t, t);
                return TensorPrimitives.Sum<double>(t);
            }

            private static void Halve(Span<double> t, int depth)
            {
                if (depth == 0) { return; }
                for (int i = 0; i < t.Length; i++) { t[i] = Math.Sin(t[i]) * 0.5; }
                Halve(t, depth - 1);
            }
        }
        """;
}
