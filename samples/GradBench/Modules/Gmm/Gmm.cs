using SymDiff;

namespace GradBench.Modules;

/// <summary>
/// The posterior of a mixture of normal distributions, with a Wishart prior. Component k has the weight exp(alpha[k]), divided by the sum of all; the mean mu[k];
/// and the precision QᵀQ, where Q is lower triangular, with exp(q[k]) on its diagonal and l[k] below it, column by column.
/// </summary>
internal static partial class Gmm
{
    /// <summary>The logarithm of the posterior.</summary>
    /// <param name="alpha">A number a component.</param>
    /// <param name="mu">d numbers a component.</param>
    /// <param name="q">d numbers a component.</param>
    /// <param name="l">d(d − 1)/2 numbers a component.</param>
    /// <param name="x">The points.</param>
    /// <param name="m">Additional degrees of freedom of the prior.</param>
    /// <param name="gamma">The precision of the prior.</param>
    [Differentiable(Derivatives.Gradient)]
    public static double LogPosterior(
        ReadOnlySpan<double> alpha,
        ReadOnlySpan<double> mu,
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> l,
        [NoGradient] ReadOnlySpan<double> x,
        int m,
        [NoGradient] double gamma)
    {
        int components = alpha.Length;
        int d = mu.Length / components;
        int n = x.Length / d;
        int below = d * (d - 1) / 2;

        double[] diagonals = new double[components * d];
        double[] logDeterminants = new double[components];
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; j < d; j++)
            {
                diagonals[(k * d) + j] = Math.Exp(q[(k * d) + j]);
                logDeterminants[k] += q[(k * d) + j];
            }
        }

        double[] centred = new double[d];
        double[] scaled = new double[d];
        double[] terms = new double[components];
        double likelihood = 0;
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < components; k++)
            {
                Subtract(x.Slice(i * d, d), mu.Slice(k * d, d), centred);
                Multiply(diagonals.AsSpan(k * d, d), l.Slice(k * below, below), centred, scaled);
                terms[k] = alpha[k] + logDeterminants[k] - (0.5 * SquaredNorm(scaled));
            }

            likelihood += LogSumExp(terms);
        }

        double freedom = d + m + 1;
        double squares = SquaredNorm(diagonals) + SquaredNorm(l);
        double prior = (components * ((freedom * d * (Math.Log(gamma) - (0.5 * Math.Log(2)))) - LogMultigamma(d + m + 1, d)))
            - (0.5 * gamma * gamma * squares) + (m * Sum(logDeterminants));
        return likelihood - (n * ((0.5 * d * Math.Log(2 * Math.PI)) + LogSumExp(alpha))) + prior;
    }

    private static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> difference)
    {
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }
    }

    // The product of a lower triangular matrix and a vector: columns of the matrix, each from below its diagonal, lie one after the other.
    private static void Multiply(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> product)
    {
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = diagonal[i] * vector[i];
        }

        int start = 0;
        for (int column = 0; column < vector.Length; column++)
        {
            Span<double> below = product[(column + 1)..];
            AddScaled(lower.Slice(start, below.Length), vector[column], below);
            start += below.Length;
        }
    }

    private static void AddScaled(ReadOnlySpan<double> vector, double factor, Span<double> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += vector[i] * factor;
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += vector[i] * vector[i];
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += vector[i];
        }

        return sum;
    }

    private static double LogSumExp(ReadOnlySpan<double> vector)
    {
        double max = double.NegativeInfinity;
        for (int i = 0; i < vector.Length; i++)
        {
            max = Math.Max(max, vector[i]);
        }

        double sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += Math.Exp(vector[i] - max);
        }

        return max + Math.Log(sum);
    }

    // The logarithm of the multivariate gamma function of half a whole number.
    private static double LogMultigamma(int twice, int dimension)
    {
        double sum = dimension * (dimension - 1) * 0.25 * Math.Log(Math.PI);
        for (int j = 0; j < dimension; j++)
        {
            sum += LogGamma(twice - j);
        }

        return sum;
    }

    // The logarithm of the gamma function of half a whole number, by Γ(z + 1) = zΓ(z).
    private static double LogGamma(int twice)
    {
        double sum = twice % 2 == 0 ? 0 : 0.5 * Math.Log(Math.PI);
        for (int i = twice - 2; i > 0; i -= 2)
        {
            sum += Math.Log(0.5 * i);
        }

        return sum;
    }
}
