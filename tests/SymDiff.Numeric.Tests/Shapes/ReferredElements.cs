namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Loops whose variable is another name of each element.</summary>
internal static class ReferredElements
{
    /// <summary>The methods.</summary>
    public const string Methods = ShapeSource.Types + """
        public static partial class Referred
        {
            // Written by its name, by a part of it, by a method, by reference; the element itself may be written too.
            [Differentiable] public static double Stepped(Vec[] v, double h) { var c = (Vec[])v.Clone(); Step(c, h); double e = 0; for (int i = 0; i < c.Length; i++) { e += c[i].X * c[i].Y * (i + h); } return e; }
            [Differentiable] public static double Squares(double[] x) { double[] c = (double[])x.Clone(); foreach (ref double v in c.AsSpan()) { v *= v; v++; c[0] += v; } double e = 0; foreach (ref readonly double v in c.AsSpan(1)) { e += v * c[0]; if (e > 2) { break; } } return e; }
            [Differentiable] public static double Swapped(Vec[] v, double x) { var c = v.AsSpan().ToArray(); foreach (ref var a in c.AsSpan()) { foreach (ref Vec b in c.AsSpan(1)) { var t = a; a = b; b = t; (a.X, b.Y) = (b.Y * x, a.X + x); Move(ref b); } } double e = 0; foreach (ref var b in c.AsSpan()) { e += b.X * b.Y; } return e; }

            // A method that may change it is called on a copy where nothing may be written.
            [Differentiable] public static double Copied(Vec[] v, double h) { double e = 0; foreach (ref readonly var b in v.AsSpan()) { e += b.Length * h; b.Scale(3); e += b.X + Both(in b, b) + b.Dot(b); } return e; }

            // It becomes active in the loop, by what it is given and by what it is read from.
            [Differentiable] public static double Made(double x, double y) { Span<Vec> s = stackalloc Vec[4]; double last = 0; foreach (ref var p in s) { p.X = last; p.Y += y; last = p.X * x + p.Y; } return s[3].X * s[2].Y; }
            [Differentiable] public static double Tuples((double A, Vec B)[] t, double x) { var c = ((double A, Vec B)[])t.Clone(); double last = 1; foreach (ref var p in c.AsSpan()) { p.A *= last; p.B.Angle += p.A * x; last = p.B.X; } return c[0].A * c[1].B.Y + c[2].B.X; }
            [Differentiable] public static double Counted(double[] x) { Span<int> n = new int[3]; int k = 0; foreach (ref int i in n) { i = k++; i *= 2; } double e = 0; foreach (ref readonly int i in n) { e += x[i % 3] * i; } return e; }

            private static void Step(Span<Vec> s, double h) { foreach (ref var b in s) { b.X += h * b.Y; b.Scale(h); if (b.X > 3) { continue; } b.Turn(); Twice(ref b.Y, h); } }
            private static void Twice(ref double v, double by) { v *= 2; v += by; }
            private static void Move(ref Vec v) { v = new Vec(v.Y, v.X * v.X); }
            private static double Both(in Vec a, Vec b) { a.Scale(7); b.Scale(2); return a.X * b.Y; }
        }
        """;
}
