using System.Runtime.CompilerServices;

namespace SymDiff.Tests;

/// <summary>How samples are cut into parts, run and waited for, and what the accumulators of the parts are.</summary>
public sealed class SamplePartsTests
{
    [Theory]
    [InlineData(0, 10, 3, 3)]
    [InlineData(-5, 10, 10, 10)]
    [InlineData(5, 3, 8, 3)]
    [InlineData(5, 0, 8, 1)]
    [InlineData(int.MinValue, int.MaxValue, 7, 7)]
    [InlineData(int.MaxValue - 1, 1, 7, 1)]
    [InlineData(int.MaxValue, 0, 7, 1)]
    public void Parts_FollowEachOther(int start, int count, int workers, int parts)
    {
        Assert.Equal(parts, SampleParts.Number(start, count, workers, "count", "workers"));
        long next = start;
        for (int part = 0; part < parts; part++)
        {
            Assert.Equal(next, SampleParts.First(start, count, parts, part));
            int own = SampleParts.Count(count, parts, part);
            Assert.InRange(own, count / parts, (count / parts) + 1);
            next += own;
        }

        Assert.Equal((long)start + count, next);
    }

    [Theory]
    [InlineData(0, -1, 1, "count")]
    [InlineData(int.MaxValue, 1, 1, "count")]
    [InlineData(int.MaxValue, int.MaxValue, 1, "count")]
    [InlineData(0, 1, 0, "workers")]
    [InlineData(0, 1, -3, "workers")]
    public void NumbersThatMeanNothing_AreRefused(int start, int count, int workers, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => SampleParts.Number(start, count, workers, "count", "workers")).ParamName);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(500)]
    public void EveryPart_RunsOnce(int parts)
    {
        int[] runs = new int[parts];
        using (RunningParts others = SampleParts.Start(parts, part => Interlocked.Increment(ref runs[part])))
        {
            others.Wait();
        }

        Assert.Equal([0, .. Enumerable.Repeat(1, parts - 1)], runs);
    }

    /// <summary>Two parts that wait for each other and for the caller can only end on three threads.</summary>
    [Fact]
    public void Parts_RunAtTheSameTime()
    {
        using Barrier barrier = new(3);
        using RunningParts others = SampleParts.Start(3, _ => Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(2))));
        Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(2)));
        others.Wait();
    }

    /// <summary>What no thread of the pool begins, the one that waits does: also on threads of the pool that all wait.</summary>
    [Fact]
    public void ABusyPool_DelaysNothing()
    {
        int sums = 0;
        Parallel.For(0, 200, _ =>
        {
            using RunningParts outer = SampleParts.Start(3, _ =>
            {
                using RunningParts inner = SampleParts.Start(3, _ => Interlocked.Increment(ref sums));
                inner.Wait();
            });
            outer.Wait();
        });
        Assert.Equal(800, sums);
    }

    [Fact]
    public void TheFirstPartThatThrows_IsHeard()
    {
        for (int again = 0; again < 50; again++)
        {
            using RunningParts others = SampleParts.Start(9, part =>
            {
                if (part == 3)
                {
                    Thread.Sleep(1);
                }

                if (part >= 3)
                {
                    throw new InvalidOperationException(Invariant(part));
                }
            });
            Assert.Equal("3", Assert.Throws<InvalidOperationException>(others.Wait).Message);
        }

        static string Invariant(int part) => part.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Where the first part fails nobody waits for a result, but what was begun has ended when the accumulators are given back.</summary>
    [Fact]
    public void WhoeverGivesUp_LeavesNothingRunning()
    {
        for (int again = 0; again < 50; again++)
        {
            int running = 0;
            using (SampleParts.Start(5, _ =>
            {
                Interlocked.Increment(ref running);
                Thread.Sleep(1);
                Interlocked.Decrement(ref running);
            }))
            {
            }

            Assert.Equal(0, running);
        }
    }

    [Fact]
    public void Accumulators_AreKeptWithTheDestination()
    {
        double[,] destination = new double[2, 3];
        double[,] first = Take(destination, destination, 3, out double[,] second);
        Assert.NotSame(first, second);
        Assert.Equal((2, 3), (first.GetLength(0), first.GetLength(1)));
        Assert.Same(first, Take(destination, destination, 3, out double[,] again));
        Assert.Same(second, again);

        // More parts, and another shape.
        using (PartMemory<double[,]> more = SampleParts.Matrices(destination, destination, 5))
        {
            Assert.Same(first, more[1]);
            Assert.Equal(4, Enumerable.Range(1, 4).Select(part => more[part]).Distinct().Count());
        }

        Assert.NotSame(first, Take(new double[3, 3], destination, 3, out _));
        Assert.NotSame(Take(destination, new double[2, 3], 2, out _), Take(destination, new double[2, 3], 2, out _));
    }

    /// <summary>Two sums may not share what is kept, even where they wrongly go to the same destination.</summary>
    [Fact]
    public void WhatIsInUse_IsNotTakenTwice()
    {
        double[][] destination = [[1], [2, 3]];
        using PartMemory<double[][]> one = SampleParts.Rows(destination, destination, 2);
        using PartMemory<double[][]> other = SampleParts.Rows(destination, destination, 2);
        Assert.NotSame(one[1], other[1]);
        Assert.Equal([1, 2], one[1].Select(row => row.Length));
    }

    [Fact]
    public void WhatIsKept_LivesNoLongerThanTheDestination()
    {
        WeakReference kept = Keep();
        for (int again = 0; again < 10 && kept.IsAlive; again++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(kept.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Keep()
        {
            double[,] destination = new double[2, 3];
            return new(Take(destination, destination, 2, out _));
        }
    }

    [Fact]
    public void RentedMemory_IsApart()
    {
        using PartArrays<double> arrays = SampleParts.Arrays<double>(5, 4);
        using PartVariables<int> variables = SampleParts.Variables<int>(4);
        for (int part = 1; part < 4; part++)
        {
            Assert.Equal(5, arrays[part].Length);
            arrays[part].Fill(part);
            variables[part] = part;
        }

        for (int part = 1; part < 4; part++)
        {
            Assert.All(arrays[part].ToArray(), x => Assert.Equal(part, x));
            Assert.Equal(part, variables[part]);
        }
    }

    private static double[,] Take(double[,] like, double[,] destination, int parts, out double[,] last)
    {
        using PartMemory<double[,]> memory = SampleParts.Matrices(like, destination, parts);
        last = memory[parts - 1];
        return memory[1];
    }
}
