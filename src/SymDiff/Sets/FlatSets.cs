using System.Buffers;
using System.ComponentModel;

namespace SymDiff;

/// <summary>The parameters of the sets of an array, one block after the other, in rented memory; <see cref="Dispose"/> must be called on every path.</summary>
/// <typeparam name="T">The scalar type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FlatSets<T>
{
    private readonly T[]? _elements;
    private readonly int[]? _table;
    private readonly int _size;
    private readonly int _count;
    private readonly int _blocks;

    internal FlatSets(int size, int count, int blocks, int padding)
    {
        (_size, _count, _blocks) = (size, count, blocks + padding);
        _elements = ArrayPool<T>.Shared.Rent(size);
        _table = count < 0 ? null : ArrayPool<int>.Shared.Rent(checked(count + (2 * (blocks + padding))));
    }

    /// <summary>The parameters.</summary>
    public Span<T> Elements => new(_elements, 0, _size);

    /// <summary>The number of the first block of each set; of one that is null, of blocks behind all others that have no parameters.</summary>
    public ReadOnlySpan<int> First => new(_table, 0, _count);

    /// <summary>Where each block begins among the parameters.</summary>
    public ReadOnlySpan<int> Starts => new(_table, _count, _blocks);

    /// <summary>How many parameters each block has.</summary>
    public ReadOnlySpan<int> Lengths => new(_table, _count + _blocks, _blocks);

    internal Span<int> Table => _table;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_elements is not null)
        {
            ArrayPool<T>.Shared.Return(_elements);
        }

        if (_table is not null)
        {
            ArrayPool<int>.Shared.Return(_table);
        }
    }
}

