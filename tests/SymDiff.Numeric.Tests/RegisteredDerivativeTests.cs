using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>Registered derivatives of methods that are not looked into, compared with central differences and with what the functions are known to be.</summary>
public sealed class RegisteredDerivativeTests
{
    private const string Special = """
        using System;

        /// <summary>A library that knows nothing of derivatives.</summary>
        public static class Special
        {
            public static double Erf(double x)
            {
                double term = x, sum = x;
                for (int n = 1; n < 80; n++) { term *= -x * x / n; sum += term / (2 * n + 1); }
                return 2 / Math.Sqrt(Math.PI) * sum;
            }

            public static double LogGamma(double x)
            {
                double shift = 0;
                for (; x < 12; x++) { shift += Math.Log(x); }
                double r = 1 / (x * x);
                return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / x - shift;
            }

            public static double Digamma(double x)
            {
                double shift = 0;
                for (; x < 12; x++) { shift += 1 / x; }
                double r = 1 / (x * x);
                return Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240))) - shift;
            }

            public static double Trigamma(double x)
            {
                double shift = 0;
                for (; x < 12; x++) { shift += 1 / (x * x); }
                double r = 1 / (x * x);
                return 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r / 30))) + shift;
            }

            public static double Wave(double x, double y, int n) { for (int i = 0; i < 1; i++) { x *= n; } return Math.Sin(x) * Math.Exp(y); }

            public static double Exponential(double x) { double e = 1; while (e > 2) { } return e * Math.Exp(x); }

            public static float Softplus(float x) { float e = 1; while (e > 2) { } return MathF.Log(e + MathF.Exp(x)); }

            public static double Mixed(double x, float y) { while (x > 1e9) { } return x * y * y; }

            public static double Norm(double x, double y) { while (x > 1e9) { } return Math.Sqrt(x * x + y * y); }
        }
        """;

    private const string Rules = """
        using System;
        using SymDiff;

        public static partial class Rules
        {
            [DerivativeOf(typeof(Special), nameof(Special.Erf)), Differentiable]
            public static double ErfDerivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

            [DerivativeOf(typeof(Special), nameof(Special.LogGamma))]
            public static double LogGammaDerivative(double x) => Special.Digamma(x);

            [DerivativeOf(typeof(Special), nameof(Special.Digamma)), DerivativeOf(typeof(Rules), nameof(LogGammaDerivative))]
            public static double DigammaDerivative(double x) => Special.Trigamma(x);

            [DerivativeOf(typeof(Special), nameof(Special.Wave))]
            public static (double DX, double DY) WaveDerivative(double x, double y, int n, double result) => (n * Math.Cos(n * x) * Math.Exp(y), result);

            [DerivativeOf(typeof(Special), nameof(Special.Exponential)), Differentiable]
            public static double ExponentialDerivative(double x, double result) => result;

            [DerivativeOf(typeof(Special), nameof(Special.Softplus))]
            public static float SoftplusDerivative(float x) => 1 / (1 + MathF.Exp(-x));

            [VjpOf(typeof(Special), nameof(Special.Mixed))]
            public static double MixedPullback(double x, float y, double cotangent, ref double dX, ref float dY)
            {
                dX += cotangent * y * y;
                dY += (float)(cotangent * 2 * x * y);
                return Special.Mixed(x, y);
            }

            [JvpOf(typeof(Special), nameof(Special.Norm))]
            public static (double Value, double Tangent) NormPushforward(double x, double y, double tX, double tY) =>
                (Special.Norm(x, y), (x * tX + y * tY) / Special.Norm(x, y));
        }
        """;

    private const string Users = """
        using System;
        using SymDiff;

        public static partial class Users
        {
            [Differentiable(Derivatives.Default | Derivatives.Hvp)] public static double Normal(double x, double s) => 0.5 * (1 + Special.Erf(x / (s * Math.Sqrt(2))));
            [Differentiable(Derivatives.Default | Derivatives.Hvp)] public static double LogBeta(double a, double b) => Special.LogGamma(a) + Special.LogGamma(b) - Special.LogGamma(a + b);
            [Differentiable] public static double Waves(double x, double y) => Special.Wave(n: 3, y: x * y, x: x) + Special.Wave(y, y, 2) * x;
            [Differentiable] public static double WavesOfConstants(double x) => Special.Wave(x, 0.5, 2) + Special.Wave(0.5, x, 2) * Special.Wave(1, 2, 3);
            [Differentiable] public static double Branch(double x, double y) => x > 0 ? Special.Wave(x, y, 1) : x * y;
            [Differentiable(Derivatives.Default | Derivatives.Hvp)] public static double Growth(double x, double y) => y * Special.Exponential(x * y);
            [Differentiable] public static float Activation(float x, float w) => Special.Softplus(w * x) * w;
            [Differentiable] public static double Widths(double x, float y) => Special.Mixed(x * x, y) + x;
            [Differentiable] public static double Length(double x, double y) => Special.Norm(x * y, y) + Special.Norm(x, 1);
        }
        """;

