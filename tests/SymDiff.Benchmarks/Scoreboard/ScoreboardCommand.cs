using System.Globalization;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The arguments <c>--only gmm,det</c>, for the contests of these names instead of all, and <c>--rounds 100</c>.</summary>
internal static class ScoreboardCommand
{
    private const int Rounds = 200;

    public static void Run(ReadOnlySpan<string> options)
    {
        string[] names = [];
        int rounds = Rounds;
        while (options is [string option, string value, .. ReadOnlySpan<string> rest])
        {
            switch (option)
            {
                case "--only":
                    names = value.Split(',');
                    break;
                case "--rounds":
                    rounds = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new ArgumentException($"There is no option {option}.", nameof(options));
            }

            options = rest;
        }

        Runner.Run(names, rounds);
    }
}
