using System.Buffers;

namespace SymDiff.Tests;

public class RecordTests
{
    // What others left in the pool.
    private static void Poison(int length)
    {
        double[][] rented = [.. Enumerable.Range(0, 8).Select(_ => ArrayPool<double>.Shared.Rent(length))];
        foreach (double[] array in rented)
        {
            Array.Fill(array, double.NaN);
            ArrayPool<double>.Shared.Return(array);
        }
    }

    private static Span<double> Dirty(Span<double> memory)
    {
        memory.Fill(double.NaN);
        return memory;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(64)]
    public void WhatIsWrittenInOrderIsReadAtAnyPlace(int initial)
    {
        Poison(1024);
        var record = new Record<double>(Dirty(stackalloc double[initial]));
        for (int i = 0; i < 1000; i++)
        {
            record[i] = i + 0.5;
        }

        for (int i = 999; i >= 0; i--)
        {
            Assert.Equal(i + 0.5, record[i]);
        }

        record.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(2000)]
    public void WhatWasNotWrittenIsZero(int initial)
    {
        Poison(2048);
        var record = new Record<double>(Dirty(new double[initial]));
        Assert.Equal(0, record[0]);
        Assert.Equal(0, record[int.MaxValue]);
        record[5] = 1;
        record[1200] = 2;
        record[7] = 3;
        for (int i = 0; i < 1500; i++)
        {
            Assert.Equal(i switch { 5 => 1, 1200 => 2, 7 => 3, _ => 0 }, record[i]);
        }

        record.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(4000)]
    public void RowsAreReadAtAnyPlace(int initial)
    {
        Poison(4096);
        var record = new Record<double>(Dirty(new double[initial]));
        Assert.Equal([0, 0, 0], record.At(0, 3));
        for (int i = 0; i < 500; i++)
        {
            var row = record.Row(i, 3);
            row[0] = i;
            row[1] = -i;
            row[2] = i + 0.5;

            // Once more in the same iteration.
            record.Row(i, 3)[1] = -2 * i;
        }

        for (int i = 499; i >= 0; i--)
        {
            Assert.Equal([i, -2 * i, i + 0.5], record.At(i, 3));
        }

        Assert.Equal([0, 0, 0], record.At(500, 3));
        Assert.Equal([0, 0, 0], record.At(int.MaxValue, 3));
        record.Take(0);
        Assert.Equal([0, 0, 0], record.At(0, 3));
        record.Row(0, 3)[0] = 7;
        Assert.Equal(7, record.At(0, 3)[0]);
        record.Dispose();
    }

    [Fact]
    public void RowsThatWereLeftOutAreZero()
    {
        Poison(1024);
        var record = new Record<double>(Dirty(stackalloc double[8]));
        record.Row(0, 2).Fill(1);
        record.Row(3, 2).Fill(2);
        record.Row(100, 2).Fill(3);
        for (int i = 0; i < 102; i++)
        {
            double expected = i switch { 0 => 1, 3 => 2, 100 => 3, _ => 0 };
            Assert.Equal([expected, expected], record.At(i, 2));
        }

        record.Dispose();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ARowOfANegativeNumberIsRefused(int index)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Record<double>(new double[8]).Row(index, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Record<double>(new double[8]).At(index, 2).Length);
    }

    [Fact]
    public void AddingToWhatWasNotWrittenBeginsAtZero()
    {
        Poison(256);
        var record = new Record<double>(Dirty(stackalloc double[4]));
        record[2] += 3;
        record[200] += 4;
        record[200] += 1;
        Assert.Equal(3, record[2]);
        Assert.Equal(5, record[200]);
        record.Dispose();
    }

    [Fact]
    public void ANegativePlaceIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Record<double>(default)[-1]);
        Assert.ThrowsAny<Exception>(() =>
        {
            var record = new Record<double>(new double[4]);
            record[-1] = 1;
        });
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(700, 700)]
    public void WhatIsTakenIsExactlyThatLongAndZeroOnRequest(int length, int expected)
    {
        Poison(1024);
        var record = new Record<double>(Dirty(stackalloc double[16]));
        Assert.Equal(expected, record.Take(length).Length);
        var items = record.TakeZeroed(length);
        Assert.Equal(expected, items.Length);
        Assert.Equal(-1, items.IndexOfAnyExcept(0.0));
        record.Dispose();
    }

    [Fact]
    public void WhatIsTakenIsTheRecord()
    {
        var record = new Record<int>(stackalloc int[8]);
        record.Take(5)[3] = 7;
        Assert.Equal(7, record[3]);
        Assert.Equal(0, record[5]);
        record.Dispose();
    }

    [Fact]
    public void DisposingTwiceReturnsOnce()
    {
        var record = new Record<double>(default);
        record[100] = 1;
        record.Dispose();
        record.Dispose();
        double[] first = ArrayPool<double>.Shared.Rent(101);
        double[] second = ArrayPool<double>.Shared.Rent(101);
        Assert.NotSame(first, second);
        Assert.Equal(0, record[100]);
        ArrayPool<double>.Shared.Return(first);
        ArrayPool<double>.Shared.Return(second);
    }

    [Fact]
    public void NothingIsAllocatedOnceThePoolIsWarm()
    {
        Use();
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Use();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Use()
        {
            var grows = new Record<double>(stackalloc double[64]);
            var rows = new Record<double>(stackalloc double[64]);
            var taken = new Record<double>(stackalloc double[64]);
            try
            {
                for (int i = 0; i < 50_000; i++)
                {
                    grows[i] = i;
                    rows.Row(i, 3)[1] = grows[i];
                    rows.At(i, 3)[2] = i;
                }

                taken.TakeZeroed(50_000)[49_999] = 1;
            }
            finally
            {
                grows.Dispose();
                rows.Dispose();
                taken.Dispose();
            }
        }
    }
}
