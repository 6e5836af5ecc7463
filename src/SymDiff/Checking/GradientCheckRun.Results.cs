namespace SymDiff;

/// <content>What the method leaves, the weights of it, and what its derivative says.</content>
/// <remarks>Several results are checked by their sum with weights, which are no simple numbers: an error of one partial derivative is not made up for by another.</remarks>
public sealed partial class GradientCheckRun
{
    private const double GoldenRatio = 0.6180339887498949;

    private int _returned;

    /// <summary>Takes the only result.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The result.</param>
    public void Value<T>(T value)
    {
        var number = CheckedNumber<T>.Instance;
        _epsilon = Math.Max(_epsilon, number.Epsilon);
        _sum = number.Widen(value);
    }

    /// <summary>Takes one of several results.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="result">The result.</param>
    public void Result<T>(T result)
    {
        var number = CheckedNumber<T>.Instance;
        _epsilon = Math.Max(_epsilon, number.Epsilon);
        _sum += number.Widen(Weight<T>()) * number.Widen(result);
    }

    /// <summary>Takes the results in a struct.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="result">The struct.</param>
    /// <param name="visitor">Goes through its numbers.</param>
    public void Result<T>(T result, Func<GradientCheckRun, T, T> visitor) => Through(Visit.Result, result, visitor);

    /// <summary>Takes a returned array.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="results">The array.</param>
    public void Returned<T>(T[]? results)
    {
        _returned = results?.Length ?? 0;
        Results((ReadOnlySpan<T>)results);
    }

    /// <summary>Takes results in a buffer.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="results">The buffer.</param>
    public void Results<T>(ReadOnlySpan<T> results)
    {
        foreach (T result in results)
        {
            Result(result);
        }
    }

    /// <inheritdoc cref="Results{T}(ReadOnlySpan{T})"/>
    public void Results<T>(T[,]? results)
    {
        foreach (T result in results ?? new T[0, 0])
        {
            Result(result);
        }
    }

    /// <inheritdoc cref="Results{T}(ReadOnlySpan{T})"/>
    public void ResultRows<T>(T[]?[]? results)
    {
        foreach (var row in results ?? [])
        {
            Results((ReadOnlySpan<T>)row);
        }
    }

    /// <summary>Takes results in a buffer of structs.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="results">The buffer.</param>
    /// <param name="visitor">Goes through the numbers of an element.</param>
    public void Results<T>(ReadOnlySpan<T> results, Func<GradientCheckRun, T, T> visitor)
    {
        foreach (T result in results)
        {
            Result(result, visitor);
        }
    }

    /// <summary>The weight of a result.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T Weight<T>()
    {
        double turns = ++_weighted * GoldenRatio;
        return CheckedNumber<T>.Instance.Narrow((float)(0.5 + turns - Math.Floor(turns)));
    }

    /// <summary>The weights of the results in a struct.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="visitor">Goes through its numbers.</param>
    public T Weight<T>(Func<GradientCheckRun, T, T> visitor) => Through(Visit.Weight, default!, visitor);

    /// <summary>The weights of a returned array.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    public T[] Weights<T>() => Weights<T>(new T[_returned]);

    /// <summary>The weights of results in a buffer.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">A buffer like it.</param>
    public T[] Weights<T>(ReadOnlySpan<T> like)
    {
        var weights = new T[like.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Weight<T>();
        }

        return weights;
    }

    /// <inheritdoc cref="Weights{T}(ReadOnlySpan{T})"/>
    public T[,] Weights<T>(T[,]? like)
    {
        var weights = Zero(like);
        for (int i = 0; i < weights.GetLength(0); i++)
        {
            for (int j = 0; j < weights.GetLength(1); j++)
            {
                weights[i, j] = Weight<T>();
            }
        }

        return weights;
    }

    /// <inheritdoc cref="Weights{T}(ReadOnlySpan{T})"/>
    public T[][] WeightRows<T>(T[]?[]? like)
    {
        var weights = ZeroRows(like);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = weights[i] is null ? null! : Weights((ReadOnlySpan<T>)weights[i]);
        }

