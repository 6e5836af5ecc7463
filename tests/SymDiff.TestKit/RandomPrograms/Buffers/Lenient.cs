using System.Globalization;

namespace SymDiff.TestKit;

/// <summary>Accesses that reach beyond a buffer meet an element of their own there, which holds the same number every time; so it can be seen whether a result depends on what is missing.</summary>
public static class Lenient
{
    [ThreadStatic]
    private static double _missing;

    /// <summary>What is missing is this from now on.</summary>
    public static void Begin(double number) => _missing = number;

    /// <summary>An element of a span.</summary>
    public static ref T At<T>(Span<T> buffer, int index) => ref (uint)index < (uint)buffer.Length ? ref buffer[index] : ref Missing<T>();

    /// <inheritdoc cref="At{T}(Span{T}, int)"/>
    public static ref T At<T>(Span<T> buffer, Index index) => ref At(buffer, index.GetOffset(buffer.Length));

    /// <summary>An element of a span that is only read.</summary>
    public static ref readonly T At<T>(ReadOnlySpan<T> buffer, int index) => ref (uint)index < (uint)buffer.Length ? ref buffer[index] : ref Missing<T>();

    /// <inheritdoc cref="At{T}(ReadOnlySpan{T}, int)"/>
    public static ref readonly T At<T>(ReadOnlySpan<T> buffer, Index index) => ref At(buffer, index.GetOffset(buffer.Length));

    /// <summary>An element of an array.</summary>
    public static ref T At<T>(T[] buffer, int index) => ref (uint)index < (uint)buffer.Length ? ref buffer[index] : ref Missing<T>();

    /// <inheritdoc cref="At{T}(T[], int)"/>
    public static ref T At<T>(T[] buffer, Index index) => ref At(buffer, index.GetOffset(buffer.Length));

    /// <summary>An element of a matrix.</summary>
    public static ref T At<T>(T[,] buffer, int row, int column) =>
        ref (uint)row < (uint)buffer.GetLength(0) && (uint)column < (uint)buffer.GetLength(1) ? ref buffer[row, column] : ref Missing<T>();

    private static ref T Missing<T>() => ref new[] { typeof(T).IsPrimitive ? (T)Convert.ChangeType(typeof(T) == typeof(bool) ? 0.0 : _missing, typeof(T), CultureInfo.InvariantCulture) : throw new NotSupportedException() }[0];
}
