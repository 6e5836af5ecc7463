using SymDiff.TestKit;

namespace SymDiff.Generator.Tests.Kit;

/// <summary>What does not end is stopped, not left running; what ends is as it was.</summary>
public sealed class BoundedTests
{
    [Fact]
    public void EndlessLoop_IsStopped()
    {
        long rounds = 0;
        Assert.False(Bounded.Run(() => Count(ref rounds), TimeSpan.FromMilliseconds(200)));
        long then = Volatile.Read(ref rounds);
        Assert.True(then > 0);
        Thread.Sleep(100);
        Assert.Equal(then, Volatile.Read(ref rounds));
    }

    /// <summary>As the checks of random programs catch what a program throws.</summary>
    [Fact]
    public void EndlessLoop_ThatIsCaught_IsStopped()
    {
        long rounds = 0;
        bool hasGoneOn = false;
        Assert.False(Bounded.Run(
            () =>
            {
                try
                {
                    Count(ref rounds);
                }
                catch (Exception)
                {
                    rounds = 0;
                }

                hasGoneOn = true;
            },
            TimeSpan.FromMilliseconds(200)));
        Assert.False(hasGoneOn);
    }

    [Fact]
    public void WhatEnds_Ends() => Assert.True(Bounded.Run(() => { }, TimeSpan.FromSeconds(60)));

    [Fact]
    public void WhatIsThrown_IsThrown() =>
        Assert.Equal("x", Assert.Throws<InvalidOperationException>(() => Bounded.Run(() => throw new InvalidOperationException("x"), TimeSpan.FromSeconds(60))).Message);

    private static void Count(ref long rounds)
    {
        while (true)
        {
            rounds++;
        }
    }
}
