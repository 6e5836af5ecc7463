namespace SymDiff.Benchmarks;

/// <summary>Objective functions over buffers, written as one writes them.</summary>
public static partial class Systems
{
    /// <summary>The scalar product.</summary>
    [Differentiable]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>log Σ exp xᵢ, safe from overflow.</summary>
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            max = Math.Max(max, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - max);
        }

        return max + Math.Log(sum);
    }

    /// <summary>The cross entropy of a perceptron with one hidden layer, over a batch of images.</summary>
    [Differentiable]
    public static double Perceptron(
        ReadOnlySpan<double> weights1,
        ReadOnlySpan<double> bias1,
        ReadOnlySpan<double> weights2,
        ReadOnlySpan<double> bias2,
        [NoGradient] ReadOnlySpan<double> images,
        ReadOnlySpan<int> labels)
    {
        int inner = bias1.Length;
        int classes = bias2.Length;
        int pixels = weights1.Length / inner;
        var hidden = new double[inner];
        var scores = new double[classes];
        double loss = 0;
        for (int sample = 0; sample < labels.Length; sample++)
        {
            for (int j = 0; j < inner; j++)
            {
                double sum = bias1[j];
                for (int i = 0; i < pixels; i++)
                {
                    sum += weights1[j * pixels + i] * images[sample * pixels + i];
                }

                hidden[j] = Math.Tanh(sum);
            }

            double total = 0;
            for (int c = 0; c < classes; c++)
            {
                double sum = bias2[c];
                for (int j = 0; j < inner; j++)
                {
                    sum += weights2[c * inner + j] * hidden[j];
                }

                scores[c] = sum;
                total += Math.Exp(sum);
            }

            loss += Math.Log(total) - scores[labels[sample]];
        }

        return loss;
    }

    /// <summary>
    /// The logarithm of the posterior of a mixture of normal distributions, whose inverse covariances have the factors exp(<paramref name="logDiagonals"/>)
    /// and <paramref name="lowers"/> (strictly lower triangles, row by row).
    /// </summary>
    [Differentiable]
    public static double Mixture(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> logDiagonals,
        ReadOnlySpan<double> lowers,
        [NoGradient] ReadOnlySpan<double> points)
    {
        int components = alphas.Length;
        int d = means.Length / components;
        int triangle = d * (d - 1) / 2;
        int n = points.Length / d;

        var diagonals = new double[components * d];
        var sums = new double[components];
        double prior = 0;
        for (int k = 0; k < components; k++)
        {
            double sum = 0;
            for (int r = 0; r < d; r++)
            {
                double q = logDiagonals[k * d + r];
                double e = Math.Exp(q);
                diagonals[k * d + r] = e;
                sum += q;
                prior += 0.5 * e * e;
            }

            for (int j = 0; j < triangle; j++)
            {
                prior += 0.5 * lowers[k * triangle + j] * lowers[k * triangle + j];
            }

            sums[k] = sum;
        }

        var centered = new double[d];
        var terms = new double[components];
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            double max = double.NegativeInfinity;
            for (int k = 0; k < components; k++)
            {
                for (int r = 0; r < d; r++)
                {
                    centered[r] = points[i * d + r] - means[k * d + r];
                }

                double square = 0;
                int at = k * triangle;
                for (int r = 0; r < d; r++)
                {
                    double y = diagonals[k * d + r] * centered[r];
                    for (int c = 0; c < r; c++)
                    {
                        y += lowers[at + c] * centered[c];
                    }

                    at += r;
                    square += y * y;
                }

                terms[k] = alphas[k] + sums[k] - 0.5 * square;
                max = Math.Max(max, terms[k]);
            }

            double sum = 0;
            for (int k = 0; k < components; k++)
            {
                sum += Math.Exp(terms[k] - max);
            }

            total += max + Math.Log(sum);
        }

        double norm = 0;
        for (int k = 0; k < components; k++)
        {
            norm += Math.Exp(alphas[k]);
        }

        return total - n * Math.Log(norm) - prior;
    }

    /// <summary>
    /// The mean cross entropy of predicting each character of a sequence from those before it, by layers of LSTM cells with a weight and a bias a gate (rows of
    /// <paramref name="gates"/>: forget, in, out, change, layer by layer) between weights before and weights and biases behind (<paramref name="ends"/>).
    /// </summary>
    [Differentiable]
    public static double Lstm(
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> ends,
        ReadOnlySpan<double> state,
        [NoGradient] ReadOnlySpan<double> sequence)
    {
        int width = ends.Length / 3;
        int cells = state.Length / 2;
        int layers = cells / width;
        int steps = sequence.Length / width - 1;
        var hidden = new double[cells];
        var cell = new double[cells];
        for (int i = 0; i < cells; i++)
        {
            hidden[i] = state[i];
            cell[i] = state[cells + i];
        }

        var input = new double[width];
        double loss = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < width; i++)
            {
                input[i] = sequence[t * width + i] * ends[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                var w = gates.Slice(layer * 8 * width, 8 * width);
                for (int i = 0; i < width; i++)
                {
                    int at = layer * width + i;
                    double forget = Sigmoid(input[i] * w[i] + w[width + i]);
                    double enter = Sigmoid(hidden[at] * w[2 * width + i] + w[3 * width + i]);
                    double leave = Sigmoid(input[i] * w[4 * width + i] + w[5 * width + i]);
                    double change = Math.Tanh(hidden[at] * w[6 * width + i] + w[7 * width + i]);
                    cell[at] = cell[at] * forget + enter * change;
                    hidden[at] = leave * Math.Tanh(cell[at]);
                    input[i] = hidden[at];
                }
            }

            double sum = 0;
            double match = 0;
            for (int i = 0; i < width; i++)
            {
                double y = input[i] * ends[width + i] + ends[2 * width + i];
                sum += Math.Exp(y);
                match += sequence[(t + 1) * width + i] * y;
            }

            loss += Math.Log(sum) - match;
        }

        return loss / steps;
    }

    /// <summary>The heat equation by Euler's method: how far the last temperatures are from a target.</summary>
    [Differentiable]
    public static double Heat(ReadOnlySpan<double> initial, ReadOnlySpan<double> conductivity, [NoGradient] ReadOnlySpan<double> target, int steps)
    {
        int n = initial.Length;
        var now = new double[n];
        var next = new double[n];
        initial.CopyTo(now);
        for (int t = 0; t < steps; t++)
        {
            next[0] = now[0];
            for (int i = 1; i < n - 1; i++)
            {
                next[i] = now[i] + conductivity[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
            }

            next[n - 1] = now[n - 1];
            (now, next) = (next, now);
        }

        double distance = 0;
        for (int i = 0; i < n; i++)
        {
            distance += (now[i] - target[i]) * (now[i] - target[i]);
        }

        return distance;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
