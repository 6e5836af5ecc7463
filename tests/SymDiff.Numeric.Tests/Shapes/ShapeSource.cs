namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods with structs and tuples, each of which shows something that could go wrong.</summary>
internal static class ShapeSource
{
    /// <summary>The types.</summary>
    public const string Types = """
        using System;
        using SymDiff;

        public struct Vec
        {
            public double X, Y;

            public Vec(double x, double y) { X = x; Y = y; }

            public static Vec operator +(Vec a, Vec b) => new Vec(a.X + b.X, a.Y + b.Y);
            public static Vec operator -(Vec a, Vec b) => new Vec(a.X - b.X, a.Y - b.Y);
            public static Vec operator -(Vec a) => new Vec(-a.X, -a.Y);
            public static Vec operator *(double s, Vec a) => new Vec(s * a.X, s * a.Y);
            public static implicit operator Vec((double, double) t) => new Vec(t.Item1, t.Item2);
            public static explicit operator double(Vec a) => a.Length;

            public static Vec Unit => new Vec(1, 0);
            public readonly double Dot(Vec b) => X * b.X + Y * b.Y;
            public double Length => Math.Sqrt(X * X + Y * Y);
            public double Angle { readonly get => Math.Atan2(Y, X); set { double r = Length; X = r * Math.Cos(value); Y = r * Math.Sin(value); } }
            public double this[int i] { readonly get => i == 0 ? X : Y; set { if (i == 0) { X = value; } else { Y = value; } } }
            public void Scale(double s) { X *= s; Y *= s; }
            public void Swap() { double t = X; X = Y; Y = t; }
            public double Normalize() { double r = Length; if (r < 0.1) { return r; } X /= r; Y /= r; return r; }
            public void Turn() => this = new Vec(-Y, X);
            public void Deconstruct(out double x, out double y) { x = X; y = Y; }
        }

        public readonly record struct Ray(Vec From, Vec To) { public Vec At(double t) => From + t * (To - From); public double Span => (To - From).Length; }

        public record struct Body
        {
            public Vec Pos { get; set; }
            public Vec Vel { get; set; }
            public double Mass { get; init; }
            public Body() { Pos = new Vec(0, 0); Vel = new Vec(0, 1); Mass = 2; }
        }

        public struct Mixed { public int Count; public double Value; public string Name; [NoGradient] public double Rate; public float Narrow; }

        public struct Private { private double _x; private double _y; public Private(double x, double y) { _x = x; _y = y; } public double Sum => _x * _y + Math.Sin(_x); public void Add(double d) { _x += d; _y *= d; } }

        public readonly struct Defaulted { public readonly double A; public readonly double B; public Defaulted(double a) : this(a, a * a) { } public Defaulted(double a, double b) { (A, B) = (a, b); } }

        public struct Counter { public double Total; public int N; public void Add(double x) { Total += x * x; N++; } public double Mean() => N > 0 ? Total / N : 0; }

        public struct Pair<T> { public T First; public T Second; public Pair(T first, T second) { First = first; Second = second; } public Pair<T> Swapped() => new Pair<T>(Second, First); }

        public struct Holder { public readonly Vec Inner; public Holder(Vec inner) { Inner = inner; Inner.Scale(2); } }

        public struct Nested { public Ray Ray; public (double A, Vec B) Tuple; public double Weight; }

        public interface IField { double At(Vec p); }

        public struct Well : IField { public double Depth; public double At(Vec p) => -Depth * Math.Exp(-p.Dot(p)); }

        """;

