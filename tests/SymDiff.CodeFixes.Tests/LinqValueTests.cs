using System.Globalization;
using Microsoft.CodeAnalysis.CodeFixes;
using SymDiff.TestKit;

namespace SymDiff.CodeFixes.Tests;

/// <summary>What a chain of LINQ is written out as has its values, bit for bit, throws where it throws, and has derivatives that differences agree with.</summary>
public sealed class LinqValueTests
{
    private static readonly string[] Chains =
    [
        "xs.Sum(x => x * k)",
        "xs.Where(x => x > k).Sum() * k",
        "xs.Average() * k",
        "xs.Average(x => x * k)",
        "xs.Where(x => !(x > k)).Average()",
        "xs.Max() * k",
        "xs.Min() * k",
        "xs.Max(x => x * k)",
        "xs.Min(x => k * x * x)",
        "xs.Where(x => x != 2).Max() + k",
        "xs.Where((x, i) => i % 2 == 1).Min() + k",
        "xs.Select((x, i) => x * i).Sum() * k",
        "xs.Where(x => x > 0).Select((x, i) => x * i).Max(y => y * k)",
        "xs.Select((x, i) => x * i).Where((x, i) => i > 0).Select((x, j) => x + j).Sum() * k",
        "xs.Zip(ys, (x, y) => x * y).Sum() * k",
        "xs.Zip(ys).Max(p => p.First - p.Second) * k",
        "xs.Zip(ys, (x, y) => x - k * y).Average()",
        "xs.Zip(ys, (x, y) => x - y).Where(d => d > 0).Min() * k",
        "xs.Aggregate(k, (a, x) => a * 0.5 + x)",
        "Enumerable.Range(0, xs.Length).Sum(i => xs[i] * i * k)",
        "Enumerable.Range(1, xs.Length - 1).Select(i => xs[i] - xs[i - 1]).Max(d => d * k)",
        "Enumerable.Range(1, xs.Length - 1).Average(i => xs[i] * xs[i - 1]) * k",
        "Enumerable.Range(1, xs.Length - 1).Select((n, i) => xs[n] * (i + 1)).Min() * k",
    ];

    private static readonly double[][] Samples =
    [
        [], [1.5], [double.NaN], [-0.0, 0.0], [0.0, -0.0], [double.NaN, 1], [1, double.NaN, 2], [1, 2, double.NaN], [double.NaN, double.NaN], [double.PositiveInfinity], [double.NegativeInfinity, 1, double.PositiveInfinity],
        [2, 2, 2], [3, -1, 2.5, 0.25, 1e300, 1e-300, 7], [1e16, 1, -1e16, 0.1],
    ];

    private static CodeFixProvider Fix => new LinqCodeFix();

    [Fact]
    public async Task Loops_AreTheChains()
    {
        string source = $"using System;\nusing System.Linq;\nusing SymDiff;\n\npublic static partial class C\n{{\n{string.Join("\n", Chains.Select((c, n) => $"    [Differentiable] public static double F{n}(double[] xs, double k, [NoGradient] double[] ys) => {c};"))}\n}}\n";
        using Fixing fixing = new(Fix, source);
        Assert.True((await fixing.DiagnosticsAsync()).Length >= Chains.Length);
        string[] written = await fixing.ApplyAllAsync("WriteLoop", FixAllScope.Project);
        using LoadedProject before = new LoadedProject().With("Before", source, isAnalyzed: false);
        using LoadedProject after = new LoadedProject().With("After", written[0], forms: "Gradient");
        int refused = 0;
        for (int n = 0; n < Chains.Length; n++)
        {
            var chain = before.Delegate<Func<double[], double, double[], double>>("C", $"F{n}");
            var loop = after.Delegate<Func<double[], double, double[], double>>("C", $"F{n}");
            foreach (double[] xs in Samples)
            {
                foreach (double[] ys in (double[][])[[], [0.5, 1.5], [1, -2, 3, 1, 0, 2, 1]])
                {
                    string expected = Outcome(() => chain(xs, 1.25, ys));
                    Assert.Equal((Chains[n], Text(xs), expected), (Chains[n], Text(xs), Outcome(() => loop(xs, 1.25, ys))));
                    refused += expected.EndsWith("Exception", StringComparison.Ordinal) ? 1 : 0;
                }
            }

            var gradient = after.Delegate<Func<double[], double, double[], (double[] Xs, double K)>>("C", $"F{n}Gradient");
            double[] at = [3, -1, 2.5, 0.25, 0.5];
            double[] weights = [1, -2, 3, 1, 0];
            double[] expectedGradient = CentralDifferences.Gradient(p => chain(p[..5], p[5], weights), [.. at, 1.25], [0, 1, 2, 3, 4, 5]);
            var (dXs, dK) = gradient(at, 1.25, weights);
            double[] actual = [.. dXs, dK];
            Assert.True(actual.Any(d => d != 0), $"{Chains[n]} has no derivative.");
            Assert.All(expectedGradient.Zip(actual), p => Assert.True(Math.Abs(p.First - p.Second) < 1e-7 * Math.Max(1, Math.Abs(p.First)), $"{Chains[n]}: {Text(expectedGradient)} but {Text(actual)}"));
        }

        Assert.True(refused > 20, "Nothing is refused.");
    }

    private static string Outcome(Func<double> f)
    {
        try
        {
            // Whether the mean of nothing but -0.0 is 0.0 depends on the sequence and on the framework.
            double value = f() + 0.0;
            return double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return e.GetType().Name;
        }
    }

    private static string Text(IEnumerable<double> values) => string.Join(" ", values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
