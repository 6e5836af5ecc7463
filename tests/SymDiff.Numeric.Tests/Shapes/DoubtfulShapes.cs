namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods made to mislead what is known of structs: other names of the same variable, the order of evaluation, parts that are assigned before the whole, jumps.</summary>
internal static class DoubtfulShapes
{
    /// <summary>The methods.</summary>
    public const string Methods = """
        using System;
        using SymDiff;

        public struct Vec { public double X, Y; public Vec(double x, double y) { X = x; Y = y; } public void Scale(double s) { X *= s; Y *= s; } public double Sum => X + Y; public void AddTo(ref double t) { t += X; X = t; } public Vec Then(double s) { X += s; return this; } public static Vec operator +(Vec a, Vec b) => new Vec(a.X + b.X, a.Y + b.Y); public void SetFrom(Vec o) { X = o.Y; Y = o.X; } }
        public struct WithStatic { public double V; public static double Shared = 2; public WithStatic(double v) { V = v * Shared; } }
        public record struct Rec(double A, double B);
        public struct Init { public double A = 3; public double B { get; set; } = 4; public Init(double x) { B = x; } }

        public static partial class Doubtful
        {
            [Differentiable] public static double AliasSelf(double x, double y) { var a = new Vec(x, y); a.AddTo(ref a.X); return a.X * a.Y; }
            [Differentiable] public static double Chain(double x, double y) { var a = new Vec(x, y); var r = a.Then(y).Then(x); return a.X * r.X + r.Y; }
            [Differentiable] public static double SelfArg(double x, double y) { var a = new Vec(x, y); a.SetFrom(a); return a.X * 2 + a.Y; }
            [Differentiable] public static double Capture(double x, double y) { var a = new Vec(x, y); Action<double> f = s => a.Scale(s); f(x); f(y); return a.Sum; }
            [Differentiable] public static double LoopLocalFn(double x, double y) { var a = new Vec(x, y); for (int i = 0; i < 3; i++) { Bump(); } return a.Sum; void Bump() { a.Scale(y); a.X += x; } }
            [Differentiable] public static double Order(double x, double y) { var a = new Vec(x, y); return a.X + (a.X = y) * a.X + a.Then(1).X * a.X; }
            [Differentiable] public static double ArgOrder(double x, double y) { var a = new Vec(x, y); return F2(a, a = new Vec(y, x), a); }
            [Differentiable] public static double Initial(double x) { var i = new Init(x); return i.A * i.B * x; }
            [Differentiable] public static double Gotos(double x, double y) { var a = new Vec(x, y); switch (x > 1 ? 1 : 0) { case 0: a.Scale(2); goto case 1; case 1: a.X *= y; break; } return a.Sum; }
            [Differentiable] public static double TupleSwapElems(double[] w, double x) { var t = (A: w[0], B: w[1]); (t.A, t.B, w) = (t.B * x, t.A, new double[2]); return t.A * t.B + w[0]; }
            [Differentiable] public static double OutVar(double x, double y) { Make(x, y, out var v); Make(y, x, out Vec u); return v.X * u.X; }
            [Differentiable] public static double WithS(double x) => new WithStatic(x).V * x;
            [Differentiable] public static double SwitchTuple(double x, double y) { return (x, y) switch { ( > 1, var q) => q * x, (var p, < 1) => p * 3, _ => x * y }; }
            [Differentiable] public static double Nest(double x, double y) { (Vec V, int N) t = (new Vec(x, y), 0); for (int i = 0; i < 4; i++) { if (i == 2) continue; t.V.Scale(y); t.N++; if (t.V.X > 5) break; t.V = new Vec(t.V.Y, t.V.X); } return t.V.X * t.N + t.V.Y; }
            [Differentiable] public static double Compound(double x, double y) { Vec[] v = { new Vec(x, y), new Vec(y, x) }; int i = 0; v[i++].X += v[i].Y * x; v[i].Scale(v[0].X); var c = v[1]; v[1].X = 5; return c.X * v[0].X + v[i].Y; }
            static double F2(Vec p, Vec q, Vec r) => p.X * q.X + r.Y * 3 * p.Y;
            static void Make(double a, double b, out Vec v) { if (a > 1) { v = new Vec(b, a); return; } v.X = a; v.Y = b; v.Scale(b); }
            public struct Wrap<T> where T : struct { public T Inner; public int N; public Wrap(T inner) { Inner = inner; N = 1; } public Wrap<T> With(T other) { var c = this; c.Inner = other; c.N++; return c; } }
            [Differentiable] public static double Generics(double x, double y) { var w = new Wrap<Vec>(new Vec(x, y)); var v = w.With(new Vec(y, x * x)); w.Inner.Scale(v.Inner.X); return w.Inner.X * v.Inner.Y * v.N + w.N; }
            [Differentiable] public static double While(double x, double y) { Vec a; a.X = x; a.Y = y; int n = 0; do { var b = a; b.Scale(0.5); a = n % 2 == 0 ? b : new Vec(b.Y, a.X); n++; } while (n < 5 && a.X > 0.01); return a.X * a.Y; }
            [Differentiable] public static double TryOut(double x, double y) { double s = 0; for (int i = 0; i < 4; i++) { if (Pick(i, x, y, out var v)) { s += v.X * v.Y; } else { s += v.X; } } return s; }
            static bool Pick(int i, double x, double y, out Vec v) { if (i > 2) { v = default; v.Y = x; return true; } v = i == 1 ? new Vec(x * i, y) : default; v.X += y; return i == 1; }
            [Differentiable] public static double Twins(double x, double y) { var a = new Vec(x, y); var b = a; Both(ref a, ref b); Both(ref a, ref a); return a.X + b.Y * a.Y; }
            static void Both(ref Vec p, ref Vec q) { p.X += q.Y; q.Y *= p.X; p.Scale(q.X); }
            [Differentiable] public static double PartRefs(double x, double y) { var a = new Vec(x, y); Exchange(ref a.X, ref a.Y); Exchange(ref a.X, ref a.X); Change(ref a, ref a.X); return a.X * 3 + a.Y; }
            static void Exchange(ref double p, ref double q) { double t = p; p = q * 2; q = t; }
            static void Change(ref Vec v, ref double x) { v.Scale(2); x += v.Y; v.Y = x; }
        }
        """;
}
