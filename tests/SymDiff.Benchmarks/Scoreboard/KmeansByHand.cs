namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The value, the gradient and the Hessian's diagonal of <see cref="GradBench.Modules.Kmeans.Cost"/> as a careful person writes them: only the nearest centroid of a point has a derivative.</summary>
internal static class KmeansByHand
{
    public static double All(ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int dimension, Span<double> gradient, Span<double> diagonal)
    {
        gradient.Clear();
        diagonal.Clear();
        double cost = 0;
        for (int i = 0; i < points.Length; i += dimension)
        {
            ReadOnlySpan<double> point = points.Slice(i, dimension);
            double nearest = double.PositiveInfinity;
            int at = 0;
            for (int j = 0; j < centroids.Length; j += dimension)
            {
                ReadOnlySpan<double> centroid = centroids.Slice(j, dimension);
                double sum = 0;
                for (int k = 0; k < point.Length; k++)
                {
                    double difference = point[k] - centroid[k];
                    sum += difference * difference;
                }

                if (sum < nearest)
                {
                    nearest = sum;
                    at = j;
                }
            }

            cost += nearest;
            ReadOnlySpan<double> closest = centroids.Slice(at, dimension);
            Span<double> own = gradient.Slice(at, dimension);
            for (int k = 0; k < point.Length; k++)
            {
                own[k] += 2 * (closest[k] - point[k]);
            }

            // Counted in the first of its numbers.
            diagonal[at] += 2;
        }

        for (int j = 0; j < diagonal.Length; j += dimension)
        {
            diagonal.Slice(j, dimension).Fill(diagonal[j]);
        }

        return cost;
    }
}
