#if NET8_0_OR_GREATER
using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>Memory as vectors of the platform, for emitted loops that go through several elements at once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>The whole vectors among so many elements; what is left of them makes none.</summary>
    /// <typeparam name="T">What the elements are.</typeparam>
    /// <param name="memory">The memory.</param>
    /// <param name="start">Where the elements begin.</param>
    /// <param name="count">How many elements there are; none if it is negative.</param>
    /// <exception cref="IndexOutOfRangeException">There are no such elements; a loop over them would throw it.</exception>
    public static Span<Vector<T>> Of<T>(Span<T> memory, int start, int count)
        where T : struct
    {
        Require<T>(memory, start, count);
        return count <= 0 ? default : MemoryMarshal.Cast<T, Vector<T>>(memory.Slice(start, count));
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    public static ReadOnlySpan<Vector<T>> Of<T>(ReadOnlySpan<T> memory, int start, int count)
        where T : struct
    {
        Require(memory, start, count);
        return count <= 0 ? default : MemoryMarshal.Cast<T, Vector<T>>(memory.Slice(start, count));
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    public static Span<Vector<T>> Of<T>(T[] memory, int start, int count)
        where T : struct => Of(memory.AsSpan(), start, count);

    // The first and the last element: what is missing is reported as the loop would report it.
    private static void Require<T>(ReadOnlySpan<T> memory, int start, int count)
    {
        if (count > 0)
        {
            _ = memory[start];
            _ = memory[start + count - 1];
        }
    }
}
#endif
