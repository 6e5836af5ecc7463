using System.Buffers;
using System.Runtime.CompilerServices;

namespace SymDiff.TestKit;

/// <summary>
/// Fills the memory that emitted code takes without clearing it: what the array pool hands out, and the stack below the caller. All bits set make a double
/// a NaN, a truth value no truth value and an index one that no array has, so whatever is read before it is written shows.
/// </summary>
public static class Poison
{
    private const int StackBytes = 64 * 1024;
    private const int LongestRented = 4096;

    /// <summary>Fills it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Memory()
    {
        Stack();
        Rented<double>();
        Rented<float>();
        Rented<int>();
        Rented<long>();
        Rented<bool>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Stack()
    {
        Span<byte> stack = stackalloc byte[StackBytes];
        stack.Fill(byte.MaxValue);
    }

    private static void Rented<T>()
        where T : struct
    {
        for (int length = 64; length <= LongestRented; length *= 2)
        {
            T[] rented = ArrayPool<T>.Shared.Rent(length);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(rented.AsSpan()).Fill(byte.MaxValue);
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
