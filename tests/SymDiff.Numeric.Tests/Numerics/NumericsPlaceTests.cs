using System.Reflection;
using SymDiff.Numeric.Tests.Numerics.Twins;
using SymDiff.Numeric.Tests.Shapes;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>Components, elements and rows that are read and written by number or name, results through parameters, and vectors in spans: against the same in double precision.</summary>
public sealed class NumericsPlaceTests
{
    private const double Accuracy = 1e-5;

    private static readonly (string Parameters, string Body, Func<double[], double> Twin)[] Cases =
    [
        // Elements that are read.
        ("Vector3 a", "return a[0] * a[2] + a[1];", x => (x[0] * x[2]) + x[1]),
        ("Vector2 a, Vector2 b", "float s = 0; for (int i = 0; i < 2; i++) { s += a[i] * b[1 - i]; } return s;", x => (x[0] * x[3]) + (x[1] * x[2])),
        ("Vector4 a, [NoGradient] int n", "return a[n] * a[n];", x => x[3] * x[3]),
        ("Quaternion a, [NoGradient] int n", "return a[n] * a[0];", x => x[3] * x[0]),
        ("Matrix4x4 a, Vector4 b", "float s = 0; for (int i = 0; i < 4; i++) { for (int j = 0; j < 4; j++) { s += a[i, j] * b[i] * b[j]; } } return s;", x => Space.Dot(Space.Times(x[16..], Space.Matrix(x[..16], 4)), x[16..])),
        ("Matrix4x4 a, [NoGradient] int n", "return Vector4.Dot(a[n], a[0]) + a[1][2] * a.Y.X;", x => Space.Dot(x[12..16], x[..4]) + (x[6] * x[4])),
        ("Matrix3x2 a, [NoGradient] int n", "return a[1, 0] * a[n - 1, 1] + a[n - 2].X * a.Z.Y;", x => (x[2] * x[5]) + (x[2] * x[5])),
        ("Matrix4x4 a, [NoGradient] int n", "return a.GetElement(n, 1) * a.GetRow(2).W + Vector.GetElement(a.X, n) * a.X.GetElement(1);", x => (x[13] * x[11]) + (x[3] * x[1])),

        // Elements that are written.
        ("Vector3 a, float b", "a[1] = b * b; a[2] += a[0]; return a.X * a.Y * a.Z;", x => x[0] * x[3] * x[3] * (x[2] + x[0])),
        ("Vector3 a", "for (int i = 1; i < 3; i++) { a[i] *= a[i - 1]; } return a[0] + 2 * a[1] + 3 * a[2];", x => x[0] + (2 * x[1] * x[0]) + (3 * x[2] * x[1] * x[0])),
        ("Matrix4x4 a, float b, [NoGradient] int n", "a[n, 0] = b; a[1, 1] *= b; return a.M41 * a.M11 + a.M22;", x => (x[16] * x[0]) + (x[5] * x[16])),
        ("Matrix4x4 a, Vector4 b", "a[1] = b; a.Z = a.Y + b; a.Translation = new Vector3(b.X, b.Y, b.Z) * 2; return a.GetDeterminant();",
            x => Space.Determinant(Space.FromRows(x[..4], x[16..], Space.Scale(x[16..], 2), [2 * x[16], 2 * x[17], 2 * x[18], x[15]]))),
        ("Matrix4x4 a, Vector3 b", "a.Translation = b; return Vector3.Transform(b, a).X * a.Translation.Y;", x => ((x[16] * x[0]) + (x[17] * x[4]) + (x[18] * x[8]) + x[16]) * x[17]),
        ("Matrix3x2 a, Vector2 b", "a.Translation = b; a.X += b; a[1, 1] = 2; return Vector2.Transform(b, a).Y;", x => (x[6] * (x[1] + x[7])) + (x[7] * 2) + x[7]),
        ("Vector3 a, float b, [NoGradient] int n", "var c = a.WithElement(n - 1, b); return c.X * c.Z + a.Z;", x => (x[0] * x[3]) + x[2]),
        ("Matrix4x4 a, Vector4 b, [NoGradient] int n", "var c = a.WithRow(n, b).WithElement(0, 1, b.X); return c.M41 * c.M12 * a.M41;", x => x[16] * x[16] * x[12]),
        ("Vector3 a, float b", "var c = new Vector3[2]; c[1] = a; c[1][0] = b; var (x, y) = (c[1][0], c[1][2]); return x * y;", x => x[3] * x[2]),
        ("Vector3 a", "var h = new Held { P = a }; h.P[1] = h.P[0] * 2; h.M[0, 1] = h.P.Y; return h.M.M12 * h.P.Z;", x => 2 * x[0] * x[2]),

        // Results through parameters.
        ("Matrix4x4 a, Vector3 b", "if (!Matrix4x4.Invert(a + Matrix4x4.Identity * 4, out var r)) { return 0; } return Vector3.Transform(b, r).X;",
            x => Space.Times([.. x[16..], 1], Space.Inverse(Grown(x)))[0]),
        ("Matrix4x4 a", "Matrix4x4 r; bool ok = Matrix4x4.Invert(matrix: a + Matrix4x4.Identity * 4, result: out r); return ok ? r.M12 * r.GetDeterminant() : 7;", x => Space.Inverse(Grown(x))[0, 1] / Space.Determinant(Grown(x))),
        ("Matrix4x4 a", "return Matrix4x4.Invert(a, out _) ? a.M11 * a.M22 : a.M11;", x => x[0] * x[5]),
        ("Matrix4x4 a", "var m = a + Matrix4x4.Identity * 4; for (int i = 0; i < 2; i++) { Matrix4x4.Invert(m, out m); m += a; } return m.M21;", x =>
        {
            double[,] m = Grown(x);
            for (int i = 0; i < 2; i++)
            {
                m = Space.Matrix(Space.Sum(Space.Flat(Space.Inverse(m)), x[..16]), 4);
            }

            return m[1, 0];
        }),
        ("float a, Vector3 b", "Matrix4x4.Invert(Matrix4x4.CreateScale(2), out var r); return Vector3.Transform(b, r).X * a;", x => x[1] / 2 * x[0]),
        ("Vector3 a", "var h = new Held(); Matrix4x4.Invert(Matrix4x4.CreateScale(a), out h.M); return h.M.M11 + h.M.M22;", x => (1 / x[0]) + (1 / x[1])),
        ("Vector2 a", "Matrix3x2.Invert(Matrix3x2.CreateScale(a) * Matrix3x2.CreateTranslation(a), out var r); return r.M11 * r.M32;", x => -1 / (x[0])),
        ("Vector3 a, float b", "return Matrix4x4.Decompose(Matrix4x4.CreateScale(a) * Matrix4x4.CreateRotationX(b) * Matrix4x4.CreateTranslation(a), out var s, out var q, out Vector3 t) ? s.X * t.Y + q.X : 9;",
            x => (x[0] * x[1]) + Math.Sin(x[3] / 2)),
        ("Vector3 a, float b", "Matrix4x4.Decompose(Matrix4x4.CreateScale(a) * Matrix4x4.CreateRotationY(b), out _, out Quaternion q, out _); return q.Y / q.W;", x => Math.Tan(x[3] / 2)),

        // Spans and arrays.
        ("Vector3 a, Vector2 b", "var s = new float[6]; a.CopyTo(s); b.CopyTo(s, 3); float t = 1; foreach (float x in s) { t = t * 1.5f + x * x; } return t;", x =>
        {
            double t = 1;
            foreach (double v in x.Append(0))
            {
                t = (t * 1.5) + (v * v);
            }

            return t;
        }),
        ("Vector3 a", "Span<float> s = new float[5]; a.CopyTo(s); bool fits = a.TryCopyTo(s.Slice(1)), not = a.TryCopyTo(s.Slice(3)); return fits && !not ? s[0] * s[1] * s[2] * s[3] : 5;", x => x[0] * x[0] * x[1] * x[2]),
        ("Vector3 a", "var s = new float[4]; a.CopyTo(s, 1); var v = new Vector3(s); var w = Vector2.Create(new ReadOnlySpan<float>(s, 2, 2)); return v.Z * w.Y + v.X;", x => x[1] * x[2]),
    ];

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("places", Source(), "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void GradientsAgreeWithATwin(int number)
    {
        MethodInfo method = Project.Value.Methods["M" + number];
        MethodInfo gradient = method.DeclaringType!.GetMethod(method.Name + "ValueAndGradient")!;
        Random random = new(number);
        for (int k = 0; k < 5; k++)
        {
            object?[] arguments = [.. method.GetParameters().Select(p => Numbers.Make(p.ParameterType, () => 0.4 + (random.NextDouble() * 0.8)))];
            double[] point = [.. arguments.SelectMany(Numbers.Of)];
            double[] expected = [Cases[number].Twin(point), .. point.Select((_, i) => Slope(point, i))];
            var actual = Numbers.Of(gradient.Invoke(null, arguments));
            double scale = Math.Max(1, expected.Max(Math.Abs));
            Assert.Equal(expected.Length, actual.Count);
            Assert.All(expected.Zip(actual), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= Accuracy * scale, $"{Cases[number].Body}: {string.Join(" ", actual)} instead of {string.Join(" ", expected)}"));
        }

        double Slope(double[] x, int i)
        {
            const double H = 1e-4;
            return ((4 * Difference(H / 2)) - Difference(H)) / 3;

            double Difference(double h) => (Cases[number].Twin(Moved(h)) - Cases[number].Twin(Moved(-h))) / (2 * h);

            double[] Moved(double h) => [.. x.Select((v, at) => at == i ? v + h : v)];
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FormsAgreeWithDifferences(int number)
    {
        Random random = new(number);
        ShapeMethod shape = new(Project.Value.Methods["M" + number]);
        Assert.Empty(new[] { "Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp" }.Except(shape.Check(random)));
    }

    [Theory]
    [InlineData("Reads", typeof(ArgumentOutOfRangeException))]
    [InlineData("Writes", typeof(ArgumentOutOfRangeException))]
    [InlineData("Constant", typeof(ArgumentOutOfRangeException))]
    [InlineData("OfMatrix", typeof(ArgumentOutOfRangeException))]
    [InlineData("With", typeof(ArgumentOutOfRangeException))]
    [InlineData("Makes", typeof(ArgumentOutOfRangeException))]
    [InlineData("Copies", typeof(ArgumentException))]
    [InlineData("CopiesBehind", typeof(ArgumentOutOfRangeException))]
    [InlineData("CopiesTooMuch", typeof(ArgumentException))]
    public void WhereThereIsNoSuchElement_EveryFormThrowsWhatTheMethodDoes(string name, Type exception)
    {
        MethodInfo method = Project.Value.Methods[name];
        Assert.Equal(exception, Thrown(method, 2f, 7).GetType());
        Assert.Equal(exception, Thrown(method.DeclaringType!.GetMethod(name + "Gradient")!, 2f, 7).GetType());
        Assert.Equal(exception, Thrown(method.DeclaringType!.GetMethod(name + "Jvp")!, 2f, 7, 1f).GetType());

        static Exception Thrown(MethodInfo method, params object[] arguments) =>
            Assert.Throws<TargetInvocationException>(() => method.Invoke(null, arguments)).InnerException!;
    }

    private static double[,] Grown(double[] x) => Space.Matrix(Space.Sum(x[..16], [4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4]), 4);

    private static string Source() => """
        using System;
        using System.Numerics;
        using SymDiff;

        public struct Held { public Vector3 P; public Matrix4x4 M; }

        public static partial class Places
        {
            [Differentiable] public static float Reads(float a, [NoGradient] int n) { var v = new Vector3(a, 1, 2); return v[n] + a; }
            [Differentiable] public static float Writes(float a, [NoGradient] int n) { var v = new Vector3(a, 1, 2); v[n] = a; return v.X; }
            [Differentiable] public static float Constant(float a, [NoGradient] int n) { var v = new Vector3(a, 1, 2); return v[3] + a; }
            [Differentiable] public static float OfMatrix(float a, [NoGradient] int n) => Matrix4x4.CreateScale(a)[1, n] * a;
            [Differentiable] public static float With(float a, [NoGradient] int n) => new Vector2(a, 1).WithElement(n, a).X;
            [Differentiable] public static float Makes(float a, [NoGradient] int n) { var s = new float[2]; s[0] = a; return new Vector3(s).X; }
            [Differentiable] public static float Copies(float a, [NoGradient] int n) { var s = new float[2]; new Vector3(a).CopyTo(s); return s[0]; }
            [Differentiable] public static float CopiesBehind(float a, [NoGradient] int n) { var s = new float[4]; new Vector3(a).CopyTo(s, n); return s[0]; }
            [Differentiable] public static float CopiesTooMuch(float a, [NoGradient] int n) { var s = new float[4]; new Vector3(a).CopyTo(s, n - 5); return s[0]; }

        """ + string.Concat(Cases.Select((c, i) => $"    [Differentiable] public static float M{i}({c.Parameters}) {{ {c.Body} }}\n")) + "}\n";
}
