namespace SymDiff.Numeric.Tests.Shapes;

/// <summary>Methods that random programs found to be wrong once, made small.</summary>
internal static class FoundShapes
{
    /// <summary>The methods.</summary>
    public const string Methods = """
        using System;
        using SymDiff;

        public struct Pair<U> { public U First; public U Second; public Pair(U first, U second) { First = first; Second = second; } public readonly U Chosen(bool first) => first ? First : Second; public void Exchange() { U kept = First; First = Second; Second = kept; } }
        public struct Vec { public double X; public double Y; public Vec(double x, double y) { X = x; Y = y; } public double this[int i] => i == 0 ? X : Y * 2; public readonly double At(double t) => X * t + Y; public double Copied(double t) => X * t + Y; public readonly double Steep(double t) { return Math.Abs(Math.MaxMagnitude(t, Y)); } public double Push(double d) { X += d; return X * Y; } }
        public struct Holder { public readonly Vec Inner; public double W; public Holder(Vec inner, double w) { Inner = inner; W = w; } public void Reset(double x) { this = new Holder(new Vec(x, W), W); } }
        public struct Nest<U> { public U A; public int N; public Nest(U a, int n) { A = a; N = n; } public Nest<Nest<U>> Twice() => new Nest<Nest<U>>(new Nest<U>(A, 2), 3); public U Get() => A; }
        public struct Overloaded { public double X { get; } public int N { get; } public Overloaded(double x, int n) { X = x; N = n; } public Overloaded(double s, bool b) { X = b ? s : -s; N = 2; } }
        public struct Rated { public double X; [NoGradient] public double Rate; }
        public record struct WithRated(double A, Rated B);
        public struct Settable { public double X; public double Y; public double this[int i] { readonly get => i == 0 ? X : Y; set { if (i == 0) { X = value; } else { Y = value; } } } }

        public static class Holding<T>
            where T : struct
        {
            public struct Two<U> { public U First; public U Second; public Two(U first, U second) { First = first; Second = second; } public Two<U> Swapped() => new Two<U>(Second, First); }
            public struct One { public T Value; public One(T value) { Value = value; } public One Same() => new One(Value); }
            public static Two<T> Exchanged(T a, T b) { var two = new Two<T>(a, b); two.First = new One(two.Second).Same().Value; return new Two<T>(a, two.First).Swapped(); }
        }

        public static partial class Found
        {
            // A method is called on the variable, which its arguments may change.
            [Differentiable] public static double ChangedByArgument(double x, double y) { var p = new Pair<double>(x, y); return p.Chosen((p.First = x * y) > 0.01) * y; }
            [Differentiable] public static double ChangedByCall(double x, double y) { var v = new Vec(x, y); return v.At(v.Push(y)) + v[(int)(v.X = x * 3) * 0]; }
            [Differentiable] public static double ChangedElement(double x, double y) { var m = new[] { new Vec(x, y), new Vec(y, x) }; int i = 0; return m[i++].At(m[0].X = x * y) + m[i].Copied((m[i] = new Vec(y * y, 2)).Y); }
            [Differentiable] public static double ChangedByLocal(double x, double y) { var v = new Vec(x, y); double Set(double by) { v = new Vec(by * x, v.X); return by; } return v.At(Set(y)) * v.Copied(Set(2)); }

            // Of a read-only part, a method that is not read-only is called on a copy that was made before.
            [Differentiable] public static double ReadOnlyPart(double x, double y) { var h = new Holder(new Vec(x, y), y); double Set(double by) { h.Reset(by); return by; } return h.Inner.At(Set(x * y)) + 3 * h.Inner.Copied(Set(x + 2)); }
            [Differentiable] public static double ByIn(double x, double y) { var v = new Vec(x, y); double Read(in Vec a) => a.At(v.X = x * x) + 2 * a.Copied(v.Y = y * y); return Read(in v); }

            // "default" alone would mean either constructor.
            [Differentiable(Derivatives.All)] public static Overloaded OfOverloaded(Overloaded o, double x) => new Overloaded(o.X * x, o.N + 1);

            // A number that is marked has neither a cotangent nor a tangent, as a result too.
            [Differentiable(Derivatives.All)] public static Rated ToRated(double x, double y) => new Rated { X = x * y, Rate = 3 };
            [Differentiable(Derivatives.All)] public static WithRated ToWithRated(WithRated w, double x) { w.A *= x * w.B.X; return w with { B = new Rated { X = w.A, Rate = w.B.Rate } }; }
            [Differentiable(Derivatives.All)] public static WithRated ToNothing(double x) => default;

            // A body of which the end is never reached has a constant in its result.
            [Differentiable(Derivatives.All)] public static WithRated ToNothingInALoop(double x) { int fuel = 3; while (true && fuel-- > 0) { return default; } return default; }

            // Of one variable several numbers become active in a loop, by what memory holds.
            [Differentiable]
            public static double BecomesActive([NoGradient] Settable e, double x)
            {
                var v = e;
                Settable w = default;
                for (int i = 0; i < 3; i++)
                {
                    Settable[] m = new Settable[3];
                    m[2] = w;
                    m[1].X = x;
                    v[i % 2] = m[1][0] * 2 + m[2].Y;
                    w = i % 2 == 0 ? v : w;
                }

                return v.X * x + w.Y * x * v.Y;
            }

            // A part of a constant, in a method of a generic struct.
            [Differentiable] public static double OfConstant([NoGradient] Pair<double> p, double x) { p.Exchange(); return p.First * x * x; }

            [Differentiable] public static double OfConstantMethod([NoGradient] Vec v, double x) => x * x * v.Steep(0.5);

            // A type is made of itself.
            [Differentiable] public static double InItself(double x, double y) { var n = new Nest<double>(x * y, 1).Twice().Twice(); return n.A.A.Get() * n.Get().Get().Get() + n.Get().N * x; }

            [Differentiable] public static double InGeneric(double x, double y) { var two = Holding<double>.Exchanged(x * y, x); return two.First * two.First + two.Second * 3; }
        }
        """;

    /// <summary>A struct in a generic type, at the type's own type parameter.</summary>
    public const string Generic = """
        using System.Numerics;
        using SymDiff;

        public static partial class Outer<T>
            where T : struct, IFloatingPointIeee754<T>
        {
            public struct Pair<U> { public U First; public U Second; public Pair(U first, U second) { First = first; Second = second; } public Pair<U> Swapped() => new Pair<U>(Second, First); }

            [Differentiable]
            public static T F(T x, Pair<T> p) { var q = new Pair<T>(x * p.First, p.Second).Swapped(); return q.First * q.Second * x; }
        }
        """;
}