/// <summary>How emitted methods take arrays of sets, and sets that may be null: their parameters go through the derivatives as one span.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SetMemory
{
    /// <summary>The parameters of the method's own sets, and where each block begins.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    /// <param name="most">How many blocks of one set the method knows by number.</param>
    public static FlatSets<T> Primal<TSet, T>(TSet?[]? sets, int most)
        where TSet : IParameterSet<TSet, T>
    {
        int count = sets?.Length ?? 0;
        int all = ParameterBlocks.BlockCount<TSet, T>(sets);
        var flat = new FlatSets<T>(ParameterBlocks.Count<TSet, T>(sets), count, all, most);
        var (block, start) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            int blocks = ParameterBlocks.IsNone(sets![i]) ? 0 : sets[i]!.BlockCount;
            flat.Table[i] = ParameterBlocks.IsNone(sets[i]) ? all : block;
            for (int b = 0; b < blocks; b++)
            {
                Append(sets[i]!.GetBlock(b), flat, count, ref block, ref start);
            }
        }

        Pad(flat, count, block, start);
        return flat;
    }

    /// <summary>The parameters of a set of the method's own that may be null, and where each block begins.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="set">The set.</param>
    /// <param name="most">How many blocks of it the method knows by number.</param>
    public static FlatSets<T> PrimalOne<TSet, T>(TSet? set, int most)
        where TSet : class, IParameterSet<TSet, T>
    {
        var flat = new FlatSets<T>(set?.ParameterCount ?? 0, 0, set?.BlockCount ?? 0, most);
        var (block, start) = (0, 0);
        for (int b = 0; b < (set?.BlockCount ?? 0); b++)
        {
            Append(set!.GetBlock(b), flat, 0, ref block, ref start);
        }

        Pad(flat, 0, block, start);
        return flat;
    }

    /// <summary>The parameters of a tangent or a direction.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    public static FlatSets<T> Copy<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        var flat = Zero<TSet, T>(sets);
        var rest = flat.Elements;
        ParameterBlocks.CopySetsTo(sets, ref rest);
        return flat;
    }

    /// <inheritdoc cref="Copy{TSet, T}(TSet[])"/>
    /// <param name="set">The set.</param>
    public static FlatSets<T> CopyOne<TSet, T>(TSet? set)
        where TSet : class, IParameterSet<TSet, T>
    {
        var flat = ZeroOne<TSet, T>(set);
        var rest = flat.Elements;
        ParameterBlocks.CopySetTo(set, ref rest);
        return flat;
    }

    /// <summary>Memory for as many parameters as the sets have, all zero.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    public static FlatSets<T> Zero<TSet, T>(TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        var flat = new FlatSets<T>(ParameterBlocks.Count<TSet, T>(sets), -1, 0, 0);
        flat.Elements.Clear();
        return flat;
    }

    /// <inheritdoc cref="Zero{TSet, T}(TSet[])"/>
    /// <param name="set">The set.</param>
    public static FlatSets<T> ZeroOne<TSet, T>(TSet? set)
        where TSet : class, IParameterSet<TSet, T>
    {
        var flat = new FlatSets<T>(set?.ParameterCount ?? 0, -1, 0, 0);
        flat.Elements.Clear();
        return flat;
    }

    /// <summary>Overwrites the parameters of the sets.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="flat">What they become.</param>
    /// <param name="sets">The sets, as many and as large as at first.</param>
    public static void Write<TSet, T>(FlatSets<T> flat, TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        ReadOnlySpan<T> rest = flat.Elements;
        ParameterBlocks.CopySetsFrom(sets, ref rest);
    }

    /// <summary>Overwrites the parameters of a set.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="flat">What they become.</param>
    /// <param name="set">The set.</param>
    public static void WriteOne<TSet, T>(FlatSets<T> flat, TSet? set)
        where TSet : class, IParameterSet<TSet, T>
    {
        ReadOnlySpan<T> rest = flat.Elements;
        ParameterBlocks.CopySetFrom(set, ref rest);
    }

    /// <summary>Adds to the parameters of the sets, one set after the other: some may be the same.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <param name="flat">What is added.</param>
    /// <param name="sets">The sets, as many and as large as at first.</param>
    public static void Add<TSet>(FlatSets<double> flat, TSet?[]? sets)
        where TSet : IParameterSet<TSet, double>
    {
        int next = 0;
        for (int i = 0; i < (sets?.Length ?? 0); i++)
        {
            int blocks = ParameterBlocks.IsNone(sets![i]) ? 0 : sets[i]!.BlockCount;
            for (int b = 0; b < blocks; b++)
            {
                Add(flat.Elements, sets[i]!.GetBlock(b), ref next);
            }
        }
    }

    /// <inheritdoc cref="Add{TSet}(FlatSets{double}, TSet[])"/>
    public static void Add<TSet>(FlatSets<float> flat, TSet?[]? sets)
        where TSet : IParameterSet<TSet, float>
    {
        int next = 0;
        for (int i = 0; i < (sets?.Length ?? 0); i++)
        {
            int blocks = ParameterBlocks.IsNone(sets![i]) ? 0 : sets[i]!.BlockCount;
            for (int b = 0; b < blocks; b++)
            {
                Add(flat.Elements, sets[i]!.GetBlock(b), ref next);
            }
        }
    }

    /// <summary>Adds to the parameters of a set.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <param name="flat">What is added.</param>
    /// <param name="set">The set.</param>
    public static void AddOne<TSet>(FlatSets<double> flat, TSet? set)
        where TSet : class, IParameterSet<TSet, double>
    {
        int next = 0;
        for (int b = 0; b < (set?.BlockCount ?? 0); b++)
        {
            Add(flat.Elements, set!.GetBlock(b), ref next);
        }
    }

    /// <summary>Adds to the parameters of a set.</summary>
    /// <typeparam name="TSet">The type of the set.</typeparam>
    /// <param name="flat">What is added.</param>
    /// <param name="set">The set.</param>
    public static void AddOne<TSet>(FlatSets<float> flat, TSet? set)
        where TSet : class, IParameterSet<TSet, float>
    {
        int next = 0;
        for (int b = 0; b < (set?.BlockCount ?? 0); b++)
        {
            Add(flat.Elements, set!.GetBlock(b), ref next);
        }
    }

    /// <summary>How many blocks the sets before one have together.</summary>
    /// <typeparam name="TSet">The type of the sets.</typeparam>
    /// <typeparam name="T">The scalar type.</typeparam>
    /// <param name="sets">The sets.</param>
    /// <param name="index">The number of the set.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such set.</exception>
    /// <exception cref="NullReferenceException">The set is null, or all of them are.</exception>
    public static int BlocksBefore<TSet, T>(TSet?[] sets, int index)
        where TSet : IParameterSet<TSet, T>
    {
        _ = sets[index]!.BlockCount;
        int blocks = 0;
        for (int i = 0; i < index; i++)
        {
            blocks += ParameterBlocks.IsNone(sets[i]) ? 0 : sets[i]!.BlockCount;
        }

        return blocks;
    }

    /// <summary>A number, if a set is there.</summary>
    /// <param name="set">The set.</param>
    /// <param name="block">The number of its first block.</param>
    /// <exception cref="NullReferenceException">The set is null.</exception>
    public static int BlockOf(object? set, int block)
    {
        _ = set!.GetType();
        return block;
    }

    private static void Append<T>(ReadOnlySpan<T> parameters, FlatSets<T> flat, int first, ref int block, ref int start)
    {
        parameters.CopyTo(flat.Elements.Slice(start));
        flat.Table[first + block] = start;
        flat.Table[first + flat.Starts.Length + block] = parameters.Length;
        block++;
        start += parameters.Length;
    }

    // What is read of a set that is null is no parameter of another one.
    private static void Pad<T>(FlatSets<T> flat, int first, int block, int start)
    {
        int padding = flat.Starts.Length - block;
        flat.Table.Slice(first + block, padding).Fill(start);
        flat.Table.Slice(first + flat.Starts.Length + block, padding).Clear();
    }

    private static void Add(ReadOnlySpan<double> added, Span<double> to, ref int next)
    {
        ParameterBlocks.AddScaled(to, added.Slice(next), 1);
        next += to.Length;
    }

    private static void Add(ReadOnlySpan<float> added, Span<float> to, ref int next)
    {
        ParameterBlocks.AddScaled(to, added.Slice(next), 1);
        next += to.Length;
    }
}
