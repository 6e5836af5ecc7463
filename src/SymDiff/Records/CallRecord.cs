using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// What the forward halves of calls keep for their reverse halves. There is one for an outermost call, however deep it recurses; its memory is rented and goes back
/// with <see cref="Dispose"/>. Emitted code uses it; there is no use for it elsewhere.
/// </summary>
/// <remarks>
/// It holds allocations of real and of integer slots, which are found by a number; number 0 stands for no allocation, and reads as zero. All slots begin as zero.
/// Single-precision numbers are kept as doubles and all integers as 64 bits, which changes none of them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public partial struct CallRecord : IDisposable
{
    // In front of the integer slots of an allocation: where its reals begin, how many there are, where its integers begin, how many there are.
    private const int Header = 4;
    private const int FirstSize = 256;

    private double[]? _reals;
    private long[]? _integers;
    private object?[]? _objects;
    private int _realCount;
    private int _integerCount;
    private int _objectCount;

    /// <summary>Makes an allocation.</summary>
    /// <param name="reals">How many real slots it has.</param>
    /// <param name="integers">How many integer slots it has.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="OverflowException">There are more slots than an array can have.</exception>
    public int Allocate(int reals, int integers)
    {
        int firstReal = _realCount;
        Extend(ref _reals, firstReal, checked(firstReal + reals));
        int number = Head(firstReal, reals, 0, integers, integers);
        _integers![number + 2] = number + Header;
        _realCount = firstReal + reals;
        return number;
    }

    /// <summary>Keeps a real number. An allocation that is too small grows.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int allocation, int slot, double value)
    {
        if ((uint)slot >= (ulong)_integers![allocation + 1])
        {
            GrowReals(allocation, slot);
        }

        _reals![_integers[allocation] + slot] = value;
    }

    /// <summary>Keeps an integer. An allocation that is too small grows.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int allocation, int slot, long value)
    {
        if ((uint)slot >= (ulong)_integers![allocation + 3])
        {
            GrowIntegers(allocation, slot);
        }

        _integers[_integers[allocation + 2] + slot] = value;
    }

    /// <summary>Keeps a truth value. An allocation that is too small grows.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="value">The truth value.</param>
    public void Keep(int allocation, int slot, bool value) => Keep(allocation, slot, value ? 1L : 0L);

    /// <summary>Keeps what is no number, such as an array that is kept as C#, in an integer slot. A structure is boxed.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="allocation">The number of the allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="value">What is kept.</param>
    public void KeepObject<T>(int allocation, int slot, T value)
    {
        Extend(ref _objects, _objectCount, _objectCount + 1);
        _objects![_objectCount] = value;
        _objectCount++;
        Keep(allocation, slot, (long)_objectCount);
    }

    /// <summary>What <see cref="KeepObject{T}"/> kept; nothing where it kept nothing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="allocation">The number of the allocation.</param>
    /// <param name="slot">The slot.</param>
    public readonly T Object<T>(int allocation, int slot) => Int64(allocation, slot) is > 0 and var number ? (T)_objects![number - 1]! : default!;

    /// <summary>Adds to a real number that is kept. An allocation that is too small grows.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="value">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int allocation, int slot, double value) => Keep(allocation, slot, Double(allocation, slot) + value);

    /// <summary>The real number in a slot; zero where nothing was kept.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Double(int allocation, int slot) =>
        allocation != 0 && (uint)slot < (ulong)_integers![allocation + 1] ? _reals![_integers[allocation] + slot] : 0;

    /// <summary>The single-precision number in a slot; zero where nothing was kept.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    public readonly float Single(int allocation, int slot) => (float)Double(allocation, slot);

    /// <summary>The integer in a slot; zero where nothing was kept.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long Int64(int allocation, int slot) =>
        allocation != 0 && (uint)slot < (ulong)_integers![allocation + 3] ? _integers[_integers[allocation + 2] + slot] : 0;

    /// <summary>The integer in a slot; zero where nothing was kept.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    public readonly int Int32(int allocation, int slot) => unchecked((int)Int64(allocation, slot));

    /// <summary>The truth value in a slot; false where nothing was kept.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    public readonly bool Boolean(int allocation, int slot) => Int64(allocation, slot) != 0;

    /// <summary>Makes an allocation of real slots in place of a new array.</summary>
    /// <param name="length">How many there are.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public int AllocateReals(int length) => length < 0 ? throw new OverflowException() : Allocate(length, 0);

    /// <summary>Makes an allocation of integer slots in place of a new array.</summary>
    /// <param name="length">How many there are.</param>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public int AllocateIntegers(int length) => length < 0 ? throw new OverflowException() : Allocate(0, length);

    /// <summary>How many real slots an allocation has.</summary>
    /// <param name="allocation">The allocation.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int RealCount(int allocation) => allocation == 0 ? 0 : (int)_integers![allocation + 1];

    /// <summary>How many integer slots an allocation has.</summary>
    /// <param name="allocation">The allocation.</param>
    public readonly int IntegerCount(int allocation) => allocation == 0 ? 0 : (int)_integers![allocation + 3];

    /// <summary>A slot of an allocation that stands for an array of reals.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The slot.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such slot.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int RealIndex(int allocation, int slot) => (uint)slot < (uint)RealCount(allocation) ? slot : throw OutOfRange();

    /// <summary>A slot of an allocation that stands for an array of integers.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The slot.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such slot.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int IntegerIndex(int allocation, int slot) => (uint)slot < (uint)IntegerCount(allocation) ? slot : throw OutOfRange();

    /// <summary>A part of the real slots of an allocation, which stays what it is.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="start">The first slot of the part.</param>
    /// <param name="length">How many slots it has.</param>
    /// <returns>The number of the part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is no part.</exception>
    public int SliceReals(int allocation, int start, int length)
    {
        Require(start, length, RealCount(allocation));
        return allocation == 0 ? 0 : Head(_integers![allocation] + start, length, 0, 0, 0);
    }

    /// <summary>A part of the integer slots of an allocation, which stays what it is.</summary>
    /// <param name="allocation">The allocation.</param>
    /// <param name="start">The first slot of the part.</param>
    /// <param name="length">How many slots it has.</param>
    /// <returns>The number of the part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is no part.</exception>
    public int SliceIntegers(int allocation, int start, int length)
    {
        Require(start, length, IntegerCount(allocation));
        return allocation == 0 ? 0 : Head(0, 0, _integers![allocation + 2] + start, length, 0);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_reals is { } reals)
        {
            _reals = null;
            ArrayPool<double>.Shared.Return(reals);
        }

        if (_integers is { } integers)
        {
            _integers = null;
            ArrayPool<long>.Shared.Return(integers);
        }

        if (_objects is { } objects)
        {
            // The pool shall not keep alive what was kept here.
            _objects = null;
            Array.Clear(objects, 0, _objectCount);
            ArrayPool<object?>.Shared.Return(objects);
        }

        _realCount = 0;
        _integerCount = 0;
        _objectCount = 0;
    }

    // What C# throws where an array has no such element.
    private static IndexOutOfRangeException OutOfRange()
    {
#pragma warning disable CA2201 // Emitted code stands for code that would have this thrown by the runtime.
        return new IndexOutOfRangeException();
#pragma warning restore CA2201
    }

    private static void Require(int start, int length, int count)
    {
        if ((uint)start > (uint)count || (uint)length > (uint)(count - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }
    }

    // The head of an allocation, with room for integers of its own behind it, which are zero.
    private int Head(long firstReal, int reals, long firstInteger, int integers, int own)
    {
        // Number 0 is taken by the allocation that is none.
        int number = _integerCount == 0 ? Header : _integerCount;
        int end = checked(number + Header + own);
        Extend(ref _integers, _integerCount == 0 ? 0 : number + Header, end);
        _integerCount = end;
        var head = _integers.AsSpan(number, Header);
        head[3] = integers;
        head[2] = firstInteger;
        head[1] = reals;
        head[0] = firstReal;
        return number;
    }

    // Rented memory is as its last user left it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend<T>(ref T[]? array, int from, int to)
    {
        if (array is null || array.Length < to)
        {
            Enlarge(ref array, from, to);
        }

        if (to > from)
        {
            array.AsSpan(from, to - from).Clear();
        }
    }

    private static void Enlarge<T>(ref T[]? array, int used, int to)
    {
        if (to == 0)
        {
            return;
        }

        var larger = ArrayPool<T>.Shared.Rent(Math.Max(to, array is null ? FirstSize : (int)Math.Min(2L * array.Length, 0x7FFFFFC7)));
        if (array is not null)
        {
            Array.Copy(array, larger, Math.Min(used, array.Length));
            ArrayPool<T>.Shared.Return(array);
        }

        array = larger;
    }

    private void GrowReals(int allocation, int slot)
    {
        int count = (int)_integers![allocation + 1];
        int grown = Grown(allocation, slot, count);
        int from = _realCount;
        Extend(ref _reals, from, checked(from + grown));
        Array.Copy(_reals!, (int)_integers[allocation], _reals!, from, count);
        _realCount = from + grown;
        _integers[allocation] = from;
        _integers[allocation + 1] = grown;
    }

    private void GrowIntegers(int allocation, int slot)
    {
        int count = (int)_integers![allocation + 3];
        int grown = Grown(allocation, slot, count);
        int from = _integerCount;
        Extend(ref _integers, from, checked(from + grown));
        Array.Copy(_integers!, (int)_integers![allocation + 2], _integers!, from, count);
        _integerCount = from + grown;
        _integers[allocation + 2] = from;
        _integers[allocation + 3] = grown;
    }

    private static int Grown(int allocation, int slot, int count)
    {
        if (allocation == 0 || slot < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(slot));
        }

        return Math.Max(checked(slot + 1), Math.Max(8, (int)Math.Min(2L * count, int.MaxValue)));
    }
}
