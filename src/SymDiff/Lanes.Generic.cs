#if NET8_0_OR_GREATER
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>Elements one after the other, as vectors of the platform. Emitted code alone uses it: it was checked once that the elements are there, and is not checked again.</summary>
/// <typeparam name="T">What the elements are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Lanes<T>
    where T : struct
{
    private readonly ref T _first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lanes(ref T first, int length)
    {
        _first = ref first;
        Length = length;
    }

    /// <summary>How many whole vectors the elements make. Asked in every turn of a loop: nothing is computed for it.</summary>
    public int Length { get; }

    /// <summary>The elements themselves.</summary>
    public Elements<T> Elements
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(ref _first);
    }

    /// <summary>One of the vectors.</summary>
    /// <param name="index">Its number, which is less than <see cref="Length"/>: that is not checked.</param>
    public ref Vector<T> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref Unsafe.As<T, Vector<T>>(ref _first), (nint)(uint)index);
    }
}
#endif
