namespace SymDiff.Benchmarks;

/// <summary>Methods whose derivatives have few entries that differ from zero.</summary>
public static partial class Sparse
{
    /// <summary>The residual of u″ = exp(u): three diagonals.</summary>
    [Differentiable(Derivatives.SparseJacobian | Derivatives.Jvp)]
    public static void Residual(ReadOnlySpan<double> u, [NoGradient] double h, [Output] Span<double> residual)
    {
        for (int i = 0; i < u.Length; i++)
        {
            double left = i > 0 ? u[i - 1] : 0.0;
            double right = i + 1 < u.Length ? u[i + 1] : 1.0;
            residual[i] = ((left - (2 * u[i]) + right) / (h * h)) - Math.Exp(u[i]);
        }
    }

    /// <summary>The cost of k-means: the sum of the squared distances to the nearest centroid.</summary>
    [Differentiable(Derivatives.ValueAndGradient | Derivatives.HessianDiagonal)]
    public static double KMeans([NoGradient] ReadOnlySpan<double> points, int n, int d, ReadOnlySpan<double> centroids)
    {
        double total = 0;
        int k = centroids.Length / d;
        for (int i = 0; i < n; i++)
        {
            double best = double.MaxValue;
            for (int j = 0; j < k; j++)
            {
                double distance = 0;
                for (int l = 0; l < d; l++)
                {
                    double difference = points[(i * d) + l] - centroids[(j * d) + l];
                    distance += difference * difference;
                }

                best = Math.Min(best, distance);
            }

            total += best;
        }

        return total;
    }
}
