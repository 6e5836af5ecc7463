using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Determinants.</summary>
internal static class DetModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("det", new Dictionary<string, Func<JsonElement, Evaluation>> { ["primal"] = Primal, ["gradient"] = Gradient });

    private static Evaluation Primal(JsonElement input)
    {
        (double[] matrix, int size) = Read(input);
        return Evaluation.Number(() => Det.Determinant(matrix, size));
    }

    private static Evaluation Gradient(JsonElement input)
    {
        (double[] matrix, int size) = Read(input);
        return Evaluation.Numbers(new double[matrix.Length], gradient => Det.DeterminantGradient(matrix, size, gradient));
    }

    private static (double[] Matrix, int Size) Read(JsonElement input) => (input.GetProperty("A").Numbers(), input.GetProperty("ell").GetInt32());
}
