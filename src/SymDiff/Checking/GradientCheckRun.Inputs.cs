namespace SymDiff;

/// <content>Copies of what the method is given, one number moved.</content>
public sealed partial class GradientCheckRun
{
    // What leads to the number that a visitor names.
    private string _path = "";

#if NET
    /// <summary>Says that a type parameter is a number, in which the method computes.</summary>
    /// <typeparam name="T">The type parameter.</typeparam>
    public void Use<T>()
        where T : System.Numerics.INumberBase<T>
    {
        CheckedNumber<T>.Use<T>();
        _epsilon = Math.Max(_epsilon, CheckedNumber<T>.Instance.Epsilon);
    }
#endif

    /// <summary>A number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="value">The number.</param>
    public T Number<T>(string name, T value)
    {
        switch (_visit)
        {
            case Visit.Result:
                Result(value);
                return value;
            case Visit.Weight:
                return Weight<T>();
            case Visit.Partial:
                Partial(value);
                return value;
            default:
                return Take(value, () => _path + name);
        }
    }

    /// <summary>A struct.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="value">The struct.</param>
    /// <param name="visitor">Goes through its numbers.</param>
    public T Struct<T>(string name, T value, Func<GradientCheckRun, T, T> visitor)
    {
        _path = name + ".";
        value = Guard.NotNull(visitor, nameof(visitor))(this, value);
        _path = "";
        return value;
    }

    /// <summary>An array.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The array; null stays null.</param>
    public T[] Array<T>(string name, T[]? values) => values is null ? null! : Array(name, (ReadOnlySpan<T>)values);

    /// <inheritdoc cref="Array{T}(string, T[])"/>
    public T[] Array<T>(string name, ReadOnlySpan<T> values)
    {
        T[] copy = values.ToArray();
        TakeAll(copy, i => FormattableString.Invariant($"{name}[{i}]"));
        return copy;
    }

    /// <summary>An array of structs.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The array; null stays null.</param>
    /// <param name="visitor">Goes through the numbers of an element.</param>
    public T[] Array<T>(string name, T[]? values, Func<GradientCheckRun, T, T> visitor) => values is null ? null! : Array(name, (ReadOnlySpan<T>)values, visitor);

    /// <inheritdoc cref="Array{T}(string, T[], Func{GradientCheckRun, T, T})"/>
    public T[] Array<T>(string name, ReadOnlySpan<T> values, Func<GradientCheckRun, T, T> visitor)
    {
        T[] copy = values.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = Struct(FormattableString.Invariant($"{name}[{i}]"), copy[i], visitor);
        }

        return copy;
    }

    /// <summary>A matrix.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="matrix">The matrix; null stays null.</param>
    public T[,] Matrix<T>(string name, T[,]? matrix)
    {
        if (matrix is null)
        {
            return null!;
        }

        var copy = (T[,])matrix.Clone();
        for (int i = 0; i < copy.GetLength(0); i++)
        {
            for (int j = 0; j < copy.GetLength(1); j++)
            {
                int row = i;
                int column = j;
                copy[i, j] = Take(copy[i, j], () => FormattableString.Invariant($"{name}[{row},{column}]"));
            }
        }

        return copy;
    }

    /// <summary>An array of arrays.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="rows">The rows; what is null stays null.</param>
    public T[][] Rows<T>(string name, T[]?[]? rows)
    {
        if (rows is null)
        {
            return null!;
        }

        var copy = new T[rows.Length][];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = Array(FormattableString.Invariant($"{name}[{i}]"), rows[i]);
        }

        return copy;
    }

    /// <summary>A copy of a constant array of any kind, and of the arrays in it.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="constant">The array; null stays null.</param>
    public static T Copy<T>(T constant)
    {
        if (constant is not Array array)
        {
            return constant;
        }

        var copy = (Array)array.Clone();
        if (copy is object?[] parts)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = Copy(parts[i]);
            }
        }

        return (T)(object)copy;
    }

    /// <summary>A copy of constants.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="constants">The constants.</param>
    public static T[] Copy<T>(ReadOnlySpan<T> constants) => constants.ToArray();

    private T Take<T>(T value, Func<string> name)
    {
        var number = CheckedNumber<T>.Instance;
        if (_pass == Pass.Value)
        {
            _point.Add(number.Widen(value));
            _names.Add(name());
            _types.Add((number.Round, number.Epsilon));
        }

        return _pass == Pass.Sample && _taken++ == _moved ? number.Narrow(_movedTo) : value;
    }

    private void TakeAll<T>(Span<T> values, Func<int, string> name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int index = i;
            values[i] = Take(values[i], () => name(index));
        }
    }
}
