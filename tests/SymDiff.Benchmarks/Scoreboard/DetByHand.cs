namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>
/// The gradient of <see cref="GradBench.Modules.Det.Determinant"/> as a careful person writes it: the cotangent of a minor is known before it is expanded, the product of what stands before it,
/// so one expansion gives its value and adds to the gradient on its way.
/// </summary>
internal static class DetByHand
{
    public static void Gradient(ReadOnlySpan<double> matrix, int size, Span<double> dMatrix)
    {
        Span<int> next = stackalloc int[size + 1];
        for (int i = 0; i < size; i++)
        {
            next[i] = i + 1;
        }

        next[size] = 0;
        dMatrix.Clear();
        _ = Minor(matrix, size, size, next, 1, dMatrix);
    }

    private static double Minor(ReadOnlySpan<double> matrix, int size, int rows, Span<int> next, double cotangent, Span<double> dMatrix)
    {
        int row = (size - rows) * size;
        int column = next[size];
        if (rows == 1)
        {
            dMatrix[row + column] += cotangent;
            return matrix[row + column];
        }

        double minor = 0;
        int before = size;
        for (int i = 0; i < rows; i++)
        {
            double factor = matrix[row + column];
            next[before] = next[column];
            double smaller = Minor(matrix, size, rows - 1, next, cotangent * factor, dMatrix);
            next[before] = column;
            minor += factor * smaller;
            dMatrix[row + column] += cotangent * smaller;
            cotangent = -cotangent;
            minor = -minor;
            before = column;
            column = next[column];
        }

        return rows % 2 == 0 ? minor : -minor;
    }
}
