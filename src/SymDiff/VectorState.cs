using System.Runtime.CompilerServices;
#if NET8_0_OR_GREATER
using System.Runtime.Intrinsics;
#endif

namespace SymDiff;

/// <summary>
/// The upper halves of the vector registers. Memory on the stack and small spans are cleared through them, and the run-time compiler leaves them as they are then; what a C library computes in
/// older instructions, as many do <c>exp</c> and <c>sin</c>, costs up to forty times as much until they are reset (docs/performance.md has figures).
/// </summary>
internal static class VectorState
{
    /// <summary>Resets them: a method that uses whole registers does so where it returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reset()
    {
#if NET8_0_OR_GREATER
        if (Vector256.IsHardwareAccelerated)
        {
            IsZero(1);
        }
#endif
    }

#if NET8_0_OR_GREATER
    // Of an argument, so that there is something to be computed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsZero(int number) => Vector256.Create(number) == Vector256<int>.Zero;
#endif
}
