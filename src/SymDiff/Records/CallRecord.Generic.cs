#if NET
using System.Numerics;

namespace SymDiff;

/// <content>Numbers whose type is a type parameter: they are kept as <c>double</c>, which holds every <c>float</c> and <c>double</c> as it is.</content>
public partial struct CallRecord
{
    /// <inheritdoc cref="Enter{T}(ReadOnlySpan{T})"/>
    public int EnterNumbers<T>(ReadOnlySpan<T> buffer)
        where T : INumberBase<T>
    {
        if (buffer == ReadOnlySpan<T>.Empty)
        {
            return 0;
        }

        int allocation = Allocate(buffer.Length, 0);
        var reals = Reals(allocation);
        for (int i = 0; i < reals.Length; i++)
        {
            reals[i] = double.CreateChecked(buffer[i]);
        }

        return allocation;
    }

    /// <inheritdoc cref="Leave{T}(int, Span{T})"/>
    public readonly void LeaveNumbers<T>(int allocation, Span<T> buffer)
        where T : INumberBase<T>
    {
        var reals = Reals(allocation);
        for (int i = 0; i < reals.Length; i++)
        {
            buffer[i] = T.CreateChecked(reals[i]);
        }
    }

    /// <inheritdoc cref="AddTo(int, Span{double})"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public readonly void AddTo<T>(int allocation, Span<T> buffer)
        where T : INumberBase<T>
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] += T.CreateChecked(Double(allocation, i));
        }
    }

    /// <inheritdoc cref="ToArray{T}(int)"/>
    public readonly T[] ToNumbers<T>(int allocation)
        where T : INumberBase<T>
    {
        var array = new T[RealCount(allocation)];
        LeaveNumbers<T>(allocation, array);
        return array;
    }
}
#endif
