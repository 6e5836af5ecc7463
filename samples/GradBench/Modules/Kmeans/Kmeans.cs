using SymDiff;

namespace GradBench.Modules;

/// <summary>What k-means clustering makes small.</summary>
internal static partial class Kmeans
{
    /// <summary>The sum of the squared distances of the points from the nearest centroid.</summary>
    /// <param name="points">The points, one after the other.</param>
    /// <param name="centroids">The centroids, one after the other.</param>
    /// <param name="dimension">How many numbers a point is.</param>
    [Differentiable(Derivatives.HessianDiagonal)]
    public static double Cost([NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<double> centroids, int dimension)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i += dimension)
        {
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < centroids.Length; j += dimension)
            {
                nearest = Math.Min(nearest, SquaredDistance(points.Slice(i, dimension), centroids.Slice(j, dimension)));
            }

            cost += nearest;
        }

        return cost;
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
