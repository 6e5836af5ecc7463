namespace SymDiff;

/// <content>
/// Sets inside sets. Each is there for classes, which are given by value and may be null, and for structs, which are given by reference so that the set
/// itself is changed and no copy of it.
/// </content>
public static partial class ParameterBlocks
{
    /// <summary>Copies the parameters of a set to the front of what is left of a destination, and cuts that off.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="from">The set.</param>
    /// <param name="destination">What is left of the destination.</param>
    public static void CopySetTo<TSet, T>(TSet? from, ref Span<T> destination)
        where TSet : IParameterSet<TSet, T>
    {
        if (!IsNone(from))
        {
            from!.CopyTo(destination);
            destination = destination.Slice(from.ParameterCount);
        }
    }

    /// <summary>Sets the parameters of a set from the front of what is left of a source, and cuts that off.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="to">The set.</param>
    /// <param name="source">What is left of the source.</param>
    public static void CopySetFrom<TSet, T>(TSet? to, ref ReadOnlySpan<T> source)
        where TSet : class, IParameterSet<TSet, T>
    {
        if (to is not null)
        {
            CopySetFrom(ref to, ref source);
        }
    }

    /// <inheritdoc cref="CopySetFrom{TSet, T}(TSet, ref ReadOnlySpan{T})"/>
    public static void CopySetFrom<TSet, T>(ref TSet to, ref ReadOnlySpan<T> source)
        where TSet : IParameterSet<TSet, T>
    {
        int count = to.ParameterCount;
        to.CopyFrom(source.Slice(0, count));
        source = source.Slice(count);
    }

    /// <summary>How many parameters all sets of an array have together.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets; one that is null has no parameters.</param>
    public static int Count<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        int count = 0;
        foreach (var set in sets ?? [])
        {
            count = checked(count + (IsNone(set) ? 0 : set!.ParameterCount));
        }

        return count;
    }

    /// <summary>How many blocks all sets of an array have together.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets; one that is null has no blocks.</param>
    public static int BlockCount<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        int count = 0;
        foreach (var set in sets ?? [])
        {
            count = checked(count + (IsNone(set) ? 0 : set!.BlockCount));
        }

        return count;
    }

    /// <summary>A block of the sets of an array.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    /// <param name="block">Which block, counted over all sets; the array has it.</param>
    public static Span<T> Block<TSet, T>(TSet?[] sets, int block)
        where TSet : IParameterSet<TSet, T>
    {
        for (int i = 0; ; i++)
        {
            // Of the element and no copy of it: the block of a struct is memory of the array.
            int count = IsNone(sets[i]) ? 0 : sets[i]!.BlockCount;
            if (block < count)
            {
                return sets[i]!.GetBlock(block);
            }

            block -= count;
        }
    }

    /// <summary>Sets all parameters of all sets to zero.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    public static void ClearSets<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        for (int i = 0; i < (sets?.Length ?? 0); i++)
        {
            sets![i]?.Clear();
        }
    }

    /// <summary>New sets of the same shapes, all zero.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets; one that is null stays null.</param>
    public static TSet[]? LikeSets<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        if (sets is null)
        {
            return null;
        }

        var made = new TSet[sets.Length];
        for (int i = 0; i < made.Length; i++)
        {
            if (!IsNone(sets[i]))
            {
                made[i] = sets[i]!.CreateZero();
            }
        }

        return made;
    }

    /// <summary>Copies the parameters of all sets to the front of what is left of a destination, and cuts that off.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="from">The sets.</param>
    /// <param name="destination">What is left of the destination.</param>
    public static void CopySetsTo<TSet, T>(TSet?[]? from, ref Span<T> destination)
        where TSet : IParameterSet<TSet, T>
    {
        foreach (var set in from ?? [])
        {
            CopySetTo(set, ref destination);
        }
    }

    /// <summary>Sets the parameters of all sets from the front of what is left of a source, and cuts that off.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="to">The sets.</param>
    /// <param name="source">What is left of the source.</param>
    public static void CopySetsFrom<TSet, T>(TSet?[]? to, ref ReadOnlySpan<T> source)
        where TSet : IParameterSet<TSet, T>
    {
        for (int i = 0; i < (to?.Length ?? 0); i++)
        {
            if (!IsNone(to![i]))
            {
                int count = to[i]!.ParameterCount;
                to[i]!.CopyFrom(source.Slice(0, count));
                source = source.Slice(count);
            }
        }
    }

    /// <summary>Adds <paramref name="scale"/> · <paramref name="other"/> to the sets, one by one.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    /// <param name="other">As many sets of the same shapes.</param>
    /// <param name="scale">The factor.</param>
    public static void AddScaledSets<TSet, T>(TSet?[]? sets, TSet?[]? other, T scale)
        where TSet : IParameterSet<TSet, T>
    {
        for (int i = 0; i < (sets?.Length ?? 0); i++)
        {
            // Where one is null so is the other, or it has no blocks: that was checked.
            if (!IsNone(sets![i]) && !IsNone(other![i]))
            {
                sets[i]!.AddScaled(other[i]!, scale);
            }
        }
    }

    /// <summary>Refuses sets whose blocks differ in number or in length.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="mine">The set inside one set.</param>
    /// <param name="other">That inside the other.</param>
    /// <param name="member">What it is called.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireSet<TSet, T>(TSet? mine, TSet? other, string member)
        where TSet : IParameterSet<TSet, T> => Require(IsSameShape<TSet, T>(mine, other), member, nameof(other));

    /// <summary>Refuses arrays of sets that differ in length or in the shape of a set.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="mine">The sets inside one set.</param>
    /// <param name="other">Those inside the other.</param>
    /// <param name="member">What they are called.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireSets<TSet, T>(TSet?[]? mine, TSet?[]? other, string member)
        where TSet : IParameterSet<TSet, T>
    {
        bool isSame = (mine?.Length ?? 0) == (other?.Length ?? 0);
        for (int i = 0; isSame && i < mine?.Length; i++)
        {
            isSame = IsSameShape<TSet, T>(mine[i], other![i]);
        }

        Require(isSame, member, nameof(other));
    }

    // A struct is asked for its type alone: to compare it with null would put it into a box where nothing is optimized.
    internal static bool IsNone<TSet>(TSet? set) => !typeof(TSet).IsValueType && set is null;

    internal static bool IsSameShape<TSet, T>(TSet? mine, TSet? other)
        where TSet : IParameterSet<TSet, T>
    {
        if (IsNone(mine) || IsNone(other))
        {
            return IsNone(mine) && IsNone(other);
        }

        int count = mine!.BlockCount;
        bool isSame = count == other!.BlockCount;
        for (int i = 0; isSame && i < count; i++)
        {
            isSame = mine.GetBlock(i).Length == other.GetBlock(i).Length;
        }

        return isSame;
    }
}
