namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods that call themselves with structs, tuples, and arrays of them.</summary>
internal static class RecursiveShapes
{
    /// <summary>The methods.</summary>
    public const string Methods = ShapeSource.Types + """
        public readonly struct Arm
        {
            public readonly double Length; public readonly double Angle;
            public Arm(double length, double angle) { Length = length; Angle = angle; }
            public double Reach(double by, int n) => n == 0 ? Math.Sin(Angle) * Length : new Arm(Angle * by, Length).Reach(by, n - 1) + Length;
            public Arm Spun(double by, int n) { if (n == 0) { return this; } var next = new Arm(Length - by * Angle, Angle + by * Length).Spun(by, n - 1); return new Arm(next.Length * Length, next.Angle); }
        }

        public sealed class Model { private readonly double _rate = 1.5; public Vec Down(Vec v, int n) => n == 0 ? v : Down(new Vec(v.Y * _rate, Math.Sin(v.X)), n - 1) + v; }

        public static partial class Recursive
        {
            // A marked method calls itself, and a helper does, with what it needs of structs; twice in a call.
            [Differentiable(Derivatives.All)] public static Vec Turned(Vec v, double x, [NoGradient] int n) { if (n == 0) { return v; } var w = Turned(new Vec(v.X - x * v.Y, v.Y + x * Math.Sin(v.X)), x, n - 1); return new Vec(w.X * v.Y, w.Y + v.X); }
            [Differentiable] public static double Tree(Vec a, double x) { var (s, t) = Both(a, x, 3); return s.X * s.Y + t; }
            [Differentiable] public static double OfStruct(Arm a, double x) => a.Reach(x, 3) * a.Spun(x, 2).Length;
            [Differentiable] public static double Other(Vec v, double x) { var y = Ascending(new Ray(v, new Vec(x, x * x)), 3); return y.From.X * y.To.Y + y.Span; }

            // Parts that are no numbers, and such as are constants, are handed on.
            [Differentiable] public static double Parts(Mixed m, double x) => Shine(m, x, 3);
            [Differentiable] public static double Counted(Mixed m, double x) { var c = Count(m.Value, x, 4); return c.Value * c.Steps + c.At.X; }

            // Two marked methods call each other.
            [Differentiable] public static double Even(Vec v, double x, [NoGradient] int n) => n == 0 ? v.X * x : Odd(new Vec(v.Y * x, v.X), x, n - 1).X + x;
            [Differentiable(Derivatives.All)] public static Vec Odd(Vec v, double x, [NoGradient] int n) => n == 0 ? v : new Vec(Even(new Vec(v.Y, v.X * v.X), x, n - 1), v.Y);

            // One of a class, of which the numbers are constants; and one that is given a constant.
            [Differentiable] public static double Single((float A, Vec B) t, float x) { var r = Halved(t, x, 2); return r.A * r.B.X + r.B.Y; }
            [Differentiable] public static double WithConstant(Vec v, [NoGradient] Vec w) { var r = Led(v, w, 3); return r.X * r.Y; }

            // A part of a variable, handed over by reference that cannot be written.
            [Differentiable] public static double Inside(Nested n, double x) => Deep(in n.Tuple, x, 2) * n.Weight;

            private static (Vec S, double T) Both(Vec a, double x, int depth)
            {
                if (depth == 0) { return (a, x); }
                var left = Both(new Vec(a.X * x, a.Y), x, depth - 1);
                var (s, t) = Both(left.S + a, x * 0.5, depth - 1);
                return (s, t * left.T + a.Length);
            }

            private static Ray Ascending(Ray r, int n) => n == 0 ? r : Descending(new Ray(r.To, r.At(0.3)), n - 1) with { From = new Vec(r.From.Y, r.Span) };
            private static Ray Descending(Ray r, int n) => n == 0 ? r : Ascending(r with { To = r.At(-0.2) }, n - 1);
            private static double Shine(in Mixed m, double x, int n) { if (n == 0) { return m.Value * x; } var t = m; t.Value *= m.Value + x; t.Count++; t.Name += "a"; t.Narrow *= 2; return Shine(in t, x, n - 1) + m.Value * t.Count * t.Name.Length + t.Narrow * x; }
            private static (double Value, int Steps, Vec At) Count(double v, double x, int n) { if (n == 0) { return (v, 1, new Vec(x, v)); } var c = Count(v * x, x, n - 1); return (c.Value + v, c.Steps + 1, x * c.At); }
            private static (float A, Vec B) Halved((float A, Vec B) t, float x, int n) => n == 0 ? t : Halved((t.A * x, new Vec(t.B.Y, t.A * t.B.X)), x * 0.5f, n - 1);
            private static Vec Led(Vec v, [NoGradient] Vec w, int n) => n == 0 ? v : Led(new Vec(v.Y * w.X, v.X + w.Y), w + Vec.Unit, n - 1);
            private static double Deep(in (double A, Vec B) t, double x, int n) { if (n == 0) { return t.A * t.B.X; } var u = (t, x); u.t.A *= x; u.t.B.X += t.B.Y; return Deep(in u.t, x, n - 1) * x; }
        }
        """;

