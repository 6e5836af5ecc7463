using System.Text;
using System.Text.RegularExpressions;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Loops that sum multiples of what they hand a cotangent of: what all iterations hand back together is a multiple of the sum; where it nearly is, it must not be taken for it.
/// Many such loops, put together at random, and what is special about log-sum-exp.
/// </summary>
public sealed class SummedTermTests
{
    private const int Count = 64;

    private static readonly string[] Begins = ["0", "0", "0", "0", "a[0]", "1"];
    private static readonly string[] Befores = ["", "", "", "", "", "", "", "", "if (b[i] > 1) { continue; }", "m = m * 0.9;", "if (s > 3) { break; }", "p = Math.Sin(m + p);"];
    private static readonly string[] Terms = ["Math.Exp(b[i] - m)", "Math.Exp(a[i % a.Length] - m)", "Math.Exp(m)", "b[i] / m", "p / (b[i] - m)", "Math.Exp(b[i] - m)", "Math.Exp(m - b[i]) * p", "p * b[i]", "Math.Exp(m) * b[i]", "Math.Exp(b[i] - m) * s"];
    private static readonly string[] Sums = ["s += v;", "s += v;", "s += v;", "s -= v;", "s = v + s;", "s = v - s;", "s += 0.5 * v;", "s = s * 0.5 + v;"];
    private static readonly string[] Afters = ["", "", "", "", "", "", "", "", "s *= 0.75;", "if (b[i] > 0.5) { s += v; }", "m += 0.1 * Math.Sin(v);", "t += v * p;", "t -= v;", "s = 0.25 * v;", "p = v;"];
    private static readonly string[] Ends = ["m + Math.Log(1 + s * s)", "s", "s * s * p", "Math.Sin(s) + m", "s * t", "Math.Exp(-s * s) - t * t"];

    private static readonly string Source = Programs();

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Terms", Source));

    private static readonly Lazy<BufferProject> Special = new(() => new BufferProject("LogSumExp", """
        public static partial class LogSumExps
        {
            // Nothing is known of the maximum; where there is nothing to be summed the logarithm is infinite and its derivative, too.
            [Differentiable]
            public static double Given(double m, ReadOnlySpan<double> a)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += Math.Exp(a[i] - m); }
                return m + Math.Log(s);
            }

            [Differentiable]
            public static double OfRows(ReadOnlySpan<double> a, [NoGradient] ReadOnlySpan<double> b)
            {
                int n = a.Length;
                double total = 0;
                for (int k = 0; k < b.Length; k++)
                {
                    double max = double.NegativeInfinity;
                    for (int i = 0; i < n; i++) { max = Math.Max(max, a[i] * b[k] + a[n - 1 - i]); }
                    double s = 0;
                    for (int i = 0; i < n; i++) { s += Math.Exp(a[i] * b[k] + a[n - 1 - i] - max); }
                    total += max + Math.Log(s);
                }

                return total * total;
            }
        }
        """));

    public static TheoryData<string> Names => [.. Enumerable.Range(0, Count).Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_IsThatOfCentralDifferences(string name)
    {
        double[] a = [0.5, 0.75, -0.25];
        foreach (double[] b in new double[][] { [], [0.75], [0.25, 1.5, -0.75, 0.5] })
        {
            BufferChecks.Check(Project.Value[name], 2e-6, a, b);
        }
    }

    [Fact]
    public void SomeAreSummed_AndSomeAreNot()
    {
        int summed = Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Count(s => Regex.IsMatch(s.Text, @"if \([^()]* > 0\)|[ (]\S+ > 0 \? "));
        Assert.InRange(summed, 10, Count - 10);
    }

    /// <summary>The cotangent of the maximum is what there is of it, and not 0 times an infinite derivative.</summary>
    [Fact]
    public void WithoutIterations_NothingIsAdded() =>
        Assert.Equal(1, Special.Value["Given"].GradientAt(0.5, Array.Empty<double>())[0][0]);

    [Fact]
    public void AnInfiniteDerivative_StaysUndefined()
    {
        double[][] gradient = Special.Value["Given"].GradientAt(double.PositiveInfinity, new[] { 0.5, 0.25 });
        Assert.Equal(double.NaN, gradient[0][0]);
        Assert.Equal([double.NaN, double.NaN], gradient[1]);
    }

    /// <summary>The shares of the exponentials, and nothing for the maximum.</summary>
    [Fact]
    public void LogSumExp_IsSoftMax()
    {
        double[] a = [0.5, 2.75, -0.25, 2.5];
        double sum = a.Sum(Math.Exp);
        double[][] gradient = Special.Value["Given"].GradientAt(0.5, a);
        Assert.Equal(0, gradient[0][0], 1e-15);
        for (int i = 0; i < a.Length; i++)
        {
            Assert.Equal(Math.Exp(a[i]) / sum, gradient[1][i], 1e-15);
        }
    }

    [Fact]
    public void InLoops_EveryFormIsThatOfCentralDifferences()
    {
        foreach (double[] b in new double[][] { [], [0.75], [0.25, 1.5, -0.75, 0.5] })
        {
            BufferChecks.Check(Special.Value["OfRows"], 2e-6, new[] { 0.5, 0.75, -0.3 }, b);
        }
    }

    [Fact]
    public void AMistake_IsCaught()
    {
        const string Begun = """
            public static partial class Begun
            {
                [Differentiable]
                public static double Sum(double m, ReadOnlySpan<double> a)
                {
                    double s = 1;
                    for (int i = 0; i < a.Length; i++) { s += Math.Exp(a[i] - m); }
                    return m + Math.Log(s);
                }
            }
            """;
        Check(new BufferProject("NotMistaken", Begun));
        const string Mistake = "SumsFromAnywhere";
        if (Mutants.Names.Contains(Mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(Mistake, () => mistaken = new BufferProject("Mistaken", Begun));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!));
        }

        static void Check(BufferProject project) => BufferChecks.Check(project["Sum"], 1e-6, 0.5, new[] { 1.25, -0.5, 0.25 });
    }

    private static string Name(int number) => $"Term{number}";

    private static string Programs()
    {
        Random random = new(20261123);
        StringBuilder text = new("public static partial class Terms\n{\n");
        for (int k = 0; k < Count; k++)
        {
            string Any(string[] choices) => choices[random.Next(choices.Length)];
            bool isNested = random.Next(3) == 0;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                [Differentiable]
                public static double {{Name(k)}}(ReadOnlySpan<double> a, [NoGradient] ReadOnlySpan<double> b)
                {
                    double p = a[a.Length - 1];
                    double t = 0.5;
                    double r = 0;
                    {{(isNested ? "for (int j = 0; j < 2; j++)" : "")}}
                    {
                        double m = {{(isNested ? "2 + a[0] + 0.25 * a[j]" : "2 + a[0]")}};
                        double s = {{Any(Begins)}};
                        for (int i = 0; i < b.Length; i++)
                        {
                            {{Any(Befores)}}
                            double v = {{Any(Terms)}};
                            {{Any(Sums)}}
                            {{Any(Afters)}}
                        }

                        r += {{Any(Ends)}};
                    }

                    return r;
                }

                """);
        }

        return text.Append('}').ToString();
    }
}
