using System.Text.Json;
using GradBench.Protocol;

namespace GradBench.Modules;

/// <summary>What shows that tool and protocol work.</summary>
internal static class HelloModule
{
    /// <summary>The module.</summary>
    public static Module Module { get; } = new("hello", new Dictionary<string, Func<JsonElement, Evaluation>> { ["square"] = Square, ["double"] = Double });

    private static Evaluation Square(JsonElement input)
    {
        double x = input.GetDouble();
        return Evaluation.Number(() => Hello.Square(x));
    }

    private static Evaluation Double(JsonElement input)
    {
        double x = input.GetDouble();
        return Evaluation.Number(() => Hello.SquareGradient(x));
    }
}
