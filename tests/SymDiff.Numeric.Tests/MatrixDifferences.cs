namespace SymDiff.Numeric.Tests;

/// <summary>Jacobians by Richardson's extrapolation of central differences.</summary>
internal static class MatrixDifferences
{
    private const double Step = 1e-3;

    /// <summary>The Jacobian of a method at a point: of a gradient the Hessian.</summary>
    /// <param name="at">The point.</param>
    /// <param name="method">The method.</param>
    public static double[,] Of(double[] at, Func<double[], double[]> method)
    {
        int rows = method(at).Length;
        double[,] matrix = new double[rows, at.Length];
        for (int j = 0; j < at.Length; j++)
        {
            double[] coarse = Slope(j, Step);
            double[] fine = Slope(j, Step / 2);
            for (int i = 0; i < rows; i++)
            {
                matrix[i, j] = ((4 * fine[i]) - coarse[i]) / 3;
            }
        }

        return matrix;

        double[] Slope(int j, double h)
        {
            double[] above = [.. at];
            double[] below = [.. at];
            above[j] += h;
            below[j] -= h;
            return [.. method(above).Zip(method(below), (a, b) => (a - b) / (2 * h))];
        }
    }
}
