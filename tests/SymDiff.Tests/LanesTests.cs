using System.Numerics;

namespace SymDiff.Tests;

/// <summary>Memory as vectors: what is there is found, and what is not there is refused before anything is touched, as a loop would refuse it.</summary>
public class LanesTests
{
    [Theory]
    [InlineData(0, 23)]
    [InlineData(3, 20)]
    [InlineData(3, 17)]
    [InlineData(22, 1)]
    [InlineData(5, 0)]
    [InlineData(99, 0)]
    [InlineData(-5, -1)]
    public void VectorsAndElementsAreThoseOfTheMemory(int start, int count)
    {
        double[] memory = [.. Enumerable.Range(0, 23).Select(i => (double)i)];
        var lanes = Lanes.Of(memory, start, count);
        var seen = Lanes.Of(new ReadOnlySpan<double>([.. memory]), start, count);
        Assert.Equal(Math.Max(count, 0) / Vector<double>.Count, lanes.Length);
        Assert.Equal(lanes.Length, seen.Length);
        for (int v = 0; v < lanes.Length; v++)
        {
            Assert.Equal(new Vector<double>(memory, start + (v * Vector<double>.Count)), seen[v]);
            lanes[v] = -seen[v];
        }

        for (int i = lanes.Length * Vector<double>.Count; i < count; i++)
        {
            Assert.Equal(start + i, seen.Elements[i]);
            lanes.Elements[i] = -seen.Elements[i];
        }

        Assert.Equal(Enumerable.Range(0, 23).Select(i => i >= start && i < start + count ? -(double)i : i), memory);
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 23)]
    [InlineData(23, 1)]
    [InlineData(-1, 1)]
    [InlineData(-1, 5)]
    [InlineData(-24, 24)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, 1)]
    [InlineData(int.MinValue, int.MaxValue)]
    [InlineData(1, int.MaxValue)]
    public void WhatIsNotThereIsRefused(int start, int count)
    {
        double[] memory = new double[23];
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Of(memory, start, count).Length);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Of(new ReadOnlySpan<double>(memory), start, count).Length);
    }
}
