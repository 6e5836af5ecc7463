namespace Programs;

/// <summary>The normal equations, by Cholesky; MathNet.Numerics has better for large ones.</summary>
internal static class LeastSquares
{
    /// <summary>The x for which |Jx − r| is least.</summary>
    /// <param name="jacobian">J, row by row.</param>
    /// <param name="right">r.</param>
    /// <param name="n">How many columns J has.</param>
    public static double[] Solve(ReadOnlySpan<double> jacobian, ReadOnlySpan<double> right, int n)
    {
        double[] normal = new double[n * n];
        double[] x = new double[n];
        for (int row = 0; row < right.Length; row++)
        {
            ReadOnlySpan<double> j = jacobian.Slice(row * n, n);
            for (int a = 0; a < n; a++)
            {
                x[a] += j[a] * right[row];
                for (int b = 0; b <= a; b++)
                {
                    normal[(a * n) + b] += j[a] * j[b];
                }
            }
        }

        SolvePositive(normal, x);
        return x;
    }

    /// <summary>Solves with a symmetric positive matrix, of which the part below the diagonal is read; matrix and right side are overwritten.</summary>
    public static void SolvePositive(Span<double> matrix, Span<double> x)
    {
        int n = x.Length;
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double sum = matrix[(a * n) + b];
                for (int k = 0; k < b; k++)
                {
                    sum -= matrix[(a * n) + k] * matrix[(b * n) + k];
                }

                matrix[(a * n) + b] = a == b ? Math.Sqrt(sum) : sum / matrix[(b * n) + b];
            }
        }

        for (int a = 0; a < n; a++)
        {
            for (int k = 0; k < a; k++)
            {
                x[a] -= matrix[(a * n) + k] * x[k];
            }

            x[a] /= matrix[(a * n) + a];
        }

        for (int a = n - 1; a >= 0; a--)
        {
            for (int k = a + 1; k < n; k++)
            {
                x[a] -= matrix[(k * n) + a] * x[k];
            }

            x[a] /= matrix[(a * n) + a];
        }
    }
}
