namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods that return arrays of structs and tuples.</summary>
internal static class ReturnedShapes
{
    /// <summary>What each returns, and its parameters.</summary>
    private static readonly (string Result, string Name, string[] Parameters)[] Declarations =
    [
        ("Vec", "Spread", ["double x", "double y"]),
        ("Vec", "Chosen", ["Vec v", "double x", "int n"]),
        ("Star", "Step", ["Star[] s", "double h"]),
        ("Vec", "Same", ["Vec[] v", "double x"]),
        ("(double A, Vec B)", "Tuples", ["(double A, Vec B)[] t", "double x"]),
        ("One", "Single", ["One[] a", "double x"]),
        ("Fixed", "Records", ["Fixed f", "float x"]),
        ("Vec", "Iterated", ["Vec[] v", "double h", "int n"]),
        ("Vec", "FromNumbers", ["double[] x"]),
    ];

    /// <summary>The names of the methods that reflection can call.</summary>
    public static IEnumerable<string> Names => Declarations.Select(d => d.Name + "Of");

    /// <summary>The names of those that have a Jacobian: of structs without a constant.</summary>
    public static IEnumerable<string> WithJacobian => Declarations.Select(d => d.Name).Where(n => n != "Step").Append("Lengths");

    /// <summary>The methods.</summary>
    public static string Source => Methods + "\npublic static partial class Returned\n{\n" + string.Join("\n", Declarations.Select(d => Callable(d.Result, d.Name, d.Parameters))) + "\n}";

    private const string Methods = ShapeSource.Types + """
        public struct Star { public Vec Pos; public float Mass; public int Kind; public double Age; [NoGradient] public double Rate; }

        public struct One { public double Value; }

        public readonly record struct Fixed(double A, float B);

        public static partial class Returned
        {
            // What reflection can call: the array and what is left in a span, with the Jacobian of both.
            public static (Vec[], Ray[]) BothOf(Vec[] v, double x) { var r = new Ray[2]; return (ToBoth(v, x, r), r); }
            public static double[,] BothOfJacobian(Vec[] v, double x) { var j = new double[12, (2 * v.Length) + 1]; ToBothJacobian(v, x, new Ray[2], System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref j[0, 0], j.Length)); return j; }

            // What it changes is as before for every row, though the method ran for the number of rows.
            [Differentiable] public static double[] Moved([InOut] Vec[] v, double x) { var r = new[] { v[0].X * x, v[1].Y * v[0].X }; v[0] = new Vec(v[0].Y * x, v[0].X); v[1].X += x; return r; }
            public static (double[], Vec[]) MovedOf(Vec[] v, double x) { var c = (Vec[])v.Clone(); return (Moved(c, x), c); }
            public static double[,] MovedOfJacobian(Vec[] v, double x) => MovedJacobian((Vec[])v.Clone(), x);

            // Made by the method, in one place and in several; a parameter; part of another array.
            [Differentiable] public static Vec[] Spread(double x, double y) { var v = new Vec[3]; for (int i = 0; i < v.Length; i++) { v[i] = new Vec(x * i, Math.Sin(y) * x); } return v; }
            [Differentiable] public static Vec[] Chosen(Vec v, double x, [NoGradient] int n) { if (n > 5) { return new[] { v, new Vec(x, x * x) }; } var w = new Vec[n]; for (int i = 0; i < n; i++) { w[i] = x * (i == 0 ? v : w[i - 1] + v); } return n > 4 ? w.AsSpan(1).ToArray() : w; }
            [Differentiable] public static Star[] Step(Star[] s, double h) { var next = (Star[])s.Clone(); for (int i = 0; i < s.Length; i++) { next[i].Pos = s[i].Pos + h * s[(i + 1) % s.Length].Pos; next[i].Age *= s[i].Mass * h; next[i].Kind += i; } return next; }
            [Differentiable] public static Vec[] Same(Vec[] v, double x) { var w = x > 0.9 ? v : v; return w; }
            [Differentiable] public static (double A, Vec B)[] Tuples((double A, Vec B)[] t, double x) { var u = new (double A, Vec B)[2]; u[0] = (t[0].A * x, t[1].B); u[1] = (t[2].B.X, x * t[0].B); return u; }
            [Differentiable] public static One[] Single(One[] a, double x) { var b = new One[2]; b[0].Value = a[0].Value * x; b[1].Value = a[1].Value + a[2].Value * a[0].Value; return b; }
            [Differentiable] public static Fixed[] Records(Fixed f, float x) => new[] { f with { A = f.A * x }, new Fixed(f.B * f.A, x * x) };
            [Differentiable] public static Vec[] FromNumbers(double[] x) { var v = new Vec[x.Length - 1]; for (int i = 0; i + 1 < x.Length; i++) { v[i] = new Vec(x[i] * x[i + 1], x[0]); } return v; }
            [Differentiable] public static double[] Lengths(Vec[] v, double x) { var r = new double[v.Length + 1]; for (int i = 0; i < v.Length; i++) { r[i] = v[i].Length * x; } r[v.Length] = v[0].X * x; return r; }
            [Differentiable] public static Vec[] ToBoth(ReadOnlySpan<Vec> v, double x, [Output] Span<Ray> r) { var w = new Vec[2]; for (int i = 0; i < r.Length; i++) { r[i] = new Ray(x * v[i], v[2]); } w[0] = new Vec(v[0].X * v[1].Y, x); w[1] = v[2]; return w; }
            [Differentiable] public static Vec[] Iterated(Vec[] v, double h, [NoGradient] int n) { var p = (Vec[])v.Clone(); for (int k = 0; k < n; k++) { for (int i = 0; i < p.Length; i++) { p[i] = new Vec(p[i].X + h * p[i].Y, p[i].Y - h * Math.Sin(p[i].X)); } } return p; }
        }
        """;

    // Spans cannot be handed over by reflection, arrays can.
    private static string Callable(string result, string name, string[] parameters)
    {
        var split = parameters.Select(p => (Type: p[..p.LastIndexOf(' ')], Name: p[(p.LastIndexOf(' ') + 1)..])).ToList();
        var active = split.Where(p => p.Type != "int").ToList();
        string primal = string.Join(", ", split.Select(p => (p.Type == "int" ? "[NoGradient] " : "") + $"{p.Type} {p.Name}"));
        string given = string.Join(", ", split.Select(p => p.Name));
        string accumulators = string.Join(", ", active.Select(p => (p.Type.EndsWith("[]", StringComparison.Ordinal) ? "" : "ref ") + $"{p.Type} d{p.Name}"));
        string added = string.Join(", ", active.Select(p => (p.Type.EndsWith("[]", StringComparison.Ordinal) ? "" : "ref ") + "d" + p.Name));
        string tangents = string.Join(", ", active.Select(p => $"{p.Type} t{p.Name}"));
        string along = string.Join(", ", active.Select(p => "t" + p.Name));
        return $"""
            public static {result}[] {name}Of({primal}) => {name}({given});
            public static {result}[] {name}OfVjp({primal}, {result}[] cotangent, {accumulators}) => {name}Vjp({given}, cotangent, {added});
            public static ({result}[] Value, {result}[] Tangent) {name}OfJvp({primal}, {tangents}) => {name}Jvp({given}, {along});
            """;
    }
}
