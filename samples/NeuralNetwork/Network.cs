using SymDiff;

namespace NeuralNetwork;

/// <summary>A perceptron with two hidden layers of tanh units and a softmax output.</summary>
[ParameterSet]
internal sealed partial class Network(int inputs, int hidden1, int hidden2, int classes, Noise noise)
{
    public Dense First { get; } = new(hidden1, inputs, noise);

    public Dense Second { get; } = new(hidden2, hidden1, noise);

    public Dense Output { get; } = new(classes, hidden2, noise);

    /// <summary>The sum of the losses C of samples that stand one after the other: the term of a few samples in L(θ) = Σ C(θ).</summary>
    [Differentiable(Derivatives.Vjp | Derivatives.Check)]
    public double Loss([NoGradient] ReadOnlySpan<double> images, [NoGradient] ReadOnlySpan<int> labels)
    {
        int samples = labels.Length;
        int classes = Output.Bias.Length;
        double[] logits = new double[samples * classes];
        Logits(images, logits, samples);
        double sum = 0;
        for (int s = 0; s < samples; s++)
        {
            sum += Losses.Softmax(logits.AsSpan(s * classes, classes), labels[s]);
        }

        return sum;
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
