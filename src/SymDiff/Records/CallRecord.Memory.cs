using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <content>Memory of the caller of the outermost call: it is copied where that begins, and back where it ends.</content>
public partial struct CallRecord
{
    /// <summary>Makes an allocation that holds what a buffer holds.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">The buffer; an array that is null has no allocation.</param>
    /// <returns>The number of the allocation.</returns>
    public int Enter<T>(ReadOnlySpan<T> buffer)
        where T : struct
    {
        // An empty array begins somewhere.
        if (buffer == ReadOnlySpan<T>.Empty)
        {
            return 0;
        }

        bool isReal = typeof(T) == typeof(double) || typeof(T) == typeof(float);
        int allocation = isReal ? Allocate(buffer.Length, 0) : Allocate(0, buffer.Length);
        int first = First(allocation, isReal);
        if (typeof(T) == typeof(double))
        {
            MemoryMarshal.Cast<T, double>(buffer).CopyTo(_reals.AsSpan(first));
            return allocation;
        }

        for (int i = 0; i < buffer.Length; i++)
        {
            T element = buffer[i];
            if (typeof(T) == typeof(float))
            {
                _reals![first + i] = Unsafe.As<T, float>(ref element);
            }
            else
            {
                _integers![first + i] = Widened(ref element);
            }
        }

        return allocation;
    }

    /// <summary>Copies an allocation into a buffer of its length.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="allocation">The number of the allocation.</param>
    /// <param name="buffer">The buffer.</param>
    public readonly void Leave<T>(int allocation, Span<T> buffer)
        where T : struct
    {
        if (allocation == 0)
        {
            return;
        }

        if (typeof(T) == typeof(double))
        {
            _reals.AsSpan(First(allocation, true), buffer.Length).CopyTo(MemoryMarshal.Cast<T, double>(buffer));
            return;
        }

        int first = First(allocation, typeof(T) == typeof(float));
        for (int i = 0; i < buffer.Length; i++)
        {
            if (typeof(T) == typeof(float))
            {
                Unsafe.As<T, float>(ref buffer[i]) = (float)_reals![first + i];
            }
            else
            {
                Narrow(_integers![first + i], ref buffer[i]);
            }
        }
    }

    /// <summary>Adds what an allocation of reals holds to a buffer of its length.</summary>
    /// <param name="allocation">The number of the allocation.</param>
    /// <param name="buffer">The buffer.</param>
    public readonly void AddTo(int allocation, Span<double> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] += Double(allocation, i);
        }
    }

    /// <inheritdoc cref="AddTo(int, Span{double})"/>
    public readonly void AddTo(int allocation, Span<float> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] += Single(allocation, i);
        }
    }

    /// <summary>What an allocation holds, in an array of its own.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="allocation">The number of the allocation.</param>
    public readonly T[] ToArray<T>(int allocation)
        where T : struct
    {
        bool isReal = typeof(T) == typeof(double) || typeof(T) == typeof(float);
        var array = new T[isReal ? RealCount(allocation) : IntegerCount(allocation)];
        Leave<T>(allocation, array);
        return array;
    }

    /// <summary>Where the memory of the record ends now.</summary>
    public readonly long Mark() => ((long)_realCount << 32) | (uint)_integerCount;

    /// <summary>Takes back all allocations that were made since.</summary>
    /// <param name="mark">What <see cref="Mark"/> gave.</param>
    public void Release(long mark)
    {
        _realCount = (int)(mark >> 32);
        _integerCount = unchecked((int)mark);
    }

    /// <summary>The real slots of an allocation, until the next one is made.</summary>
    /// <param name="allocation">The number of the allocation.</param>
    public readonly Span<double> Reals(int allocation) => allocation == 0 ? default : _reals.AsSpan(First(allocation, true), RealCount(allocation));

    private readonly int First(int allocation, bool isReal) => (int)_integers![isReal ? allocation : allocation + 2];

    private static long Widened<T>(ref T element) =>
        typeof(T) == typeof(int) ? Unsafe.As<T, int>(ref element)
        : typeof(T) == typeof(bool) ? (Unsafe.As<T, bool>(ref element) ? 1 : 0)
        : typeof(T) == typeof(byte) ? Unsafe.As<T, byte>(ref element)
        : typeof(T) == typeof(sbyte) ? Unsafe.As<T, sbyte>(ref element)
        : typeof(T) == typeof(short) ? Unsafe.As<T, short>(ref element)
        : typeof(T) == typeof(ushort) || typeof(T) == typeof(char) ? Unsafe.As<T, ushort>(ref element)
        : typeof(T) == typeof(uint) ? Unsafe.As<T, uint>(ref element)
        : typeof(T) == typeof(long) || typeof(T) == typeof(ulong) ? Unsafe.As<T, long>(ref element)
        : throw new NotSupportedException();

    private static void Narrow<T>(long value, ref T element)
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 1:
                Unsafe.As<T, byte>(ref element) = unchecked((byte)value);
                break;
            case 2:
                Unsafe.As<T, ushort>(ref element) = unchecked((ushort)value);
                break;
            case 4:
                Unsafe.As<T, uint>(ref element) = unchecked((uint)value);
                break;
            default:
                Unsafe.As<T, long>(ref element) = value;
                break;
        }
    }
}
