using Xunit;

namespace SymDiff.Tests;

/// <summary>The schedule of snapshots against the best that there is, found by trying all.</summary>
public sealed class CheckpointsTests
{
    [Fact]
    public void TheSchedule_RunsNoMoreIterationsThanTheBest()
    {
        Dictionary<(int, int), long> best = [];
        Dictionary<(int, int), long> taken = [];
        for (int iterations = 1; iterations <= 90; iterations++)
        {
            for (int snapshots = 1; snapshots <= 8; snapshots++)
            {
                Assert.Equal(Best(iterations, snapshots), Taken(iterations, snapshots));
            }
        }

        // Iterations run again, with a snapshot at the first: go some way, reverse what is behind with one snapshot less, then what is before.
        long Best(int n, int c) => Memo(best, n, c, () => Enumerable.Range(1, n - 1).Min(m => m + Best(n - m, c - 1) + Best(m, c)));

        long Taken(int n, int c) => Memo(taken, n, c, () => Checkpoints.Next(n, c) is var m && m >= 1 && m < n ? m + Taken(n - m, c - 1) + Taken(m, c) : throw new InvalidOperationException($"{m} of {n}"));

        static long Memo(Dictionary<(int, int), long> known, int n, int c, Func<long> compute)
        {
            if (n <= 1)
            {
                return 0;
            }

            if (c == 1)
            {
                return (long)n * (n - 1) / 2;
            }

            return known.TryGetValue((n, c), out long value) ? value : known[(n, c)] = compute();
        }
    }

    [Theory]
    [InlineData(0, 4, 1)]
    [InlineData(1, 4, 1)]
    [InlineData(10, 1, 10)]
    [InlineData(10, 0, 10)]
    [InlineData(10, 10, 1)]
    [InlineData(10, 1000, 1)]
    public void AtTheEnds(int iterations, int snapshots, int next) => Assert.Equal(next, Checkpoints.Next(iterations, snapshots));

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void TheLongestLoops_DoNotOverflow(int snapshots) => Assert.InRange(Checkpoints.Next(int.MaxValue, snapshots), 1, int.MaxValue - 1);
}
