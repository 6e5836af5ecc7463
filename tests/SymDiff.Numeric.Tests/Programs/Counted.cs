using SymDiff;

namespace SymDiff.Numeric.Tests.Programs;

/// <summary>A number that counts what is done with it: emitted text that says this for <c>double</c> says what it costs when it runs.</summary>
public readonly struct Counted
{
    [ThreadStatic]
    private static long _operations;

    private readonly double _value;

    private Counted(double value) => _value = value;

    /// <summary>How many operations this thread has done.</summary>
    public static long Operations => _operations;

    public static implicit operator Counted(double value) => new(value);

    public static implicit operator double(Counted x) => x._value;

    public static Counted operator -(Counted x) => Done(-x._value);

    public static Counted operator +(Counted x, Counted y) => Done(x._value + y._value);

    public static Counted operator -(Counted x, Counted y) => Done(x._value - y._value);

    public static Counted operator *(Counted x, Counted y) => Done(x._value * y._value);

    public static Counted operator /(Counted x, Counted y) => Done(x._value / y._value);

    internal static Counted Done(double value)
    {
        _operations++;
        return value;
    }
}

/// <summary>The functions.</summary>
public static class CountedMath
{
    public static Counted Sin(Counted x) => Counted.Done(Math.Sin(x));

    public static Counted Cos(Counted x) => Counted.Done(Math.Cos(x));

    public static Counted Exp(Counted x) => Counted.Done(Math.Exp(x));

    public static int Max(int x, int y) => Math.Max(x, y);

    public static (Counted Sin, Counted Cos) SinCos(Counted x) => (Sin(x), Cos(x));
}

/// <summary>A record that counts what is kept and recalled.</summary>
public struct CountedRecord : IDisposable
{
    private CallRecord _record;

    public int Allocate(int reals, int integers)
    {
        Counted.Done(0);
        return _record.Allocate(reals, integers);
    }

    public void Keep(int allocation, int slot, Counted value)
    {
        Counted.Done(0);
        _record.Keep(allocation, slot, (double)value);
    }

    public void Keep(int allocation, int slot, long value)
    {
        Counted.Done(0);
        _record.Keep(allocation, slot, value);
    }

    public void Keep(int allocation, int slot, int value) => Keep(allocation, slot, (long)value);

    public void Keep(int allocation, int slot, bool value)
    {
        Counted.Done(0);
        _record.Keep(allocation, slot, value);
    }

    public readonly Counted Double(int allocation, int slot) => Counted.Done(_record.Double(allocation, slot));

    public readonly int Int32(int allocation, int slot)
    {
        Counted.Done(0);
        return _record.Int32(allocation, slot);
    }

    public readonly bool Boolean(int allocation, int slot)
    {
        Counted.Done(0);
        return _record.Boolean(allocation, slot);
    }

    public void Dispose() => _record.Dispose();
}
