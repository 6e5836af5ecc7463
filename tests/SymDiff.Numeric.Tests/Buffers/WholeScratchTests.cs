using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Scratch memory that an iteration first writes as a whole is its own, whatever it does with it afterwards; what is not written as a whole is not. There are no mistakes in Release.</summary>
public sealed class WholeScratchTests
{
    private const string Source = """
        public static partial class WholeScratches
        {
            // A triangular product, column by column, its columns being parts of the scratch.
            [Differentiable]
            public static double Columns(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < t.Length; j++) { t[j] = w[j] * w[i]; }
                    for (int c = 0; c < t.Length; c++)
                    {
                        Span<double> below = t.AsSpan(c + 1);
                        for (int r = 0; r < below.Length; r++) { below[r] += w[r] * w[c] * (i + 1); }
                    }

                    for (int j = 0; j < t.Length; j++) { s += t[j] * t[j]; }
                }

                return s;
            }

            // Overwritten in another order, with what stands there.
            [Differentiable]
            public static double Swept(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < w.Length; j++) { t[j] = Math.Sin(w[j] * (i + 1)); }
                    for (int j = w.Length - 2; j >= 0; j--) { t[j] = t[j] * t[j + 1] + w[i]; }
                    s += t[0] * w[i];
                }

                return s;
            }

            // The last element goes on from iteration to iteration.
            [Differentiable]
            public static double AllButLast(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < w.Length - 1; j++) { t[j] = w[j] * w[i]; }
                    for (int j = 0; j < w.Length; j++) { t[j] = t[j] * w[j] + w[i]; s += t[j] * w[j]; }
                }

                return s;
            }

            // Written as a whole in one iteration of two.
            [Differentiable]
            public static double NowAndThen(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    if (i % 2 == 0) { for (int j = 0; j < t.Length; j++) { t[j] = w[j] * w[i]; } }
                    for (int j = 0; j < t.Length; j++) { t[j] = t[j] * w[j] + w[i]; s += t[j] * w[j]; }
                }

                return s;
            }

            // Written as a whole behind what reads it.
            [Differentiable]
            public static double Behind(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < t.Length; j++) { t[j] += w[j] * w[i]; s += t[j] * w[j]; }
                    for (int j = 0; j < t.Length; j++) { t[j] = w[j] * w[i] * t[j]; }
                }

                return s;
            }

            // Other memory is written as a whole.
            [Differentiable]
            public static double Other(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double[] u = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < t.Length; j++) { u[j] = w[j] * w[i]; }
                    for (int j = 0; j < t.Length; j++) { t[j] = t[j] * u[j] + w[i]; s += t[j] * w[j]; }
                }

                return s;
            }
        }
        """;

    [Theory]
    [InlineData("Columns")]
    [InlineData("Swept")]
    public void WrittenAsAWhole(string method) => Check(new BufferProject("Whole", Source), method);

    [Theory]
    [InlineData("AllButLast")]
    [InlineData("NowAndThen")]
    [InlineData("Behind")]
    [InlineData("Other")]
    public void NotWrittenAsAWhole(string method)
    {
        Check(new BufferProject("NotWhole", Source), method);
        if (Mutants.Names.Contains("SharesScratch"))
        {
            BufferProject? mistaken = null;
            Mutants.While("SharesScratch", () => mistaken = new BufferProject("MistakenWhole", Source));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!, method));
        }
    }

    private static void Check(BufferProject project, string method) => BufferChecks.Check(project[method], 1e-6, new[] { 0.5, 0.75, 1.25, 0.625 });
}
