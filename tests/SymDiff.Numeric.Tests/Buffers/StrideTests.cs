namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>Loops whose variable goes on by a number that is no literal: they run as often as C# says, in the method and in every form of its derivative.</summary>
public sealed class StrideTests
{
    private const string Source = """
        public static partial class Strides
        {
            // Points of as many numbers as there are in a; what is left of b is read too.
            [Differentiable]
            public static double Points(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 0;
                int size = a.Length;
                for (int i = 0; i < b.Length; i += size)
                {
                    double product = 1;
                    for (int j = 0; j < size && i + j < b.Length; j++) { product = product * Math.Sin(a[j] * b[i + j]) + a[j]; }
                    s += product * product;
                }

                return s;
            }

            // Each point with each other, whole ones only.
            [Differentiable]
            public static double Pairs(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double nearest = 0;
                int size = a.Length / 2;
                for (int i = 0; i < b.Length - size + 1; i += size)
                {
                    double least = 100;
                    for (int j = 0; j < a.Length; j = j + size) { least = Math.Min(least, Distance(b.Slice(i, size), a.Slice(j, size))); }
                    nearest += least;
                }

                return nearest;
            }

            private static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) { s += (x[i] - y[i]) * (x[i] - y[i]); }
                return s;
            }

            [Differentiable]
            public static double Down(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 1;
                int size = a.Length;
                for (int i = b.Length - 1; i > -1; i -= size) { s = s * b[i] + a[i % size]; }
                return s;
            }

            // It is left early, and its variable is read afterwards.
            [Differentiable]
            public static double Left(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 1;
                int size = a.Length;
                int i;
                for (i = 1; i < b.Length; i += size)
                {
                    s = s * b[i] * a[0];
                    if (s > 0.5) { break; }
                }

                return s * i + a[1];
            }

            // The step changes, or does not lead anywhere.
            [Differentiable]
            public static double Changing(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 1;
                int size = 1;
                for (int i = 0; i < b.Length; i += size) { s = s * b[i] + a[0]; size = size + 1; }
                int none = size - size;
                for (int i = b.Length; i < b.Length; i += none) { s = s * a[1]; }
                return s;
            }
        }
        """;

    private static readonly BufferProject Project = new("Strides", Source);

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            TheoryData<string, int, int> cases = [];
            foreach (string method in new[] { "Points", "Pairs", "Down", "Left", "Changing" })
            {
                foreach (var (a, b) in new[] { (2, 4), (2, 5), (3, 7), (2, 2), (4, 3) })
                {
                    cases.Add(method, a, b);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAreThoseOfDifferences(string method, int first, int second) =>
        BufferChecks.Check(Project[method], 1e-6, Enumerable.Range(0, first).Select(i => 0.5 + (0.2 * i)).ToArray(), Enumerable.Range(0, second).Select(i => 1.25 - (0.3 * i)).ToArray());

    [Theory]
    [InlineData(0, 10, 3, 4)]
    [InlineData(0, 9, 3, 3)]
    [InlineData(5, 5, 1, 0)]
    [InlineData(6, 5, 1, 0)]
    [InlineData(6, 5, -1, 0)]
    [InlineData(0, 5, 0, int.MaxValue)]
    [InlineData(0, 5, -1, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue, 1, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue, 2, int.MaxValue)]
    [InlineData(int.MinValue, int.MaxValue, 4, 1 << 30)]
    [InlineData(0, 1, int.MaxValue, 1)]
    public void TurnsAreCounted(int start, int end, int step, int turns) => Assert.Equal(turns, Loops.Turns(start, end, step));
}
