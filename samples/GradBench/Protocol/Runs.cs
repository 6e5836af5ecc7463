using System.Diagnostics;
using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>How often something is evaluated.</summary>
/// <param name="MinRuns">At least so often.</param>
/// <param name="MinSeconds">And until the runs have taken so long together.</param>
internal readonly record struct Runs(int MinRuns, double MinSeconds)
{
    /// <summary>What an input asks for; once if it says nothing.</summary>
    public static Runs Of(JsonElement input) => input.ValueKind == JsonValueKind.Object && input.TryGetProperty("min_runs", out JsonElement runs)
        ? new(runs.GetInt32(), input.GetProperty("min_seconds").GetDouble())
        : new(1, 0);

    /// <summary>Runs, and gives the time of each run in nanoseconds.</summary>
    public IReadOnlyList<long> Time(Evaluation evaluation)
    {
        List<long> times = [];
        TimeSpan total = TimeSpan.Zero;
        while (times.Count < MinRuns || total.TotalSeconds < MinSeconds)
        {
            long start = Stopwatch.GetTimestamp();
            evaluation.Run();
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            total += time;
            times.Add((long)time.TotalNanoseconds);
        }

        return times;
    }
}
