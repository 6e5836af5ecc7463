namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>The models of <see cref="BufferLearningTests"/>.</summary>
internal static class LearningSource
{
    /// <summary>Their text.</summary>
    public const string Text = """
        public static partial class Learning
        {
            [Differentiable]
            public static double LogSumExp(ReadOnlySpan<double> x)
            {
                double m = double.NegativeInfinity;
                foreach (double v in x) { m = Math.Max(m, v); }
                double s = 0;
                foreach (double v in x) { s += Math.Exp(v - m); }
                return m + Math.Log(s);
            }

            [Differentiable]
            public static double CrossEntropy(ReadOnlySpan<double> z, int label) => LogSumExp(z) - z[label];

            [Differentiable]
            public static double Logistic(double z, [NoGradient] double y) => Math.Max(z, 0) - z * y + Math.Log(1 + Math.Exp(-Math.Abs(z)));

            [Differentiable]
            public static double Squares(double[] h, double[] y)
            {
                double s = 0;
                for (int i = 0; i < h.Length; i++) { double r = h[i] - y[i]; s += r * r; }
                return s;
            }

            // Weights by softmax; the inverse factor of each covariance is lower triangular with exponentials on its diagonal.
            [Differentiable]
            public static double Mixture(ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> icf, [NoGradient] ReadOnlySpan<double> x, int d)
            {
                int k = alphas.Length, n = x.Length / d, size = icf.Length / k;
                double[] terms = new double[k];
                double[] centred = new double[d];
                double total = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int c = 0; c < k; c++)
                    {
                        ReadOnlySpan<double> f = icf.Slice(c * size, size);
                        for (int j = 0; j < d; j++) { centred[j] = x[i * d + j] - means[c * d + j]; }
                        double logs = 0;
                        double squares = 0;
                        int at = d;
                        for (int j = 0; j < d; j++)
                        {
                            logs += f[j];
                            double s = Math.Exp(f[j]) * centred[j];
                            for (int l = 0; l < j; l++) { s += f[at++] * centred[l]; }
                            squares += s * s;
                        }

                        terms[c] = alphas[c] + logs - 0.5 * squares;
                    }

                    total += LogSumExp(terms);
                }

                return total - n * LogSumExp(alphas);
            }

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

            // Gates in the order input, forget, output, candidate; weights of each row: state, input, bias.
            [Differentiable]
            public static double Lstm(ReadOnlySpan<double> weights, ReadOnlySpan<double> h0, ReadOnlySpan<double> c0, ReadOnlySpan<double> sequence, int inputs)
            {
                int n = h0.Length, row = n + inputs + 1;
                double[] h = h0.ToArray();
                double[] c = c0.ToArray();
                double[] gates = new double[4 * n];
                double loss = 0;
                for (int t = 0; t * inputs < sequence.Length; t++)
                {
                    ReadOnlySpan<double> x = sequence.Slice(t * inputs, inputs);
                    for (int g = 0; g < 4 * n; g++)
                    {
                        double s = weights[g * row + row - 1];
                        for (int j = 0; j < n; j++) { s += weights[g * row + j] * h[j]; }
                        for (int j = 0; j < inputs; j++) { s += weights[g * row + n + j] * x[j]; }
                        gates[g] = g < 3 * n ? Sigmoid(s) : Math.Tanh(s);
                    }

                    for (int j = 0; j < n; j++)
                    {
                        c[j] = gates[n + j] * c[j] + gates[j] * gates[3 * n + j];
                        h[j] = gates[2 * n + j] * Math.Tanh(c[j]);
                        loss += (h[j] - x[j]) * (h[j] - x[j]);
                    }
                }

                return loss + h[0] * c[n - 1];
            }

            private static void Layer(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    double s = y[i];
                    for (int j = 0; j < x.Length; j++) { s += w[i * x.Length + j] * x[j]; }
                    y[i] = s;
                }
            }

            [Differentiable]
            public static double Perceptron(ReadOnlySpan<double> w1, ReadOnlySpan<double> b1, ReadOnlySpan<double> w2, ReadOnlySpan<double> b2, ReadOnlySpan<double> x, int label)
            {
                Span<double> hidden = stackalloc double[b1.Length];
                double[] logits = b2.ToArray();
                b1.CopyTo(hidden);
                Layer(w1, x, hidden);
                for (int i = 0; i < hidden.Length; i++) { hidden[i] = Math.Tanh(hidden[i]); }
                Layer(w2, hidden, logits);
                return LogSumExp(logits) - logits[label];
            }

            [Differentiable]
            public static double ThreeLayers(double[] w1, double[] w2, double[] w3, double[] x)
            {
                double[] h1 = new double[w1.Length / x.Length];
                double[] h2 = new double[w2.Length / h1.Length];
                double[] o = new double[1];
                Layer(w1, x, h1);
                Squash(h1);
                Layer(w2, h1, h2);
                Squash(h2);
                Layer(w3, h2, o);
                Squash(o);
                return o[0];
            }

            private static void Squash(Span<double> x)
            {
                for (int i = 0; i < x.Length; i++) { x[i] = Sigmoid(x[i]); }
            }

            // Two heads on one hidden layer: whether the centre word is a name, and which kind of word it is.
            [Differentiable]
            public static double WordWindow(ReadOnlySpan<double> vectors, ReadOnlySpan<double> w, ReadOnlySpan<double> b, ReadOnlySpan<double> u, ReadOnlySpan<double> kinds, int[] words, int centre, int size)
            {
                double[] window = new double[3 * size];
                for (int k = -1; k <= 1; k++)
                {
                    vectors.Slice(words[centre + k] * size, size).CopyTo(window.AsSpan((k + 1) * size));
                }

                double[] h = b.ToArray();
                Layer(w, window, h);
                double score = 0;
                for (int i = 0; i < h.Length; i++)
                {
                    h[i] = Math.Tanh(h[i]);
                    score += u[i] * h[i];
                }

                double[] logits = new double[kinds.Length / h.Length];
                Layer(kinds, h, logits);
                int word = words[centre];
                return Logistic(score, word < 3 ? 1 : 0) + LogSumExp(logits) - logits[word < 2 ? 0 : word < 4 ? 1 : 2];
            }

            [Differentiable]
            public static double SampleLoss(ReadOnlySpan<double> theta, [NoGradient] ReadOnlySpan<double> x, [NoGradient] double y)
            {
                double z = 0;
                for (int i = 0; i < theta.Length; i++) { z += theta[i] * x[i]; }
                return Logistic(z, y);
            }

            [Differentiable]
            public static double BatchLoss(ReadOnlySpan<double> theta, [NoGradient] ReadOnlySpan<double> data)
            {
                int n = data.Length / theta.Length;
                double s = 0;
                for (int i = 0; i < n; i++) { s += SampleLoss(theta, data.Slice(i * theta.Length, theta.Length), i % 2); }
                return s / n;
            }

            [Differentiable]
            public static double Neuron(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
            {
                double s = w[^1];
                for (int i = 0; i < x.Length; i++) { s += w[i] * x[i]; }
                return Sigmoid(s);
            }
        }
        """;
}
