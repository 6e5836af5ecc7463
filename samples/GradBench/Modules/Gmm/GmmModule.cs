using System.Text.Json;
using System.Text.Json.Nodes;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Mixtures of normal distributions.</summary>
internal static class GmmModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("gmm", new Dictionary<string, Func<JsonElement, Evaluation>> { ["objective"] = Objective, ["jacobian"] = Jacobian });

    private static Evaluation Objective(JsonElement input)
    {
        Mixture mixture = new(input);
        return Evaluation.Number(() => Gmm.LogPosterior(mixture.Alpha, mixture.Mu, mixture.Q, mixture.L, mixture.X, mixture.M, mixture.Gamma));
    }

    private static Evaluation Jacobian(JsonElement input)
    {
        Mixture mixture = new(input);
        double[] alpha = new double[mixture.Alpha.Length];
        double[] mu = new double[mixture.Mu.Length];
        double[] q = new double[mixture.Q.Length];
        double[] l = new double[mixture.L.Length];
        return new(
            () => Gmm.LogPosteriorGradient(mixture.Alpha, mixture.Mu, mixture.Q, mixture.L, mixture.X, mixture.M, mixture.Gamma, alpha, mu, q, l),
            () => new JsonObject { ["alpha"] = Json.Of(alpha), ["mu"] = Rows(mu), ["q"] = Rows(q), ["l"] = Rows(l) });

        // One row a component, also where rows are empty.
        JsonArray Rows(double[] values)
        {
            int width = values.Length / alpha.Length;
            return [.. Enumerable.Range(0, alpha.Length).Select(k => Json.Of(values.AsSpan(k * width, width)))];
        }
    }

    private sealed class Mixture(JsonElement input)
    {
        public double[] Alpha { get; } = input.GetProperty("alpha").Numbers();

        public double[] Mu { get; } = input.GetProperty("mu").Rows();

        public double[] Q { get; } = input.GetProperty("q").Rows();

        public double[] L { get; } = input.GetProperty("l").Rows();

        public double[] X { get; } = input.GetProperty("x").Rows();

        public int M { get; } = input.GetProperty("m").GetInt32();

        public double Gamma { get; } = input.GetProperty("gamma").GetDouble();
    }
}
