using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>What emitted methods check of the buffers that they are given, before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Buffers
{
    /// <summary>A buffer cut to the length of the method's own that it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The buffer.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the buffer.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static Span<T> Fit<T>(Span<T> given, ReadOnlySpan<T> primal, string name)
    {
        Require(given.Length >= primal.Length, given.Length, primal.Length, name);
        return given.Slice(0, primal.Length);
    }

    /// <inheritdoc cref="Fit{T}(Span{T}, ReadOnlySpan{T}, string)"/>
    public static ReadOnlySpan<T> Fit<T>(ReadOnlySpan<T> given, ReadOnlySpan<T> primal, string name)
    {
        Require(given.Length >= primal.Length, given.Length, primal.Length, name);
        return given.Slice(0, primal.Length);
    }

    /// <summary>Clears a buffer, as <see cref="Span{T}.Clear"/> does, and leaves the processor as functions of the C library want it.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    public static void Clear<T>(Span<T> buffer)
    {
        buffer.Clear();
        VectorState.Reset();
    }

    /// <summary>A buffer cut to the length of the method's own that it belongs to; an empty one stands for zeros and stays empty.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The buffer.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the buffer.</param>
    /// <exception cref="ArgumentException">It is shorter and not empty.</exception>
    public static ReadOnlySpan<T> FitOrEmpty<T>(ReadOnlySpan<T> given, ReadOnlySpan<T> primal, string name) =>
        given.IsEmpty ? given : Fit(given, primal, name);

    /// <summary>Refuses the cotangent of a returned array that is shorter than the array, whose length is known only when the method has run.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The cotangent.</param>
    /// <param name="length">The length of the array.</param>
    /// <param name="name">The name of the cotangent.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static void RequireLength<T>(ReadOnlySpan<T> given, int length, string name) => Require(given.Length >= length, given.Length, length, name);

    /// <summary>An element's place among the rows of a matrix, one after the other; -1, which is no place, where there is no such column.</summary>
    /// <param name="row">Its row; that it is one is checked where the element is read or written.</param>
    /// <param name="column">Its column.</param>
    /// <param name="columns">How many columns there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int row, int column, int columns) => (uint)column < (uint)columns ? unchecked((row * columns) + column) : -1;

    /// <summary>A row of a table whose rows are stored one after the other; one of no elements may begin anywhere, behind the end of the table too, and so may one of less than none.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="table">The table.</param>
    /// <param name="start">Where the row begins.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has elements that are not in the table.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(Span<T> table, int start, int length) => length <= 0 ? default : table.Slice(start, length);

    /// <inheritdoc cref="Row{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Row<T>(ReadOnlySpan<T> table, int start, int length) => length <= 0 ? default : table.Slice(start, length);

    /// <inheritdoc cref="Row{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(T[] table, int start, int length) => length <= 0 ? default : table.AsSpan(start, length);

    /// <summary>How many rows a matrix has; none if it is null.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="matrix">The matrix.</param>
    public static int Rows<T>(T[,]? matrix) => matrix?.GetLength(0) ?? 0;

    /// <summary>How many columns a matrix has; none if it is null.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="matrix">The matrix.</param>
    public static int Columns<T>(T[,]? matrix) => matrix?.GetLength(1) ?? 0;

    /// <summary>Refuses a matrix that has another shape than the method's own that it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The matrix.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the matrix.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void RequireShape<T>(T[,]? given, T[,]? primal, string name)
    {
        if (Rows(given) != Rows(primal) || Columns(given) != Columns(primal))
        {
            throw new ArgumentException($"The matrix is {Rows(given)} by {Columns(given)} and must be {Rows(primal)} by {Columns(primal)}.", name);
        }
    }

#if NET
    /// <summary>Whether a span is that of a matrix that is null. That of an empty one begins somewhere.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">What <see cref="Flat"/> gave.</param>
    public static bool IsNone<T>(ReadOnlySpan<T> rows) => Unsafe.IsNullRef(ref MemoryMarshal.GetReference(rows));

    /// <inheritdoc cref="IsNone{T}(ReadOnlySpan{T})"/>
    public static bool IsNone<T>(Span<T> rows) => Unsafe.IsNullRef(ref MemoryMarshal.GetReference(rows));

    /// <summary>The rows of a matrix, one after the other.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="matrix">The matrix; null has no rows.</param>
    public static Span<T> Flat<T>(T[,]? matrix) => matrix is null
        ? default
        : System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(matrix)), matrix.Length);
#endif

    /// <summary>Begins a check that a buffer which is written does not overlap others.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="name">Its name.</param>
    public static WrittenBuffer<T> Written<T>(ReadOnlySpan<T> buffer, string name) => new(buffer, name);

    /// <inheritdoc cref="Written{T}(ReadOnlySpan{T}, string)"/>
    public static WrittenBuffer<T> Written<T>(Span<T> buffer, string name) => new(buffer, name);

    /// <inheritdoc cref="Written{T}(ReadOnlySpan{T}, string)"/>
    public static WrittenBuffer<T> Written<T>(T[]? buffer, string name) => new(buffer, name);

    /// <summary>Refuses two variables that are the same one of which one is written.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="written">The variable that is written.</param>
    /// <param name="other">The other one.</param>
    /// <param name="name">The name of the first.</param>
    /// <exception cref="ArgumentException">They are the same.</exception>
    public static void Apart<T>(in T written, in T other, string name)
    {
        if (Unsafe.AreSame(ref Unsafe.AsRef(in written), ref Unsafe.AsRef(in other)))
        {
            throw new ArgumentException("The variable is written and passed twice.", name);
        }
    }

    /// <summary>Refuses a variable that is written and an element of a buffer.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="written">The variable.</param>
    /// <param name="other">The buffer.</param>
    /// <param name="name">The name of the variable.</param>
    /// <exception cref="ArgumentException">It is in the buffer.</exception>
    public static void ApartFrom<T>(in T written, ReadOnlySpan<T> other, string name)
    {
        long offset = (long)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(other), ref Unsafe.AsRef(in written));
        if (offset >= 0 && offset < (long)other.Length * Unsafe.SizeOf<T>())
        {
            throw new ArgumentException("The variable is written and is an element of another buffer.", name);
        }
    }

    private static void Require(bool condition, int length, int needed, string name)
    {
        if (!condition)
        {
            throw new ArgumentException($"The buffer has {length} elements and needs {needed}.", name);
        }
    }
}

/// <summary>A buffer that is written, and so must not overlap others.</summary>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct WrittenBuffer<T>
{
    private readonly ReadOnlySpan<T> _buffer;
    private readonly string _name;

    internal WrittenBuffer(ReadOnlySpan<T> buffer, string name)
    {
        _buffer = buffer;
        _name = name;
    }

    /// <summary>Refuses another buffer that shares memory with this one.</summary>
    /// <param name="other">The other buffer.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public WrittenBuffer<T> ApartFrom(ReadOnlySpan<T> other)
    {
        if (_buffer.Overlaps(other))
        {
            throw new ArgumentException("The buffer is written and overlaps another one.", _name);
        }

        return this;
    }

    /// <summary>Refuses rows of which one shares memory with this one.</summary>
    /// <param name="other">The rows.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public WrittenBuffer<T> ApartFrom(T[]?[]? other)
    {
        foreach (var row in other ?? [])
        {
            ApartFrom((ReadOnlySpan<T>)row);
        }

        return this;
    }
}
