using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Lanes;

/// <summary>
/// The platform's functions of vectors, which <c>Reassociate</c> permits, at the edges of what a function takes: values within two units in the last place of those of <see cref="Math"/>, partials within four of
/// those of the loop over single numbers, the same infinities, NaN and signs of zeros; a cotangent of 0 gives 0 at poles too.
/// </summary>
public sealed class LaneFunctionTests
{
    private static readonly double[] Edges =
    [
        0.0, -0.0, 1, -1, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 4.9e-324, -4.9e-324, 1e-310, 2.2e-308, 709.78, 709.79, 710, -708.5, -745.2, -746, 1e5, -1e5, 1e16, -1e22, 1e300, double.MaxValue,
        0.5, 2, 3.14159, 1.5707963267948966, 0.9999999999999999, 1.0000000000000002, 1e-8, 30, -30.5,
    ];

    private delegate void Pullback(ReadOnlySpan<double> x, Span<double> z, ReadOnlySpan<double> dZ, Span<double> dX);

    [Theory]
    [InlineData("Exp", "Math.Exp(x[i])")]
    [InlineData("Log", "Math.Log(x[i])")]
    [InlineData("Log2", "Math.Log2(x[i])")]
    [InlineData("Sin", "Math.Sin(x[i])")]
    [InlineData("Cos", "Math.Cos(x[i])")]
    [InlineData("Hypot", "double.Hypot(x[i], 3.0)")]
    public void Edges_AreThoseOfTheScalarFunction(string name, string call)
    {
        string source = $$"""
            using System;
            using SymDiff;

            public static partial class Functions
            {
                [Differentiable]
                public static void F(ReadOnlySpan<double> x, [Output] Span<double> z)
                {
                    for (int i = 0; i < z.Length; i++) { z[i] = {{call}}; }
                }
            }
            """;
        string wide = source.Replace("[Differentiable]", "[Differentiable(Vectorize = true, Reassociate = true)]", StringComparison.Ordinal);
        Assert.Contains($"Vector.{name}(", Driver.Run(wide).Sources.Single(s => s.HintName.Contains(".F.", StringComparison.Ordinal)).Text, StringComparison.Ordinal);

        foreach (double cotangent in new[] { 1.0, 0.0, -2.5 })
        {
            var (values, partials) = Run("Scalar", source, cotangent);
            var (valuesOfLanes, partialsOfLanes) = Run("Vectors", wide, cotangent);
            for (int i = 0; i < Edges.Length; i++)
            {
                Assert.True(AreClose(values[i], valuesOfLanes[i], 2), $"{name} of {Edges[i]:r} is {values[i]:r}, of vectors {valuesOfLanes[i]:r}.");
                Assert.True(AreClose(partials[i], partialsOfLanes[i], 4), $"The partial of {name} at {Edges[i]:r}, times {cotangent}, is {partials[i]:r}, of vectors {partialsOfLanes[i]:r}.");
            }
        }

        static (double[] Values, double[] Partials) Run(string name, string text, double cotangent)
        {
            using LoadedProject project = new LoadedProject().With(name, text);
            double[] z = new double[Edges.Length], dX = new double[Edges.Length];
            project.Delegate<Pullback>("Functions", "FVjp")(Edges, z, [.. Edges.Select(_ => cotangent)], dX);
            return (z, dX);
        }
    }

    private static bool AreClose(double expected, double actual, long units)
    {
        if (!double.IsFinite(expected) || !double.IsFinite(actual) || expected == actual)
        {
            return expected.Equals(actual) && (expected != 0 || double.IsNegative(expected) == double.IsNegative(actual));
        }

        return double.IsNegative(expected) == double.IsNegative(actual) && Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual)) <= units;
    }
}
