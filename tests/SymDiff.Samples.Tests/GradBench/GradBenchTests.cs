using System.Text.Json.Nodes;
using GradBench.Protocol;

namespace SymDiff.Samples.Tests.GradBench;

/// <summary>The tool speaks the protocol, and gives in each recorded session what is expected.</summary>
/// <remarks>
/// What is expected of det, kmeans, llsq, lse, ode, particle and saddle was written by sessions.py beside this file: exact fractions, sixty digits, slopes by hand and by complex steps.
/// </remarks>
public sealed class GradBenchTests
{
    private static string Sessions => Path.Combine(Repository.Root, "tests", "SymDiff.Samples.Tests", "GradBench", "Sessions");

    public static TheoryData<string> Recorded => [.. Directory.GetFiles(Sessions, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f))];

    /// <summary>A session is a file of lines: a message, and below it what is expected, without timings; numbers are compared as GradBench compares them.</summary>
    [Theory]
    [MemberData(nameof(Recorded))]
    public void Session_IsAsRecorded(string module)
    {
        Session session = new(Module.All);
        string[] lines = [.. File.ReadLines(Path.Combine(Sessions, module + ".jsonl")).Where(l => l.Length > 0)];
        Assert.True(lines.Length >= 4 && lines.Length % 2 == 0);
        HashSet<string> evaluated = [];
        for (int i = 0; i < lines.Length; i += 2)
        {
            JsonNode message = JsonNode.Parse(lines[i])!;
            JsonObject answer = JsonNode.Parse(session.Answer(lines[i]))!.AsObject();
            if (message["kind"]!.GetValue<string>() == "evaluate" && answer["success"]!.GetValue<bool>())
            {
                Assert.NotEmpty(answer["timings"]!.AsArray());
                Assert.All(answer["timings"]!.AsArray(), t => Assert.Equal("evaluate", t!["name"]!.GetValue<string>()));
                answer.Remove("timings");
                evaluated.Add(message["function"]!.GetValue<string>());
            }

            Near(JsonNode.Parse(lines[i + 1]), answer, $"{module}, line {i + 1}");
        }

        Assert.Equal(Module.All.Single(m => m.Name == module).Functions.Keys.Order(), evaluated.Order());
    }

    /// <summary>Every module has its session.</summary>
    [Fact]
    public void NoModuleIsForgotten() => Assert.Equal(Module.All.Select(m => m.Name).Order(), Directory.GetFiles(Sessions, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order());

    [Fact]
    public void Runs_AreAsManyAsAsked()
    {
        Session session = new(Module.All);
        JsonNode once = JsonNode.Parse(session.Answer("""{"id":1,"kind":"evaluate","module":"hello","function":"square","input":3}"""))!;
        Assert.Single(once["timings"]!.AsArray());
        int count = 0;
        IReadOnlyList<long> times = new Runs(3, 0.01).Time(new Evaluation(() => { count++; Thread.Sleep(1); }, () => 0));
        Assert.Equal(count, times.Count);
        Assert.True(count >= 3 && times.Sum() >= 10_000_000 && times.Take(count - 1).Sum() < 10_000_000 | count == 3);
    }

    [Theory]
    [InlineData("""{"id":5,"kind":"evaluate","module":"hello","function":"triple","input":3}""")]
    [InlineData("""{"id":5,"kind":"evaluate","module":"nothing","function":"square","input":3}""")]
    [InlineData("""{"id":5,"kind":"evaluate","module":"hello","function":"square","input":{}}""")]
    public void WhatCannotBeEvaluated_IsAnError(string message)
    {
        JsonObject answer = JsonNode.Parse(new Session(Module.All).Answer(message))!.AsObject();
        Assert.Equal(5, answer["id"]!.GetValue<int>());
        Assert.False(answer["success"]!.GetValue<bool>());
        Assert.NotEqual("", answer["error"]!.GetValue<string>());
        Assert.False(answer.ContainsKey("output"));
    }

    private static void Near(JsonNode? expected, JsonNode? actual, string where)
    {
        switch (expected)
        {
            case JsonArray array:
                JsonArray given = Assert.IsType<JsonArray>(actual);
                Assert.True(array.Count == given.Count, where);
                for (int i = 0; i < array.Count; i++)
                {
                    Near(array[i], given[i], $"{where}[{i}]");
                }

                break;
            case JsonObject members:
                Assert.Equal(members.Select(m => m.Key).Order(), Assert.IsType<JsonObject>(actual).Select(m => m.Key).Order());
                foreach ((string name, JsonNode? member) in members)
                {
                    Near(member, actual![name], $"{where}.{name}");
                }

                break;
            case JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                double x = value.GetValue<double>();
                double y = actual!.GetValue<double>();
                Assert.True(Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x) + Math.Abs(y)), $"{where}: {x} expected, {y} given");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), where);
                break;
        }
    }
}
