using System.ComponentModel;

namespace SymDiff;

/// <summary>
/// Where to take snapshots of a loop that is reversed from them. The schedule is binomial: with <c>c</c> snapshots, <c>C(c + r, c)</c> iterations can be
/// reversed while none is run more than <c>r</c> times on the way, and none can do with less (A. Griewank, "Achieving logarithmic growth of temporal and
/// spatial complexity in reverse automatic differentiation", 1992). Emitted code uses it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Checkpoints
{
    /// <summary>How many iterations after a snapshot the next one is to be taken.</summary>
    /// <param name="iterations">How many iterations from the snapshot on are to be reversed.</param>
    /// <param name="snapshots">How many snapshots there are for these, the one just taken included.</param>
    /// <returns>A number from 1; <paramref name="iterations"/> if there is to be none.</returns>
    public static int Next(int iterations, int snapshots)
    {
        if (snapshots < 2 || iterations < 2)
        {
            return Math.Max(iterations, 1);
        }

        // The least number of repetitions r for which C(snapshots + r, snapshots) reaches the iterations, and the numbers that r - 1 reaches.
        long reached = 1;
        long before = 1;
        int repetitions = 0;
        while (reached < iterations)
        {
            repetitions++;
            before = reached;
            reached = reached * (snapshots + repetitions) / repetitions;
        }

        // As far as r - 1 repetitions go, but no farther than leaves what the other snapshots do with r - 1.
        long rest = before * snapshots / (snapshots + repetitions - 1);
        return (int)Math.Max(1, Math.Min(before, iterations - rest));
    }
}
