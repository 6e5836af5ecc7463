using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests;

/// <summary>Calls that stay calls: recursion, mutual recursion, other marked methods; every form against dual numbers, second order included.</summary>
public sealed class CallTests(CallTests.Methods methods) : IClassFixture<CallTests.Methods>
{
    private const string Source = """
        namespace Calls
        {
            public static partial class Recursive
            {
                [Differentiable]
                public static Real Power(Real x, int n) => n <= 0 ? 1.0 : x * Power(x, n - 1);

                [Differentiable]
                public static Real Fibonacci(Real x, int n) => n < 2 ? x : Math.Sin(Fibonacci(x, n - 1)) + x * Fibonacci(x * 0.9, n - 2);

                [Differentiable]
                public static Real Even(Real x, Real y, int n) => n == 0 ? x : y * Odd(x, y * 0.9, n - 1);

                [Differentiable]
                public static Real Odd(Real x, Real y, int n) => n == 0 ? Math.Sin(x * y) : Even(x * 1.01, y, n - 1) + x;

                [Differentiable]
                public static Real Horner(Real x, int n) => Sum(x, 1.0, n) + Sum(x * x, x, 2);

                [Differentiable]
                public static Real Scaled(Real x, [NoGradient] Real scale, int n) => n == 0 ? scale : x * Scaled(x, scale, n - 1) + scale * x;

                [Differentiable]
                public static Real Through(Real x, int n) => n == 0 ? x : Step(x * 0.5, n) * x;

                [Differentiable]
                public static Real Recorded(Real record, int frame) => frame == 0 ? record : record * Recorded(Math.Cos(record), frame - 1);

                [Differentiable]
                public static Real Odd__Forward(Real x, int n) => n == 0 ? x : x * Odd__Forward(x, n - 1) + Twice__Jvp(x, n);

                [Differentiable]
                public static Real Unused(Real x, int n)
                {
                    Real root = Root(x, n);
                    Real inverse = Large.Pole(x, n);
                    return x > 0 ? root + inverse : x * x;
                }

                private static Real Root(Real x, int n) => n == 0 ? 1.0 / x : Root(x, n - 1) / x;

                private static Real Twice__Jvp(Real x, int n) => n == 0 ? x : Twice__Jvp(2.0 * x, n - 1);

                private static Real Sum(Real x, Real term, int n) => n == 0 ? term : term + Sum(x, term * x / n, n - 1);

                private static Real Step(Real x, int n) => Through(x + 1.0, n - 1) + Math.Exp(x);
            }

            public partial class Instance
            {
                private readonly Real _factor = 0.5;

                [Differentiable]
                public Real Decay(Real x, int n) => n == 0 ? x : _factor * this.Decay(Math.Sin(x), n - 1) + Math.Cos(x);
            }

            public static partial class Callers
            {
                [Differentiable]
                public static Real TwoCalls(Real x, Real y) => Large.Long(x, y) * Large.Long(y, x * 0.5) + Large.Long(x, x);

                [Differentiable]
                public static Real OfCallers(Real x, Real y) => TwoCalls(x, Recursive.Power(y, 3)) - Math.Sin(TwoCalls(y, y));

                [Differentiable]
                public static Real InAnArm(Real x, Real y) => x > y ? Large.Long(x, y) : y * y;
            }

            public static partial class Large
            {
                [Differentiable]
                public static Real Pole(Real x, int n)
                {
                    Real s = 0.0;
                    for (int i = 1; i <= n; i++)
                    {
                        s += 1.0 / (i * x);
                    }

                    return s;
                }

                [Differentiable]
                public static Real Long(Real x, Real y)
                {
                    Real a = Math.Sin(x) * y + Math.Exp(-x * x);
                    Real b = a * a / (1.0 + y * y) - Math.Cos(a * x);
                    Real c = Math.Sqrt(1.0 + b * b) * (a - b) / (2.0 + a * a);
                    Real d = c * Math.Tanh(a) + b * Math.Atan(c);
                    Real e = d * d - Math.Log(1.0 + c * c) + a * b * c * d;
                    return e * Math.Sin(d) + c * (a - d) / (1.0 + e * e);
                }
            }
        }
        """;

    public static TheoryData<string, double[]> Points => new()
    {
        { "Power", [1.3, 0] }, { "Power", [1.3, 1] }, { "Power", [-0.7, 5] }, { "Power", [0, 3] },
        { "Fibonacci", [0.8, 1] }, { "Fibonacci", [0.8, 7] },
        { "Even", [0.6, 1.2, 0] }, { "Even", [0.6, 1.2, 5] }, { "Odd", [0.6, 1.2, 4] },
        { "Horner", [0.4, 6] }, { "Scaled", [0.9, 1.7, 3] }, { "Through", [0.7, 4] }, { "Recorded", [0.7, 3] },
        { "Decay", [0.7, 4] }, { "Odd__Forward", [0.7, 4] },
        { "Unused", [0.7, 3] }, { "Unused", [-0.7, 3] }, { "Unused", [0, 3] },
        { "TwoCalls", [0.7, 1.4] }, { "OfCallers", [0.7, 1.1] }, { "InAnArm", [0.9, 0.2] }, { "InAnArm", [0.2, 0.9] },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void EveryForm_AgreesWithTheOracles(string name, double[] x)
    {
        IReadOnlyList<string> problems = PointChecks.Check(methods.Corpus[name], x, new Random(3), 1e-12);
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public void Depth_CostsWhatThePrimalCosts()
    {
        DifferentiatedMethod power = methods.Corpus["Power"];
        foreach (int depth in new[] { 10, 100, 1_000 })
        {
            double expected = depth * Math.Pow(1.001, depth - 1);
            Assert.Equal(expected, power.Gradient([1.001, depth])[0], expected * 1e-12);
        }
    }

    public sealed class Methods : IDisposable
    {
        public Corpus Corpus { get; } = Corpus.CompileSecondOrder(Source);

        public void Dispose() => Corpus.Dispose();
    }
}
