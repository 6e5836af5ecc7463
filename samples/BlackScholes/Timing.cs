using System.Diagnostics;

namespace BlackScholes;

/// <summary>How long a book takes.</summary>
internal static class Timing
{
    private const int Rounds = 300;

    /// <summary>Times that were measured in turns, the best of several, in microseconds for the book.</summary>
    public static double[] Best(Option[] book, Market market, params Func<Option, Market, double>[] ways)
    {
        double[] best = new double[ways.Length];
        Array.Fill(best, double.PositiveInfinity);
        double sum = 0;
        for (int round = 0; round < Rounds; round++)
        {
            for (int w = 0; w < ways.Length; w++)
            {
                long start = Stopwatch.GetTimestamp();
                for (int repeat = 0; repeat < 20; repeat++)
                {
                    foreach (Option option in book)
                    {
                        sum += ways[w](option, market);
                    }
                }

                best[w] = Math.Min(best[w], Stopwatch.GetElapsedTime(start).TotalMicroseconds / 20);
            }
        }

        // What nobody looks at might not be computed.
        return double.IsNaN(sum) ? throw new InvalidOperationException("A value is not a number.") : best;
    }

    /// <summary>Whether the program is compiled for speed.</summary>
    public static bool IsOptimized => !typeof(Timing).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false).Cast<DebuggableAttribute>().Any(a => a.IsJITOptimizerDisabled);
}
