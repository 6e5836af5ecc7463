namespace SymDiff.Numeric.Tests.Forms;

/// <summary>Methods of an array and a number that return an array: one that they make, one that they are given, or one of several.</summary>
internal static class ArrayResultPrograms
{
    /// <summary>The methods.</summary>
    public const string Source = """
        using System;
        using SymDiff;

        public static partial class R
        {
            [Differentiable(Derivatives.All)]
            public static double[] Squares(double[] x, double s)
            {
                var y = new double[x.Length];
                for (int i = 0; i < x.Length; i++) { y[i] = s * x[i] * x[i]; }
                return y;
            }

            [Differentiable(Derivatives.All)]
            public static double[] Listed(double[] x, double s) => new[] { s * Math.Cos(x[0]), s * Math.Sin(x[0]), x[1] };

            [Differentiable(Derivatives.All)]
            public static double[] Collected(double[] x, double s) { double[] y = { x[0] * s, x[1], x[0] }; return y; }

            [Differentiable(Derivatives.All)]
            public static double[] Given(double[] x, double s) => x;

            [Differentiable(Derivatives.All)]
            public static double[] Cloned(double[] x, double s)
            {
                var y = (double[])x.Clone();
                for (int i = 1; i < y.Length; i++) { y[i] = y[i - 1] * y[i] + s; }
                return y;
            }

            [Differentiable(Derivatives.All)]
            public static double[] Taken(double[] x, double s) { var y = x.AsSpan(1).ToArray(); y[0] *= s; return y; }

            [Differentiable(Derivatives.All)]
            public static double[] Cut(double[] x, double s) => x[1..^1];

            [Differentiable(Derivatives.All)]
            public static double[] None(double[] x, double s) => Array.Empty<double>();

            [Differentiable(Derivatives.All)]
            public static double[] OneOfSeveral(double[] x, double s)
            {
                if (s > 2) { return x; }
                var y = new double[3];
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] = s * x[0] + i * x[1];
                    if (y[i] > 3) { return y; }
                }

                return s > 1 ? x : new[] { s, s * s * x[2] };
            }

            // How long it is depends on the run.
            [Differentiable(Derivatives.All)]
            public static double[] Positive(double[] x, double s)
            {
                int n = 0;
                foreach (double e in x) { if (e > 0) { n++; } }
                var y = new double[n];
                n = 0;
                foreach (double e in x) { if (e > 0) { y[n] = Math.Sqrt(1 + e) * s; n++; } }
                return y;
            }

            [Differentiable(Derivatives.All)]
            public static double[] Grown(double[] x, double s)
            {
                var y = new double[] { s };
                for (int k = 0; k < 3; k++)
                {
                    var longer = new double[2 * y.Length];
                    for (int i = 0; i < longer.Length; i++) { longer[i] = y[i / 2] * x[i % x.Length] + k; }
                    y = longer;
                }

                return y;
            }

            [Differentiable(Derivatives.All)]
            public static double[] PingPong(double[] x, double s)
            {
                double[] a = (double[])x.Clone(), b = new double[x.Length];
                for (int k = 0; k < 3; k++)
                {
                    for (int i = 0; i < a.Length; i++) { b[i] = a[i] + s * (a[(i + 1) % a.Length] - a[i]) * a[i]; }
                    (a, b) = (b, a);
                }

                return a;
            }

            // What is read again after it was written, and overwritten after that.
            [Differentiable(Derivatives.All)]
            public static double[] Reread(double[] x, double s)
            {
                var y = new double[x.Length];
                for (int i = 0; i < x.Length; i++) { y[i] = x[i] * s; }
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { sum += y[i] * y[i]; }
                for (int i = 0; i < x.Length; i++) { y[i] = y[i] * sum + Math.Exp(-y[i]); }
                y[0] = sum;
                return y;
            }

            [Differentiable(Derivatives.All)]
            public static double[] Helped(double[] x, double s) => Scaled(Scaled(x, s), x[0]);

            private static double[] Scaled(double[] a, double k)
            {
                if (k < 0) { return a; }
                var b = new double[a.Length];
                for (int i = 0; i < a.Length; i++) { b[i] = a[i] * k; }
                return b;
            }

            // Another method that returns an array, read through.
            [Differentiable(Derivatives.All)]
            public static double[] Inner(double[] x, double s)
            {
                var y = Squares(x, s);
                return OneOfSeveral(y, s);
            }

            // A row of an array of arrays.
            [Differentiable(Derivatives.All)]
            public static double[] Row(double[] x, double s)
            {
                var a = new double[2][];
                a[0] = new[] { x[0] * s, s };
                a[1] = new[] { x[1], x[0] * a[0][0], s };
                return a[x[0] > 0 ? 1 : 0];
            }

            [Differentiable(Derivatives.All)]
            public static double[] WithBranch(double[] x, double s)
            {
                double[] y;
                if (x[0] > 0) { y = new double[2]; y[0] = x[0] * s; y[1] = x[1]; }
                else { y = new double[1]; y[0] = s * x[1] * x[2]; }
                return y;
            }

            // A local that it is not, and scratch of its own.
            [Differentiable(Derivatives.All)]
            public static double[] Hostile(double[] x, double cotangent)
            {
                Span<double> returned = stackalloc double[x.Length];
                double length = cotangent * x[0];
                for (int i = 0; i < x.Length; i++) { returned[i] = x[i] * length; }
                var value = returned.ToArray();
                value[0] += 1;
                return value;
            }
        }
        """;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Squares", "Listed", "Collected", "Given", "Cloned", "Taken", "Cut", "None", "OneOfSeveral", "Positive", "Grown", "PingPong", "Reread", "Helped",
        "Inner", "Row", "WithBranch", "Hostile",
    ];
}
