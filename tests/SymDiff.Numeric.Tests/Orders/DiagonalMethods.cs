namespace SymDiff.Numeric.Tests.Orders;

/// <summary>Methods whose Hessian is diagonal, and methods whose Hessian only looks so.</summary>
internal static partial class DiagonalMethods
{
    /// <summary>The sum of the squared distances to the nearest centroid, which <c>Math.Min</c> finds.</summary>
    [Differentiable(Derivatives.Default | Derivatives.HessianDiagonal)]
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

    /// <summary>The same with matrices, and with the nearest centroid found first.</summary>
    [Differentiable(Derivatives.HessianDiagonal)]
    public static double KMeansByMatrix([NoGradient] double[,] points, double[,] centroids)
    {
        double total = 0;
        for (int i = 0; i < points.GetLength(0); i++)
        {
            int nearest = 0;
            double best = double.PositiveInfinity;
            for (int j = 0; j < centroids.GetLength(0); j++)
            {
                double distance = 0;
                for (int l = 0; l < points.GetLength(1); l++)
                {
                    distance += (points[i, l] - centroids[j, l]) * (points[i, l] - centroids[j, l]);
                }

                if (distance < best)
                {
                    best = distance;
                    nearest = j;
                }
            }

            for (int l = 0; l < points.GetLength(1); l++)
            {
                double difference = points[i, l] - centroids[nearest, l];
                total += difference * difference;
            }
        }

        return total;
    }

    /// <summary>The same with rows, as a method of its own would have it.</summary>
    [Differentiable(Derivatives.HessianDiagonal)]
    public static double KMeansByRow([NoGradient] double[][] points, double[][] centroids)
    {
        double total = 0;
        foreach (double[] point in points)
        {
            double best = double.PositiveInfinity;
            for (int j = 0; j < centroids.Length; j++)
            {
                double distance = 0;
                for (int l = 0; l < point.Length; l++)
                {
                    distance += Squared(point[l] - centroids[j][l]);
                }

                best = distance < best ? distance : best;
            }

            total += best;
        }

        return total;
    }

    /// <summary>Every element by itself, with everything that may stand around it.</summary>
    [Differentiable(Derivatives.HessianDiagonal)]
    public static double Separable(double[] x, double a, Planar p, [NoGradient] int[] at)
    {
        double sum = (a * a * a) + Math.Exp(p.X) + (p.Y * p.Y);
        for (int i = 0; i < x.Length; i++)
        {
            double power = 1;
            for (int j = 0; j < 3; j++)
            {
                power *= x[i];
            }

            sum += (x[i] > 0 ? Math.Sin(x[i]) : x[i] * x[i]) + power;
        }

        foreach (int i in at)
        {
            sum += Math.Sqrt(1 + (x[i] * x[i]));
        }

        return sum;
    }

    /// <summary>Neighbours: no entry of the diagonal.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Neighbours(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            sum += x[i] * x[i + 1];
        }

        return sum;
    }

    /// <summary>A sum, squared.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double SquaredSum(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
        }

        return sum * sum;
    }

    /// <summary>Indices that come from memory, one on each side.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Crossed(double[] x, int[] p, int[] q)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += x[p[i]] * x[q[i]];
        }

        return sum;
    }

    /// <summary>What an iteration hands to the next, at the index of the next.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Carried(double[] x)
    {
        double sum = 0;
        double last = 1;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * last;
            last = Math.Sin(x[i]);
        }

        return sum;
    }

    /// <summary>What was kept of the same place of another element.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Kept(double[] x)
    {
        double[] t = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            t[x.Length - 1 - i] = Math.Exp(x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += t[i] * x[i];
        }

        return sum;
    }

    /// <summary>A part of an array that begins elsewhere.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Shifted(ReadOnlySpan<double> x)
    {
        var rest = x[1..];
        double sum = 0;
        for (int i = 0; i < rest.Length; i++)
        {
            sum += rest[i] * rest[i] * x[i];
        }

        return sum;
    }

    /// <summary>Two parameters, at the same index.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Two(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * y[i];
        }

        return sum;
    }

    /// <summary>A number that every element shares.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Scaled(double[] x, double a)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * a * a;
        }

        return sum;
    }

    /// <summary>What another method is given.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Called(double[] x, double a)
    {
        double sum = a * a;
        for (int i = 0; i < x.Length; i++)
        {
            sum += HessianMethods.Inner(x[i], a);
        }

        return sum;
    }

    /// <summary>Left early, by an element that is not its own.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Left(double[] x, [NoGradient] double limit)
    {
        if (x.Length == 0)
        {
            return 0;
        }

        double sum = x[0] * x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > limit)
            {
                return sum * x[i];
            }

            sum += x[i] * x[i] * x[i];
        }

        return sum;
    }

    /// <summary>A guard, and a number that the method leaves besides.</summary>
    [Differentiable(Derivatives.Hessian | Derivatives.HessianDiagonal)]
    public static double Counting(double[] x, ref int runs)
    {
        ArgumentNullException.ThrowIfNull(x);
        runs++;
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i] * x[i];
        }

        return product;
    }

    private static double Squared(double x) => x * x;
}
