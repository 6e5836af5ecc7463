using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What is read or added to once in place of twice, and what is overwritten in place of cleared, is looked at closely. There are no mistakes in Release.</summary>
public sealed class AccessMutantTests
{
    private const string Source = """
        public static partial class Accesses
        {
            // The loop leaves out the end of b.
            [Differentiable]
            public static double Short(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] * a[i] * b[i]; }
                return s;
            }

            // The same element is overwritten in between, so its shadow is read in between.
            [Differentiable]
            public static double Overwritten(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double[] t = new double[2];
                int k = a.Length - 1;
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    t[k] = a[i] * b[i] + t[k];
                    s += Math.Sin(t[k]);
                    t[k] = t[k] * a[i];
                    s += t[k] * t[k];
                }

                return s;
            }

            // The same element, but by another index.
            [Differentiable]
            public static double Elsewhere(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double[] t = new double[2];
                int k = a.Length - 1;
                int j = b.Length / 2 - 1;
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    t[k] = a[i] * b[i] + t[k];
                    s += Math.Sin(t[k]);
                    t[j] = t[j] * a[i];
                    s += t[k] * t[k];
                }

                return s;
            }

            // Where a row of the triangle begins is not recorded but computed.
            [Differentiable]
            public static double Triangle(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 0;
                int at = 0;
                for (int r = 0; r < a.Length; r++)
                {
                    double y = s;
                    for (int c = 0; c <= r; c++) { y += b[at + c] * a[c]; }
                    at += r + 1;
                    s = Math.Sin(s) + y * y;
                }

                return s;
            }

            // Rows of a matrix that is stored row by row, of which there may be none and which may be empty.
            [Differentiable]
            public static double Rows(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                int columns = a.Length;
                int rows = columns == 0 ? 0 : b.Length / columns;
                double s = 0;
                for (int k = 0; k < rows; k++)
                {
                    double y = s;
                    for (int i = 0; i < columns; i++) { y += b[k * columns + i] * a[i]; }
                    s = Math.Sin(s) + y * y;
                }

                return s;
            }

            // What every sample does to the adjoint of m is the same map: a triangle of factors, and weights that a loop inside goes through.
            [Differentiable]
            public static double Samples(ReadOnlySpan<double> a, [NoGradient] ReadOnlySpan<double> b)
            {
                int d = a.Length;
                int n = d == 0 ? 0 : b.Length / d;
                double[] scale = new double[d];
                for (int r = 0; r < d; r++) { scale[r] = Math.Exp(0.5 * a[r]); }
                double[] x = new double[d];
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int r = 0; r < d; r++) { x[r] = b[i * d + r] - a[r]; }
                    double square = 0;
                    for (int r = 0; r < d; r++)
                    {
                        double y = scale[r] * x[r];
                        for (int c = 0; c < r; c++) { y += b[r * d + c] * x[c]; }
                        square += y * y;
                    }

                    s += Math.Log(1 + square);
                }

                return s;
            }

            // The products are made in memory, whose cotangents are those of the scales, too.
            [Differentiable]
            public static double Products(ReadOnlySpan<double> a, [NoGradient] ReadOnlySpan<double> b)
            {
                int d = a.Length;
                int n = d == 0 ? 0 : b.Length / d;
                double[] scale = new double[d];
                for (int r = 0; r < d; r++) { scale[r] = Math.Exp(0.5 * a[r]); }
                double[] x = new double[d];
                double[] y = new double[d];
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int r = 0; r < d; r++) { x[r] = b[i * d + r] - a[r]; }
                    for (int r = 0; r < d; r++) { y[r] = 0; }
                    for (int c = 0; c < d; c++)
                    {
                        for (int r = 0; r < d; r++) { y[r] += scale[c] * (r + 1) * x[c]; }
                    }

                    double square = 0;
                    for (int r = 0; r < d; r++) { square += y[r] * y[r]; }
                    s += Math.Log(1 + square);
                }

                return s;
            }

            // The same, but a factor changes from sample to sample.
            [Differentiable]
            public static double Changing(ReadOnlySpan<double> a, [NoGradient] ReadOnlySpan<double> b)
            {
                int d = a.Length;
                double[] scale = new double[d];
                double[] x = new double[d];
                double s = 0;
                for (int i = 0; i < b.Length; i++)
                {
                    for (int r = 0; r < d; r++) { x[r] = b[i] - a[r]; }
                    for (int r = 0; r < d; r++) { scale[r] = Math.Exp(b[i] * (r + 1)); }
                    double square = 0;
                    for (int r = 0; r < d; r++)
                    {
                        double y = x[r];
                        for (int c = 0; c < r; c++) { y += scale[c] * x[c]; }
                        square += y * y;
                    }

                    s += Math.Log(1 + square);
                }

                return s;
            }

            // The cotangent of an element is read, cleared, and given something else.
            [Differentiable]
            public static double Doubled(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                double[] a = x.ToArray();
                for (int i = 0; i < a.Length; i++) { a[i] = 2 * a[i] + Math.Sin(a[i]); }
                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] * a[i] * scale[0]; }
                return s;
            }

            // The cotangent of an element is read, cleared, given something in a branch and something behind it.
            [Differentiable]
            public static double Branched(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                double[] t = new double[2];
                int k = x.Length - 1;
                t[k] = x[0] * x[1];
                double before = Math.Sin(t[k]) * scale[0];
                t[k] = scale[0] > 1 ? t[k] * x[1] : 0;
                return before + t[k] * scale[1];
            }

            // The first element is written in every other iteration, the others in each.
            [Differentiable]
            public static double Kept(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                double[] t = new double[x.Length];
                double s = 0;
                for (int k = 0; k < scale.Length; k++)
                {
                    for (int i = 1; i < x.Length; i++) { t[i] = Math.Sin(x[i] * scale[k]); }
                    if (k % 2 == 0) { t[0] = x[0] * scale[k]; }
                    double square = 0;
                    for (int i = 0; i < t.Length; i++) { square += t[i] * t[i] * x[0]; }
                    s += Math.Log(1 + square * square);
                }

                return s;
            }

            // As in a step of Runge and Kutta: one element by itself, the others one from another.
            [Differentiable]
            public static double Steps(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                int n = x.Length;
                double[] y = new double[n];
                double[] k1 = new double[n];
                double[] k2 = new double[n];
                double[] stage = new double[n];
                for (int step = 0; step < scale.Length; step++)
                {
                    k1[0] = x[0];
                    for (int i = 1; i < n; i++) { k1[i] = x[i] * y[i - 1]; }
                    for (int i = 0; i < n; i++) { stage[i] = y[i] + scale[step] * k1[i]; }
                    k2[0] = x[0] * stage[0];
                    for (int i = 1; i < n; i++) { k2[i] = x[i] * Math.Cos(stage[i - 1]); }
                    for (int i = 0; i < n; i++) { y[i] += 0.5 * (k1[i] + k2[i]); }
                }

                double s = 0;
                for (int i = 0; i < n; i++) { s += y[i] * y[i]; }
                return s;
            }

            // Of the distances only the least is asked for, of the other sum all.
            [Differentiable]
            public static double Nearest(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                double least = 100;
                double all = 0;
                for (int k = 0; k < scale.Length; k++)
                {
                    double distance = 0;
                    double sum = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        distance += (x[i] - scale[k]) * (x[i] - scale[k]);
                        sum += Math.Sin(x[i] * scale[k]);
                    }

                    least = Math.Min(least, distance);
                    all += sum * sum;
                }

                return least + all;
            }

            // Every element comes of the one before.
            [Differentiable]
            public static double Chain(ReadOnlySpan<double> x, ReadOnlySpan<double> scale)
            {
                double[] a = new double[x.Length + 1];
                a[0] = scale[0];
                for (int i = 0; i < x.Length; i++) { a[i + 1] = Math.Sin(a[i]) * x[i] + a[i]; }
                return a[x.Length];
            }
        }
        """;

