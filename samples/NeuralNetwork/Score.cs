namespace NeuralNetwork;

/// <summary>How good a network is: the mean loss, and which part of the samples it reads right.</summary>
internal sealed record Score(double Loss, double Accuracy)
{
    /// <summary>The score on some samples.</summary>
    public static Score Of(Network network, Digits digits)
    {
        double[] logits = new double[digits.Count * Digits.Classes];
        network.Logits(digits.Images, logits, digits.Count);
        double loss = 0;
        int right = 0;
        for (int s = 0; s < digits.Count; s++)
        {
            ReadOnlySpan<double> output = logits.AsSpan(s * Digits.Classes, Digits.Classes);
            loss += Losses.Softmax(output, digits.Labels[s]);
            right += Losses.Largest(output) == digits.Labels[s] ? 1 : 0;
        }

        return new(loss / digits.Count, (double)right / digits.Count);
    }
}

/// <summary>What is known after an epoch.</summary>
internal sealed record Epoch(int Number, Score Training, Score Test);
