using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Log-sum-exp.</summary>
internal static class LseModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("lse", new Dictionary<string, Func<JsonElement, Evaluation>> { ["primal"] = Primal, ["gradient"] = Gradient });

    private static Evaluation Primal(JsonElement input)
    {
        double[] x = input.GetProperty("x").Numbers();
        return Evaluation.Number(() => Lse.LogSumExp(x));
    }

    private static Evaluation Gradient(JsonElement input)
    {
        double[] x = input.GetProperty("x").Numbers();
        return Evaluation.Numbers(new double[x.Length], gradient => Lse.LogSumExpGradient(x, gradient));
    }
}
