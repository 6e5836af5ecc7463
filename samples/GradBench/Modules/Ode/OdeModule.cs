using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>A differential equation.</summary>
internal static class OdeModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("ode", new Dictionary<string, Func<JsonElement, Evaluation>> { ["primal"] = Primal, ["gradient"] = Gradient });

    private static Evaluation Primal(JsonElement input)
    {
        (double[] x, int steps) = Read(input);
        return Evaluation.Numbers(new double[x.Length], y => Ode.Solve(x, steps, y));
    }

    private static Evaluation Gradient(JsonElement input)
    {
        (double[] x, int steps) = Read(input);
        return Evaluation.Numbers(new double[x.Length], gradient => Ode.LastGradient(x, steps, gradient));
    }

    private static (double[] X, int Steps) Read(JsonElement input) => (input.GetProperty("x").Numbers(), input.GetProperty("s").GetInt32());
}
