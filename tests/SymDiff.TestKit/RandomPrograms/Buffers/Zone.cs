namespace SymDiff.TestKit;

/// <summary>An argument that is memory: of it, what surrounds it is known too, so that whoever writes outside is noticed.</summary>
public abstract class Zone
{
    /// <summary>How wide what surrounds a span is, on either side.</summary>
    protected const int Width = 3;

    /// <summary>The numbers in it.</summary>
    public abstract Array Content { get; }

    /// <summary>Whether what surrounds it is as it was.</summary>
    public abstract bool IsIntact { get; }

    /// <summary>A span that something surrounds.</summary>
    public static Zone Between<T>(T[] content, T guard)
        where T : struct => new Zone<T>([.. Enumerable.Repeat(guard, Width), .. content, .. Enumerable.Repeat(guard, Width)], guard, [], null);

    /// <summary>An array.</summary>
    public static Zone Whole<T>(T[] content)
        where T : struct => new Zone<T>([], default, content, null);

    /// <summary>A matrix, row by row.</summary>
    public static Zone Rows<T>(T[] content, int columns)
        where T : struct
    {
        T[,] matrix = new T[content.Length / columns, columns];
        for (int i = 0; i < content.Length; i++)
        {
            matrix[i / columns, i % columns] = content[i];
        }

        return new Zone<T>([], default, [], matrix);
    }
}

/// <summary>A span in the middle of a larger array, an array, or a matrix.</summary>
/// <typeparam name="T">The type of its elements.</typeparam>
public sealed class Zone<T> : Zone
    where T : struct
{
    private readonly T _guard;
    private readonly T[] _around;

    internal Zone(T[] around, T guard, T[] array, T[,]? matrix) => (_around, _guard, Array, Matrix) = (around, guard, array, matrix);

    /// <summary>It as an array.</summary>
    public T[] Array { get; }

    /// <summary>It as a matrix.</summary>
    public T[,]? Matrix { get; }

    /// <summary>It as a span.</summary>
    public Span<T> Span => _around.Length == 0 ? Array : _around.AsSpan()[Width..^Width];

    /// <inheritdoc/>
    public override Array Content => Matrix is null ? Span.ToArray() : Matrix.Cast<T>().ToArray();

    /// <inheritdoc/>
    public override bool IsIntact => _around.Length == 0
        || (_around[..Width].All(e => EqualityComparer<T>.Default.Equals(e, _guard)) && _around[^Width..].All(e => EqualityComparer<T>.Default.Equals(e, _guard)));
}

/// <summary>A variable that is handed over by reference.</summary>
/// <typeparam name="T">Its type.</typeparam>
public sealed class Cell<T> : Zone
    where T : struct
{
    private T _value;

    /// <summary>With a number in it.</summary>
    public Cell(T value) => _value = value;

    /// <summary>The variable.</summary>
    public ref T Value => ref _value;

    /// <inheritdoc/>
    public override Array Content => new[] { _value };

    /// <inheritdoc/>
    public override bool IsIntact => true;
}
