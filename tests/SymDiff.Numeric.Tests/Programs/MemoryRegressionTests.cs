using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>What random programs with memory of their own have found, made small; every form is held to the oracle.</summary>
public sealed class MemoryRegressionTests(MemoryRegressionTests.Methods methods) : IClassFixture<MemoryRegressionTests.Methods>
{
    private static readonly double[] Points = [0.0, 0.3, 0.7, -0.4];

    public static TheoryData<string> Names => ["MadeInAnArmOnly", "GrowsInAnArm", "ListOnTheStack"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_AgreesWithTheOracle(string name)
    {
        DifferentiatedMethod method = methods.Corpus[name];
        foreach (double x in Points)
        {
            double[] at = [x];
            Dual wanted = method.OracleGradient(at)[0];
            Equal("Gradient", method.Gradient(at)[0]);
            (double value, double[] gradient) = method.ValueAndGradient(at);
            Assert.Equal(wanted.Value, value);
            Equal("ValueAndGradient", gradient[0]);
            Equal("Vjp", (method.Vjp(at, 2, [1]).Accumulators[0] - 1) / 2);
            Equal("Jvp", method.Jvp(at, [1]).Tangent);

            void Equal(string what, double actual) => Assert.True(Closeness.IsClose(actual, wanted.Tangent, 1 + wanted.Magnitude, 1e-12), $"{name}({x}): {what} is {actual:R}, expected {wanted.Tangent:R}");
        }
    }

    /// <summary>Compiled once.</summary>
    public sealed class Methods : IDisposable
    {
        private const string Source = """
            public static partial class Memories
            {
                // Where the arm is not taken there is no memory to find, and the one that is there has the first number.
                [Differentiable]
                public static Real MadeInAnArmOnly(Real x)
                {
                    Real[] filled = new Real[2];
                    for (int i = 0; i < filled.Length; i++) { filled[i] = 0.5 + 0.5 * i; }
                    switch (x > 0.0, x < 0.5)
                    {
                        case (true, true):
                            Real[] carried = new Real[2];
                            carried[0] = x;
                            for (int i = 0; i < 4; i++)
                            {
                                Real[] next = new Real[2];
                                for (int j = 0; j < 2; j++) { next[j] = carried[j] * x + 0.25 * j; }
                                carried = next;
                            }
                            filled[0] = carried[0] * carried[1];
                            break;
                        default:
                            break;
                    }
                    return filled[0] * x + filled[^1];
                }

                // The record of the inner loop is made in an arm, in every iteration of the outer one.
                [Differentiable]
                public static Real GrowsInAnArm(Real x)
                {
                    int[] weights = { 3, -1 };
                    Real sum = 0.0;
                    foreach (int weight in weights)
                    {
                        Real p = 0.5;
                        for (int i = 0; i < 3; i++)
                        {
                            if (i % 2 == 1)
                            {
                                if (x < 0.5) { p += 0.5; continue; }
                                p = 0.5 * p + x;
                            }
                            else { p -= 0.25; }
                            p = Math.Sin(p) + 0.5 * p;
                        }
                        if (weight != 1) { p = Inner(p); }
                        Real[] kept = { 0.5, p };
                        sum += kept[1];
                    }
                    return sum;
                }

                [Differentiable]
                public static Real ListOnTheStack(Real x)
                {
                    Span<Real> some = stackalloc Real[] { x, 2.0, x * x };
                    Span<Real> others = stackalloc[] { x, x + 1.0 };
                    return some[0] * some[1] + some[2] * others[1];
                }

                private static Real Inner(Real a)
                {
                    Real p = 0.5;
                    for (int i = 0; i < 2; i++)
                    {
                        for (int j = i; j > 0; j--) { p = Math.Sin(p + a); }
                        for (int k = 3; k >= i; k--) { p = 1.5 * Math.Cos(p * p); }
                    }
                    return p;
                }
            }
            """;

        /// <summary>The methods.</summary>
        public Corpus Corpus { get; } = Corpus.Compile(Source);

        /// <inheritdoc/>
        public void Dispose() => Corpus.Dispose();
    }
}
