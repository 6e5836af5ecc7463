namespace SymDiff;

/// <content>Arrays of sets, and sets that may be null.</content>
public static partial class SetArguments
{
    /// <summary>Refuses sets that are not as many, or not of the types and shapes, as the method's own that they belong to.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="given">The sets.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What they are called in their set.</param>
    /// <param name="name">The name of the set, or of the array.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireSets<TSet, T>(TSet?[]? given, TSet?[]? primal, string member, string name)
        where TSet : IParameterSet<TSet, T>
    {
        if ((given?.Length ?? 0) != (primal?.Length ?? 0))
        {
            throw new ArgumentException($"'{member}' has {given?.Length ?? 0} sets and must have {primal?.Length ?? 0}.", name);
        }

        for (int i = 0; i < (given?.Length ?? 0); i++)
        {
            if (Difference<TSet, T>(given![i], primal![i]) is { } difference)
            {
                throw new ArgumentException(FormattableString.Invariant($"'{member}[{i}]' is of another {difference} than the method's own."), name);
            }
        }
    }

    /// <summary>Refuses a set that is not of the type and shape of the method's own that it belongs to, or null where that is not.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="given">The set.</param>
    /// <param name="primal">The method's own.</param>
    /// <param name="member">What it is called in its set.</param>
    /// <param name="name">The name of the set that it is in.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void RequireSet<TSet, T>(TSet? given, TSet? primal, string member, string name)
        where TSet : IParameterSet<TSet, T>
    {
        if (Difference<TSet, T>(given, primal) is { } difference)
        {
            throw new ArgumentException($"'{member}' is of another {difference} than the method's own.", name);
        }
    }

    /// <summary>Begins a check that a set which is overwritten shares no memory with others, and begins with its own members.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="set">The set.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">Two of its blocks are the same memory.</exception>
    public static WrittenSets<TSet, T> Written<TSet, T>(TSet set, string name)
        where TSet : IParameterSet<TSet, T> => new WrittenSets<TSet, T>(set, null, name).Distinct();

    /// <inheritdoc cref="Written{TSet, T}(TSet, string)"/>
    /// <param name="sets">The sets of an array.</param>
    /// <param name="name">The name of the array.</param>
    public static WrittenSets<TSet, T> WrittenAll<TSet, T>(TSet?[] sets, string name)
        where TSet : IParameterSet<TSet, T> => new WrittenSets<TSet, T>(default, sets, name).Distinct();

    /// <summary>Begins a check that a set which is added to shares no memory with others. Some of its own members may be the same.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="set">The set.</param>
    /// <param name="name">Its name.</param>
    public static WrittenSets<TSet, T> AddedTo<TSet, T>(TSet set, string name)
        where TSet : IParameterSet<TSet, T> => new(set, null, name);

    /// <inheritdoc cref="AddedTo{TSet, T}(TSet, string)"/>
    /// <param name="sets">The sets of an array.</param>
    /// <param name="name">The name of the array.</param>
    public static WrittenSets<TSet, T> AddedToAll<TSet, T>(TSet?[] sets, string name)
        where TSet : IParameterSet<TSet, T> => new(default, sets, name);

    private static string? Difference<TSet, T>(TSet? given, TSet? primal)
        where TSet : IParameterSet<TSet, T> =>
        !typeof(TSet).IsValueType && given?.GetType() != primal?.GetType() ? "type"
        : ParameterBlocks.IsSameShape<TSet, T>(given, primal) ? null
        : "shape";
}
