using SymDiff;

namespace GradBench.Modules;

/// <summary>A determinant by expansion by minors.</summary>
internal static partial class Det
{
    /// <summary>The determinant.</summary>
    /// <param name="matrix">The rows of a matrix, one after the other.</param>
    /// <param name="size">How many rows it has.</param>
    [Differentiable(Derivatives.Gradient)]
    public static double Determinant(ReadOnlySpan<double> matrix, int size)
    {
        // The columns of a minor are a list: each leads to the next one, and the one after the last leads to the first.
        int[] next = new int[size + 1];
        for (int i = 0; i < size; i++)
        {
            next[i] = i + 1;
        }

        return Minor(matrix, size, size, next);
    }

    // The minor of the last rows and of the columns in the list.
    private static double Minor(ReadOnlySpan<double> matrix, int size, int rows, int[] next)
    {
        int row = (size - rows) * size;
        int column = next[size];
        if (rows == 1)
        {
            return matrix[row + column];
        }

        double minor = 0;
        int before = size;
        for (int i = 0; i < rows; i++)
        {
            next[before] = next[column];
            double term = matrix[row + column] * Minor(matrix, size, rows - 1, next);
            next[before] = column;
            minor = i % 2 == 0 ? minor + term : minor - term;
            before = column;
            column = next[column];
        }

        return minor;
    }
}