        return weights;
    }

    /// <summary>The weights of results in a buffer of structs.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">A buffer like it.</param>
    /// <param name="visitor">Goes through the numbers of an element.</param>
    public T[] Weights<T>(ReadOnlySpan<T> like, Func<GradientCheckRun, T, T> visitor)
    {
        var weights = new T[like.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Weight(visitor);
        }

        return weights;
    }

    /// <summary>New memory, all zero.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">A buffer like it.</param>
    public static T[] Zero<T>(ReadOnlySpan<T> like) => new T[like.Length];

    /// <inheritdoc cref="Zero{T}(ReadOnlySpan{T})"/>
    public static T[,] Zero<T>(T[,]? like) => new T[Buffers.Rows(like), Buffers.Columns(like)];

    /// <inheritdoc cref="Zero{T}(ReadOnlySpan{T})"/>
    public static T[][] ZeroRows<T>(T[]?[]? like) => Jagged.Like(like);

    /// <summary>New memory that holds no number, so that an element which the derivative leaves out does not pass.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="like">A buffer like it.</param>
    public static T[] Unset<T>(ReadOnlySpan<T> like)
    {
        T[] made = Zero(like);
        made.AsSpan().Fill(CheckedNumber<T>.Instance.Narrow(double.NaN));
        return made;
    }

    /// <inheritdoc cref="Unset{T}(ReadOnlySpan{T})"/>
    public static T[,] Unset<T>(T[,]? like)
    {
        var made = Zero(like);
        for (int i = 0; i < made.GetLength(0); i++)
        {
            for (int j = 0; j < made.GetLength(1); j++)
            {
                made[i, j] = CheckedNumber<T>.Instance.Narrow(double.NaN);
            }
        }

        return made;
    }

    /// <inheritdoc cref="Unset{T}(ReadOnlySpan{T})"/>
    public static T[][] UnsetRows<T>(T[]?[]? like)
    {
        var made = ZeroRows(like);
        foreach (T[]? row in made)
        {
            row.AsSpan().Fill(CheckedNumber<T>.Instance.Narrow(double.NaN));
        }

        return made;
    }

    /// <summary>Takes a partial derivative.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="partial">The partial derivative.</param>
    public void Partial<T>(T partial) => _partials.Add(CheckedNumber<T>.Instance.Widen(partial));

    /// <summary>Takes the partial derivatives in a struct.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="partial">The struct.</param>
    /// <param name="visitor">Goes through its numbers.</param>
    public void Partial<T>(T partial, Func<GradientCheckRun, T, T> visitor) => Through(Visit.Partial, partial, visitor);

    /// <summary>Takes partial derivatives.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="partials">The partial derivatives.</param>
    public void Partials<T>(ReadOnlySpan<T> partials)
    {
        foreach (T partial in partials)
        {
            Partial(partial);
        }
    }

    /// <inheritdoc cref="Partials{T}(ReadOnlySpan{T})"/>
    public void Partials<T>(T[,]? partials)
    {
        foreach (T partial in partials ?? new T[0, 0])
        {
            Partial(partial);
        }
    }

    /// <inheritdoc cref="Partials{T}(ReadOnlySpan{T})"/>
    public void PartialRows<T>(T[]?[]? partials)
    {
        foreach (var row in partials ?? [])
        {
            Partials((ReadOnlySpan<T>)row);
        }
    }

    /// <summary>Takes partial derivatives in structs.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="partials">The partial derivatives.</param>
    /// <param name="visitor">Goes through the numbers of an element.</param>
    public void Partials<T>(ReadOnlySpan<T> partials, Func<GradientCheckRun, T, T> visitor)
    {
        foreach (T partial in partials)
        {
            Partial(partial, visitor);
        }
    }

    private T Through<T>(Visit visit, T value, Func<GradientCheckRun, T, T> visitor)
    {
        _visit = visit;
        value = Guard.NotNull(visitor, nameof(visitor))(this, value);
        _visit = Visit.Input;
        return value;
    }
}
