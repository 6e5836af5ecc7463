#if NET8_0_OR_GREATER
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>As <see cref="Lanes{T}"/>, of memory that is only read.</summary>
/// <typeparam name="T">What the elements are.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ReadOnlyLanes<T>
    where T : struct
{
    private readonly ref readonly T _first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlyLanes(ref readonly T first, int length)
    {
        _first = ref first;
        Length = length;
    }

    /// <inheritdoc cref="Lanes{T}.Length"/>
    public int Length { get; }

    /// <inheritdoc cref="Lanes{T}.Elements"/>
    public ReadOnlyElements<T> Elements
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(in _first);
    }

    /// <inheritdoc cref="Lanes{T}.this[int]"/>
    public ref readonly Vector<T> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref Unsafe.As<T, Vector<T>>(ref Unsafe.AsRef(in _first)), (nint)(uint)index);
    }
}
#endif
