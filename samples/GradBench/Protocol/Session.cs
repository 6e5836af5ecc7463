using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradBench.Protocol;

/// <summary>The tool's side of GradBench's protocol: one line of JSON answers one line of JSON.</summary>
/// <param name="modules">What can be evaluated.</param>
internal sealed class Session(IReadOnlyList<Module> modules)
{
    private const string Name = "symdiff";

    /// <summary>Answers a message.</summary>
    /// <param name="line">The message.</param>
    /// <returns>The answer, without an end of line.</returns>
    public string Answer(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 256 });
        JsonElement message = document.RootElement;
        JsonObject answer = new() { ["id"] = JsonNode.Parse(message.GetProperty("id").GetRawText()) };
        switch (message.GetProperty("kind").GetString())
        {
            case "start":
                answer["tool"] = Name;
                break;
            case "define":
                answer["success"] = modules.Any(m => m.Name == message.GetProperty("module").GetString());
                break;
            case "evaluate":
                Evaluate(message, answer);
                break;
        }

        return answer.ToJsonString();
    }

    private void Evaluate(JsonElement message, JsonObject answer)
    {
        string module = message.GetProperty("module").GetString()!;
        string function = message.GetProperty("function").GetString()!;
        if (modules.FirstOrDefault(m => m.Name == module)?.Functions.GetValueOrDefault(function) is not { } prepare)
        {
            answer["success"] = false;
            answer["error"] = $"there is no function '{function}' in a module '{module}'";
            return;
        }

        JsonElement input = message.GetProperty("input");
        try
        {
            Evaluation evaluation = prepare(input);
            JsonArray timings = [.. Runs.Of(input).Time(evaluation).Select(t => new JsonObject { ["name"] = "evaluate", ["nanoseconds"] = t })];
            answer["output"] = evaluation.Output();
            answer["timings"] = timings;
            answer["success"] = true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            answer.Remove("output");
            answer["success"] = false;
            answer["error"] = e.Message;
        }
    }
}
