using SymDiff;

namespace NeuralNetwork;

/// <summary>What a network is fined for, and how that changes with its output.</summary>
internal static partial class Losses
{
    /// <summary>The squared error (ŷ − y)² of a number.</summary>
    [Differentiable]
    public static double SquaredError(double output, [NoGradient] double target) => (output - target) * (output - target);

    /// <summary>Cross-entropy of a logistic output p = 1/(1 + e^−z), as the formula stands in books: −y·ln p − (1 − y)·ln(1 − p). Wrong for large logits.</summary>
    [Differentiable]
    public static double LogisticAsInBooks(double logit, [NoGradient] double target)
    {
        double p = 1 / (1 + Math.Exp(-logit));
        return -(target * Math.Log(p)) - ((1 - target) * Math.Log(1 - p));
    }

    /// <summary>The same cross-entropy, ln(1 + e^z) − y·z, in a form that no logit is too large for: no exponential is ever taken of a positive number.</summary>
    [Differentiable]
    public static double Logistic(double logit, [NoGradient] double target) => logit > 0
        ? ((1 - target) * logit) + Math.Log(1 + Math.Exp(-logit))
        : Math.Log(1 + Math.Exp(logit)) - (target * logit);

    /// <summary>Cross-entropy of a softmax output pᵢ = e^zᵢ / Σ e^zⱼ, as the formula stands in books: −ln p of the right class. Wrong for large logits.</summary>
    [Differentiable]
    public static double SoftmaxAsInBooks(ReadOnlySpan<double> logits, int label)
    {
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += Math.Exp(logits[i]);
        }

        return -Math.Log(Math.Exp(logits[label]) / sum);
    }

    /// <summary>The same cross-entropy, ln Σ e^zⱼ − z of the right class, with all exponents shifted by the largest logit.</summary>
    [Differentiable]
    public static double Softmax(ReadOnlySpan<double> logits, int label)
    {
        // The shift cancels, whatever it is: it may be a constant for the derivative.
        double shift = Differential.StopGradient(logits[Largest(logits)]);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += Math.Exp(logits[i] - shift);
        }

        return Math.Log(sum) + shift - logits[label];
    }

    /// <summary>Which logit is the largest.</summary>
    public static int Largest(ReadOnlySpan<double> logits)
    {
        int largest = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[largest])
            {
                largest = i;
            }
        }

        return largest;
    }
}
