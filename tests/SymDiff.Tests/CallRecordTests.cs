using System.Buffers;

namespace SymDiff.Tests;

public class CallRecordTests
{
    [Fact]
    public void What_is_kept_is_read_back_and_the_rest_is_zero()
    {
        using CallRecord record = default;
        int first = record.Allocate(2, 3);
        int second = record.Allocate(1, 0);
        record.Keep(first, 0, 1.5);
        record.Keep(first, 1, 2.5f);
        record.Keep(first, 0, 7);
        record.Keep(first, 1, true);
        record.Keep(first, 2, long.MinValue);
        record.Keep(second, 0, -0.0);

        Assert.Equal(1.5, record.Double(first, 0));
        Assert.Equal(2.5f, record.Single(first, 1));
        Assert.Equal(7, record.Int32(first, 0));
        Assert.True(record.Boolean(first, 1));
        Assert.Equal(long.MinValue, record.Int64(first, 2));
        Assert.Equal(double.NegativeInfinity, 1 / record.Double(second, 0));
        Assert.Equal(0, record.Double(first, 2));
        Assert.False(record.Boolean(first, 99));
    }

    [Fact]
    public void What_is_no_number_is_kept_beside_the_numbers()
    {
        using CallRecord record = default;
        int first = record.Allocate(0, 3);
        int[] array = [1, 2];
        record.KeepObject(first, 0, array);
        record.KeepObject(first, 2, (3, "three"));
        Assert.Same(array, record.Object<int[]>(first, 0));
        Assert.Null(record.Object<int[]>(first, 1));
        Assert.Equal((3, "three"), record.Object<(int, string)>(first, 2));
        Assert.Equal(default, record.Object<(int, string)>(0, 2));
    }

    [Fact]
    public void No_allocation_reads_as_zero_and_takes_nothing()
    {
        using CallRecord record = default;
        Assert.Equal(0, record.Double(0, 3));
        Assert.Equal(0, record.Int32(0, 3));
        int first = record.Allocate(0, 0);
        Assert.NotEqual(0, first);
        Assert.Equal(0, record.Int64(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keep(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keep(first, -1));

        static void Keep(int allocation, int slot)
        {
            using CallRecord record = default;
            int only = record.Allocate(0, 0);
            record.Keep(allocation == 0 ? 0 : only, slot, 1.0);
        }
    }

    [Fact]
    public void Allocations_grow_side_by_side()
    {
        using CallRecord record = default;
        int reals = record.Allocate(0, 0);
        int numbers = record.Allocate(0, 0);
        int single = record.Allocate(1, 1);
        record.Keep(single, 0, 42.0);
        record.Keep(single, 0, 43);
        for (int i = 0; i < 10_000; i++)
        {
            record.Keep(reals, i, i * 0.5);
            record.Keep(numbers, i, i * 3);
        }

        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(i * 0.5, record.Double(reals, i));
            Assert.Equal(i * 3, record.Int32(numbers, i));
        }

        Assert.Equal(42, record.Double(single, 0));
        Assert.Equal(43, record.Int32(single, 0));
        Assert.Equal(0, record.Double(reals, 1_000_000));
        record.Add(reals, 3, 1);
        Assert.Equal(2.5, record.Double(reals, 3));
    }

    [Fact]
    public void Rented_memory_is_cleared_whatever_was_in_it()
    {
        for (int round = 0; round < 4; round++)
        {
            double[] reals = ArrayPool<double>.Shared.Rent(256);
            long[] integers = ArrayPool<long>.Shared.Rent(256);
            Array.Fill(reals, double.NaN);
            Array.Fill(integers, -1);
            ArrayPool<double>.Shared.Return(reals);
            ArrayPool<long>.Shared.Return(integers);

            using CallRecord record = default;
            int some = record.Allocate(20, 20);
            int growing = record.Allocate(0, 0);
            record.Keep(growing, 5, 1.0);
            record.Keep(growing, 5, 1);
            Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(0, record.Double(some, i)));
            Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(0, record.Int64(some, i)));
            Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(0, record.Double(growing, i)));
            Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(0, record.Int64(growing, i)));
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_the_pool_is_warm()
    {
        Use();
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Use()
        {
            CallRecord record = default;
            for (int i = 0; i < 1_000; i++)
            {
                int frame = record.Allocate(3, 2);
                record.Keep(frame, 2, i * 0.5);
                record.Keep(frame, 1, i);
            }

            record.Dispose();
            record.Dispose();
        }
    }
}
