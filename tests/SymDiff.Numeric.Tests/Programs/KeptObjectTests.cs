using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>A method that is called by name keeps arrays and tuples that stay C#, where its reverse half asks them again.</summary>
public sealed class KeptObjectTests
{
    private const string Source = """
        using System;
        using SymDiff;

        public static partial class D
        {
            [Differentiable(Derivatives.Gradient)]
            public static double F(double x, int n) => Step(x, n) * x;

            private static double Step(double a, int depth)
            {
                int[] m = { depth, 2, 3 };
                GC.KeepAlive(m);
                (int First, string Text) pair = (depth + 1, "x");
                GC.KeepAlive(pair);
                if (depth <= 0) { return Math.Sin(a * m[1]) * pair.First; }
                double b = Math.Cos(a * m[depth % 3]) + a * pair.First;
                return Step(b, depth - 1) * Math.Sin(a / m[2]);
            }
        }
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Gradient_IsThatOfCentralDifferences(int n)
    {
        LoadedProject project = new LoadedProject().With("KeptObjects", Source);
        var value = project.Delegate<Func<double, int, double>>("D", "F");
        double slope = CentralDifferences.Gradient(x => value(x[0], n), [0.4], [0])[0];
        Assert.Equal(slope, project.Delegate<Func<double, int, double>>("D", "FGradient")(0.4, n), 1e-7 * (1 + Math.Abs(slope)));
    }
}
