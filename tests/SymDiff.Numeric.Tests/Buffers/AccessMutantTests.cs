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
        }
        """;

    [Theory]
    [InlineData("LeavesRest", "Short")]
    [InlineData("AddsBehindReads", "Overwritten")]
    [InlineData("KeepsOverwrittenLoads", "Overwritten")]
    [InlineData("SkipsRows", "Triangle")]
    [InlineData("CutsRowsEarly", "Rows")]
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

    [Fact]
    public void RowsOfNothing_AreGoneThrough()
    {
        BufferProject project = new("Empty", Source);
        BufferChecks.Check(project["Rows"], 1e-6, Array.Empty<double>(), new[] { 1.25, -0.5, 0.25 });
        BufferChecks.Check(project["Rows"], 1e-6, new[] { 1.25, -0.5, 0.25 }, Array.Empty<double>());
    }

    private static void Check(BufferProject project, string method) =>
        BufferChecks.Check(project[method], 1e-6, new[] { 0.5, 0.75 }, new[] { 1.25, -0.5, 0.25, 2.5 });
}
