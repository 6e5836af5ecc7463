using SymDiff;

namespace GradBench.Modules;

/// <summary>Layers of long short-term memory cells, whose weight matrices are diagonal, which predict each character of a text from those before it.</summary>
internal static partial class Lstm
{
    /// <summary>The mean cross entropy of the predictions.</summary>
    /// <param name="gates">For each layer the weights of its gates (forget, in, out, change), then their biases; each has a number a bit.</param>
    /// <param name="ends">The weights of the input, the weights of the output, and its biases.</param>
    /// <param name="initial">For each layer the hidden state and the cell state before the first character.</param>
    /// <param name="text">The bits of the characters.</param>
    [Differentiable(Derivatives.Gradient)]
    public static double Loss(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> ends,
        [NoGradient] ReadOnlySpan<double> initial,
        [NoGradient] ReadOnlySpan<double> text)
    {
        int bits = ends.Length / 3;
        int layers = initial.Length / (2 * bits);
        int characters = text.Length / bits;
        double[] state = initial.ToArray();
        double[] signal = new double[bits];
        double total = 0;
        for (int t = 0; t < characters - 1; t++)
        {
            Multiply(text.Slice(t * bits, bits), ends[..bits], signal);
            for (int layer = 0; layer < layers; layer++)
            {
                Span<double> hidden = state.AsSpan(2 * layer * bits, bits);
                Span<double> cell = state.AsSpan(((2 * layer) + 1) * bits, bits);
                Step(gates.Slice(8 * layer * bits, 8 * bits), hidden, cell, signal);
                hidden.CopyTo(signal);
            }

            Multiply(signal, ends.Slice(bits, bits), signal);
            Add(signal, ends.Slice(2 * bits, bits), signal);
            total += CrossEntropy(text.Slice((t + 1) * bits, bits), signal);
        }

        return total / ((characters - 1) * bits);
    }

    // One layer reads one character.
    private static void Step(ReadOnlySpan<double> gates, Span<double> hidden, Span<double> cell, ReadOnlySpan<double> input)
    {
        int bits = input.Length;
        ReadOnlySpan<double> weights = gates[..(4 * bits)];
        ReadOnlySpan<double> biases = gates[(4 * bits)..];
        for (int i = 0; i < bits; i++)
        {
            double forget = Sigmoid((input[i] * weights[i]) + biases[i]);
            double enter = Sigmoid((hidden[i] * weights[bits + i]) + biases[bits + i]);
            double leave = Sigmoid((input[i] * weights[(2 * bits) + i]) + biases[(2 * bits) + i]);
            double change = Math.Tanh((hidden[i] * weights[(3 * bits) + i]) + biases[(3 * bits) + i]);
            cell[i] = (cell[i] * forget) + (enter * change);
            hidden[i] = leave * Math.Tanh(cell[i]);
        }
    }

    // Of bits whose logarithms of chances are the scores, less a constant: the logarithm of the sum of their exponentials and 2.
    private static double CrossEntropy(ReadOnlySpan<double> expected, ReadOnlySpan<double> scores)
    {
        double sum = 2;
        for (int i = 0; i < scores.Length; i++)
        {
            sum += Math.Exp(scores[i]);
        }

        double log = Math.Log(sum);
        double entropy = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            entropy -= expected[i] * (scores[i] - log);
        }

        return entropy;
    }

    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = a[i] * b[i];
        }
    }

    private static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