    private static readonly Lazy<BufferProject> NotMistaken = new(() => new BufferProject("NotMistaken", Source));

    [Theory]
    [InlineData("LeavesRest", "Short")]
    [InlineData("AddsBehindReads", "Elsewhere")]
    [InlineData("KeepsOverwrittenLoads", "Overwritten")]
    [InlineData("SkipsRows", "Triangle")]
    [InlineData("CutsRowsEarly", "Rows")]
    [InlineData("CutsRowsEarly", "Samples")]
    [InlineData("DefersChangedFactors", "Changing")]
    [InlineData("DefersSharedMemory", "Products")]
    [InlineData("DropsWhatFollowsClearing", "Doubled")]
    [InlineData("OverlooksInnerAdditions", "Branched")]
    [InlineData("TurnsDependentLoops", "Chain")]
    [InlineData("SkipsWholeLoops", "Nearest")]
    [InlineData("ForgetsUnclearedElements", "Kept")]
    public void AMistake_IsCaught(string mistake, string method)
    {
        Check(NotMistaken.Value, method);
        if (Mutants.Names.Contains(mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(mistake, () => mistaken = new BufferProject("Mistaken", Source));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!, method));
        }
    }

    [Fact]
    public void StepsAreRight() => Check(NotMistaken.Value, "Steps");

    [Fact]
    public void RowsOfNothing_AreGoneThrough()
    {
        BufferProject project = NotMistaken.Value;
        BufferChecks.Check(project["Rows"], 1e-6, Array.Empty<double>(), new[] { 1.25, -0.5, 0.25 });
        BufferChecks.Check(project["Rows"], 1e-6, new[] { 1.25, -0.5, 0.25 }, Array.Empty<double>());
    }

    /// <summary>Cotangents are summed over the samples, where the map behind them does not change, and nothing is added where there is no sample.</summary>
    [Fact]
    public void TheSameMapOfEverySample_IsAppliedOnce()
    {
        string text = Gradient("Samples");
        Assert.Contains("if (n > 0)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("if (", Gradient("Changing"), StringComparison.Ordinal);

        BufferProject project = NotMistaken.Value;
        double[] b = [1.25, -0.5, 0.25, 2.5, 0.75, -1.5, 0.5, 1.75, -0.25];
        foreach (int samples in new[] { 0, 1, 2, 9 })
        {
            BufferChecks.Check(project["Samples"], 1e-6, new[] { 0.5 }, b[..samples]);
            BufferChecks.Check(project["Changing"], 1e-6, new[] { 0.5, 0.75, -0.25 }, b[..samples]);
        }

        BufferChecks.Check(project["Samples"], 1e-6, new[] { 0.5, 0.75, -0.25 }, b);
        BufferChecks.Check(project["Samples"], 1e-6, new[] { 0.5, 0.75, -0.25 }, Array.Empty<double>());
        BufferChecks.Check(project["Samples"], 1e-6, Array.Empty<double>(), b);

        static string Gradient(string method)
        {
            string text = Driver.Run(new DriverInput("using System; using SymDiff;\n" + Source)).Sources.Single(s => s.HintName.Contains("." + method + ".", StringComparison.Ordinal)).Text;
            int start = text.IndexOf($" {method}Gradient(", StringComparison.Ordinal);
            return text[start..text.IndexOf("    }\n\n", start, StringComparison.Ordinal)];
        }
    }

    private static void Check(BufferProject project, string method) =>
        BufferChecks.Check(project[method], 1e-6, new[] { 0.5, 0.75 }, new[] { 1.25, -0.5, 0.25, 1.5 });
}
