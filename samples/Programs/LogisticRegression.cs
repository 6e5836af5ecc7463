using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>Logistic regression by stochastic gradient descent: minibatches are slices, gradients go into one buffer.</summary>
internal static partial class LogisticRegression
{
    private const int Features = 3;

    /// <summary>The mean cross-entropy of a batch: rows of features, labels of 0 and 1, one weight a feature and a bias behind them.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> rows, [NoGradient] ReadOnlySpan<double> labels)
    {
        int n = w.Length - 1;
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double logit = w[n];
            for (int j = 0; j < n; j++)
            {
                logit += w[j] * rows[(i * n) + j];
            }

            // log(1 + exp(logit)) without overflow.
            sum += Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - (labels[i] * logit);
        }

        return sum / labels.Length;
    }

    public static void Run()
    {
        const int Samples = 512;
        const int Batch = 32;
        double[] rows = new double[Samples * Features];
        double[] labels = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            for (int j = 0; j < Features; j++)
            {
                rows[(i * Features) + j] = Math.Sin((7 * i) + (3 * j) + (0.1 * i * j));
            }

            double margin = (2 * rows[i * Features]) - rows[(i * Features) + 1] + 0.5;
            labels[i] = margin + (0.8 * Math.Cos(11 * i)) > 0 ? 1 : 0;
        }

        Span<double> w = stackalloc double[Features + 1];
        Span<double> dW = stackalloc double[Features + 1];
        w.Clear();
        double before = Loss(w, rows, labels);
        for (int epoch = 0; epoch < 60; epoch++)
        {
            for (int start = 0; start < Samples; start += Batch)
            {
                LossGradient(w, rows.AsSpan(start * Features, Batch * Features), labels.AsSpan(start, Batch), dW);
                for (int j = 0; j < w.Length; j++)
                {
                    w[j] -= 0.5 * dW[j];
                }
            }
        }

        Console.WriteLine(Invariant($"logistic regression: loss {before:F4} -> {Loss(w, rows, labels):F4}, weights {w[0]:F2} {w[1]:F2} {w[2]:F2}, bias {w[3]:F2}"));
    }
}
