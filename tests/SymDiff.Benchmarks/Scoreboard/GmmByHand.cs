using System.Buffers;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>
/// The gradient of <see cref="GradBench.Modules.Gmm.LogPosterior"/> as a careful person writes it: each point is reversed at once, since the weight of its term is known; what leads from the
/// scaled points back to the means is linear and the same for all points, so it is done once, with their sum.
/// </summary>
internal static class GmmByHand
{
    public static void Gradient(
        ReadOnlySpan<double> alpha,
        ReadOnlySpan<double> mu,
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> l,
        ReadOnlySpan<double> x,
        int m,
        double gamma,
        Span<double> dAlpha,
        Span<double> dMu,
        Span<double> dQ,
        Span<double> dL)
    {
        int components = alpha.Length;
        int d = mu.Length / components;
        int n = x.Length / d;
        int below = d * (d - 1) / 2;
        int size = components * d;
        double[] memory = ArrayPool<double>.Shared.Rent((4 * size) + (2 * components));
        Span<double> diagonals = memory.AsSpan(0, size);
        Span<double> centred = memory.AsSpan(size, size);
        Span<double> scaled = memory.AsSpan(2 * size, size);
        Span<double> sums = memory.AsSpan(3 * size, size);
        Span<double> terms = memory.AsSpan(4 * size, components);
        Span<double> constants = memory.AsSpan((4 * size) + components, components);
        for (int k = 0; k < components; k++)
        {
            double log = 0;
            for (int j = k * d; j < (k + 1) * d; j++)
            {
                diagonals[j] = Math.Exp(q[j]);
                log += q[j];
            }

            constants[k] = alpha[k] + log;
        }

        dAlpha.Clear();
        dQ.Clear();
        dL.Clear();
        sums.Clear();
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> point = x.Slice(i * d, d);
            for (int k = 0; k < components; k++)
            {
                Span<double> s = scaled.Slice(k * d, d);
                Scale(point, mu.Slice(k * d, d), diagonals.Slice(k * d, d), l.Slice(k * below, below), centred.Slice(k * d, d), s);
                double square = 0;
                for (int j = 0; j < s.Length; j++)
                {
                    square += s[j] * s[j];
                }

                terms[k] = constants[k] - (0.5 * square);
            }

            Exponentials(terms, terms);
            for (int k = 0; k < components; k++)
            {
                double weight = terms[k];
                dAlpha[k] += weight;
                Back(weight, centred.Slice(k * d, d), scaled.Slice(k * d, d), sums.Slice(k * d, d), dQ.Slice(k * d, d), dL.Slice(k * below, below));
            }
        }

        for (int k = 0; k < components; k++)
        {
            Means(diagonals.Slice(k * d, d), l.Slice(k * below, below), sums.Slice(k * d, d), dMu.Slice(k * d, d));
        }

        Prior(diagonals, l, m, gamma, dAlpha, dQ, dL);
        Exponentials(alpha, terms);
        for (int k = 0; k < components; k++)
        {
            dAlpha[k] -= n * terms[k];
        }

        ArrayPool<double>.Shared.Return(memory);
    }

    private static void Scale(
        ReadOnlySpan<double> point, ReadOnlySpan<double> mean, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, Span<double> centred, Span<double> scaled)
    {
        for (int j = 0; j < scaled.Length; j++)
        {
            double difference = point[j] - mean[j];
            centred[j] = difference;
            scaled[j] = diagonal[j] * difference;
        }

        int at = 0;
        for (int column = 0; column < centred.Length; column++)
        {
            double factor = centred[column];
            for (int row = column + 1; row < scaled.Length; row++)
            {
                scaled[row] += lower[at++] * factor;
            }
        }
    }

    // The cotangent of a scaled point is −weight·scaled. In dQ are the cotangents of the diagonals at first.
    private static void Back(double weight, ReadOnlySpan<double> centred, Span<double> scaled, Span<double> sums, Span<double> dDiagonal, Span<double> dLower)
    {
        for (int j = 0; j < scaled.Length; j++)
        {
            double cotangent = -weight * scaled[j];
            scaled[j] = cotangent;
            sums[j] += cotangent;
            dDiagonal[j] += cotangent * centred[j];
        }

        int at = 0;
        for (int column = 0; column < centred.Length; column++)
        {
            double factor = centred[column];
            for (int row = column + 1; row < scaled.Length; row++)
            {
                dLower[at++] += scaled[row] * factor;
            }
        }
    }

    // By the transposed matrix.
    private static void Means(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> sums, Span<double> dMean)
    {
        int at = 0;
        for (int column = 0; column < dMean.Length; column++)
        {
            double sum = diagonal[column] * sums[column];
            for (int row = column + 1; row < sums.Length; row++)
            {
                sum += lower[at++] * sums[row];
            }

            dMean[column] = -sum;
        }
    }

    // The weights of all points together are those of the logarithms of the determinants, too.
    private static void Prior(ReadOnlySpan<double> diagonals, ReadOnlySpan<double> l, int m, double gamma, ReadOnlySpan<double> weights, Span<double> dQ, Span<double> dL)
    {
        double square = gamma * gamma;
        int d = dQ.Length / weights.Length;
        for (int k = 0; k < weights.Length; k++)
        {
            double dLog = weights[k] + m;
            for (int j = k * d; j < (k + 1) * d; j++)
            {
                dQ[j] = ((dQ[j] - (square * diagonals[j])) * diagonals[j]) + dLog;
            }
        }

        for (int j = 0; j < dL.Length; j++)
        {
            dL[j] -= square * l[j];
        }
    }

    // Exponentials over their sum.
    private static void Exponentials(ReadOnlySpan<double> terms, Span<double> weights)
    {
        double max = double.NegativeInfinity;
        for (int k = 0; k < terms.Length; k++)
        {
            max = Math.Max(max, terms[k]);
        }

        double sum = 0;
        for (int k = 0; k < terms.Length; k++)
        {
            double e = Math.Exp(terms[k] - max);
            weights[k] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] *= scale;
        }
    }
}
