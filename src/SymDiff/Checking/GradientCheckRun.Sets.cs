namespace SymDiff;

/// <content>Sets of parameters, whose numbers are those of their blocks.</content>
public sealed partial class GradientCheckRun
{
    /// <summary>A set with the same parameters.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="set">The set; null stays null.</param>
    /// <param name="members">
    /// Its members: <c>A</c> is a number, <c>A[]</c> an array, <c>A[,3]</c> a matrix of three columns, <c>A[][]</c> rows, a block each, and <c>A{}</c> sets with their blocks.
    /// </param>
    /// <param name="starts">The first block of each member; null where each is one block.</param>
    public TSet Set<TSet, T>(string name, TSet set, string[] members, int[]? starts = null)
        where TSet : IParameterSet<TSet, T> => Copy<TSet, T>(set, (block, i) => $"{name}.{Member(members, starts, block, i)}");

    /// <summary>Sets with the same parameters.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="name">What they are called.</param>
    /// <param name="sets">The sets; what is null stays null.</param>
    public TSet[] Sets<TSet, T>(string name, TSet[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        if (sets is null)
        {
            return null!;
        }

        var copies = new TSet[sets.Length];
        for (int i = 0; i < sets.Length; i++)
        {
            int index = i;
            copies[i] = Copy<TSet, T>(sets[i], (block, k) => FormattableString.Invariant($"{name}[{index}]{{{block}}}[{k}]"));
        }

        return copies;
    }

    /// <summary>A set of the same shape, all zero.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="set">The set.</param>
    public static TSet Zero<TSet, T>(TSet set)
        where TSet : IParameterSet<TSet, T> => set.CreateZero();

    /// <summary>Sets of the same shapes, all zero.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets; one that is null stays null.</param>
    public static TSet[] ZeroSets<TSet, T>(TSet[]? sets)
        where TSet : IParameterSet<TSet, T> => ParameterBlocks.LikeSets<TSet, T>(sets)!;

    /// <summary>Takes the partial derivatives in a set.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="partials">The set.</param>
    public void Partials<TSet, T>(TSet partials)
        where TSet : IParameterSet<TSet, T>
    {
        if (!ParameterBlocks.IsNone(partials))
        {
            Partials<T>(Flat<TSet, T>(partials));
        }
    }

    /// <summary>Takes the partial derivatives in sets.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="partials">The sets.</param>
    public void PartialSets<TSet, T>(TSet[]? partials)
        where TSet : IParameterSet<TSet, T>
    {
        foreach (var set in partials ?? [])
        {
            Partials<TSet, T>(set);
        }
    }

    private TSet Copy<TSet, T>(TSet set, Func<int, int, string> name)
        where TSet : IParameterSet<TSet, T>
    {
        if (ParameterBlocks.IsNone(set))
        {
            return set;
        }

        T[] values = Flat<TSet, T>(set);
        int next = 0;
        for (int block = 0; block < set.BlockCount; block++)
        {
            int length = set.GetBlock(block).Length;
            int number = block;
            TakeAll(values.AsSpan(next, length), i => name(number, i));
            next += length;
        }

        TSet copy = set.CreateZero();
        copy.CopyFrom(values);
        return copy;
    }

    private static T[] Flat<TSet, T>(TSet set)
        where TSet : IParameterSet<TSet, T>
    {
        var values = new T[set.ParameterCount];
        set.CopyTo(values);
        return values;
    }

    private static string Member(string[] members, int[]? starts, int block, int index)
    {
        int at = starts is null ? Math.Min(block, members.Length - 1) : members.Length - 1;
        while (at > 0 && starts is not null && starts[at] > block)
        {
            at--;
        }

        string member = at < 0 ? "{}" : members[at];
        int own = block - (at < 0 ? 0 : starts?[at] ?? at);
        int open = member.IndexOfAny(['[', '{']);
        string name = open < 0 ? member : member.Substring(0, open);
        string suffix = open < 0 ? "" : member.Substring(open);
        if (own > 0 && suffix is not ("[][]" or "{}"))
        {
            // State of a derived type, which the method does not see.
            return FormattableString.Invariant($"{{{block}}}[{index}]");
        }

        if (suffix.StartsWith("[,", StringComparison.Ordinal))
        {
            int columns = int.Parse(suffix.Trim('[', ',', ']'), System.Globalization.CultureInfo.InvariantCulture);
            return FormattableString.Invariant($"{name}[{index / columns},{index % columns}]");
        }

        return suffix switch
        {
            "" => name,
            "[]" => FormattableString.Invariant($"{name}[{index}]"),
            "[][]" => FormattableString.Invariant($"{name}[{own}][{index}]"),
            _ => FormattableString.Invariant($"{name}{{{own}}}[{index}]"),
        };
    }
}
