using System.Text.Json;
using System.Text.Json.Nodes;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>Bundle adjustment.</summary>
internal static class BaModule
{
    // Of long lists the protocol wants the beginning and the last.
    private const int Sent = 30;

    /// <summary>The module.</summary>
    public static Module Module { get; } = new("ba", new Dictionary<string, Func<JsonElement, Evaluation>> { ["objective"] = Objective, ["jacobian"] = Jacobian });

    private static Evaluation Objective(JsonElement input)
    {
        Scene scene = new(input);
        double[] errors = new double[2 * scene.Observations.Length];
        double[] weightErrors = new double[scene.Observations.Length];
        return new(Run, Output);

        void Run()
        {
            for (int i = 0; i < scene.Observations.Length; i++)
            {
                Scene.Observation seen = scene.Observations[i];
                (errors[2 * i], errors[(2 * i) + 1]) = Ba.ReprojectionError(scene.Cameras[seen.Camera], scene.Points[seen.Point], scene.Weights[i], seen.X, seen.Y);
            }

            for (int i = 0; i < scene.Weights.Length; i++)
            {
                weightErrors[i] = Ba.WeightError(scene.Weights[i]);
            }
        }

        JsonNode Output() => new JsonObject
        {
            ["reproj_error"] = new JsonObject { ["elements"] = Json.Of(errors.AsSpan(0, 2)), ["repeated"] = weightErrors.Length },
            ["w_err"] = new JsonObject { ["element"] = weightErrors[0], ["repeated"] = weightErrors.Length },
        };
    }

    private static Evaluation Jacobian(JsonElement input)
    {
        CompressedRows jacobian = new(new Scene(input));
        return new(
            jacobian.Fill,
            () => new JsonObject { ["rows"] = Ends(jacobian.Starts, n => n), ["cols"] = Ends(jacobian.Columns, n => n), ["vals"] = Ends(jacobian.Values, n => n) });
    }

    private static JsonArray Ends<T>(T[] list, Func<T, JsonNode> node) => [.. list.Take(Sent).Append(list[^1]).Select(node)];
}
