using BenchmarkDotNet.Attributes;

namespace SymDiff.Benchmarks;

/// <summary>The gradient of a sum over samples, on one thread and spread over two: a perceptron of 64, 256, 256 and 10 units, a batch of 256 pictures.</summary>
public partial class SumBenchmarks
{
    private const int Samples = 256;

    private readonly Perceptron _network = new(64, 256, 10);
    private readonly double[] _images = Data.Uniform(4, Samples * 64, 0, 1);
    private readonly int[] _labels = [.. Enumerable.Range(0, Samples).Select(s => s * 7 % 10)];
    private Perceptron _gradient = null!;

    [GlobalSetup]
    public void Check()
    {
        _gradient = _network.CreateZero();
        var expected = _network.CreateZero();
        for (int s = 0; s < Samples; s++)
        {
            _network.LossVjp(_images, _labels, s, 1, expected);
        }

        foreach (int workers in new[] { 1, 2, 3 })
        {
            _network.LossSumGradient(_images, _labels, 0, Samples, _gradient, workers);
            Agreement.Require("Perceptron", Flat(expected), Flat(_gradient));
        }

        static double[] Flat(Perceptron set)
        {
            double[] flat = new double[set.ParameterCount];
            set.CopyTo(flat);
            return flat;
        }
    }

    [Benchmark]
    public double Primal()
    {
        double sum = 0;
        for (int s = 0; s < Samples; s++)
        {
            sum += _network.Loss(_images, _labels, s);
        }

        return sum;
    }

    [Benchmark]
    public double Pullbacks()
    {
        _gradient.Clear();
        double sum = 0;
        for (int s = 0; s < Samples; s++)
        {
            sum += _network.LossVjp(_images, _labels, s, 1, _gradient);
        }

        return sum;
    }

    [Benchmark(Baseline = true)]
    public double OneWorker() => _network.LossSumGradient(_images, _labels, 0, Samples, _gradient, 1);

    [Benchmark]
    public double TwoWorkers() => _network.LossSumGradient(_images, _labels, 0, Samples, _gradient, 2);
}

/// <summary>Two hidden layers of tanh units, and a softmax output.</summary>
[ParameterSet]
public sealed partial class Perceptron
{
    public Perceptron(int inputs, int hidden, int classes)
    {
        First = Data.Uniform(1, inputs * hidden, -0.2, 0.2);
        Second = Data.Uniform(2, hidden * hidden, -0.1, 0.1);
        Third = Data.Uniform(3, hidden * classes, -0.1, 0.1);
        Bias1 = new double[hidden];
        Bias2 = new double[hidden];
        Bias3 = new double[classes];
    }

    public double[] First { get; }

    public double[] Second { get; }

    public double[] Third { get; }

    public double[] Bias1 { get; }

    public double[] Bias2 { get; }

    public double[] Bias3 { get; }

    /// <summary>The cross-entropy of a picture.</summary>
    [Differentiable(Derivatives.SumGradient | Derivatives.Vjp)]
    public double Loss([NoGradient] double[] images, int[] labels, [Sample] int sample)
    {
        int inputs = First.Length / Bias1.Length;
        double[] h1 = new double[Bias1.Length];
        double[] h2 = new double[Bias2.Length];
        double[] logits = new double[Bias3.Length];
        Apply(First, Bias1, images.AsSpan(sample * inputs, inputs), h1);
        Bend(h1);
        Apply(Second, Bias2, h1, h2);
        Bend(h2);
        Apply(Third, Bias3, h2, logits);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += Math.Exp(logits[i]);
        }

        return Math.Log(sum) - logits[labels[sample]];
    }

    private static void Apply(double[] w, double[] b, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double z = b[i];
            for (int j = 0; j < x.Length; j++)
            {
                z += w[(i * x.Length) + j] * x[j];
            }

            y[i] = z;
        }
    }

    private static void Bend(Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Math.Tanh(z[i]);
        }
    }
}
