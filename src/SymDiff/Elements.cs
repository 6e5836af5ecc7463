#if NET8_0_OR_GREATER
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>Elements one after the other, for what is left of a loop over vectors. Emitted code alone uses it: it was checked once that the elements are there, and is not checked again.</summary>
/// <typeparam name="T">What the elements are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Elements<T>
    where T : struct
{
    private readonly ref T _first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Elements(ref T first) => _first = ref first;

    /// <summary>One of the elements.</summary>
    /// <param name="index">Its number, from 0 up to one less than how many were asked for: that is not checked.</param>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _first, (nint)(uint)index);
    }
}

/// <summary>As <see cref="Elements{T}"/>, of memory that is only read.</summary>
/// <typeparam name="T">What the elements are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ReadOnlyElements<T>
    where T : struct
{
    private readonly ref readonly T _first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlyElements(ref readonly T first) => _first = ref first;

    /// <inheritdoc cref="Elements{T}.this[int]"/>
    public ref readonly T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref Unsafe.AsRef(in _first), (nint)(uint)index);
    }
}
#endif
