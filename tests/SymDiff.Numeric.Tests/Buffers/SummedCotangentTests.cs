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
    private const int PartCount = 64;

    private static readonly string[] Inputs = ["b[i] - a[r]", "2 * a[r] - b[i]", "(a[r] - b[i]) / 3", "-a[r] + b[i]", "a[r] * w[r]", "a[r] * b[i]"];
    private static readonly string[] Factors = ["w[c]", "w[(r + c) % d]", "0.5", "w[c] * w[r]", "Math.Sin(w[r])", "1 / (1 + w[c] * w[c])", "b[i]", "x[r]", "t[c]", "(c + 1)", "b[b.Length - 1]", "a[c]"];
    private static readonly string[] Leads = ["x[r]", "0", "w[r] * x[r]", "w[i % d]", "x[d - 1]", "x[r] / (2 + w[r])"];
    private static readonly string[] Rows = ["c < r", "c < d", "c <= r"];
    private static readonly string[] Losses = ["y * y", "Math.Sin(y)", "y", "y * b[i]", "y * w[r]"];
    private static readonly string[] Ends = ["Math.Log(1 + q * q)", "q", "q * q", "Math.Exp(-0.1 * q * q)", "s * 0.5 + q"];
    private static readonly string[] Betweens = ["", "", "", "x[0] += w[0];", "x[d - 1] = 0;", "t[i % d] = Math.Exp(0.1 * b[i]);", "if (b[i] > 1) { x[0] *= 2; }", "for (int r = 0; r < d; r++) { x[r] = x[r] * 0.5; }"];

    // The same of several parts, each with a row of a and a matrix of w, whose product with x is made column by column in memory that the matrix's own cotangents are made of, too.
    private static readonly string[] PartInputs = ["b[i] - m[r]", "2 * m[r] - b[i]", "(a[p * d + r] - b[i]) / 3", "-m[r] + b[i]", "m[r] * b[i]", "m[r] * g[r]"];
    private static readonly string[] PartLeads = ["g[r] * x[r]", "0", "x[r]", "g[r] * x[r] + 1", "x[0] * g[0]", "b[i] * x[r]", "Math.Sin(x[r])"];
    private static readonly string[] Columns =
    [
        "int at = p * d * d; for (int c = 0; c < d; c++) { Span<double> below = y[(c + 1)..]; AddScaled(w.Slice(at, below.Length), x[c], below); at += below.Length; }",
        "int at = p * d * d; for (int c = 0; c < d; c++) { Span<double> below = y.Slice(c, d - c); double f = x[c]; for (int r = 0; r < below.Length; r++) { below[r] += w[at + r] * f; } at += below.Length; }",
        "ReadOnlySpan<double> v = w.Slice(p * d * d, d * d); for (int c = 0; c < d; c++) { AddScaled(v.Slice(c * d, d), x[c], y); }",
        "for (int r = 0; r < d; r++) { double sum = y[r]; for (int c = 0; c < d; c++) { sum += w[((p * d) + r) * d + c] * x[c]; } y[r] = sum; }",
        "for (int r = 0; r < d; r++) { y[r] += Dot(w.Slice(((p * d) + r) * d, d), x); }",
        "for (int c = 0; c < d; c++) { AddScaled(w.Slice(p * d * d, d), x[c] * b[i], y); }",
        "double before = 0; for (int r = 0; r < d; r++) { before += g[r] * x[r]; y[r] += before * w[r]; }",
        "double u = 0, v = 0; for (int r = 0; r < d; r++) { double t = u + g[r] * x[r]; u = v; v = t; y[r] += u + v; }",
        "double u = 0, v = 0; for (int r = 0; r < d; r++) { double t = u; u = v + g[r] * x[r]; v = t * 0.5; for (int c = 0; c < d; c++) { y[c] += w[r] * u - v * g[c]; } }",
        "for (int r = 1; r < d; r++) { y[r] += 0.25 * g[r] * y[r - 1]; for (int c = 0; c < r; c++) { y[r] += w[c] * x[c]; } }",
        "for (int r = 1; r < d; r++) { x[r] += 0.25 * g[r] * x[r - 1]; } for (int r = 0; r < d; r++) { y[r] += 0.5 * x[d - 1 - r]; }",
    ];

    private static readonly string[] PartBetweens = ["", "", "", "", "y[0] += g[0];", "y[d - 1] = 0;", "if (b[i] > 1) { y[0] *= 2; }", "y[i % d] += 0.5;", "x[0] = 0.5 * x[0];", "for (int r = 0; r < d; r++) { y[r] *= 0.5; }", "for (int r = 0; r < d; r++) { y[r] = Math.Tanh(y[r]); }", "y[0] += Math.Sin(x[d - 1]);", "for (int r = 0; r < d; r++) { y[r] *= g[r]; }"];
    private static readonly string[] PartLosses = ["y[r] * y[r]", "Math.Sin(y[r])", "y[r]", "y[r] * g[r]", "y[r] * y[r] * x[r]"];
    private static readonly string[] PartEnds = ["", "s += Math.Log(Math.Exp(0.1 * terms[0]) + Math.Exp(0.1 * terms[^1]));", "double all = 0; for (int p = 0; p < terms.Length; p++) { all += terms[p]; } s += Math.Sin(all);"];

    private static readonly string Source = Programs();

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Summed", Source));

    public static TheoryData<string> Names => [.. Enumerable.Range(0, Count).Select(Name)];

    public static TheoryData<string> PartNames => [.. Enumerable.Range(0, PartCount).Select(PartName)];

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

    [Theory]
    [MemberData(nameof(PartNames))]
    public void OfParts_EveryForm_IsThatOfCentralDifferences(string name)
    {
        double[] a = [0.5, 0.75, -0.25, 0.4, 0.9, -0.6];
        double[] w = [1.25, -0.5, 0.625, 0.3, -0.8, 0.45, 0.7, -0.2, 0.15, 1.1, 0.35, -0.65, 0.55, 0.95, -0.3, 0.85, -0.4, 0.6];
        foreach (double[] b in new double[][] { [], [0.75], [0.25, 1.5, -0.75, 0.5] })
        {
            BufferChecks.Check(Project.Value[name], 2e-6, a, w, b);
        }

        BufferChecks.Check(Project.Value[name], 2e-6, new[] { 0.5, 0.25 }, new[] { -1.25, 0.75 }, new[] { 0.25, 1.5 });
    }

    [Fact]
    public void SomeAreSummed_AndSomeAreNot()
    {
        var summed = Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Where(s => s.Text.Contains("umsMemory", StringComparison.Ordinal)).ToList();
        int ofParts = summed.Count(s => s.HintName.Contains(".Part", StringComparison.Ordinal));
        Assert.InRange(summed.Count - ofParts, 10, Count - 10);
        Assert.InRange(ofParts, 8, PartCount - 8);
    }

    private static string Name(int number) => $"Map{number}";

    private static string PartName(int number) => $"Part{number}";

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

        for (int k = 0; k < PartCount; k++)
        {
            string Any(string[] choices) => choices[random.Next(choices.Length)];
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                [Differentiable]
                public static double {{PartName(k)}}(ReadOnlySpan<double> a, ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> b)
                {
                    int d = w.Length / a.Length;
                    double[] scales = new double[a.Length];
                    for (int r = 0; r < a.Length; r++) { scales[r] = Math.Exp(0.25 * w[r]); }
                    double[] terms = new double[a.Length / d];
                    double[] x = new double[d];
                    double[] products = new double[d];
                    double s = 0;
                    for (int i = 0; i < b.Length; i++)
                    {
                        for (int p = 0; p < terms.Length; p++)
                        {
                            ReadOnlySpan<double> m = a.Slice(p * d, d);
                            ReadOnlySpan<double> g = scales.AsSpan(p * d, d);
                            Span<double> y = products;
                            for (int r = 0; r < d; r++) { x[r] = {{Any(PartInputs)}}; }
                            for (int r = 0; r < d; r++) { y[r] = {{Any(PartLeads)}}; }
                            {{Any(PartBetweens)}}
                            {{Any(Columns)}}
                            {{Any(PartBetweens)}}
                            double q = 0;
                            for (int r = 0; r < d; r++) { q += {{Any(PartLosses)}}; }
                            terms[p] = q;
                            {{(random.Next(2) == 0 ? "s += " + Any(Ends) + ";" : "")}}
                        }

                        {{Any(PartEnds)}}
                    }

                    return s;
                }

                """);
        }

        return text.Append("""
                private static void AddScaled(ReadOnlySpan<double> vector, double factor, Span<double> sum)
                {
                    for (int j = 0; j < sum.Length; j++) { sum[j] += vector[j] * factor; }
                }

                private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
                {
                    double sum = 0;
                    for (int j = 0; j < b.Length; j++) { sum += a[j] * b[j]; }
                    return sum;
                }
            }
            """).ToString();
    }
}
