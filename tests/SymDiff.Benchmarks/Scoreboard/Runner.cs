using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>
/// Times the versions of each contest in turns in one process, for whose ratios it does not matter much how fast the machine is just now. Of all rounds a version's best counts.
/// BenchmarkDotNet takes one version after the other instead.
/// </summary>
internal static class Runner
{
    private const int WarmUps = 6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(1);

    // What is computed is written here, so that it must be.
    private static double _sink;

    /// <summary>Runs the contests and prints a table of them.</summary>
    /// <param name="names">The contests by name, or all.</param>
    /// <param name="rounds">How often the versions take turns.</param>
    public static void Run(IReadOnlyCollection<string> names, int rounds)
    {
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores.");
        Console.WriteLine(CLibrary.IsThere ? $"C: {CLibrary.Compiler}." : "There is no C compiler here, so the functions in C are left out.");
        Console.WriteLine();
        Console.WriteLine("| function | size | primal, µs | in C, µs | primal / in C | emitted / primal | by hand / primal | emitted / by hand |");
        Console.WriteLine("| --- | --- | --: | --: | --: | --: | --: | --: |");
        foreach ((string name, Func<Contest> contest) in Contests.All)
        {
            if (names.Count == 0 || names.Contains(name))
            {
                Console.WriteLine(Line(contest(), rounds));
            }
        }
    }

    private static string Line(Contest contest, int rounds)
    {
        Check(contest);
        Action?[] versions =
        [
            () => _sink = contest.Primal(),
            contest.Emitted,
            contest.ByHand,
            contest.C is null ? null : () => _sink = contest.C(),
        ];
        double[] times = Times(versions, rounds);
        (double primal, double emitted, double byHand, double c) = (times[0], times[1], times[2], times[3]);
        return string.Join(
            " | ",
            "| " + contest.Name,
            contest.Size,
            Number(primal * 1e6, "0.0"),
            Number(c * 1e6, "0.0"),
            Number(primal / c, "0.00"),
            Number(emitted / primal, "0.00"),
            Number(byHand / primal, "0.00"),
            Number(emitted / byHand, "0.00") + " |");
    }

    private static string Number(double number, string format) => double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "–";

    // The derivatives by hand against differences, and all versions against each other.
    private static void Check(Contest contest)
    {
        string what = $"{contest.Name} {contest.Size}";
        (contest.ByHand ?? contest.Emitted)();
        foreach (Slope slope in contest.Slopes)
        {
            slope.Require(what);
        }

        double[][] expected = [.. contest.Results.Select(r => r.ToArray())];
        foreach (double[] result in contest.Results)
        {
            Array.Fill(result, double.NaN);
        }

        contest.Emitted();
        for (int i = 0; i < expected.Length; i++)
        {
            Agreement.Require(what, expected[i], contest.Results[i]);
        }

        if (contest.C is not null)
        {
            Agreement.Require(what + " in C", [contest.C()], [contest.Primal()]);
        }
    }

    // In seconds a call; of what is not there it is no number.
    private static double[] Times(Action?[] versions, int rounds)
    {
        // Code is compiled better in the background after it has run for a while, several times: in between there are pauses.
        for (int i = 0; i < WarmUps; i++)
        {
            foreach (Action? version in versions)
            {
                long start = Stopwatch.GetTimestamp();
                while (version is not null && Stopwatch.GetElapsedTime(start) < WarmUp)
                {
                    version();
                }
            }

            Thread.Sleep(Pause);
        }

        int[] calls = [.. versions.Select(version => version is null ? 0 : CallsOfABatch(version))];
        double[] best = [.. versions.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < versions.Length; i++)
            {
                if (versions[i] is { } version)
                {
                    best[i] = Math.Min(best[i], Time(version, calls[i]).TotalSeconds / calls[i]);
                }
            }
        }

        return [.. best.Zip(versions, (time, version) => version is null ? double.NaN : time)];
    }

    private static int CallsOfABatch(Action version)
    {
        int calls = 1;
        while (Time(version, calls) < Batch)
        {
            calls *= 2;
        }

        return calls;
    }

    private static TimeSpan Time(Action version, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            version();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
