namespace SymDiff.Numeric.Tests.Generics;

/// <summary>
/// Marked methods with buffers and several results, in which <c>T</c> is a type parameter or another name of a number: <c>§</c> stands for the type parameters and <c>#</c> for the
/// constraint. Beside each what calls its forms, on the class that is called HOST, and adds up what they give.
/// </summary>
internal static class GenericBuffers
{
    /// <summary>The methods by name, each with what calls its forms.</summary>
    public static IReadOnlyDictionary<string, (string Method, string Calls)> All { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["Dense"] = (
            """
            public static T Dense§(ReadOnlySpan<T> x, T[] w, T[,] m, T b) #
            {
                T s = b;
                for (int i = 0; i < x.Length; i++)
                {
                    T t = default;
                    for (int j = 0; j < w.Length; j++) { t += m[i, j] * T.Tanh(w[j]); }
                    s += T.Max(t, x[i]) * T.Abs(x[i]) + b;
                }
                return s;
            }
            """,
            """
            T[] x = Numbers(3, 1), w = Numbers(2, 2), dX = new T[3], dW = new T[2]; T[,] m = Matrix(3, 2), dM = new T[3, 2]; T b = T.CreateChecked(0.5);
            All(HOST.Dense(x, w, m, b)); HOST.DenseGradient(x, w, m, b, dX, dW, dM, out T dB); All(dX); All(dW); All(dM); All(dB);
            var fresh = HOST.DenseGradient(x, w, m, b); All(fresh.x); All(fresh.w); All(fresh.m); All(fresh.b);
            All(HOST.DenseValueAndGradient(x, w, m, b, dX, dW, dM, out dB)); All(dM);
            All(HOST.DenseVjp(x, w, m, b, T.CreateChecked(1.5), dX, dW, dM, ref dB)); All(dX); All(dW); All(dM); All(dB);
            var along = HOST.DenseJvp(x, w, m, b, Numbers(3, 4), Numbers(2, 5), Matrix(3, 2), b); All(along.Value); All(along.Tangent);
            HOST.DenseHvp(x, w, m, b, Numbers(3, 4), Numbers(2, 5), Matrix(3, 2), b, dX, dW, dM, out dB); All(dX); All(dW); All(dM); All(dB);
            """),
        ["Map"] = (
            """
            public static void Map§(ReadOnlySpan<T> x, Span<T> state, [Output] Span<T> y) #
            {
                for (int i = 0; i < x.Length; i++) { y[i] = T.Hypot(x[i], T.CreateChecked(1)) * state[i]; state[i] = T.Exp(-state[i]) + y[i]; }
            }
            """,
            """
            T[] x = Numbers(3, 1), s = Numbers(3, 2), y = new T[3], dX = Numbers(3, 3), dS = Numbers(3, 4), tY = new T[3], j = new T[36];
            HOST.MapVjp(x, s, y, Numbers(3, 5), dX, dS); All(s); All(y); All(dX); All(dS);
            HOST.MapJvp(x, s, y, Numbers(3, 6), dS, tY); All(s); All(y); All(dS); All(tY);
            HOST.MapJacobian(x, s, y, j); All(j); All(s); All(y);
            T[] blockX = new T[18], blockS = new T[18]; HOST.MapJacobianBlocks(x, s, y, blockX, blockS); All(blockX); All(blockS);
            """),
        ["Layer"] = (
            """
            public static T[] Layer§(T[] x, T b) #
            {
                T[] y = new T[x.Length];
                for (int i = 0; i < x.Length; i++) { y[i] = T.Log(x[i] * x[i] + T.CreateChecked(1)) + T.Pow(b, T.CreateChecked(i)); }
                return y;
            }
            """,
            """
            T[] x = Numbers(3, 1), dX = Numbers(3, 2); T b = T.CreateChecked(1.5), dB = default;
            All(HOST.LayerJacobian(x, b)); var both = HOST.LayerValueAndJacobian(x, b); All(both.Value); All(both.Jacobian);
            All(HOST.LayerVjp(x, b, Numbers(3, 3), dX, ref dB)); All(dX); All(dB);
            var along = HOST.LayerJvp(x, b, Numbers(3, 4), b); All(along.Value); All(along.Tangent);
            """),
        ["Swing"] = (
            "public static void Swing§(T x, ref T angle, out T energy) # { energy = x * angle * angle; angle = T.Cos(angle) + x; }",
            """
            T a = T.CreateChecked(0.25), dX = default, dA = T.CreateChecked(0.75), tA = T.CreateChecked(-0.5); T[] j = new T[4];
            HOST.SwingVjp(T.CreateChecked(1.5), ref a, out T e, T.CreateChecked(2), ref dX, ref dA); All(a); All(e); All(dX); All(dA);
            HOST.SwingJvp(T.CreateChecked(1.5), ref a, out e, T.CreateChecked(2), ref tA, out T tE); All(a); All(e); All(tA); All(tE);
            HOST.SwingJacobian(T.CreateChecked(1.5), ref a, out e, j); All(j); All(HOST.SwingJacobian(T.CreateChecked(1.5), ref a, out e)); All(a); All(e);
            """),
        ["Mixed"] = (
            "public static void Mixed§(T x, double y, [Output] Span<T> r, [Output] Span<double> q) # { r[0] = x * T.CreateChecked(y); q[0] = double.CreateChecked(T.Sin(x)) * y; q[1] = y * y; }",
            """
            T[] r = new T[1]; double[] q = new double[2], j = new double[6], dY = new double[3]; T[] dX = new T[3];
            HOST.MixedJacobian(T.CreateChecked(0.5), 1.25, r, q, j); foreach (double v in j) { Sum.Add(v); }
            HOST.MixedJacobianBlocks(T.CreateChecked(0.5), 1.25, r, q, dX, dY); All(dX); foreach (double v in dY) { Sum.Add(v); }
            """),
        ["Rows"] = (
            "public static T Rows§(T[][] w, T x) # { T s = x; for (int i = 0; i < w.Length; i++) { T[] row = w[i]; for (int k = 0; k < row.Length; k++) { s += T.Sin(row[k] * s); } } return s; }",
            """
            T[][] w = { Numbers(2, 1), Numbers(3, 2), new T[0] }, d = { new T[2], new T[3], new T[0] }; T dX = default;
            HOST.RowsGradient(w, T.CreateChecked(0.5), d, out dX); foreach (T[] row in d) { All(row); } All(dX);
            All(HOST.RowsVjp(w, T.CreateChecked(0.5), T.CreateChecked(1.5), d, ref dX)); foreach (T[] row in d) { All(row); } All(dX);
            """),
        ["Handed"] = (
            """
            public static T Handed§(T x, int n) #
            {
                T[] a = new T[2]; a[0] = x; a[1] = x * x;
                for (int i = 0; i < n; i++) { T[] b = new T[2]; b[0] = a[1] * T.Sin(a[0]); b[1] = a[0] + x; a = b; }
                return a[0] * a[1];
            }
            """,
            "All(HOST.HandedGradient(T.CreateChecked(0.75), 5)); All(HOST.HandedHvp(T.CreateChecked(0.75), 5, T.CreateChecked(2)));"),
        ["Snapshots"] = (
            "public static T Snapshots§(T x, int n) # { T s = x; for (int i = 0; i < n; i++) { s = T.Sin(s * x) + T.CreateChecked(0.5); } return s; }",
            "All(HOST.SnapshotsGradient(T.CreateChecked(0.75), 23)); All(HOST.SnapshotsValueAndGradient(T.CreateChecked(0.75), 23).Value);"),
        ["Power"] = (
            "public static T Power§(T x, int n) # => n == 0 ? T.CreateChecked(1) : T.Sin(x * Power(x, n - 1)) + T.CreateChecked(n);",
            "All(HOST.PowerGradient(T.CreateChecked(0.75), 6)); All(HOST.PowerJvp(T.CreateChecked(0.75), 6, T.CreateChecked(2)).Tangent); All(HOST.PowerHvp(T.CreateChecked(0.75), 6, T.CreateChecked(2)));"),
        ["Halves"] = (
            """
            public static T Halves§(Span<T> a, T x, int depth) #
            {
                if (depth == 0 || a.Length == 0) { return x; }
                a[0] = T.Sin(a[0] * x) + a[a.Length - 1];
                return a[0] * Halves(a.Slice(0, a.Length / 2), x * a[0], depth - 1) + x;
            }
            """,
            """
            T[] a = Numbers(4, 1), dA = Numbers(4, 2), tA = Numbers(4, 3); T dX = default;
            All(HOST.HalvesVjp(a, T.CreateChecked(0.75), 3, T.CreateChecked(1.5), dA, ref dX)); All(a); All(dA); All(dX);
            All(HOST.HalvesJvp(a, T.CreateChecked(0.75), 3, tA, T.CreateChecked(2)).Tangent); All(a); All(tA);
            """),
    };

    /// <summary>What calls use.</summary>
    public const string Helpers = """
            private static readonly List<double> Sum = new();
            private static T Number(int k) => T.CreateChecked((k * 7 % 11 - 4) / 8.0);
            private static T[] Numbers(int n, int salt) { T[] x = new T[n]; for (int i = 0; i < n; i++) { x[i] = Number(i + 3 * salt); } return x; }
            private static T[,] Matrix(int n, int m) { T[,] x = new T[n, m]; for (int i = 0; i < n * m; i++) { x[i / m, i % m] = Number(i); } return x; }
            private static void All(T x) => Sum.Add((double)x);
            private static void All(T[] x) { foreach (T v in x) { All(v); } }
            private static void All(T[,] x) { foreach (T v in x) { All(v); } }
        """;
}