    /// <summary>Methods that hand arrays and spans of structs to themselves.</summary>
    public const string WithArrays = ShapeSource.Types + """
        public struct Star { public Vec Pos; public float Mass; public int Kind; public double Age; }

        public static partial class RecursiveArrays
        {
            [Differentiable] public static double Summed(Vec[] v, double x) => Sum(v, 0, x);
            [Differentiable] public static double Sorted(Vec[] v, double x) { var c = (Vec[])v.Clone(); Divide(c, 0, c.Length, x); double e = 0; for (int i = 0; i < c.Length; i++) { e += c[i].X * c[i].Y * (i + 1); } return e; }
            [Differentiable] public static double Stepped(ReadOnlySpan<Star> s, double h) { Span<Star> c = new Star[3]; s.CopyTo(c); Step(c, h, 3); return c[0].Pos.X * c[1].Age + c[2].Kind * c[2].Pos.Y * c[1].Mass; }
            [Differentiable] public static double Self(Vec[] v, double x, [NoGradient] int n) { if (n == 0) { return v[0].X * x + v[2].Y; } var w = new Vec[3]; for (int i = 0; i < 3; i++) { w[i] = new Vec(v[i].Y * x, v[(i + 1) % 3].X); } return Self(w, x, n - 1) + v[1].Length; }
            [Differentiable] public static double Picked(Vec[] v, double x) { var p = Find(v.AsSpan(), x); return p.X * p.Y * x; }

            private static double Sum(Vec[] v, int from, double x) => from == v.Length ? x : v[from].Length * x + Sum(v, from + 1, x * v[from].X);
            private static void Divide(Vec[] v, int from, int to, double x) { if (to - from < 1) { return; } v[from] = new Vec(v[from].Y * x, v[from].X + Math.Sin(v[to - 1].X)); Divide(v, from + 1, to, x * v[from].X); }
            private static void Step(Span<Star> s, double h, int n) { if (n == 0) { return; } for (int i = 0; i < s.Length; i++) { s[i].Pos.X += h * s[i].Pos.Y; s[i].Age *= s[i].Pos.X; s[i].Kind++; } Step(s.Slice(1), h * s[0].Age, n - 1); }
            private static Vec Find(ReadOnlySpan<Vec> v, double x) => v.Length == 1 ? v[0] : x * Find(v.Slice(1), x * v[0].X) + v[0];

            // What reflection can call.
            public static double SteppedOf(Star[] s, double h) => Stepped(s, h);
            public static (Star[] DS, double DH) SteppedOfGradient(Star[] s, double h) { var d = new Star[s.Length]; SteppedGradient(s, h, d, out double dH); return (d, dH); }
        }
        """;
}
