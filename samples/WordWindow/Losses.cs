using SymDiff;

namespace WordWindow;

/// <summary>What the two heads are fined for, stable for logits of any size.</summary>
internal static class Losses
{
    /// <summary>Cross-entropy of the logistic output 1/(1 + e^−s) for a word that is in a name, or is not.</summary>
    public static double Logistic(double score, bool named)
    {
        double wrong = named ? -score : score;
        return wrong > 0 ? wrong + Math.Log(1 + Math.Exp(-wrong)) : Math.Log(1 + Math.Exp(wrong));
    }

    /// <summary>Cross-entropy of a softmax output.</summary>
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
