namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The dense perceptron of <see cref="BufferBenchmarks"/>, which is not one of GradBench's.</summary>
internal static class PerceptronContest
{
    private delegate double InC(
        int pixels, int inner, int classes, int samples, double[] weights1, double[] bias1, double[] weights2, double[] bias2, double[] images, int[] labels);

    public static Contest Of(int pixels, int inner, int classes, int samples)
    {
        double[] weights1 = Data.Uniform(1, inner * pixels, -0.05, 0.05);
        double[] bias1 = Data.Uniform(2, inner, -0.1, 0.1);
        double[] weights2 = Data.Uniform(3, classes * inner, -0.1, 0.1);
        double[] bias2 = Data.Uniform(4, classes, -0.1, 0.1);
        double[] images = Data.Uniform(5, samples * pixels, 0, 1);
        int[] labels = [.. Enumerable.Range(0, samples).Select(i => 7 * i % classes)];
        double[][] results = Data.Buffers(weights1.Length, bias1.Length, weights2.Length, bias2.Length);
        InC? c = CLibrary.Function<InC>("perceptron");
        return new("perceptron", $"{pixels}-{inner}-{classes}, {samples} images")
        {
            Primal = Primal,
            Emitted = () => Systems.PerceptronGradient(weights1, bias1, weights2, bias2, images, labels, results[0], results[1], results[2], results[3]),
            ByHand = () => SystemsByHand.Perceptron(weights1, bias1, weights2, bias2, images, labels, results[0], results[1], results[2], results[3]),
            C = c is null ? null : () => c(pixels, inner, classes, samples, weights1, bias1, weights2, bias2, images, labels),
            Results = results,
            Slopes = [Slope.Of([weights1, bias1, weights2, bias2], results, Primal)],
        };

        double Primal() => Systems.Perceptron(weights1, bias1, weights2, bias2, images, labels);
    }
}
