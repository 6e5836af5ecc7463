using System.Text.Json.Nodes;

namespace GradBench.Protocol;

/// <summary>Something that is ready to be run and timed: its input was read, and what it gives is written later.</summary>
/// <param name="Run">Runs it.</param>
/// <param name="Output">What the last run gave.</param>
internal sealed record Evaluation(Action Run, Func<JsonNode> Output)
{
    /// <summary>Something that gives one number.</summary>
    /// <param name="run">Runs it.</param>
    public static Evaluation Number(Func<double> run)
    {
        double value = 0;
        return new(() => value = run(), () => JsonValue.Create(value));
    }

    /// <summary>Something that fills memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="run">Runs it.</param>
    public static Evaluation Numbers(double[] memory, Action<double[]> run) => new(() => run(memory), () => Json.Of(memory));
}
