using System.Text;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Reverse loops that stop when nothing is left to be handed back, as that of a running maximum does, and loops that have something else to do. Many of both, put together at random, each with
/// what it hands back at ties and at NaN.
/// </summary>
public sealed class ExhaustedLoopTests
{
    private const int Count = 48;

    private static readonly string[] Chosen =
    [
        "m = Math.Max(m, x[i]);", "m = Math.Max(x[i], m);", "m = Math.Min(m, x[i]);", "if (x[i] > m) { m = x[i]; }", "m = x[i] < m ? x[i] : m;", "m = Math.Max(m, x[i] * w[i]);", "m = Math.Max(m, x[i] - x[0]);",
        "m = Math.Clamp(m + x[i], -0.6, 0.7);", "m = Math.Max(m * w[i], x[i]);",
        "{ double q = 0; for (int k = 0; k < x.Length; k++) { q += (x[i] - w[k]) * (x[i] - w[k]); } m = Math.Min(m, q); }",
        "{ double q = 0; for (int k = 0; k < x.Length; k++) { q += x[i] * w[k]; } m = Math.Max(m, q); n += q * 0.25; }",
    ];

    private static readonly string[] Besides =
    [
        "", "", "", "", "s += x[i] * x[i];", "n = Math.Min(n, x[i]);", "n = Math.Max(n, m);", "n = Math.Max(n * x[i], -1);", "t[i] = m;", "s += m;", "if (w[i] > 0.5) { m = 0; }", "s = s * 0.5 + x[i];", "if (w[i] > 1) { break; }",
        "if (w[i] > 0.4) { continue; }",
    ];

    private static readonly string[] Ends = ["m", "m * m", "m * w[0] + s", "m - n", "m * s * n", "Math.Exp(m) + t[t.Length - 1]"];

    private static readonly string Source = Programs();

    private static readonly Lazy<BufferProject> Project = new(() => new BufferProject("Exhausted", Source));

