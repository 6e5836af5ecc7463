using SymDiff.Numeric.Tests.Buffers;
using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Lanes;

/// <summary>
/// Loops of which several iterations are run at once, over lengths around those of vectors: values and written memory are those of the method bit for bit, every derivative that of central
/// differences; and loops beside them in which an iteration touches what another writes.
/// </summary>
public sealed class LaneTests
{
    private const string Source = """
        public static partial class Wide
        {
            [Differentiable(Vectorize = true)]
            public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * y[i]; } return s; }

            // Every operation that vectors have; neighbours; numbers that are the same in every iteration.
            [Differentiable(Vectorize = true)]
            public static double Mixed(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double scale)
            {
                double[] t = new double[x.Length];
                double[] u = new double[x.Length];
                for (int i = 0; i < x.Length; i++) { t[i] = (Math.Sqrt((x[i] * x[i]) + 1) - (Math.Abs(y[i]) / 3) + scale) / (2 + (x[i] * x[i])) - (3 / (scale * scale + 1)) * -x[i] + 0.5; }
                for (int i = 1; i < x.Length; i++) { u[i] = (t[i] - t[i - 1]) * scale; }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += u[i] * u[i] * t[i]; }
                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double MixedPairs(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] t = new double[x.Length];
                for (int i = 0; i < x.Length; i++) { t[i] = (x[i] * y[i]) + (y[i] * y[i]); }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += t[i] * t[i]; }
                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double Rows(ReadOnlySpan<double> matrix, ReadOnlySpan<double> x, [Output] Span<double> z)
            {
                int rows = matrix.Length / x.Length;
                double s = 0;
                z.Clear();
                for (int r = 0; r < rows; r++)
                {
                    for (int j = 0; j < x.Length; j++) { z[j] += matrix[(r * x.Length) + j] * x[j] * (r + 1); }
                }
                for (int j = 0; j < x.Length; j++) { s += z[j] * z[j]; }
                return s;
            }

            // Each step is the next one's input.
            [Differentiable(Vectorize = true)]
            public static double Prefix(ReadOnlySpan<double> x, double scale)
            {
                double[] t = new double[x.Length + 1];
                t[0] = scale;
                for (int i = 0; i < x.Length; i++) { t[i + 1] = (t[i] * scale) + x[i]; }
                double s = 0;
                for (int i = 0; i < t.Length; i++) { s += t[i] * t[i]; }
                return s;
            }

            // In its own memory, from the front and from behind.
            [Differentiable(Vectorize = true)]
            public static double Shifted(Span<double> x)
            {
                for (int i = 1; i < x.Length; i++) { x[i] = x[i] + (0.5 * x[i - 1]); }
                for (int i = 0; i + 1 < x.Length; i++) { x[i] = x[i] * x[i + 1]; }
                for (int i = x.Length - 2; i >= 0; i--) { x[i] = x[i] - (0.25 * x[i + 1]); }
                for (int i = 0; i < x.Length; i++) { x[i] = x[i] * x[i]; }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += x[i]; }
                return s;
            }

            // Two views of one array, of which one is a part of the other.
            [Differentiable(Vectorize = true)]
            public static double Views(ReadOnlySpan<double> x)
            {
                double[] t = new double[x.Length + 1];
                Span<double> a = t.AsSpan(0, x.Length);
                Span<double> b = t.AsSpan(1);
                for (int i = 0; i < x.Length; i++) { a[i] = x[i] * x[i]; }
                for (int i = 0; i < x.Length; i++) { b[i] = (a[i] * x[i]) + 1; }
                double s = 0;
                for (int i = 0; i < t.Length; i++) { s += t[i] * t[i]; }
                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double Handed(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] t = new double[x.Length];
                Combine(x, y, t, 2);
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += t[i] * x[i]; }
                return s;
            }

            private static void Combine(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> t, int depth)
            {
                if (depth > 0) { Combine(y, x, t, depth - 1); }
                for (int i = 0; i < t.Length; i++) { t[i] = (t[i] * x[i]) + y[i]; }
            }

            // Each element takes from three iterations.
            [Differentiable(Vectorize = true)]
            public static double Window(ReadOnlySpan<double> x)
            {
                double[] u = new double[x.Length + 2];
                for (int i = 0; i < x.Length; i++) { u[i] += x[i]; u[i + 1] += 2 * x[i]; u[i + 2] -= x[i] * x[i]; }
                double s = 0;
                for (int i = 0; i < u.Length; i++) { s += u[i] * u[i]; }
                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double Strided(ReadOnlySpan<double> x)
            {
                double[] u = new double[x.Length];
                for (int i = 0; i < x.Length; i += 2) { u[i] = x[i] * x[i]; }
                for (int i = 0; (2 * i) + 1 < x.Length; i++) { u[(2 * i) + 1] = x[i] * u[2 * i]; }
                for (int i = 0; i < x.Length; i++) { u[x.Length - 1 - i] = u[x.Length - 1 - i] * x[i]; }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += u[i] * x[i]; }
                return s;
            }

            // Two arrays that change places; the first element, which the loop writes too, in every iteration.
            [Differentiable(Vectorize = true)]
            public static double Swapped(ReadOnlySpan<double> x, int steps)
            {
                double[] a = x.ToArray();
                double[] b = new double[x.Length];
                for (int k = 0; k < steps; k++)
                {
                    for (int i = 0; i < b.Length; i++) { b[i] = (a[i] * x[i]) + 0.5; }
                    for (int i = 0; i < b.Length; i++) { b[i] += b[0] * a[i]; }
                    (a, b) = (b, a);
                }

                double s = 0;
                for (int i = 0; i < a.Length; i++) { s += a[i] * a[i]; }
                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double Matrix(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[,] m = new double[x.Length, x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++) { m[i, j] = (x[i] * y[j]) + m[j, i]; }
                }

                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++) { s += m[i, j] * m[j, i]; }
                }

                return s;
            }

            [Differentiable(Vectorize = true)]
            public static double Functions(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double[] t = new double[x.Length];
                for (int i = 0; i < x.Length; i++) { t[i] = (y[i] * Math.Exp(-x[i])) + Math.Log(1 + (x[i] * x[i])); }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += Math.Sin(t[i]) * x[i]; }
                double likelihood = 0;
                for (int i = 0; i < x.Length; i++) { likelihood += Math.Log(1 + Math.Exp(x[i] * y[i])) - y[i]; }
                return s + likelihood;
            }

            [Differentiable(Vectorize = true)]
            public static double Stepped(ReadOnlySpan<double> x, int steps)
            {
                double[] y = new double[x.Length];
                double[] slope = new double[x.Length];
                for (int k = 0; k < steps; k++)
                {
                    for (int i = 0; i < x.Length; i++) { slope[i] = (x[i] * (1 - y[i])) - (0.1 * y[i] * y[i]); }
                    for (int i = 0; i < x.Length; i++) { y[i] += 0.125 * slope[i]; }
                }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += y[i] * x[i]; }
                return s;
            }

            // Functions of the C library in the same loop as vectors, before and behind them, in an arm and at the end.
            [Differentiable(Vectorize = true)]
            public static double Layers(ReadOnlySpan<double> x, double scale, int steps)
            {
                double[] y = x.ToArray();
                double[] z = new double[x.Length];
                for (int k = 0; k < steps; k++)
                {
                    double bend = Math.Tanh(y[0] * scale);
                    for (int i = 0; i < x.Length; i++) { z[i] = (y[i] * bend) + x[i]; }
                    if (k % 2 == 0)
                    {
                        for (int i = 0; i < x.Length; i++) { z[i] = Math.Exp(-z[i] * z[i]); }
                    }
                    for (int i = 0; i < x.Length; i++) { y[i] = y[i] + (0.25 * z[i]); }
                }
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += Math.Sin(y[i]); }
                return s;
            }
        }
        """;

