namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>What models are made of: losses, mixtures, networks.</summary>
public sealed class BufferLearningTests
{
    private static readonly Lazy<BufferProject> Compiled = new(() => new BufferProject("Learning", LearningSource.Text));

    internal static BufferProject Project => Compiled.Value;

    [Fact]
    public void LogSumExp_HasSoftmaxAsGradient()
    {
        double[] x = [0.5, -1, 2, 1000];
        Assert.Equal([0, 0, 0, 1], Project["LogSumExp"].GradientAt(x)[0]);
        x[3] = 1.5;
        double sum = x.Sum(Math.Exp);
        double[] gradient = Project["LogSumExp"].GradientAt(x)[0];
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Math.Exp(x[i]) / sum, gradient[i], 1e-14);
        }

        BufferChecks.Check(Project["LogSumExp"], 1e-7, x);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e3)]
    [InlineData(1e300)]
    public void E6_CrossEntropy_IsStableForLargeLogits(double scale)
    {
        double[] z = [2 * scale, -scale, 0.5 * scale];
        double[] p = scale == 1 ? [.. z.Select(v => Math.Exp(v) / z.Sum(Math.Exp))] : [1, 0, 0];
        double[] gradient = Project["CrossEntropy"].GradientAt(z, 1)[0];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(p[i] - (i == 1 ? 1 : 0), gradient[i], 1e-14);
        }

        double value = Project["CrossEntropy"].Value([z, 1]);
        Assert.True(Math.Abs(value - ((3 * scale) + (scale == 1 ? Math.Log(z.Sum(v => Math.Exp(v - 2))) : 0))) <= 1e-15 * value);
        Assert.Equal(-1, Project["Logistic"].FreshGradient!([-1000 * scale, 1.0])[0][0]);
        Assert.Equal(1, Project["Logistic"].FreshGradient!([1000 * scale, 0.0])[0][0]);
    }

    [Fact]
    public void E6_Losses()
    {
        BufferChecks.Check(Project["CrossEntropy"], 1e-7, new[] { 2, -1, 0.5 }, 2);
        BufferChecks.Check(Project["Logistic"], 1e-7, 0.7, 0.25);
        BufferChecks.Check(Project["Squares"], 1e-7, new[] { 1, 2.5 }, new[] { 0.5, 3 });
        Assert.Equal([1, -1], Project["Squares"].GradientAt(new[] { 1, 2.5 }, new[] { 0.5, 3 })[0]);
    }

    [Fact]
    public void GaussianMixture()
    {
        const int d = 2;
        double[] alphas = [0.2, -0.5, 0.1];
        double[] means = [0.5, -1, 1, 2, -0.5, 0.25];
        double[] icf = [0.1, -0.2, 0.3, 0.25, 0.05, -0.4, -0.1, 0.2, 0.15];
        double[] x = [0.3, -0.7, 1.2, 1.9, -0.4, 0, 2, -1];
        BufferChecks.Check(Project["Mixture"], 1e-7, alphas, means, icf, x, d);
    }

    [Fact]
    public void Lstm_OverASequence()
    {
        const int hidden = 2;
        const int inputs = 3;
        Random random = new(7);
        double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        BufferChecks.Check(Project["Lstm"], 1e-7, Numbers(4 * hidden * (hidden + inputs + 1)), Numbers(hidden), Numbers(hidden), Numbers(inputs * 4), inputs);
        BufferChecks.Check(Project["Lstm"], 1e-7, Numbers(4 * hidden * (hidden + inputs + 1)), Numbers(hidden), Numbers(hidden), Numbers(0), inputs);
    }

    [Fact]
    public void PerceptronOfTwoLayers()
    {
        double[] w1 = [0.1, -0.2, 0.3, 0.4, 0.5, -0.6];
        double[] b1 = [0.05, -0.1];
        double[] w2 = [0.7, -0.8, 0.25, 0.5, -0.4, 0.9];
        double[] b2 = [0.1, 0.2, -0.3];
        BufferChecks.Check(Project["Perceptron"], 1e-7, w1, b1, w2, b2, new[] { 0.5, -1, 2 }, 1);
        BufferChecks.Check(Project["Perceptron"], 1e-7, w1, b1, w2, b2, new double[] { 0, 0, 0 }, 2);
    }

    [Fact]
    public void E9_ThreeLayers_BothPathsAddUp()
    {
        double[] w1 = [0.1, -0.2, 0.3, 0.4, 0.5, -0.6];
        double[] w2 = [0.7, -0.8, 0.25, 0.5];
        double[] w3 = [-0.4, 0.9];
        double[] x = [0.5, -1, 2];
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        double[] h1 = [.. Enumerable.Range(0, 2).Select(i => Sigmoid(Enumerable.Range(0, 3).Sum(j => w1[(i * 3) + j] * x[j])))];
        double[] h2 = [.. Enumerable.Range(0, 2).Select(i => Sigmoid(Enumerable.Range(0, 2).Sum(j => w2[(i * 2) + j] * h1[j])))];
        double o = Sigmoid((w3[0] * h2[0]) + (w3[1] * h2[1]));

        // From w1[1, 2] to the second unit of the first layer, and from there by either unit of the second.
        double start = x[2] * h1[1] * (1 - h1[1]);
        double first = start * w2[1] * h2[0] * (1 - h2[0]) * w3[0] * o * (1 - o);
        double second = start * w2[3] * h2[1] * (1 - h2[1]) * w3[1] * o * (1 - o);
        double[][] gradient = Project["ThreeLayers"].GradientAt(w1, w2, w3, x);
        Assert.Equal(first + second, gradient[0][(1 * 3) + 2], 1e-15);
        Assert.NotEqual(first, gradient[0][5], 1e-6);
        Assert.NotEqual(second, gradient[0][5], 1e-6);
        BufferChecks.Check(Project["ThreeLayers"], 1e-7, w1, w2, w3, x);
    }

    [Fact]
    public void E8_WordWindow_GradientsChecked_AndWordVectorsLearned()
    {
        // Names are words 0 to 2, others 3 to 6; a window is a word with its neighbours.
        int[] words = [3, 0, 4, 5, 1, 3, 6, 2, 4, 3, 5, 6, 4, 1, 5];
        Random random = new(11);
        double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() - 0.5) * 0.6)];
        double[] vectors = Numbers(7 * 2);
        double[] initial = [.. vectors];
        double[] w = Numbers(4 * 6);
        double[] b = Numbers(4);
        double[] u = Numbers(4);
        double[] kinds = Numbers(3 * 4);
        BufferChecks.Check(Project["WordWindow"], 1e-6, vectors, w, b, u, kinds, words, 4, 2);
        BufferChecks.Check(Project["WordWindow"], 1e-6, vectors, w, b, u, kinds, words, 2, 2);

        double Loss() => Enumerable.Range(1, words.Length - 2).Sum(centre => Project["WordWindow"].Value([vectors, w, b, u, kinds, words, centre, 2]));
        double before = Loss();
        double[][] parameters = [vectors, w, b, u, kinds];
        for (int epoch = 0; epoch < 300; epoch++)
        {
            double[][] d = [.. parameters.Select(p => new double[p.Length])];
            for (int centre = 1; centre < words.Length - 1; centre++)
            {
                Project["WordWindow"].Vjp([vectors, w, b, u, kinds, words, centre, 2], 1, [], d);
            }

            foreach ((double[] p, double[] g) in parameters.Zip(d))
            {
                for (int i = 0; i < p.Length; i++)
                {
                    p[i] -= 0.1 * g[i];
                }
            }
        }

        Assert.True(Loss() < 0.1 * before, $"{before} → {Loss()}");
        Assert.All(vectors.Zip(initial), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void E10_Minibatch_OverCores(int workers)
    {
        const int samples = 96;
        const int features = 50;
        Random random = new(3);
        double[] Numbers(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
        double[] theta = Numbers(features);
        double[][] data = [.. Enumerable.Range(0, samples).Select(_ => Numbers(features))];
        double[][] own = [.. Enumerable.Range(0, workers).Select(_ => new double[features])];
        Parallel.For(0, workers, worker =>
        {
            for (int sample = worker; sample < samples; sample += workers)
            {
                Project["SampleLoss"].Vjp([theta, data[sample], (double)(sample % 2)], 1.0 / samples, [], [own[worker]]);
            }
        });

        double[] batch = [.. Enumerable.Range(0, features).Select(i => own.Sum(d => d[i]))];
        double[] flat = [.. data.SelectMany(d => d)];
        double[] whole = Project["BatchLoss"].GradientAt(theta, flat)[0];
        for (int i = 0; i < features; i++)
        {
            double expected = data.Select((x, s) => x[i] * ((1 / (1 + Math.Exp(-x.Zip(theta, (a, t) => a * t).Sum()))) - (s % 2))).Sum() / samples;
            Assert.Equal(expected, batch[i], 1e-15);
            Assert.Equal(expected, whole[i], 1e-15);
        }

        BufferChecks.Check(Project["BatchLoss"], 1e-7, theta[..5], flat[..30]);
    }

    [Fact]
    public void E10_MillionsOfParameters()
    {
        double[] theta = [.. Enumerable.Range(0, 2_000_000).Select(i => Math.Sin(i) * 1e-3)];
        double[] x = [.. Enumerable.Range(0, 2_000_000).Select(i => Math.Cos(i))];
        double[] d = new double[theta.Length];
        Project["SampleLoss"].Vjp([theta, x, 1.0], 1, [], [d]);
        double factor = (1 / (1 + Math.Exp(-theta.Zip(x, (t, v) => t * v).Sum()))) - 1;
        Assert.All([0, 1, 999_999, 1_999_999], i => Assert.Equal(factor * x[i], d[i], 1e-9));
    }

    [Fact]
    public void E11_SigmoidNeuron()
    {
        double[][] gradient = Project["Neuron"].GradientAt(new double[] { 2, -3, -3 }, new double[] { -1, -2 });
        Assert.All(new[] { -0.20, -0.39, 0.20 }.Zip(gradient[0]), pair => Assert.Equal(pair.First, pair.Second, 0.005));
        Assert.All(new[] { 0.39, -0.59 }.Zip(gradient[1]), pair => Assert.Equal(pair.First, pair.Second, 0.005));
        BufferChecks.Check(Project["Neuron"], 1e-8, new double[] { 2, -3, -3 }, new double[] { -1, -2 });
    }
}
