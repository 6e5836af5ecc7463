using SymDiff.TestKit;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What is taken for scratch memory of an iteration is looked at closely. There are no mistakes in Release.</summary>
public sealed class ScratchMutantTests
{
    private const string Source = """
        public static partial class Scratches
        {
            // What the iteration before has left counts.
            [Differentiable]
            public static double LeftBefore(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                double s = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < w.Length; j++) { s += t[j] * w[j] * w[i]; }
                    for (int j = 0; j < w.Length; j++) { t[j] = w[j] * w[j] * (i + 1); }
                }

                return s;
            }

            // Written before the loop, read, and written again behind that.
            [Differentiable]
            public static double WrittenBehind(ReadOnlySpan<double> w)
            {
                double[] t = new double[w.Length];
                for (int j = 0; j < w.Length; j++) { t[j] = Math.Sin(w[j]); }
                double p = 1;
                for (int i = 0; i < w.Length; i++)
                {
                    for (int j = 0; j < w.Length; j++) { p = p * t[j] + w[i]; }
                    for (int j = 0; j < w.Length; j++) { t[j] = w[j] + p; }
                }

                return p;
            }
        }
        """;

    [Theory]
    [InlineData("SharesScratch", "LeftBefore")]
    [InlineData("ForwardsAcrossIterations", "WrittenBehind")]
    public void AMistake_IsCaught(string mistake, string method)
    {
        Check(new BufferProject("NotMistaken", Source), method);
        if (Mutants.Names.Contains(mistake))
        {
            BufferProject? mistaken = null;
            Mutants.While(mistake, () => mistaken = new BufferProject("Mistaken", Source));
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Check(mistaken!, method));
        }
    }

    private static void Check(BufferProject project, string method) => BufferChecks.Check(project[method], 1e-6, new[] { 0.5, 0.75, 1.25 });
}
