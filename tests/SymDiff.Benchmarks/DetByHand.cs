namespace SymDiff.Benchmarks;

/// <summary>A determinant by expansion by minors and its gradient, both written by hand.</summary>
public static class DetByHand
{
    /// <summary>The gradient of the determinant.</summary>
    /// <param name="matrix">The rows of a matrix, one after the other.</param>
    /// <param name="size">How many rows it has.</param>
    /// <param name="gradient">Takes the partials, in the order of the elements.</param>
    /// <returns>The determinant.</returns>
    public static double ValueAndGradient(ReadOnlySpan<double> matrix, int size, Span<double> gradient)
    {
        gradient.Clear();
        int[] next = new int[size + 1];
        for (int i = 0; i < size; i++)
        {
            next[i] = i + 1;
        }

        return Minor(matrix, size, size, next, 1, gradient);
    }

    // The minor, after its partials were added to the gradient times what it is multiplied by. That is known when it is asked for: so nothing is kept and nothing is done twice.
    private static double Minor(ReadOnlySpan<double> matrix, int size, int rows, int[] next, double factor, Span<double> gradient)
    {
        int row = (size - rows) * size;
        int column = next[size];
        if (rows == 1)
        {
            gradient[row + column] += factor;
            return matrix[row + column];
        }

        double minor = 0;
        int before = size;
        for (int i = 0; i < rows; i++)
        {
            next[before] = next[column];
            double element = matrix[row + column];
            double share = i % 2 == 0 ? factor : -factor;
            double inner = Minor(matrix, size, rows - 1, next, share * element, gradient);
            gradient[row + column] += share * inner;
            next[before] = column;
            double term = element * inner;
            minor = i % 2 == 0 ? minor + term : minor - term;
            before = column;
            column = next[column];
        }

        return minor;
    }
}
