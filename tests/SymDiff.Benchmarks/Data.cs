namespace SymDiff.Benchmarks;

/// <summary>The same numbers on every machine and every day.</summary>
internal static class Data
{
    /// <summary>Numbers spread evenly between two bounds.</summary>
    public static double[] Uniform(int seed, int count, double low, double high)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = low + ((high - low) * random.NextDouble());
        }

        return values;
    }

    /// <summary>Rows of zeros with a single one.</summary>
    public static double[] OneOf(int seed, int rows, int width)
    {
        var random = new Random(seed);
        var values = new double[rows * width];
        for (int row = 0; row < rows; row++)
        {
            values[(row * width) + random.Next(width)] = 1;
        }

        return values;
    }

    /// <summary>Buffers of given lengths.</summary>
    public static double[][] Buffers(params int[] lengths) => [.. lengths.Select(length => new double[length])];
}
