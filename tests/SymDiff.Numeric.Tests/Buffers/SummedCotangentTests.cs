using System.Text;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Loops over samples that apply a map to what they read: where it is linear and the same for all samples, its adjoint is applied once to summed cotangents; where it nearly is, it must not be.
/// Many such loops, put together at random.
/// </summary>
public sealed class SummedCotangentTests
{
    private const int Count = 64;

    private static readonly string[] Inputs = ["b[i] - a[r]", "2 * a[r] - b[i]", "(a[r] - b[i]) / 3", "-a[r] + b[i]", "a[r] * w[r]", "a[r] * b[i]"];
    private static readonly string[] Factors = ["w[c]", "w[(r + c) % d]", "0.5", "w[c] * w[r]", "Math.Sin(w[r])", "1 / (1 + w[c] * w[c])", "b[i]", "x[r]", "t[c]", "(c + 1)", "b[b.Length - 1]", "a[c]"];
    private static readonly string[] Leads = ["x[r]", "0", "w[r] * x[r]", "w[i % d]", "x[d - 1]", "x[r] / (2 + w[r])"];
    private static readonly string[] Rows = ["c < r", "c < d", "c <= r"];
    private static readonly string[] Losses = ["y * y", "Math.Sin(y)", "y", "y * b[i]", "y * w[r]"];
    private static readonly string[] Ends = ["Math.Log(1 + q * q)", "q", "q * q", "Math.Exp(-0.1 * q * q)", "s * 0.5 + q"];
    private static readonly string[] Betweens = ["", "", "", "x[0] += w[0];", "x[d - 1] = 0;", "t[i % d] = Math.Exp(0.1 * b[i]);", "if (b[i] > 1) { x[0] *= 2; }", "for (int r = 0; r < d; r++) { x[r] = x[r] * 0.5; }"];

    private static readonly string Source = Programs();

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Summed", Source));

    public static TheoryData<string> Names => [.. Enumerable.Range(0, Count).Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_IsThatOfCentralDifferences(string name)
    {
        double[] a = [0.5, 0.75, -0.25];
        double[] w = [1.25, -0.5, 0.625];
        foreach (double[] b in new double[][] { [], [0.75], [0.25, 1.5, -0.75, 0.5] })
        {
            BufferChecks.Check(Project.Value[name], 2e-6, a, w, b);
        }

        BufferChecks.Check(Project.Value[name], 2e-6, new[] { 0.5 }, new[] { -1.25 }, new[] { 0.25, 1.5 });
    }

    [Fact]
    public void SomeAreSummed_AndSomeAreNot()
    {
        int summed = Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Count(s => s.Text.Contains("umsMemory", StringComparison.Ordinal));
        Assert.InRange(summed, 10, Count - 10);
    }

    private static string Name(int number) => $"Map{number}";

    private static string Programs()
    {
        Random random = new(20261122);
        StringBuilder text = new("public static partial class Maps\n{\n");
        for (int k = 0; k < Count; k++)
        {
            string Any(string[] choices) => choices[random.Next(choices.Length)];
            bool isTwice = random.Next(4) == 0;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                [Differentiable]
                public static double {{Name(k)}}(ReadOnlySpan<double> a, ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> b)
                {
                    int d = a.Length;
                    double[] x = new double[d];
                    double[] t = new double[d];
                    for (int r = 0; r < d; r++) { t[r] = Math.Exp(0.25 * w[r]); }
                    double s = 0;
                    for (int i = 0; i < b.Length; i++)
                    {
                        {{(isTwice ? "for (int k = 0; k < 2; k++)" : "")}}
                        {
                            for (int r = 0; r < d; r++) { x[r] = {{Any(Inputs)}}; }
                            {{Any(Betweens)}}
                            double q = 0;
                            for (int r = 0; r < d; r++)
                            {
                                double y = {{Any(Leads)}};
                                for (int c = 0; {{Any(Rows)}}; c++) { y += {{Any(Factors)}} * x[c]; }
                                q += {{Any(Losses)}};
                            }

                            s += {{Any(Ends)}};
                        }
                    }

                    return s;
                }

                """);
        }

        return text.Append('}').ToString();
    }
}
