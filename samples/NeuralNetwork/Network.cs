using SymDiff;

namespace NeuralNetwork;

/// <summary>A perceptron with two hidden layers of tanh units and a softmax output.</summary>
[ParameterSet]
internal sealed partial class Network(int inputs, int hidden1, int hidden2, int classes, Noise noise)
{
    /// <summary>How many samples are one tile.</summary>
    public const int Tile = 16;

    public Dense First { get; } = new(hidden1, inputs, noise);

    public Dense Second { get; } = new(hidden2, hidden1, noise);

    public Dense Output { get; } = new(classes, hidden2, noise);

    /// <summary>
    /// The term of a tile of samples in the mean loss L(θ) = Σ C(θ) / n of n samples, which stand one after the other. Tiles do not depend on each other, so that the emitted sum over them spreads them over cores;
    /// and each row of a matrix is read once for all samples of a tile.
    /// </summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Check)]
    public double Loss([NoGradient] double[] images, int[] labels, int samples, [Sample] int tile)
    {
        int from = tile * Tile;
        int count = Math.Min(Tile, samples - from);
        int pixels = First.Weights.Length / First.Bias.Length;
        int classes = Output.Bias.Length;
        double[] logits = new double[count * classes];
        Logits(images.AsSpan(from * pixels, count * pixels), logits, count);
        double sum = 0;
        for (int s = 0; s < count; s++)
        {
            sum += Losses.Softmax(logits.AsSpan(s * classes, classes), labels[from + s]);
        }

        return sum / samples;
    }

    /// <summary>The logits of samples: the largest one says which class it is.</summary>
    public void Logits(ReadOnlySpan<double> images, Span<double> logits, int samples)
    {
        double[] h1 = new double[samples * First.Bias.Length];
        double[] h2 = new double[samples * Second.Bias.Length];
        First.Apply(images, h1, samples);
        Bend(h1);
        Second.Apply(h1, h2, samples);
        Bend(h2);
        Output.Apply(h2, logits, samples);
    }

    private static void Bend(Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Math.Tanh(z[i]);
        }
    }
}
