using System.ComponentModel;

namespace SymDiff;

/// <summary>What emitted methods check of the sets that they are given, before anything is written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class SetArguments
{
    /// <summary>Refuses a set that is null.</summary>
    /// <param name="set">The set.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static void Require(object? set, string name)
    {
        if (set is null)
        {
            throw new ArgumentNullException(name);
        }
    }

    /// <summary>Refuses a set that is null, or not of the type of the method's own that it belongs to.</summary>
    /// <param name="given">The set, or one inside it.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">It is none like the other.</exception>
    public static void RequireLike(object? given, object primal, string name)
    {
        Require(given, name);
        if (given!.GetType() != primal.GetType())
        {
            throw new ArgumentException($"The set is of type {given.GetType()} and must be of type {primal.GetType()}.", name);
        }
    }

    /// <summary>Refuses a set that is written and is another one too.</summary>
    /// <param name="given">The set, or one inside it.</param>
    /// <param name="other">What it must not be.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="ArgumentException">They are the same.</exception>
    public static void RequireApart(object given, object other, string name)
    {
        if (ReferenceEquals(given, other))
        {
            throw new ArgumentException("The set is written, so that it must not be one of the other sets.", name);
        }
    }

    /// <summary>Refuses an array that is not as long as the method's own that it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The array.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What it is called in its set.</param>
    /// <param name="name">The name of the set.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireLength<T>(T[]? given, T[]? primal, string member, string name)
    {
        if ((given?.Length ?? 0) != (primal?.Length ?? 0))
        {
            throw new ArgumentException($"'{member}' has {given?.Length ?? 0} elements and must have {primal?.Length ?? 0}.", name);
        }
    }

    /// <summary>Refuses a block that is not as long as the method's own that it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The block.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What it is called in its set.</param>
    /// <param name="name">The name of the set.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void RequireBlock<T>(Span<T> given, Span<T> primal, string member, string name)
    {
        if (given.Length != primal.Length)
        {
            throw new ArgumentException($"'{member}' has {given.Length} elements and must have {primal.Length}.", name);
        }
    }

    /// <summary>Refuses a matrix that is not as large as the method's own that it belongs to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The matrix.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What it is called in its set.</param>
    /// <param name="name">The name of the set.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void RequireMatrix<T>(T[,]? given, T[,]? primal, string member, string name)
    {
        if (Buffers.Rows(given) != Buffers.Rows(primal) || Buffers.Columns(given) != Buffers.Columns(primal))
        {
            throw new ArgumentException(
                $"'{member}' is {Buffers.Rows(given)} by {Buffers.Columns(given)} and must be {Buffers.Rows(primal)} by {Buffers.Columns(primal)}.", name);
        }
    }

    /// <summary>Refuses rows that are not as many, or not as long, as the method's own that they belong to.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="given">The rows.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What they are called in their set.</param>
    /// <param name="name">The name of the set.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireRows<T>(T[]?[]? given, T[]?[]? primal, string member, string name)
    {
        bool isSame = (given?.Length ?? 0) == (primal?.Length ?? 0);
        for (int i = 0; isSame && i < (given?.Length ?? 0); i++)
        {
            isSame = (given![i]?.Length ?? 0) == (primal![i]?.Length ?? 0) && (given[i] is null) == (primal[i] is null);
        }

        if (!isSame)
        {
            throw new ArgumentException($"The rows of '{member}' are not as many or not as long as they must be.", name);
        }
    }

    /// <summary>Sets the blocks of a set from one on to zero: the state of a derived type, which a method of its base does not depend on.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="set">The set.</param>
    /// <param name="first">The number of the first such block.</param>
    public static void ClearFrom<TSet, T>(TSet set, int first)
        where TSet : class, IParameterSet<TSet, T>
    {
        for (int i = first; i < set.BlockCount; i++)
        {
            set.GetBlock(i).Clear();
        }
    }
}
