#if NET8_0_OR_GREATER
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>Memory as vectors of the platform, for emitted loops that go through several elements at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>So many elements, which are checked to be there once and for all.</summary>
    /// <typeparam name="T">What the elements are.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="start">Where the elements begin.</param>
    /// <param name="count">How many elements there are; none if it is negative.</param>
    /// <exception cref="IndexOutOfRangeException">There are no such elements; a loop over them would throw it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Of<T>(Span<T> memory, int start, int count)
        where T : struct
    {
        if (count <= 0)
        {
            return default;
        }

        Require(memory.Length, start, count);
        return new Lanes<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), (nint)(uint)start), (int)((uint)count / (uint)Vector<T>.Count));
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlyLanes<T> Of<T>(ReadOnlySpan<T> memory, int start, int count)
        where T : struct
    {
        if (count <= 0)
        {
            return default;
        }

        Require(memory.Length, start, count);
        return new ReadOnlyLanes<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(memory), (nint)(uint)start), (int)((uint)count / (uint)Vector<T>.Count));
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T> Of<T>(T[] memory, int start, int count)
        where T : struct => Of(memory.AsSpan(), start, count);

    /// <summary>Leaves the processor as functions of the C library want it, behind loops over vectors.</summary>
    public static void Reset() => VectorState.Reset();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Require(int length, int start, int count)
    {
        if ((ulong)(uint)start + (uint)count > (uint)length)
        {
            Throw();
        }
    }

    // As the run-time does it, whose exception is not ours to make.
    private static void Throw() => _ = ReadOnlySpan<byte>.Empty[0];
}
#endif
