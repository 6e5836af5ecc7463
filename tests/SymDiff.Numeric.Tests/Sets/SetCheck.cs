using System.Numerics;

namespace SymDiff.Numeric.Tests.Sets;

/// <summary>Everything that <see cref="IParameterSet{TSelf, T}"/> says, held against what reflection finds.</summary>
internal static class SetCheck
{
    /// <summary>Checks a set; its parameters are overwritten.</summary>
    public static void All<TSet, T>(TSet set)
        where TSet : IParameterSet<TSet, T>
        where T : IFloatingPointIeee754<T>
    {
        T[] values = [.. Enumerable.Range(1, set.ParameterCount).Select(i => T.CreateChecked(i) / T.CreateChecked(8))];

        // Views: what is written through them is in the fields.
        AssertLayout<TSet, T>(set);
        int next = 0;
        for (int b = 0; b < set.BlockCount; b++)
        {
            foreach (ref T place in set.GetBlock(b))
            {
                place = values[next++];
            }
        }

        AssertFlat(values, set);

        // Flat copies, there and back, and what they refuse.
        T[] longer = new T[values.Length + 2];
        longer.AsSpan().Fill(T.CreateChecked(-7));
        set.CopyTo(longer);
        Assert.Equal([.. values, T.CreateChecked(-7), T.CreateChecked(-7)], longer);
        T[] reversed = [.. values.Reverse()];
        set.CopyFrom(reversed);
        AssertFlat(reversed, set);
        Assert.Throws<ArgumentException>("source", () => set.CopyFrom(longer));
        if (values.Length > 0)
        {
            longer.AsSpan().Fill(T.One);
            Assert.Throws<ArgumentException>("source", () => set.CopyFrom(longer.AsSpan(0, values.Length - 1)));
            Assert.Throws<ArgumentException>("destination", () => set.CopyTo(longer.AsSpan(0, values.Length - 1)));
            Assert.All(longer, v => Assert.Equal(T.One, v));
        }

        AssertFlat(reversed, set);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => set.GetBlock(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => set.GetBlock(int.MinValue).Length);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => set.GetBlock(set.BlockCount).Length);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => set.GetBlock(int.MaxValue).Length);

        // A set of the same shape with memory of its own.
        TSet zero = set.CreateZero();
        Assert.Equal(set.GetType(), zero.GetType());
        AssertLayout<TSet, T>(zero);
        Assert.Equal(Reflected.Blocks(set).Select(b => b.Length), Reflected.Blocks(zero).Select(b => b.Length));
        AssertFlat(new T[values.Length], zero);
        zero.CopyFrom(values);
        AssertFlat(reversed, set);

        // Sums, with itself too.
        T scale = T.CreateChecked(-0.3);
        zero.AddScaled(set, scale);
        T[] sums = [.. values.Zip(reversed, (v, r) => v + (scale * r))];
        AssertFlat(sums, zero);
        AssertFlat(reversed, set);
        zero.AddScaled(zero, scale);
        T[] own = [.. sums.Select(s => s + (scale * s))];
        AssertFlat(own, zero);

        zero.Clear();
        AssertFlat(new T[values.Length], zero);
        AssertFlat(reversed, set);
    }

    private static void AssertLayout<TSet, T>(TSet set)
        where TSet : IParameterSet<TSet, T>
    {
        List<object[]> blocks = Reflected.Blocks(set);
        Assert.Equal(blocks.Count, set.BlockCount);
        Assert.Equal(blocks.Sum(b => b.Length), set.ParameterCount);
        for (int b = 0; b < blocks.Count; b++)
        {
            Assert.Equal(blocks[b].Cast<T>(), set.GetBlock(b).ToArray());
        }
    }

    private static void AssertFlat<T>(T[] expected, object set) => Assert.Equal(expected, Reflected.Flat(set).Cast<T>());
}
