using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>Sums over a grid, over a vector and over points.</summary>
internal static class SumContests
{
    // Where a point comes nearer to another centroid there is a kink, and there are many points.
    private const double BetweenKinks = 1e-7;

    private delegate double LlsqInC(int m, double[] x, int n);

    private delegate double LseInC(int n, double[] x);

    private delegate double KmeansInC(int n, int k, int d, double[] points, double[] centroids);

    /// <summary>Least squares.</summary>
    /// <param name="n">How many points.</param>
    /// <param name="m">How many coefficients.</param>
    public static Contest Llsq(int n, int m)
    {
        double[] x = Data.Uniform(1, m, -1, 1);
        double[][] results = Data.Buffers(m);
        LlsqInC? c = CLibrary.Function<LlsqInC>("llsq");
        return new("llsq", $"n{n} m{m}")
        {
            Primal = Primal,
            Emitted = () => GradBench.Modules.Llsq.ObjectiveGradient(x, n, results[0]),
            ByHand = () => LlsqByHand.Gradient(x, n, results[0]),
            C = c is null ? null : () => c(m, x, n),
            Results = results,
            Slopes = [Slope.Of([x], results, Primal)],
        };

        double Primal() => GradBench.Modules.Llsq.Objective(x, n);
    }

    /// <summary>The logarithm of a sum of exponentials.</summary>
    public static Contest Lse(int n)
    {
        double[] x = Data.Uniform(1, n, -100, 100);
        double[][] results = Data.Buffers(n);
        LseInC? c = CLibrary.Function<LseInC>("lse");
        return new("lse", $"n{n}")
        {
            Primal = Primal,
            Emitted = () => GradBench.Modules.Lse.LogSumExpGradient(x, results[0]),
            ByHand = () => LseByHand.Gradient(x, results[0]),
            C = c is null ? null : () => c(n, x),
            Results = results,
            Slopes = [Slope.Of([x], results, Primal)],
        };

        double Primal() => GradBench.Modules.Lse.LogSumExp(x);
    }

    /// <summary>Clustering: the gradient and the Hessian's diagonal at once.</summary>
    public static Contest Kmeans(int n, int k, int d)
    {
        double[] points = Data.Uniform(1, n * d, -1, 1);
        double[] centroids = Data.Uniform(2, k * d, -1, 1);
        double[][] results = Data.Buffers(k * d, k * d);
        KmeansInC? c = CLibrary.Function<KmeansInC>("kmeans");
        return new("kmeans", $"n{n} k{k} d{d}")
        {
            Primal = Primal,
            Emitted = () => GradBench.Modules.Kmeans.CostValueGradientAndHessianDiagonal(points, centroids, d, results[0], results[1]),
            ByHand = () => KmeansByHand.All(points, centroids, d, results[0], results[1]),
            C = c is null ? null : () => c(n, k, d, points, centroids),
            Results = results,
            Slopes = [Slope.Of([centroids], [results[0]], Primal, BetweenKinks), Curvature()],
        };

        double Primal() => GradBench.Modules.Kmeans.Cost(points, centroids, d);

        // The Hessian has nothing beside its diagonal: what the gradient's components change by, added up, is the diagonal along the direction.
        Slope Curvature()
        {
            double[][] buffers = Data.Buffers(k * d, k * d);
            return Slope.Of([centroids], [results[1]], () =>
            {
                KmeansByHand.All(points, centroids, d, buffers[0], buffers[1]);
                return buffers[0].Sum();
            }, BetweenKinks);
        }
    }
}
