using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Least squares.</summary>
internal static class LlsqModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("llsq", new Dictionary<string, Func<JsonElement, Evaluation>> { ["primal"] = Primal, ["gradient"] = Gradient });

    private static Evaluation Primal(JsonElement input)
    {
        (double[] x, int n) = Read(input);
        return Evaluation.Number(() => Llsq.Objective(x, n));
    }

    private static Evaluation Gradient(JsonElement input)
    {
        (double[] x, int n) = Read(input);
        return Evaluation.Numbers(new double[x.Length], gradient => Llsq.ObjectiveGradient(x, n, gradient));
    }

    private static (double[] X, int N) Read(JsonElement input) => (input.GetProperty("x").Numbers(), input.GetProperty("n").GetInt32());
}
