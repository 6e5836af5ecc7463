using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Long short-term memory.</summary>
internal static class LstmModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("lstm", new Dictionary<string, Func<JsonElement, Evaluation>> { ["objective"] = Objective, ["jacobian"] = Jacobian });

    private static Evaluation Objective(JsonElement input)
    {
        Network network = new(input);
        return Evaluation.Number(() => Lstm.Loss(network.Gates, network.Ends, network.State, network.Text));
    }

    private static Evaluation Jacobian(JsonElement input)
    {
        Network network = new(input);
        int gates = network.Gates.Length;
        return Evaluation.Numbers(
            new double[gates + network.Ends.Length],
            gradient => Lstm.LossGradient(network.Gates, network.Ends, network.State, network.Text, gradient.AsSpan(0, gates), gradient.AsSpan(gates)));
    }

    private sealed class Network(JsonElement input)
    {
        public double[] Gates { get; } = input.GetProperty("main_params").Rows();

        public double[] Ends { get; } = input.GetProperty("extra_params").Rows();

        public double[] State { get; } = input.GetProperty("state").Rows();

        public double[] Text { get; } = input.GetProperty("sequence").Rows();
    }
}
