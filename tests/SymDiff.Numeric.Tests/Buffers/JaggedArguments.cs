using System.Runtime.CompilerServices;

namespace SymDiff.Numeric.Tests.Buffers;

/// <summary>
/// Arrays of arrays that stand for plain arrays where a form takes them: the same ones whenever the same array is given, so that measurements of memory do not count them.
/// </summary>
public static class JaggedArguments
{
    private static readonly ConditionalWeakTable<double[], double[][]> Known = [];

    /// <summary>The rows that stand for an array, with its content; elements behind those that the shape has are left out, missing ones are missing.</summary>
    public static double[][] Of(double[] flat, double[][] shape)
    {
        if (!Known.TryGetValue(flat, out double[][]? rows))
        {
            rows = Cut(flat, shape);
            Known.Add(flat, rows);
            return rows;
        }

        int start = 0;
        foreach (double[] row in rows)
        {
            Array.Copy(flat, start, row, 0, row.Length);
            start += row.Length;
        }

        return rows;
    }

    /// <summary>Lets rows stand for an array.</summary>
    public static void Bind(double[] flat, double[][] rows) => Known.Add(flat, rows);

    /// <summary>Copies what the rows hold back to the array that they stand for.</summary>
    public static void Back(double[] flat)
    {
        int start = 0;
        foreach (double[] row in Known.TryGetValue(flat, out double[][]? rows) ? rows : throw new ArgumentException("Nothing stands for it.", nameof(flat)))
        {
            Array.Copy(row, 0, flat, start, row.Length);
            start += row.Length;
        }
    }

    private static double[][] Cut(double[] flat, double[][] shape)
    {
        int next = 0;
        return [.. shape.Select(row =>
        {
            int first = next;
            next += row.Length;
            return flat[Math.Min(first, flat.Length)..Math.Min(next, flat.Length)];
        })];
    }
}
