namespace SymDiff.Tests;

/// <summary>Memory of a caller in the record of calls.</summary>
public class CallRecordMemoryTests
{
    [Fact]
    public void Buffers_come_back_as_they_went_in()
    {
        using CallRecord record = default;
        Check(record, [1.5, -0.0, double.NaN]);
        Check(record, [1.5f, float.NegativeInfinity]);
        Check(record, [true, false, true]);
        Check(record, [int.MinValue, -1, int.MaxValue]);
        Check(record, [long.MinValue, 7, long.MaxValue]);
        Check(record, [uint.MaxValue, 0U]);
        Check(record, [ulong.MaxValue, 1UL]);
        Check(record, [short.MinValue, (short)3]);
        Check(record, [ushort.MaxValue, (ushort)3]);
        Check(record, [sbyte.MinValue, (sbyte)3]);
        Check(record, [byte.MaxValue, (byte)3]);
        Check(record, ['a', char.MaxValue]);
        Check(record, Array.Empty<double>());
    }

    [Fact]
    public void No_array_is_no_allocation()
    {
        using CallRecord record = default;
        Assert.Equal(0, record.Enter<double>((double[]?)null));
        Assert.NotEqual(0, record.Enter<double>(Array.Empty<double>()));
        record.Leave<double>(0, default);
    }

    [Fact]
    public void What_was_collected_is_added()
    {
        using CallRecord record = default;
        int collected = record.Enter<double>([1, 2]);
        double[] sums = [10, 20];
        float[] singles = [100, 200];
        record.AddTo(collected, sums);
        record.AddTo(collected, singles);
        Assert.Equal([11, 22], sums);
        Assert.Equal([101, 202], singles);
        record.Reals(collected)[1] = 5;
        Assert.Equal(5, record.Double(collected, 1));
    }

    [Fact]
    public void What_is_released_is_zero_again()
    {
        using CallRecord record = default;
        int before = record.Enter<double>([1]);
        long mark = record.Mark();
        int first = record.Enter<double>([2, 3]);
        record.SliceReals(first, 1, 1);
        record.Release(mark);
        int second = record.AllocateReals(2);
        Assert.Equal(first, second);
        Assert.Equal(0, record.Double(second, 0));
        Assert.Equal(0, record.Double(second, 1));
        Assert.Equal(1, record.Double(before, 0));
    }

    private static void Check<T>(CallRecord record, T[] values)
        where T : struct
    {
        int allocation = record.Enter<T>(values);
        Assert.Equal(values, record.ToArray<T>(allocation));
        record.Dispose();
    }
}
