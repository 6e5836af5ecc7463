using System.Buffers;

namespace SymDiff.Benchmarks;

/// <summary>
/// Gradients of <see cref="Systems"/> as a careful person writes them, in the destination form and before the emitted ones were looked at: the reverse of an
/// iteration runs inside it where its cotangent is known, results of functions are reused, only what a loop carries is recorded, nothing is allocated.
/// </summary>
internal static class SystemsByHand
{
    public static void Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> dA, Span<double> dB)
    {
        b[..a.Length].CopyTo(dA);
        a.CopyTo(dB);
        dB[a.Length..b.Length].Clear();
    }

    public static void LogSumExp(ReadOnlySpan<double> x, Span<double> dX)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            max = Math.Max(max, x[i]);
        }

        dX = dX[..x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(x[i] - max);
            dX[i] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (int i = 0; i < dX.Length; i++)
        {
            dX[i] *= scale;
        }
    }

    public static void Perceptron(
        ReadOnlySpan<double> weights1,
        ReadOnlySpan<double> bias1,
        ReadOnlySpan<double> weights2,
        ReadOnlySpan<double> bias2,
        ReadOnlySpan<double> images,
        ReadOnlySpan<int> labels,
        Span<double> dWeights1,
        Span<double> dBias1,
        Span<double> dWeights2,
        Span<double> dBias2)
    {
        int inner = bias1.Length;
        int classes = bias2.Length;
        int pixels = weights1.Length / inner;
        dWeights1.Clear();
        dBias1.Clear();
        dWeights2.Clear();
        dBias2.Clear();
        Span<double> hidden = stackalloc double[inner];
        Span<double> dHidden = stackalloc double[inner];
        Span<double> scores = stackalloc double[classes];
        for (int sample = 0; sample < labels.Length; sample++)
        {
            var image = images.Slice(sample * pixels, pixels);
            for (int j = 0; j < hidden.Length; j++)
            {
                var row = weights1.Slice(j * pixels, pixels);
                double sum = bias1[j];
                for (int i = 0; i < row.Length; i++)
                {
                    sum += row[i] * image[i];
                }

                hidden[j] = Math.Tanh(sum);
            }

            double total = 0;
            for (int c = 0; c < scores.Length; c++)
            {
                var row = weights2.Slice(c * inner, inner);
                double sum = bias2[c];
                for (int j = 0; j < row.Length; j++)
                {
                    sum += row[j] * hidden[j];
                }

                double e = Math.Exp(sum);
                scores[c] = e;
                total += e;
            }

            double scale = 1 / total;
            dHidden.Clear();
            for (int c = 0; c < scores.Length; c++)
            {
                double dScore = scores[c] * scale - (c == labels[sample] ? 1 : 0);
                dBias2[c] += dScore;
                var row = weights2.Slice(c * inner, inner);
                var dRow = dWeights2.Slice(c * inner, inner);
                for (int j = 0; j < row.Length; j++)
                {
                    dRow[j] += dScore * hidden[j];
                    dHidden[j] += dScore * row[j];
                }
            }

            for (int j = 0; j < hidden.Length; j++)
            {
                double dSum = dHidden[j] * (1 - hidden[j] * hidden[j]);
                dBias1[j] += dSum;
                var dRow = dWeights1.Slice(j * pixels, pixels);
                for (int i = 0; i < dRow.Length; i++)
                {
                    dRow[i] += dSum * image[i];
                }
            }
        }
    }

    // The means get the sum of the cotangents over all points through the transposed factor once, since that is linear and the same for every point.
    public static void Mixture(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> logDiagonals,
        ReadOnlySpan<double> lowers,
        ReadOnlySpan<double> points,
        Span<double> dAlphas,
        Span<double> dMeans,
        Span<double> dLogDiagonals,
        Span<double> dLowers)
    {
        int components = alphas.Length;
        int d = means.Length / components;
        int triangle = d * (d - 1) / 2;
        int n = points.Length / d;
        int size = components * d;
        double[] scratch = ArrayPool<double>.Shared.Rent(4 * size + 2 * components);
        var diagonals = scratch.AsSpan(0, size);
        var centered = scratch.AsSpan(size, size);
        var whitened = scratch.AsSpan(2 * size, size);
        var dWhitened = scratch.AsSpan(3 * size, size);
        var sums = scratch.AsSpan(4 * size, components);
        var terms = scratch.AsSpan(4 * size + components, components);
        dWhitened.Clear();
        dAlphas.Clear();
        dLogDiagonals.Clear();
        dLowers.Clear();
        for (int k = 0; k < components; k++)
        {
            double sum = alphas[k];
            for (int r = k * d; r < (k + 1) * d; r++)
            {
                diagonals[r] = Math.Exp(logDiagonals[r]);
                sum += logDiagonals[r];
            }

            sums[k] = sum;
        }

        for (int i = 0; i < n; i++)
        {
            var point = points.Slice(i * d, d);
            double max = double.NegativeInfinity;
            for (int k = 0; k < terms.Length; k++)
            {
                var mean = means.Slice(k * d, d);
                var x = centered.Slice(k * d, d);
                for (int r = 0; r < mean.Length; r++)
                {
                    x[r] = point[r] - mean[r];
                }

                double square = 0;
                var lower = lowers.Slice(k * triangle, triangle);
                for (int r = 0; r < x.Length; r++)
                {
                    double y = diagonals[k * d + r] * x[r];
                    var row = lower[..r];
                    for (int c = 0; c < row.Length; c++)
                    {
                        y += row[c] * x[c];
                    }

                    lower = lower[r..];
                    whitened[k * d + r] = y;
                    square += y * y;
                }

                double term = sums[k] - 0.5 * square;
                terms[k] = term;
                max = Math.Max(max, term);
            }

            double total = 0;
            for (int k = 0; k < terms.Length; k++)
            {
                double e = Math.Exp(terms[k] - max);
                terms[k] = e;
                total += e;
            }

            double scale = 1 / total;
            for (int k = 0; k < terms.Length; k++)
            {
                double weight = terms[k] * scale;
                dAlphas[k] += weight;
                var x = centered.Slice(k * d, d);
                var dLower = dLowers.Slice(k * triangle, triangle);
                for (int r = 0; r < x.Length; r++)
                {
                    double dY = -weight * whitened[k * d + r];
                    dWhitened[k * d + r] += dY;
                    dLogDiagonals[k * d + r] += dY * x[r];
                    var dRow = dLower[..r];
                    for (int c = 0; c < dRow.Length; c++)
                    {
                        dRow[c] += dY * x[c];
                    }

                    dLower = dLower[r..];
                }
            }
        }

        double norm = 0;
        for (int k = 0; k < components; k++)
        {
            norm += Math.Exp(alphas[k]);
        }

        for (int k = 0; k < components; k++)
        {
            double weight = dAlphas[k];
            int at = k * triangle;
            for (int r = 0; r < d; r++)
            {
                double e = diagonals[k * d + r];
                double dY = dWhitened[k * d + r];
                dLogDiagonals[k * d + r] = dLogDiagonals[k * d + r] * e + weight - e * e;
                dMeans[k * d + r] = -e * dY;
                for (int c = 0; c < r; c++)
                {
                    dMeans[k * d + c] -= lowers[at + c] * dY;
                    dLowers[at + c] -= lowers[at + c];
                }

                at += r;
            }

            dAlphas[k] = weight - n * Math.Exp(alphas[k]) / norm;
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    public static void Heat(
        ReadOnlySpan<double> initial,
        ReadOnlySpan<double> conductivity,
        ReadOnlySpan<double> target,
        int steps,
        Span<double> dInitial,
        Span<double> dConductivity)
    {
        int n = initial.Length;
        double[] states = ArrayPool<double>.Shared.Rent((steps + 1) * n);
        initial.CopyTo(states);
        for (int t = 0; t < steps; t++)
        {
            var now = states.AsSpan(t * n, n);
            var next = states.AsSpan((t + 1) * n, n);
            next[0] = now[0];
            for (int i = 1; i < now.Length - 1; i++)
            {
                next[i] = now[i] + conductivity[i] * (now[i - 1] - 2 * now[i] + now[i + 1]);
            }

            next[n - 1] = now[n - 1];
        }

        var last = states.AsSpan(steps * n, n);
        for (int i = 0; i < n; i++)
        {
            dInitial[i] = 2 * (last[i] - target[i]);
        }

        dConductivity.Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            Backward(states.AsSpan(t * n, n), conductivity[..n], dInitial[..n], dConductivity[..n]);
        }

        ArrayPool<double>.Shared.Return(states);
    }

    // What an inner cell hands to its neighbours is carried from cell to cell, so that every cotangent is stored once.
    private static void Backward(ReadOnlySpan<double> now, ReadOnlySpan<double> conductivity, Span<double> dNow, Span<double> dConductivity)
    {
        int last = now.Length - 1;
        double before = 0;
        double here = last > 1 ? dNow[1] * conductivity[1] : 0;
        dNow[0] += here;
        for (int i = 1; i < now.Length - 1; i++)
        {
            double behind = i + 1 < last ? dNow[i + 1] * conductivity[i + 1] : 0;
            double dNext = dNow[i];
            dConductivity[i] += dNext * (now[i - 1] - 2 * now[i] + now[i + 1]);
            dNow[i] = dNext + (before - 2 * here + behind);
            before = here;
            here = behind;
        }

        dNow[last] += before;
    }
}