    private static readonly Lazy<LoadedProject> Compiled = new(() => new LoadedProject().With("Special", Special).With("Rules", Rules).With("Users", Users));

    private static LoadedProject Project => Compiled.Value;

    [Theory]
    [InlineData("Normal", 1e-9, 0.7, 1.3)]
    [InlineData("LogBeta", 1e-9, 2.5, 0.8)]
    [InlineData("Waves", 1e-9, 0.4, -0.9)]
    [InlineData("WavesOfConstants", 1e-9, 0.4)]
    [InlineData("Branch", 1e-9, 0.7, 1.1)]
    [InlineData("Branch", 1e-9, -0.7, 1.1)]
    [InlineData("Growth", 1e-8, 0.6, 1.2)]
    [InlineData("Activation", 2e-3, 0.6, 1.2)]
    [InlineData("Widths", 1e-3, 1.5, 1.25)]
    [InlineData("Length", 1e-9, 0.6, 1.2)]
    public void FirstOrder_AgreesWithCentralDifferences(string name, double tolerance, params double[] x)
    {
        DifferentiatedMethod method = Project[name];
        double[] expected = CentralDifferences.Gradient(method.Value, x, method.Active);
        AssertClose(expected, method.Gradient(x), tolerance);
        AssertClose(expected, method.ValueAndGradient(x).Gradient, tolerance);
        Assert.Equal(method.Value(x), method.ValueAndGradient(x).Value);
        var (value, accumulators) = method.Vjp(x, 2, [.. x.Select(_ => 1.0)]);
        Assert.Equal(method.Value(x), value);
        AssertClose([.. expected.Select(e => (2 * e) + 1)], accumulators, tolerance);
    }

    [Theory]
    [InlineData("Normal", 0.7, 1.3)]
    [InlineData("LogBeta", 2.5, 0.8)]
    [InlineData("Growth", 0.6, 1.2)]
    public void SecondOrder_AgreesWithCentralDifferencesOfTheGradient(string name, params double[] x)
    {
        DifferentiatedMethod method = Project[name];
        double[] direction = [0.3, -0.8];
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = CentralDifferences.Gradient(at => method.Gradient(at)[i], x, method.Active);
            Assert.Equal((row[0] * direction[0]) + (row[1] * direction[1]), method.Hvp(x, direction)[i], 1e-7);
        }
    }

    [Fact]
    public void Values_AreThoseOfTheTextbook()
    {
        Assert.Equal(2 / Math.Sqrt(Math.PI) / (2 * Math.Sqrt(2)), Project["Normal"].Gradient([0, 1])[0], 1e-14);

        // ψ(1) − ψ(2) = −1, and ψ′(1) − ψ′(2) = 1.
        Assert.Equal(-1, Project["LogBeta"].Gradient([1, 1])[0], 1e-13);
        Assert.Equal(1 - ((Math.PI * Math.PI / 6) - 1) + (Math.PI * Math.PI / 6) - 1, Project["LogBeta"].Hvp([1, 1], [1, 0])[0], 1e-12);
        Assert.Equal(3 * Math.Exp(6) * (1 + 6), (Project["Growth"].Gradient([2, 3])[1] * 3), 1e-9);
    }

    [Theory]
    [InlineData("Waves", 0.4, -0.9)]
    [InlineData("Length", 0.6, 1.2)]
    [InlineData("Widths", 1.5, 1.25)]
    public void Jvp_IsTheGradientAlongTheDirection(string name, params double[] x)
    {
        using LoadedProject project = new LoadedProject().With("Special", Special).With("Rules", Rules).With("Users", Users.Replace("| Derivatives.Hvp", "", StringComparison.Ordinal), "Gradient, Jvp");
        double[] gradient = project[name].Gradient(x);
        var (value, tangent) = project[name].Jvp(x, [0.5, -2]);
        Assert.Equal(project[name].Value(x), value);
        Assert.Equal((0.5 * gradient[0]) - (2 * gradient[1]), tangent, 1e-5 * Math.Abs(tangent));
    }

    [Theory]
    [InlineData("Gradient")]
    [InlineData("Vjp")]
    [InlineData("Jvp")]
    public void MarkedMethodsOfOtherAssemblies_UseWhatWasEmittedThere(string form)
    {
        using LoadedProject project = new LoadedProject()
            .With("Lib", $"using SymDiff; public static partial class Lib {{ [Differentiable(Derivatives.{form})] public static double Inner(double x, double y, int n) => System.Math.Sin(x) * y * y * n; }}")
            .With("Users", "using SymDiff; public static partial class Users { [Differentiable] public static double Outer(double x, double y) => Lib.Inner(x * y, y, 3) * x; }");
        double[] x = [0.6, 1.2];
        AssertClose(CentralDifferences.Gradient(project["Outer"].Value, x, [0, 1]), project["Outer"].Gradient(x), 1e-9);
        Assert.Equal(project["Outer"].Gradient(x)[1], project["Outer"].Jvp(x, [0, 1]).Tangent, 1e-12);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