    private static readonly string[] FunctionsOfTheCLibrary = ["Math.Exp(", "Math.Tanh(", "Math.Sin(", "Math.Cos(", "Math.SinCos(", "Math.Log("];

    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Wide", Source));

    public static TheoryData<string, int> Points
    {
        get
        {
            TheoryData<string, int> points = [];
            foreach (string method in new[] { "Dot", "Mixed", "MixedPairs", "Rows", "Prefix", "Shifted", "Views", "Handed", "Stepped", "Window", "Strided", "Swapped", "Matrix", "Functions", "Layers" })
            {
                foreach (int length in new[] { 1, 2, 4, 5, 8, 11, 19 })
                {
                    points.Add(method, length);
                }
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void EveryForm_IsThatOfTheMethod(string method, int length) => Check(Compiled.Value, method, length);

    [Theory]
    [InlineData("Prefix")]
    [InlineData("Shifted")]
    [InlineData("Views")]
    public void IterationsThatTouchOneAnother_RunOneByOne(string method)
    {
        if (Mutants.Names.Contains("WidensDependentLoops"))
        {
            BufferProject? mistaken = null;
            Mutants.While("WidensDependentLoops", () => mistaken = new BufferProject("Mistaken.Wide", Source));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!, method, 19));
        }
    }

    // That the tests above are of vectors at all.
    [Theory]
    [InlineData("Mixed", true)]
    [InlineData("Rows", true)]
    [InlineData("Handed", false)]
    [InlineData("Prefix", true)]
    [InlineData("Stepped", true)]
    public void LoopsAreOfVectors(string method, bool areWide) =>
        Assert.Equal(areWide, Text(method, Source).Contains("SymDiff.Lanes.Of(", StringComparison.Ordinal));

    /// <summary>No function of the C library is called while the upper halves of the registers are in use: that makes it many times slower.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FunctionsComeBehindAReset(bool isReassociated)
    {
        string source = isReassociated ? Source.Replace("Vectorize = true", "Vectorize = true, Reassociate = true", StringComparison.Ordinal) : Source;
        string text = Text("Layers", source);
        bool isDirty = false;
        foreach (string line in text.Split('\n').Select(l => l.Trim()).Where(l => !l.StartsWith("//", StringComparison.Ordinal)))
        {
            isDirty = (isDirty && !line.Contains("Lanes.Reset()", StringComparison.Ordinal)) || line.Contains("Lanes[v]", StringComparison.Ordinal);
            Assert.False(isDirty && FunctionsOfTheCLibrary.Any(f => line.Contains(f, StringComparison.Ordinal)), line);
        }

        // The first function of an iteration comes behind the vectors of the one before.
        Assert.InRange(text.IndexOf("Lanes.Reset()", StringComparison.Ordinal), 0, text.IndexOf("Math.Tanh(", StringComparison.Ordinal));
        Assert.DoesNotContain("Lanes.Reset()", Text("Stepped", source), StringComparison.Ordinal);
    }

    /// <summary>A sum of vectors is rounded otherwise, and only where that is permitted.</summary>
    [Fact]
    public void Sums_AreReassociated_WhereThatIsPermitted()
    {
        string source = Source.Replace("Vectorize = true", "Vectorize = true, Reassociate = true", StringComparison.Ordinal);
        Assert.Contains("Vector.Sum(", Text("Dot", source), StringComparison.Ordinal);
        BufferProject reassociated = new("Reassociated", source);
        Assert.DoesNotContain("Vector.Exp(", Text("Functions", Source), StringComparison.Ordinal);
        Assert.Contains("Vector.Exp(", Text("Functions", source), StringComparison.Ordinal);
        Assert.Contains("Vector.Log(", Text("Functions", source), StringComparison.Ordinal);
        Assert.Contains("Vector.Sin(", Text("Functions", source), StringComparison.Ordinal);
        foreach (string method in new[] { "Dot", "Mixed", "Views", "Stepped", "Functions" })
        {
            foreach (int length in new[] { 1, 4, 19, 103 })
            {
                object?[] arguments = Arguments(method, length);
                double[][] expected = Compiled.Value[method].GradientAt(BufferMethod.Copy(arguments));
                double[][] actual = reassociated[method].GradientAt(BufferMethod.Copy(arguments));
                Close(Compiled.Value[method].Value(BufferMethod.Copy(arguments)), reassociated[method].ValueAndGradient!(BufferMethod.Copy(arguments), [.. expected.Select(e => new double[e.Length])]));
                Assert.All(expected.SelectMany(e => e).Zip(actual.SelectMany(a => a)), pair => Close(pair.First, pair.Second));
            }
        }

        // A sum that comes out otherwise in every order but one.
        double[] x = [1e16, 1, -1e16, 1, 1, 1e16, 1, -1e16, 1, 1e16, -1e16, 1];
        double[] ones = [.. x.Select(_ => 1.0)];
        Assert.NotEqual(Compiled.Value["Dot"].Value([x, ones]), reassociated["Dot"].ValueAndGradient!([x, ones], [new double[x.Length], new double[x.Length]]));
        Assert.Equal(Compiled.Value["Dot"].Value([x, ones]), Compiled.Value["Dot"].ValueAndGradient!([x, ones], [new double[x.Length], new double[x.Length]]));

        static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-13 * (1 + Math.Abs(expected)));
    }

