using SymDiff.Numeric.Tests.Shapes;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Numerics;

/// <summary>Programs with the types of <c>System.Numerics</c>, against differences of the same in double precision, where nothing is rounded to <c>float</c>.</summary>
public sealed class NumericsProgramTests
{
    private const int Points = 10;

    private const string Source = """
        using System;
        using System.Numerics;
        using SymDiff;

        public static partial class Programs
        {
            [Differentiable] public static float Turned(Quaternion q, Vector3 p, Vector3 w) { var moved = Vector3.Transform(p, Quaternion.Normalize(q)); return Vector3.Dot(moved, w); }

            [Differentiable]
            public static float Reach(float a, float b, float c, float d, float e, float k, float l, float m, float n, float o)
            {
                var hand = Matrix4x4.CreateRotationZ(e) * Matrix4x4.CreateTranslation(o, 0, 0);
                hand = hand * (Matrix4x4.CreateRotationZ(d) * Matrix4x4.CreateTranslation(n, 0, 0));
                hand = hand * (Matrix4x4.CreateRotationZ(c) * Matrix4x4.CreateTranslation(m, 0, 0));
                hand = hand * (Matrix4x4.CreateRotationZ(b) * Matrix4x4.CreateTranslation(l, 0, 0));
                hand = hand * (Matrix4x4.CreateRotationZ(a) * Matrix4x4.CreateTranslation(k, 0, 0));
                var end = Vector3.Transform(new Vector3(1, 0, 0), hand);
                return end.X * end.Y;
            }

            [Differentiable]
            public static float Chain(ReadOnlySpan<float> angles, float length)
            {
                var end = new Vector3(length, 0, 0);
                for (int i = 0; i < angles.Length; i++)
                {
                    end = Vector3.Transform(end, Matrix4x4.CreateRotationZ(angles[i]) * Matrix4x4.CreateTranslation(length, 0, 0));
                }

                return end.LengthSquared();
            }

            [Differentiable]
            public static double Escape(Complex c)
            {
                Complex z = Complex.Zero;
                for (int i = 0; i < 12; i++)
                {
                    z = z * z + c;
                    if (z.Magnitude > 4)
                    {
                        break;
                    }
                }

                return Complex.Abs(z);
            }

            [Differentiable] public static double Impedance(double r, double l, double c, double f) { Complex s = Complex.ImaginaryOne * (2 * Math.PI * f); Complex z = r + s * l + 1 / (s * c); return (z == Complex.Zero ? z : Complex.Exp(-z) / (z - 1)).Phase; }

            public static double TurnedTwin(double x, double y, double z, double w, double px, double py, double pz, double a, double b, double c)
            {
                double s = 2 / (x * x + y * y + z * z + w * w);
                double tx = y * pz - z * py, ty = z * px - x * pz, tz = x * py - y * px;
                return a * (px + s * (w * tx + y * tz - z * ty)) + b * (py + s * (w * ty + z * tx - x * tz)) + c * (pz + s * (w * tz + x * ty - y * tx));
            }

            public static double ReachTwin(double a, double b, double c, double d, double e, double k, double l, double m, double n, double o)
            {
                double x = 1, y = 0;
                foreach (var (angle, length) in new[] { (e, o), (d, n), (c, m), (b, l), (a, k) })
                {
                    (x, y) = (x * Math.Cos(angle) - y * Math.Sin(angle) + length, x * Math.Sin(angle) + y * Math.Cos(angle));
                }

                return x * y;
            }

            public static double ChainTwin(double a, double b, double c, double length)
            {
                double x = length, y = 0;
                foreach (double angle in new[] { a, b, c })
                {
                    (x, y) = (x * Math.Cos(angle) - y * Math.Sin(angle) + length, x * Math.Sin(angle) + y * Math.Cos(angle));
                }

                return x * x + y * y;
            }
        }
        """;

    private static readonly Lazy<LoadedProject> Project = new(() => new LoadedProject().With("programs", Source, "Gradient, ValueAndGradient, Vjp, Jvp, Hvp"));

    [Theory]
    [InlineData("Turned")]
    [InlineData("Reach")]
    [InlineData("Escape")]
    [InlineData("Impedance")]
    public void FormsAgreeWithDifferences(string method)
    {
        Random random = new(1);
        ShapeMethod shape = new(Project.Value.Methods[method]);
        for (int i = 0; i < Points; i++)
        {
            Assert.Empty(new[] { "Gradient", "ValueAndGradient", "Vjp", "Jvp", "Hvp" }.Except(shape.Check(random)));
            shape.CheckValues(random);
        }
    }

    [Theory]
    [InlineData("Turned")]
    [InlineData("Reach")]
    public void GradientAgreesWithATwinInDoublePrecision(string method)
    {
        Random random = new(2);
        Type type = Project.Value.Methods[method].DeclaringType!;
        System.Reflection.MethodInfo gradient = type.GetMethod(method + "Gradient")!, twin = type.GetMethod(method + "Twin")!;
        for (int i = 0; i < Points; i++)
        {
            object?[] arguments = [.. gradient.GetParameters().Select(p => Numbers.Make(p.ParameterType, () => (random.NextDouble() * 3) - 1.5))];
            double[] point = [.. arguments.SelectMany(a => Numbers.Of(a))];
            double[] expected = [.. Enumerable.Range(0, point.Length).Select(n => Slope(point, n))];
            var actual = Numbers.Of(gradient.Invoke(null, arguments));
            double scale = expected.Max(Math.Abs);
            Assert.Equal(expected.Length, actual.Count);
            Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5 * (1 + scale), $"{pair.Second} instead of {pair.First}"));
        }

        double Slope(double[] point, int n)
        {
            const double H = 1e-5;
            return (At(H) - At(-H)) / (2 * H);

            double At(double step) => (double)twin.Invoke(null, [.. point.Select((x, i) => (object)(i == n ? x + step : x))])!;
        }
    }

    private delegate void ChainGradient(ReadOnlySpan<float> angles, float length, Span<float> dAngles, out float dLength);

    private delegate double ChainTwin(double a, double b, double c, double length);

    [Fact]
    public void InLoopsWhatTheLibraryComputesIsKept()
    {
        var gradient = Project.Value.Delegate<ChainGradient>("Programs", "ChainGradient");
        var twin = Project.Value.Delegate<ChainTwin>("Programs", "ChainTwin");
        float[] angles = [0.4f, -0.7f, 1.1f];
        float[] dAngles = new float[3];
        gradient(angles, 0.8f, dAngles, out float dLength);
        const double H = 1e-5;
        double a = angles[0], b = angles[1], c = angles[2], l = 0.8f;
        double[] expected =
        [
            (twin(a + H, b, c, l) - twin(a - H, b, c, l)) / (2 * H), (twin(a, b + H, c, l) - twin(a, b - H, c, l)) / (2 * H),
            (twin(a, b, c + H, l) - twin(a, b, c - H, l)) / (2 * H), (twin(a, b, c, l + H) - twin(a, b, c, l - H)) / (2 * H),
        ];
        Assert.All(expected.Zip(dAngles.Append(dLength)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
