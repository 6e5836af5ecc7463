using System.ComponentModel;

namespace SymDiff;

/// <summary>How emitted methods fill a Jacobian: a matrix in a span, row by row or column by column.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Matrices
{
    /// <summary>How many elements a matrix has.</summary>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <exception cref="OverflowException">They are more than a span can hold.</exception>
    public static int Size(int rows, int columns) => checked(rows * columns);

    /// <summary>A span cut to the size of a matrix.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The span.</param>
    /// <param name="rows">How many rows the matrix has.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="name">The name of the span.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static Span<T> Fit<T>(Span<T> given, int rows, int columns, string name)
    {
        long needed = (long)rows * columns;
        return given.Length >= needed
            ? given.Slice(0, (int)needed)
            : throw new ArgumentException($"The buffer has {given.Length} elements and needs {needed}, {rows} rows of {columns}.", name);
    }

    /// <summary>A matrix of its own with the elements of a span.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="rows">How many rows the matrix has.</param>
    /// <param name="columns">How many columns it has.</param>
    public static T[,] Of<T>(ReadOnlySpan<T> elements, int rows, int columns)
    {
        var matrix = new T[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix[i, j] = elements[(i * columns) + j];
            }
        }

        return matrix;
    }

    /// <summary>
    /// Changes the order of what stands in some places of a matrix, from number by number to element by element: <paramref name="numbers"/> groups of <paramref name="elements"/> each become
    /// <paramref name="elements"/> groups of <paramref name="numbers"/> each.
    /// </summary>
    /// <typeparam name="T">The type of the entries.</typeparam>
    /// <param name="part">The places.</param>
    /// <param name="numbers">How many numbers an element has.</param>
    /// <param name="elements">How many elements there are.</param>
    /// <param name="width">How many entries belong together.</param>
    public static void Interleave<T>(Span<T> part, int numbers, int elements, int width)
    {
        if (numbers < 2 || elements < 2)
        {
            return;
        }

        var memory = new Record<T>(default(Span<T>));
        try
        {
            Span<T> before = memory.Take(part.Length);
            part.CopyTo(before);
            for (int number = 0; number < numbers; number++)
            {
                for (int element = 0; element < elements; element++)
                {
                    before.Slice(((number * elements) + element) * width, width).CopyTo(part.Slice(((element * numbers) + number) * width));
                }
            }
        }
        finally
        {
            memory.Dispose();
        }
    }

    /// <summary>The same for some columns of a matrix, in every row.</summary>
    /// <typeparam name="T">The type of the entries.</typeparam>
    /// <param name="matrix">The matrix, row by row.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="first">The first of the columns.</param>
    /// <param name="numbers">How many numbers an element has.</param>
    /// <param name="elements">How many elements there are.</param>
    public static void InterleaveColumns<T>(Span<T> matrix, int columns, int first, int numbers, int elements)
    {
        for (int row = 0; row < matrix.Length; row += columns)
        {
            Interleave(matrix.Slice(row + first, numbers * elements), numbers, elements, 1);
        }
    }

    /// <summary>Makes a buffer part of a unit vector: zero but for a one at the index, if that is in the buffer.</summary>
    /// <param name="part">The buffer.</param>
    /// <param name="index">Where the one stands, seen from the beginning of the buffer.</param>
    public static void Unit(Span<double> part, int index)
    {
        Buffers.Clear(part);
        if ((uint)index < (uint)part.Length)
        {
            part[index] = 1.0;
        }
    }

    /// <inheritdoc cref="Unit(Span{double}, int)"/>
    public static void Unit(Span<float> part, int index)
    {
        Buffers.Clear(part);
        if ((uint)index < (uint)part.Length)
        {
            part[index] = 1.0f;
        }
    }

    /// <summary>Writes part of a row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="row">The row.</param>
    /// <param name="first">The first column that is written.</param>
    /// <param name="part">What is written.</param>
    public static void SetRow(Span<double> matrix, int columns, int row, int first, ReadOnlySpan<double> part) => part.CopyTo(matrix.Slice((row * columns) + first));

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetRow(Span<float> matrix, int columns, int row, int first, ReadOnlySpan<float> part) => part.CopyTo(matrix.Slice((row * columns) + first));

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetRow(Span<double> matrix, int columns, int row, int first, ReadOnlySpan<float> part)
    {
        for (int i = 0; i < part.Length; i++)
        {
            matrix[(row * columns) + first + i] = part[i];
        }
    }

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetRow(Span<double> matrix, int columns, int row, int first, double part) => matrix[(row * columns) + first] = part;

    /// <inheritdoc cref="SetRow(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetRow(Span<float> matrix, int columns, int row, int first, float part) => matrix[(row * columns) + first] = part;

    /// <summary>Writes part of a column, if the matrix has it.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="column">The column; nothing is written where there is no such column.</param>
    /// <param name="first">The first row that is written.</param>
    /// <param name="part">What is written.</param>
    public static void SetColumn(Span<double> matrix, int columns, int column, int first, ReadOnlySpan<double> part)
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = part[i];
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetColumn(Span<double> matrix, int columns, int column, int first, ReadOnlySpan<float> part)
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = part[i];
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetColumn(Span<float> matrix, int columns, int column, int first, ReadOnlySpan<float> part)
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = part[i];
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetColumn(Span<float> matrix, int columns, int column, int first, ReadOnlySpan<double> part)
    {
        for (int i = 0; i < part.Length && (uint)column < (uint)columns; i++)
        {
            matrix[((first + i) * columns) + column] = (float)part[i];
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetColumn(Span<double> matrix, int columns, int column, int first, double part)
    {
        if ((uint)column < (uint)columns)
        {
            matrix[(first * columns) + column] = part;
        }
    }

    /// <inheritdoc cref="SetColumn(Span{double}, int, int, int, ReadOnlySpan{double})"/>
    public static void SetColumn(Span<float> matrix, int columns, int column, int first, double part)
    {
        if ((uint)column < (uint)columns)
        {
            matrix[(first * columns) + column] = (float)part;
        }
    }
}
