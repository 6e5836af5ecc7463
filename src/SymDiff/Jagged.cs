using System.Buffers;
using System.ComponentModel;

namespace SymDiff;

/// <summary>How emitted methods take arrays of arrays: their rows go through the derivatives one after the other, in memory of their own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Jagged
{
    /// <summary>How many elements all rows have together.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows; null has none, and a row that is null has no elements.</param>
    /// <exception cref="OverflowException">They are more than a span can hold.</exception>
    public static int Size<T>(T[]?[]? rows)
    {
        int size = 0;
        foreach (var row in rows ?? [])
        {
            size = checked(size + (row?.Length ?? 0));
        }

        return size;
    }

    /// <summary>New rows of the same lengths, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows; one that is null stays null.</param>
    public static T[][] Like<T>(T[]?[]? rows)
    {
        var made = new T[rows?.Length ?? 0][];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = rows![i] is { } row ? new T[row.Length] : null!;
        }

        return made;
    }

    /// <summary>New rows with the same content.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    public static T[][] Clone<T>(T[]?[]? rows)
    {
        var made = Like(rows);
        CopyTo(rows, made);
        return made;
    }

    /// <summary>Copies every row to the one at the same place.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="from">The rows.</param>
    /// <param name="to">The rows that are written.</param>
    public static void CopyTo<T>(T[]?[]? from, T[]?[]? to)
    {
        for (int i = 0; i < (from?.Length ?? 0); i++)
        {
            from![i]?.CopyTo(to![i]!, 0);
        }
    }

    /// <summary>Refuses rows that are not as many, or not as long, as the method's own that they belong to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The rows.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the former.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireShape<T>(T[]?[]? given, T[]?[]? primal, string name)
    {
        if ((given?.Length ?? 0) != (primal?.Length ?? 0))
        {
            throw new ArgumentException($"The array has {given?.Length ?? 0} rows and must have {primal?.Length ?? 0}.", name);
        }

        for (int i = 0; i < (given?.Length ?? 0); i++)
        {
            var (row, own) = (given![i], primal![i]);
            if ((row?.Length ?? 0) != (own?.Length ?? 0) || (row is null && own is not null))
            {
                throw new ArgumentException(
                    row is null ? $"Row {i} is null and must have {own?.Length ?? 0} elements." : $"Row {i} has {row.Length} elements and must have {own?.Length ?? 0}.", name);
            }
        }
    }

    /// <summary>The same for what may be left out: null or no rows at all.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The rows.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the former.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireShapeOrEmpty<T>(T[]?[]? given, T[]?[]? primal, string name)
    {
        if (given is { Length: > 0 })
        {
            RequireShape(given, primal, name);
        }
    }

    /// <summary>Begins a check that rows which are written are no other rows, nor one another.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    /// <exception cref="ArgumentException">Two of them are the same array.</exception>
    public static RowSet<T> Written<T>(T[]?[]? rows, string name) => new(rows, name, areDistinct: true);

    /// <summary>Begins a check that rows which are added to are no other rows. Some of them may be the same array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name.</param>
    public static RowSet<T> AddedTo<T>(T[]?[]? rows, string name) => new(rows, name, areDistinct: false);

    /// <summary>Refuses a variable that is written and an element of a row.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="written">The variable.</param>
    /// <param name="other">The rows.</param>
    /// <param name="name">The name of the variable.</param>
    /// <exception cref="ArgumentException">It is in a row.</exception>
    public static void ApartFrom<T>(in T written, T[]?[]? other, string name)
    {
        foreach (var row in other ?? [])
        {
            Buffers.ApartFrom(in written, (ReadOnlySpan<T>)row, name);
        }
    }

    /// <summary>Adds elements to rows, in the order in which they lie.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="rows">The rows.</param>
    public static void Add(ReadOnlySpan<double> elements, double[]?[]? rows)
    {
        int next = 0;
        foreach (var row in rows ?? [])
        {
            for (int i = 0; i < (row?.Length ?? 0); i++)
            {
                row![i] += elements[next++];
            }
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{double}, double[][])"/>
    public static void Add(ReadOnlySpan<float> elements, float[]?[]? rows)
    {
        int next = 0;
        foreach (var row in rows ?? [])
        {
            for (int i = 0; i < (row?.Length ?? 0); i++)
            {
                row![i] += elements[next++];
            }
        }
    }

#if NET
    /// <inheritdoc cref="Add(ReadOnlySpan{double}, double[][])"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static void Add<T>(ReadOnlySpan<T> elements, T[]?[]? rows)
        where T : System.Numerics.INumberBase<T>
    {
        int next = 0;
        foreach (var row in rows ?? [])
        {
            for (int i = 0; i < (row?.Length ?? 0); i++)
            {
                row![i] += elements[next++];
            }
        }
    }
#endif

    /// <summary>Rented memory with the elements of all rows, one row after the other.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    public static FlatRows<T> Flat<T>(T[]?[]? rows)
    {
        var flat = new FlatRows<T>(rows);
        flat.Read(rows);
        return flat;
    }

    /// <summary>Rented memory for as many elements as all rows have, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rows">The rows.</param>
    public static FlatRows<T> Zero<T>(T[]?[]? rows)
    {
        var flat = new FlatRows<T>(rows);
        Buffers.Clear(flat.Elements);
        return flat;
    }
}

/// <summary>The elements of the rows of an array of arrays, one row after the other, in rented memory; <see cref="Dispose"/> must be called on every path.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FlatRows<T>
{
    private readonly T[]? _elements;
    private readonly int[]? _starts;
    private readonly int _size;
    private readonly int _count;

    /// <summary>Memory for as many elements as all rows have, whose content is unspecified.</summary>
    /// <param name="rows">The rows.</param>
    public FlatRows(T[]?[]? rows)
    {
        _count = rows?.Length ?? 0;
        _size = Jagged.Size(rows);
        _elements = ArrayPool<T>.Shared.Rent(_size);
        _starts = rows is null ? null : ArrayPool<int>.Shared.Rent(_count);
        int next = 0;
        for (int i = 0; i < _count; i++)
        {
            _starts![i] = next;
            next += rows![i]?.Length ?? 0;
        }
    }

    /// <summary>The elements.</summary>
    public Span<T> Elements => new(_elements, 0, _size);

    /// <summary>Where each row begins among them; what stands behind as many numbers as there are rows means nothing. Null, where the array is.</summary>
    public int[] Starts => _starts!;

    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The rows, as many and as long as at first.</param>
    public void Read(T[]?[]? rows)
    {
        for (int i = 0; i < _count; i++)
        {
            rows![i]?.CopyTo(_elements!, _starts![i]);
        }
    }

    /// <summary>Writes all rows.</summary>
    /// <param name="rows">The rows, as many and as long as at first.</param>
    public void CopyTo(T[]?[]? rows)
    {
        for (int i = 0; i < _count; i++)
        {
            if (rows![i] is { } row)
            {
                Elements.Slice(_starts![i], row.Length).CopyTo(row);
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_elements is not null)
        {
            ArrayPool<T>.Shared.Return(_elements);
        }

        if (_starts is not null)
        {
            ArrayPool<int>.Shared.Return(_starts);
        }
    }
}