    public static TheoryData<string> Names => [.. Enumerable.Range(0, Count).Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryForm_IsThatOfCentralDifferences(string name)
    {
        foreach (double[] x in new double[][] { [0.75], [0.25, 0.5, -0.375], [0.125, -0.25, 1.5, -0.75, 0.5, 1.25, -1.5] })
        {
            BufferChecks.Check(Project.Value[name], 2e-6, x, new[] { 0.25, 0.75, -0.5, 0.375, 0.625, 1.125, 0.875 });
        }
    }

    [Theory]
    [InlineData("m = Math.Max(m, x[i]);", true)]
    [InlineData("m = Math.Min(x[i], m);", true)]
    [InlineData("if (x[i] > m) { m = x[i]; }", true)]
    [InlineData("m = Math.Max(m, x[i]); n = Math.Min(n, x[i]);", true)]
    [InlineData("m = Math.Max(m, 2 - 3 * x[i]);", true)]
    [InlineData("m = Math.Clamp(m + x[i], -1, 1);", true)]
    [InlineData("m += x[i];", false)]
    [InlineData("m = m * x[i];", false)]
    [InlineData("m = Math.Max(m, x[i]); n += x[i] * x[i];", false)]
    [InlineData("m = Math.Max(m, w * x[i]);", false)]
    [InlineData("m = Math.Max(m * x[i], 0);", false)]
    [InlineData("m = Math.Max(m, x[i]); t[i] = m;", false)]
    [InlineData("m = Math.Max(m, x[i]); n += m;", false)]
    [InlineData("if (x[i] > m) { m = x[i] * x[i]; }", false)]
    public void ALoop_StopsOnlyWhereNothingIsLeft(string body, bool stops)
    {
        string text = Text($$"""
            public static partial class One
            {
                [Differentiable(Derivatives.Vjp)]
                public static double F(double w, ReadOnlySpan<double> x)
                {
                    double[] t = new double[x.Length];
                    double m = x[0];
                    double n = x[1];
                    for (int i = 0; i < x.Length; i++) { {{body}} }
                    return m * n + t[0];
                }
            }
            """);
        Assert.Equal(stops, text.Contains(" != 0.0", StringComparison.Ordinal));
    }

    /// <summary>Loops inside are skipped where nothing is handed to them, and do not keep the one around them going.</summary>
    [Theory]
    [InlineData("m = Math.Min(m, q);", true)]
    [InlineData("m = Math.Min(m, q); n += q;", false)]
    [InlineData("m = Math.Min(m, q); t[i] = q;", false)]
    public void ALoopAroundOthers_StopsToo(string then, bool stops)
    {
        string text = Text($$"""
            public static partial class One
            {
                [Differentiable(Derivatives.Vjp)]
                public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
                {
                    double[] t = new double[x.Length];
                    double m = 100;
                    double n = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double q = 0;
                        for (int k = 0; k < w.Length; k++) { q += (x[i] - w[k]) * (x[i] - w[k]); }
                        {{then}}
                    }

                    return m + n + t[0];
                }
            }
            """);
        Assert.Equal(stops, text.Contains(" && dM != 0.0", StringComparison.Ordinal));
    }

    [Fact]
    public void SomeStop_AndSomeDoNot() =>
        Assert.InRange(Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Count(s => s.Text.Contains(" != 0.0", StringComparison.Ordinal)), 10, Count - 10);

    /// <summary>Ties share, and the one before them has nothing; NaN takes all.</summary>
    [Fact]
    public void TiesAndNaN_GetWhatTheyGetOfASingleMaximum()
    {
        BufferMethod method = new BufferProject("Maximum", Maximum)["Of"];
        Assert.Equal([0, 0.5, 0.25, 0.25, 0], method.GradientAt(new[] { 1.0, 3, 3, 3, 2 })[0].Reverse());
        Assert.Equal([0, 1, 0], method.GradientAt(new[] { 1.0, double.NaN, 2 })[0]);
        Assert.Equal([0, 1, 0, 0], method.GradientAt(new[] { 1.0, double.PositiveInfinity, 2, double.NegativeInfinity })[0]);
    }

    /// <summary>NaN is not nothing.</summary>
    [Fact]
    public void ACotangentThatIsNaN_ReachesEveryElement()
    {
        BufferMethod method = new BufferProject("Undefined", Maximum)["Of"];
        double[][] handed = [new double[3]];
        method.Vjp([new[] { 1.0, 3, 2 }], double.NaN, [], handed);
        Assert.All(handed[0], d => Assert.Equal(double.NaN, d));
    }

    [Fact]
    public void AMistake_IsCaught()
    {
        const string Squares = """
            public static partial class Squares
            {
                [Differentiable]
                public static double Sum(ReadOnlySpan<double> x)
                {
                    double m = x[0];
                    double s = 0;
                    for (int i = 0; i < x.Length; i++) { m = Math.Max(m, x[i]); s += x[i] * x[i]; }
                    return m + s;
                }
            }
            """;
        Check(new BufferProject("NotMistaken", Squares));
        const string Mistake = "StopsTooEarly";
        if (Mutants.Names.Contains(Mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(Mistake, () => mistaken = new BufferProject("Mistaken", Squares));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!));
        }

        static void Check(BufferProject project) => BufferChecks.Check(project["Sum"], 1e-6, new[] { 0.5, 1.25, -0.5, 0.25 });
    }

    private const string Maximum = """
        public static partial class Maxima
        {
            [Differentiable]
            public static double Of(ReadOnlySpan<double> x)
            {
                double m = double.NegativeInfinity;
                for (int i = 0; i < x.Length; i++) { m = Math.Max(m, x[i]); }
                return m;
            }
        }
        """;

    private static string Text(string source) => Driver.Run(new DriverInput("using System; using SymDiff;\n" + source)).Sources.Single(s => s.HintName.Contains(".F.", StringComparison.Ordinal)).Text;

    private static string Name(int number) => $"Loop{number}";

    private static string Programs()
    {
        Random random = new(20261124);
        StringBuilder text = new("public static partial class Exhausteds\n{\n");
        for (int k = 0; k < Count; k++)
        {
            string Any(string[] choices) => choices[random.Next(choices.Length)];
            bool isNested = random.Next(3) == 0;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                [Differentiable]
                public static double {{Name(k)}}(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> w)
                {
                    double[] t = new double[x.Length];
                    double s = 0.5;
                    double r = 0;
                    {{(isNested ? "for (int j = 0; j < 2; j++)" : "")}}
                    {
                        double m = {{(isNested ? "x[0] * w[j]" : "x[0] * 0.75")}};
                        double n = m - 0.125;
                        for (int i = 0; i < x.Length; i++)
                        {
                            {{Any(Chosen)}}
                            {{Any(Besides)}}
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
