using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Determinants by expansion by minors.</summary>
internal static class DetContest
{
    private delegate double InC(double[] matrix, int size);

    public static Contest Of(int size)
    {
        double[] matrix = Data.Uniform(1, size * size, -1, 1);
        double[][] results = Data.Buffers(matrix.Length);
        InC? c = CLibrary.Function<InC>("det");
        return new("det", $"ℓ{size}")
        {
            Primal = Primal,
            Emitted = () => Det.DeterminantGradient(matrix, size, results[0]),
            ByHand = () => DetByHand.Gradient(matrix, size, results[0]),
            C = c is null ? null : () => c(matrix, size),
            Results = results,
            Slopes = [Slope.Of([matrix], results, Primal)],
        };

        double Primal() => Det.Determinant(matrix, size);
    }
}
