#if NET
using System.Numerics;

namespace SymDiff;

/// <content>Numbers whose type is a type parameter.</content>
public static partial class Matrices
{
    /// <inheritdoc cref="Unit(Span{double}, int)"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void Unit<T>(Span<T> part, int index)
        where T : INumberBase<T>
    {
        part.Fill(T.Zero);
        if ((uint)index < (uint)part.Length)
        {
            part[index] = T.One;
        }
    }

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void SetRow<T>(Span<T> matrix, int columns, int row, int first, ReadOnlySpan<T> part) => part.CopyTo(matrix.Slice((row * columns) + first));

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void SetRow<T>(Span<T> matrix, int columns, int row, int first, T part) => matrix[(row * columns) + first] = part;

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void SetColumn<T>(Span<T> matrix, int columns, int column, int first, ReadOnlySpan<T> part)
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = part[i];
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void SetColumn<T>(Span<T> matrix, int columns, int column, int first, T part)
    {
        if ((uint)column < (uint)columns)
        {
            matrix[(first * columns) + column] = part;
        }
    }

    /// <summary>Writes part of a row of numbers of another type, where one of the two is a type parameter.</summary>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void ConvertRow<TPart, T>(Span<T> matrix, int columns, int row, int first, ReadOnlySpan<TPart> part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T>
    {
        for (int i = 0; i < part.Length; i++)
        {
            matrix[(row * columns) + first + i] = T.CreateChecked(part[i]);
        }
    }

    /// <inheritdoc cref="ConvertRow{TPart, T}(Span{T}, int, int, int, ReadOnlySpan{TPart})"/>
    public static void ConvertRow<TPart, T>(Span<T> matrix, int columns, int row, int first, TPart part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T> => SetRow(matrix, columns, row, first, T.CreateChecked(part));

    /// <summary>Writes part of a column of numbers of another type, where one of the two is a type parameter.</summary>
    /// <typeparam name="TPart">The type of what is written.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void ConvertColumn<TPart, T>(Span<T> matrix, int columns, int column, int first, ReadOnlySpan<TPart> part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T>
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = T.CreateChecked(part[i]);
        }
    }

    /// <inheritdoc cref="ConvertColumn{TPart, T}(Span{T}, int, int, int, ReadOnlySpan{TPart})"/>
    public static void ConvertColumn<TPart, T>(Span<T> matrix, int columns, int column, int first, TPart part)
        where TPart : INumberBase<TPart>
        where T : INumberBase<T> => SetColumn(matrix, columns, column, first, T.CreateChecked(part));
}
#endif
