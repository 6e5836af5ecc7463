using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradBench.Protocol;

/// <summary>Numbers in JSON.</summary>
internal static class Json
{
    /// <summary>Numbers.</summary>
    public static double[] Numbers(this JsonElement array)
    {
        double[] numbers = new double[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement number in array.EnumerateArray())
        {
            numbers[i++] = number.GetDouble();
        }

        return numbers;
    }

    /// <summary>Integers.</summary>
    public static int[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetInt32())];

    /// <summary>The rows of a matrix, one after the other.</summary>
    public static double[] Rows(this JsonElement matrix) => [.. matrix.EnumerateArray().SelectMany(Numbers)];

    /// <summary>The JSON of numbers.</summary>
    public static JsonArray Of(ReadOnlySpan<double> numbers)
    {
        JsonArray array = [];
        foreach (double number in numbers)
        {
            array.Add((JsonNode)number);
        }

        return array;
    }

    /// <summary>The JSON of a matrix.</summary>
    /// <param name="rows">Its rows, one after the other.</param>
    /// <param name="columns">How many columns it has.</param>
    public static JsonArray Of(ReadOnlySpan<double> rows, int columns)
    {
        JsonArray array = [];
        for (int i = 0; i < rows.Length; i += columns)
        {
            array.Add((JsonNode)Of(rows.Slice(i, columns)));
        }

        return array;
    }
}
