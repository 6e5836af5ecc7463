using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Clustering.</summary>
internal static class KmeansModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("kmeans", new Dictionary<string, Func<JsonElement, Evaluation>> { ["cost"] = Cost, ["dir"] = Direction });

    private static Evaluation Cost(JsonElement input)
    {
        (double[] points, double[] centroids, int dimension) = Read(input);
        return Evaluation.Number(() => Kmeans.Cost(points, centroids, dimension));
    }

    // Newton's direction: the gradient over the diagonal of the Hessian, which has nothing beside it.
    private static Evaluation Direction(JsonElement input)
    {
        (double[] points, double[] centroids, int dimension) = Read(input);
        double[] direction = new double[centroids.Length];
        double[] diagonal = new double[centroids.Length];
        return new(
            () =>
            {
                Kmeans.CostValueGradientAndHessianDiagonal(points, centroids, dimension, direction, diagonal);
                for (int i = 0; i < direction.Length; i++)
                {
                    direction[i] /= diagonal[i];
                }
            },
            () => Json.Of(direction, dimension));
    }

    private static (double[] Points, double[] Centroids, int Dimension) Read(JsonElement input)
    {
        JsonElement centroids = input.GetProperty("centroids");
        return (input.GetProperty("points").Rows(), centroids.Rows(), centroids[0].GetArrayLength());
    }
}