    /// <summary>Methods whose parameters are numbers, and which use structs and tuples inside.</summary>
    public const string Bodies = Types + """
        public static partial class Bodies
        {
            [Differentiable] public static double Constructed(double x, double y) => new Vec(x * y, Math.Sin(x)).Dot(new Vec(y, x));
            [Differentiable] public static double Operators(double x, double y) { var a = new Vec(x, y); var b = 2 * a - Vec.Unit + -a; b += a; b = x * b; return b.Dot(a); }
            [Differentiable] public static double Copied(double x, double y) { var a = new Vec(x, y); var b = a; b.X = x * y; a.Y *= 3; return a.X * b.Y + a.Y * b.X; }
            [Differentiable] public static double CopiedLate(double x, double y) { var a = new Vec(x, y); var b = a; a.X += b.Y; b = a; b.Y -= a.X; return a.Dot(b) + b.X; }
            [Differentiable] public static double Swapped(double x, double y) { var s = new Vec(x, y * y); s.X = s.Y; s.Y = s.X * x; (s.X, s.Y) = (s.Y, s.X); s.Swap(); return s.X - 2 * s.Y; }
            [Differentiable] public static double Property(double x, double y) { var a = new Vec(x, y); a.Angle = a.Angle * 2 + x; return a.X * 3 + a.Y + a.Length; }
            [Differentiable] public static double Compound(double x, double y) { var a = new Vec(x, y); a.Angle += y; a.X *= x; a.Y++; a[0] += 2 * a[1]; return a[0] * a.Y; }
            [Differentiable] public static double Mutated(double x, double y) { var a = new Vec(x, y); a.Scale(x); double r = a.Normalize(); a.Turn(); return r * a.X + a.Y; }
            [Differentiable] public static double EarlyOut(double x, double y) { var a = new Vec(x * 0.01, y * 0.01); double r = a.Normalize(); return r * 5 + a.X; }
            [Differentiable] public static double MutatedInside(double x, double y) { Nested n = default; n.Ray = new Ray(new Vec(x, y), new Vec(y, x)); n.Tuple.B.X = x; n.Tuple.B.Scale(y); n.Tuple.A = n.Tuple.B.Length; return n.Tuple.A * n.Ray.Span + n.Ray.At(0.3).X; }
            [Differentiable] public static double Body(double x, double y) { var b = new Body { Mass = x }; var c = b with { Vel = new Vec(x, y), Mass = b.Mass * y }; b.Pos = c.Vel; b.Pos += b.Vel; return b.Pos.Dot(c.Vel) * c.Mass + b.Mass; }
            [Differentiable] public static double DefaultValue(double x, double y) { var v = default(Vec); v.X += x; Vec w = new(); w.Y = y; var b = new Body(); return (v + w).Length * b.Mass + b.Vel.Y * x; }
            [Differentiable] public static double Chained(double x, double y) { var d = new Defaulted(x * y); var e = new Defaulted(y, d.B); return d.A * e.B + e.A; }
            [Differentiable] public static double Hidden(double x, double y) { var p = new Private(x, y); p.Add(x * y); var q = p; q.Add(1.5); return p.Sum * q.Sum; }
            [Differentiable] public static double Converted(double x, double y) { Vec v = (x, y * x); return (double)v * v.X; }
            [Differentiable] public static double Tuples(double x, double y) { var t = (x * y, Math.Sin(x)); var (a, b) = t; (double P, double Q) u = (b, a); u.P += t.Item1; t = u; return t.Item1 * u.Q + a; }
            [Differentiable] public static double Exchanged(double x, double y) { double a = x, b = y; (a, b) = (b * b, a); (a, b) = (b, a); return a * 3 + b; }
            [Differentiable] public static double NestedTuples(double x, double y) { (double A, (double B, Vec C) D) t = (x, (y, new Vec(x, y))); t.D.C.X *= t.A; t.D.B = t.D.C.Length; var ((p, q), r) = ((x, y), t.D.B); return t.D.B * t.D.C.X + p * q * r; }
            [Differentiable] public static double Widened(double x, float y) { (float, float) narrow = (y, y * 2); (double, double) wide = narrow; return wide.Item1 * x + wide.Item2; }
            [Differentiable] public static double ByHelper(double x, double y) { var (s, p) = SumAndProduct(x, y); var (u, v) = new Vec(s, p); return u * v + SumAndProduct(s, p).Product; }
            [Differentiable] public static double ByReference(double x, double y) { var a = new Vec(x, y); Twice(ref a.X, a.Y); Move(ref a, new Vec(y, x)); Fill(out var b, a.X); return a.X * a.Y + b.X * b.Y; }
            [Differentiable] public static double ByIn(double x, double y) { var a = new Vec(x, y); return Read(in a) * Read(new Vec(y, y)); }
            [Differentiable] public static double DefensiveCopies(double x, double y) { var h = new Holder(new Vec(x, y)); h.Inner.Scale(3); var a = new Vec(x, y); return h.Inner.X + Grown(in a) * a.Y + a.X; }
            [Differentiable] public static double Chosen(double x, double y) { var a = x > y ? new Vec(x, y * 2) : new Vec(y, x); Vec b; if (a.X > 1) { b = a; b.Scale(x); } else { b = new Vec(a.Y, x * x); } return a.X * b.Y + b.X; }
            [Differentiable] public static double PartlyChosen(double x, double y) { var a = new Vec(x, y); if (x * y > 0.7) { a.Y = x * x; } else if (x > 1) { a.X = y; } return a.X * 2 + a.Y * a.Y; }
            [Differentiable] public static double Switched(double x, double y) { var a = (int)(x * 3) switch { 1 => new Vec(x, y), 2 => new Vec(y * x, 1), _ => new Vec(1, x * y) }; return a.X * 3 + a.Y; }
            [Differentiable] public static double Looped(double x, double y) { var a = new Vec(x, y); for (int i = 0; i < 5; i++) { a = 0.5 * a + new Vec(a.Y * x, -a.X); } return a.Dot(a); }
            [Differentiable] public static double LoopMutated(double x, double y) { var a = new Vec(x, y); var b = new Vec(1, 0); for (int i = 0; i < 4; i++) { var before = a; a.Scale(b.X + 0.5); b.X = before.Y; b.Swap(); } return a.X * b.Y + a.Y; }
            [Differentiable] public static double Broken(double x, double y) { var a = new Vec(x, y); int n = 0; while (true) { a.Scale(1.3); if (a.Length > 4 || ++n > 20) { break; } a.X += y; } return a.X - a.Y; }
            [Differentiable] public static double Counted(double x, double y) { Counter c = default; for (int i = 1; i <= 3; i++) { c.Add(x * i + y); } return c.Mean() + c.N * x; }
            [Differentiable] public static double Foreach(double x, double y) { double s = 0; foreach (var v in new[] { 1.0, 2.0 }) { var a = new Vec(x * v, y); a.Normalize(); s += a.X; } return s; }
            [Differentiable] public static double Recorded(double x, double y) { var a = new Vec(x, y); double s = 0; for (int i = 0; i < 6; i++) { a = new Vec(Math.Sin(a.Y) * x, Math.Cos(a.X) * y); s += a.X * a.Y; } return s; }
            [Differentiable] public static double LocalFunction(double x, double y) { var a = new Vec(x, y); void Push(double d) { a.X += d * a.Y; } Push(x); Push(y); return a.X * a.Y; }
            [Differentiable] public static double Lambda(double x, double y) { var a = new Vec(x, y); Func<Vec, Vec> f = v => v + a; a.X = y; return f(new Vec(x, 1)).Length; }
            [Differentiable] public static double GenericStruct(double x, double y) { var p = new Pair<double>(x, y * y); var q = new Pair<Vec>(new Vec(p.Second, x), new Vec(y, y)).Swapped(); return q.First.X * q.Second.X + p.Swapped().First; }
            [Differentiable] public static double GenericHelper(double x, double y) => Second(new Pair<double>(x, x * y)) * Second(new Pair<Vec>(new Vec(x, x), new Vec(y, x))).Length;
            [Differentiable] public static double Functor(double x, double y) => Twice(new Well { Depth = x }, new Vec(x, y));
            [Differentiable] public static double MixedState(double x, double y) { var m = new Mixed { Value = x, Count = 3, Name = "n", Rate = 2 }; m.Narrow = (float)y; m.Value *= m.Rate * m.Count; return m.Value * y + m.Name.Length; }
            [Differentiable] public static double Patterns(double x, double y) { var a = new Vec(x, y); return a is { X: > 0.8, Y: var q } ? q * a.X : a.Y * 3; }
            [Differentiable] public static double OutParameters(double x, double y) { Polar(x, y, out double a, out double b); Vec v; v.X = a; v.Y = b; return v.Length * v.X; }
            [Differentiable] public static double SelfAssigned(double x, double y) { var a = new Vec(x, y); a = a; a.X = a.X; var b = (a = new Vec(a.Y, x)).X; return b * a.Y + a.X; }
            [Differentiable] public static double Guarded(double x, double y) { var a = new Vec(x, y); if (a.Length > 100) { throw new ArgumentException("too long"); } return a.Normalize() * a.Y; }

            private static (double Sum, double Product) SumAndProduct(double x, double y) => (x + y, x * y);
            private static void Twice(ref double v, double by) { v *= 2; v += by; }
            private static void Move(ref Vec v, Vec by) { v += by; v.X *= v.Y; }
            private static void Fill(out Vec v, double x) { v = default; v.X = x; v.Y = x * x; }
            private static double Grown(in Vec v) { v.Scale(2); return v.X; }
            private static double Read(in Vec v) => v.X + v.Y * v.Length;
            private static T Second<T>(Pair<T> p) => p.Second;
            private static double Twice<T>(T field, Vec p) where T : struct, IField => field.At(p) + field.At(2 * p);
            private static void Polar(double r, double t, out double x, out double y) { x = r * Math.Cos(t); y = r * Math.Sin(t); }
        }
        """;

