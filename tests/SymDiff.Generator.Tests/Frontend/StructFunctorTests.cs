namespace SymDiff.Generator.Tests.Frontend;

/// <summary>Structs whose methods are read in place: passed as a type parameter that stands for them, or called directly.</summary>
public sealed class StructFunctorTests
{
    private const string Types = """
        public interface IFunc { double Invoke(double x); double Scale => 1; }
        public interface IFunc<T> { T Invoke(T x, T y); }
        public struct Square : IFunc { public double Invoke(double x) => x * x; }
        public readonly struct Waves : IFunc { public readonly double K; private readonly int _n; public int N => _n; public Waves(double k, int n) { K = k; _n = n; } public double Scale => 2 * K; public double Invoke(double x) { double s = 0; for (int i = 0; i < N; i++) s += Math.Sin(K * x + i) * Half(x); return s; } private double Half(double x) => x / 2 * K; }
        public struct Hidden : IFunc { double IFunc.Invoke(double x) => Math.Exp(-x); double IFunc.Scale => 3; }
        public readonly record struct Power(int N) : IFunc { public double Invoke(double x) { double p = 1; for (int i = 0; i < N; i++) p *= x; return p; } }
        public readonly struct Product : IFunc<double> { public double Invoke(double x, double y) => x * y * y; }
        public struct Nested : IFunc { public double Invoke(double x) => Helpers.Integrate(new Power(2), x, 2 * x, 3); }
        public struct Counter { public int N; public int Next() => ++N; public double Twice(double x) => x * 2 * N; }
        public static class Helpers
        {
            public static double Integrate<TFunc>(TFunc f, double a, double b, int n) where TFunc : struct, IFunc
            {
                double h = (b - a) / n, s = 0;
                for (int i = 0; i < n; i++) { s += h * f.Invoke(a + (i + 0.5) * h); }
                return s;
            }
            public static double Scaled<TFunc>(TFunc f, double x) where TFunc : struct, IFunc => f.Scale * f.Invoke(x);
            public static double Twice<TFunc>(double x) where TFunc : struct, IFunc => default(TFunc).Invoke(default(TFunc).Invoke(x));
            public static double Compose<F, G>(in F f, in G g, double x) where F : struct, IFunc where G : struct, IFunc => f.Invoke(g.Invoke(x)) + Integrate(g, x, 1, 2);
            public static T Fold<T, TFunc>(TFunc f, T a, T b) where TFunc : struct, IFunc<T> => f.Invoke(f.Invoke(a, b), b);
        }
        """;

    [Fact]
    public void Functors() => Programs.Check("""
        [Differentiable] public static double Default(double a, double b) => Helpers.Integrate(default(Square), a, b, 4);
        [Differentiable] public static double New(double a, double b, int n) => Helpers.Integrate(new Waves(1.5, n), a, b, 3);
        [Differentiable] public static double Kept(double a, double b, int n) { var f = new Power(n); var g = new Hidden(); return Helpers.Integrate(f, a, b, 4) * Helpers.Integrate(g, a, b, 2); }
        [Differentiable] public static double Active(double x) => Helpers.Integrate(new Waves(x, 2), 0, 1, 3);
        [Differentiable] public static double Bounds(double x, int n) => Helpers.Integrate(new Waves(0.5, n), 0, x, 3);
        [Differentiable] public static double Explicit(double x) => Helpers.Scaled(new Hidden(), x) + Helpers.Scaled(new Waves(0.5, 2), x);
        [Differentiable] public static double OfDefault(double x) => Helpers.Twice<Square>(x) * Helpers.Twice<Hidden>(x);
        [Differentiable] public static double Two(double x, int n) => Helpers.Compose(new Power(n), new Square(), x);
        [Differentiable] public static double Again(double x) => Helpers.Integrate(new Nested(), x, 1, 2);
        [Differentiable] public static double Direct(double x, int n) { Waves w = new(0.25, n); return w.Invoke(x) * new Square().Invoke(x); }
        [Differentiable] public static double Generic(double x, double y) => Helpers.Fold(new Product(), x, y);
        [Differentiable] public static double State(double x) { Counter c = new() { N = 3 }; return c.Twice(x); }
        [Differentiable] public static double WithLambda(double x, int n) { double k = x * x; double Apply(Func<double, double> g, double v) => g(v); return Apply(v => new Power(n).Invoke(v) * k, x); }
        """, Types);

#if ROSLYN_LATEST
    // C# of a later version than that of the oldest compiler.
    [Fact]
    public void StaticMembersOfInterfaces() => Programs.Check(
        "[Differentiable] public static double Static(double x) => Shapes.Area<Circle>(x) + Shapes.Area<Box>(x * x);",
        """
        public interface IShape { static abstract double Area(double r); }
        public struct Circle : IShape { public static double Area(double r) => r * r * 3; }
        public struct Box : IShape { static double IShape.Area(double r) => Math.Sin(r); }
        public static class Shapes { public static double Area<TShape>(double r) where TShape : struct, IShape => TShape.Area(r) * r; }
        """);
#endif

    [Theory]
    [InlineData("SD1003", "[|((IFunc)new Square()).Invoke(x)|]")]
    public void Refused(string id, string expression) => Marked.Source(
        id, $"using System; {Types} public static partial class C {{ [SymDiff.Differentiable] public static double F(double x) => {expression}; }}");

    [Fact]
    public void StructThatIsChanged_IsRefused() => Marked.Members(
        "SD1006", "public struct S { public int N; public double Next(double x) { [|N++|]; return x * N; } } [Differentiable] public static double F(double x) { S s = new(); return s.Next(x); }");

    [Fact]
    public void StructThatCallsItself_IsRefused() => Marked.Members(
        "SD1009", "public struct S { public double Next(double x, int n) => n == 0 ? x : x * [|Next(x, n - 1)|]; } [Differentiable] public static double F(double x) => new S().Next(x, 3);");
}