    private static string Text(string method, string source) =>
        Driver.Run(new DriverInput("using System; using SymDiff;\n" + source)).Sources.Single(s => s.HintName.Contains("." + method + ".", StringComparison.Ordinal)).Text;

    private delegate float OfSingles(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, float cotangent, ReadOnlySpan<float> dZ, Span<float> dX, Span<float> dY);

    /// <summary>Twice as many elements at once; the bits of the scalar loops all the same.</summary>
    [Fact]
    public void Singles_HaveTheBitsOfScalarLoops()
    {
        const string Scaled = """
            using System;
            using SymDiff;

            public static partial class Singles
            {
                [Differentiable]
                public static float Scaled(ReadOnlySpan<float> x, ReadOnlySpan<float> y, [Output] Span<float> z)
                {
                    for (int i = 0; i < x.Length; i++) { z[i] = MathF.Sqrt(x[i] * x[i] + 0.1f) / (1 + MathF.Abs(y[i])) - x[i] / 3; }
                    float s = 0;
                    for (int i = 0; i < x.Length; i++) { s += z[i] * z[i] * y[i]; }
                    return s;
                }
            }
            """;
        string wide = Scaled.Replace("[Differentiable]", "[Differentiable(Vectorize = true)]", StringComparison.Ordinal);
        Assert.Contains("Vector<float>", Driver.Run(wide).Sources.Single(s => s.HintName.Contains(".Scaled.", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        float[] expected = Run("Scalar", Scaled);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), Run("Vectors", wide).Select(BitConverter.SingleToInt32Bits));
        Assert.DoesNotContain(expected, float.IsNaN);

        static float[] Run(string name, string text)
        {
            using LoadedProject project = new LoadedProject().With(name, text);
            OfSingles vjp = project.Delegate<OfSingles>("Singles", "ScaledVjp");
            List<float> all = [];
            foreach (int length in new[] { 1, 7, 8, 9, 16, 37 })
            {
                float[] x = [.. Numbers(length).Select(v => (float)v)];
                float[] y = [.. Numbers(length, 1).Select(v => (float)v)];
                float[] z = new float[length], dX = (float[])y.Clone(), dY = (float[])x.Clone();
                all.Add(vjp(x, y, z, 0.7f, x, dX, dY));
                all.AddRange([.. z, .. dX, .. dY]);
            }

            return [.. all];
        }
    }

    private delegate double OfTwo(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> dX, Span<double> dY);

    /// <summary>What is missing is reported as the method reports it; what is there and not touched is no matter.</summary>
    [Fact]
    public void MissingElements_AreReportedAsTheMethodDoes()
    {
        OfTwo gradient = Compiled.Value.Delegate<OfTwo>("Wide", "MixedPairsValueAndGradient");
        Assert.Throws<IndexOutOfRangeException>(() => gradient(Numbers(19), Numbers(18), new double[19], new double[18]));
        Assert.Throws<IndexOutOfRangeException>(() => gradient(Numbers(1), [], new double[1], []));
        Assert.Equal(0, gradient([], Numbers(3), [], new double[3]));
        double[] dY = new double[25];
        double value = gradient(Numbers(19), Numbers(25), new double[19], dY);
        Assert.Equal(Compiled.Value["MixedPairs"].Value([Numbers(19), Numbers(25)]), value);
        Assert.All(dY[19..], d => Assert.Equal(0, d));
        Assert.All(dY[..19], d => Assert.NotEqual(0, d));
    }

    private static void Check(BufferProject project, string method, int length) => BufferChecks.Check(project[method], 1e-5, Arguments(method, length));

    private static object?[] Arguments(string method, int length) => method switch
    {
        "Mixed" => [Numbers(length), Numbers(length, 1), 0.75],
        "Rows" => [Numbers(3 * length), Numbers(length, 1), new double[length]],
        "Prefix" => [Numbers(length), 0.75],
        "Layers" => [Numbers(length), 0.75, 3],
        "Shifted" or "Views" or "Window" or "Strided" => [Numbers(length)],
        "Stepped" or "Swapped" => [Numbers(length), 3],
        _ => [Numbers(length), Numbers(length, 1)],
    };

    private static double[] Numbers(int n, double shift = 0) => [.. Enumerable.Range(0, n).Select(i => (0.9 * Math.Sin((1.7 * i) + 0.6 + shift)) + 0.2)];
}