    /// <summary>Methods with structs and tuples as parameters and results.</summary>
    public const string Signatures = Types + """
        public static partial class Signatures
        {
            [Differentiable(Derivatives.All)] public static double OfStruct(Vec a) => a.X * a.X * a.Y + a.Length;
            [Differentiable(Derivatives.All)] public static double OfSeveral(Vec a, double s, Ray r) => r.At(s).Dot(a) * r.Span;
            [Differentiable(Derivatives.All)] public static double OfTuple((double A, double B) t, (double, (double X, double Y)) u) => t.A * u.Item1 + t.B * u.Item2.X * u.Item2.Y;
            [Differentiable(Derivatives.All)] public static double OfBody(Body b, double h) => (b.Pos + h * b.Vel).Length * b.Mass;
            [Differentiable(Derivatives.All)] public static double OfMixed(Mixed m, double x) => m.Value * m.Value * m.Count * x + m.Rate + m.Narrow * x;
            [Differentiable(Derivatives.All)] public static double OfNested(Nested n) => n.Ray.At(n.Weight).X * n.Tuple.A + n.Tuple.B.Dot(n.Ray.From);
            [Differentiable(Derivatives.All)] public static double OfGeneric(Pair<double> p, Pair<Vec> q) => p.First * q.Second.X + p.Second * q.First.Y * q.First.Y;
            [Differentiable(Derivatives.All)] public static double OfDefaulted(Defaulted d) => d.A * d.A * d.B;
            [Differentiable(Derivatives.All)] public static double OfConstant([NoGradient] Vec a, Vec b) => a.Dot(b) * b.X;
            [Differentiable(Derivatives.All)] public static double ByIn(in Vec a, in Ray r) => r.At(a.X).Y * a.Y;
            [Differentiable(Derivatives.All)] public static double Overwritten(Vec a, double s) { a.X *= s; a.Scale(a.Y); a = s * a; return a.X * 2 + a.Y; }
            [Differentiable(Derivatives.All)] public static double PartlyUsed(Nested n) => n.Weight * n.Weight;
            [Differentiable(Derivatives.All)] public static double WithArray(double[] w, Vec a) { double s = 0; for (int i = 0; i < w.Length; i++) { s += w[i] * a.X + a.Y * i; } return s * a.Y; }
            [Differentiable(Derivatives.All)] public static Vec ToStruct(double x, double y) => new Vec(x * y, Math.Sin(x) + y);
            [Differentiable(Derivatives.All)] public static (double S, double P) ToTuple(double x, double y) => (x + y, x * y);
            [Differentiable(Derivatives.All)] public static (double, Vec, int) ToMixed(Vec a, double s) => (a.Length, s * a, 3);
            [Differentiable(Derivatives.All)] public static Ray ToRay(Ray r, double t) => new Ray(r.At(t), r.From + r.To);
            [Differentiable(Derivatives.All)] public static Body Step(Body b, double h) { b.Vel -= h * b.Mass * b.Pos; b.Pos += h * b.Vel; return b; }
            [Differentiable(Derivatives.All)] public static Body Steps(Body b, double h) { for (int i = 0; i < 7; i++) { b = b with { Vel = b.Vel - h * b.Mass * b.Pos }; b.Pos += h * b.Vel; } return b; }
            [Differentiable(Derivatives.All)] public static (double Value, int Iterations) Root(double a) { double x = a; int n = 0; while (Math.Abs(x * x - a) > 1e-14 && n < 40) { x = 0.5 * (x + a / x); n++; } return (x, n); }
            [Differentiable(Derivatives.All)] public static (double, double) Early(Vec a) { if (a.X > 1) { return (a.Y, a.X * a.X); } for (int i = 0; i < 3; i++) { a.Scale(1.1); if (a.Y > 1) { return (a.X * a.Y, a.Y); } } return (a.X, a.Length); }
            [Differentiable(Derivatives.All)] public static Vec ToSame(Vec a) => a;
            [Differentiable(Derivatives.All)] public static (float A, double B) Widths(float x, double y) => (x * (float)y, x * y);
            [Differentiable(Derivatives.All)] public static Defaulted ToReadOnly(Defaulted d, double x) => new Defaulted(d.A * x, d.B + d.A);
            [Differentiable(Derivatives.All)] public static double Own(Local l, double x) => l.Hidden * x * l.Hidden;

            public struct Local { internal double Hidden; }
        }
        """;
}
