namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods with arrays and spans of structs and tuples.</summary>
internal static class ColumnSource
{
    /// <summary>The methods.</summary>
    public const string Methods = ShapeSource.Types + """
        public struct Star { public Vec Pos; public float Mass; public int Kind; public double Age; }

        public static partial class Columns
        {
            [Differentiable] public static double Energy(Star[] s, double g) { double e = 0; for (int i = 0; i < s.Length; i++) { for (int j = 0; j < i; j++) { e -= g * s[i].Mass * s[j].Mass / (s[i].Pos - s[j].Pos).Length; } e += s[i].Age * s[i].Pos.X; } return e; }
            [Differentiable] public static double Foreach(Vec[] v, double x) { double e = 0; foreach (var p in v) { e += p.Length * x; p.Scale(2); e += p.X; } return e; }
            [Differentiable] public static double Tuples((double A, Vec B)[] t) { double e = 0; for (int i = 0; i < t.Length; i++) { var (a, b) = t[i]; e += a * b.X + t[^1].A * t[i].B.Y; } return e; }
            [Differentiable] public static double Changed(Vec[] v, double x) { var c = (Vec[])v.Clone(); c[0].X *= x; c[1].Scale(c[0].X); c[2] += c[1]; (c[0], c[2]) = (c[2], c[0]); c[1].Angle += x; c[0][1] -= x; Twice(ref c[2].Y, x); Move(ref c[1]); return c[0].X * c[2].Y + c[1].Dot(c[0]); }
            [Differentiable] public static double Made(double x, double y) { var v = new Vec[4]; for (int i = 0; i < v.Length; i++) { v[i] = new Vec(x * i, y); v[i].X += i; } var s = v.AsSpan(1, 2); s[0].Y *= s[1].X; var w = new[] { v[1], v[2] }; w[0].X = 7; return v[1].Y * v[2].X + w[1].Y + v[1].X; }
            [Differentiable] public static double Stack(double x, double y) { Span<Vec> s = stackalloc Vec[3]; s.Fill(new Vec(x, y)); s[1].Scale(x); s.Slice(1).CopyTo(s); s[2] = default; s[2].X += y; return s[0].X * s[1].Y + s[2].X; }
            [Differentiable] public static double Recorded(Vec[] v, double h) { var p = v.AsSpan().ToArray(); for (int n = 0; n < 5; n++) { for (int i = 0; i < p.Length; i++) { p[i] = new Vec(p[i].X + h * p[i].Y, p[i].Y - h * Math.Sin(p[i].X)); } } double e = 0; foreach (var q in p) { e += q.Dot(q); } return e; }
            [Differentiable] public static double Helped(Vec[] v, Vec a) { double s = 0; for (int i = 0; i < v.Length; i++) { s += Dot(v, i, a); } return s * Longest(v); }
            [Differentiable] public static double Chosen(Vec[] v, Vec[] w, double x) { var p = x > 0.9 ? v : w; return p[0].X * p[1].Y * x + w[2].X; }
            [Differentiable] public static double Constant([NoGradient] Vec[] v, double x) { double s = 0; foreach (var p in v) { s += p.X * x * x; } return s; }
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)] public static void Step(Span<Star> s, double h) { for (int i = 0; i < s.Length; i++) { s[i].Pos.X += h * s[i].Pos.Y; s[i].Age *= s[i].Pos.X; s[i].Kind++; } }
            [Differentiable(Derivatives.Vjp | Derivatives.Jvp)] public static void Spread(ReadOnlySpan<Vec> v, double x, [Output] Span<Star> s) { for (int i = 0; i < v.Length; i++) { s[i] = new Star { Pos = x * v[i], Age = v[i].Length, Kind = 2 }; } }

            private static void Twice(ref double v, double by) { v *= 2; v += by; }
            private static void Move(ref Vec v) { v = new Vec(v.Y, v.X * v.X); }
            private static double Dot(Vec[] v, int i, Vec a) => v[i].Dot(a) * i;
            private static double Longest(ReadOnlySpan<Vec> v) { double m = 0; for (int i = 0; i < v.Length; i++) { if (v[i].Length > m) { m = v[i].Length; } } return m; }

            // What reflection can call.
            public static Star[] StepOf(Star[] s, double h) { var c = (Star[])s.Clone(); Step(c, h); return c; }
            public static (Star[] Final, Star[] DS, double DH) StepVjpOf(Star[] s, double h, Star[] dS, double dH) { var c = (Star[])s.Clone(); var d = (Star[])dS.Clone(); StepVjp(c, h, d, ref dH); return (c, d, dH); }
            public static (Star[] Final, Star[] TS) StepJvpOf(Star[] s, double h, Star[] tS, double tH) { var c = (Star[])s.Clone(); var t = (Star[])tS.Clone(); StepJvp(c, h, t, tH); return (c, t); }
            public static Star[] SpreadOf(Vec[] v, double x) { var s = new Star[v.Length]; Spread(v, x, s); return s; }
            public static (Vec[] DV, double DX) SpreadVjpOf(Vec[] v, double x, Star[] dS, Vec[] dV, double dX) { var d = (Vec[])dV.Clone(); SpreadVjp(v, x, new Star[v.Length], dS, d, ref dX); return (d, dX); }
            public static Star[] SpreadJvpOf(Vec[] v, double x, Vec[] tV, double tX) { var t = new Star[v.Length]; SpreadJvp(v, x, new Star[v.Length], tV, tX, t); return t; }
            public static double ShortDestination(Vec[] v) => ForeachValueAndGradient(v, 1, new Vec[1], out _);
            public static double Overlapping(Vec[] v) => ForeachValueAndGradient(v, 1, v, out _);
            public static void Repeated(Star[] s, Star[] d) { for (int i = 0; i < 100; i++) { EnergyValueAndGradient(s, 1.5, d, out _); } }
        }
        """;
}
