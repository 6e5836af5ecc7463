using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymDiff;

/// <summary>A set that is written, or the sets of an array, and so must share no memory with others. What they are made of is known by their blocks alone.</summary>
/// <typeparam name="TSet">The type of the sets.</typeparam>
/// <typeparam name="T">The scalar type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WrittenSets<TSet, T>
    where TSet : IParameterSet<TSet, T>
{
    private readonly TSet? _set;
    private readonly TSet?[]? _sets;
    private readonly string _name;

    internal WrittenSets(TSet? set, TSet?[]? sets, string name) => (_set, _sets, _name) = (set, sets, name);

    /// <summary>Refuses a set that shares memory with these.</summary>
    /// <typeparam name="TOther">Its type.</typeparam>
    /// <param name="other">The set.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public WrittenSets<TSet, T> ApartFrom<TOther>(TOther other)
        where TOther : IParameterSet<TOther, T> => ApartFrom(other, null);

    /// <summary>Refuses the sets of an array if one shares memory with these.</summary>
    /// <typeparam name="TOther">Their type.</typeparam>
    /// <param name="others">The sets.</param>
    /// <exception cref="ArgumentException">One does.</exception>
    public WrittenSets<TSet, T> ApartFromAll<TOther>(TOther?[]? others)
        where TOther : IParameterSet<TOther, T> => ApartFrom(default, others);

    /// <summary>Refuses a buffer that shares memory with these.</summary>
    /// <param name="other">The buffer.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public WrittenSets<TSet, T> ApartFromBuffer(ReadOnlySpan<T> other)
    {
        bool isShared = false;
        int own = ParameterBlocks.IsNone(_set) || _sets is not null ? 0 : _set!.BlockCount;
        for (int b = 0; b < own; b++)
        {
            isShared |= ((ReadOnlySpan<T>)_set!.GetBlock(b)).Overlaps(other);
        }

        for (int i = 0; i < (_sets?.Length ?? 0); i++)
        {
            int blocks = ParameterBlocks.IsNone(_sets![i]) ? 0 : _sets[i]!.BlockCount;
            for (int b = 0; b < blocks; b++)
            {
                isShared |= ((ReadOnlySpan<T>)_sets[i]!.GetBlock(b)).Overlaps(other);
            }
        }

        return Apart(isShared, "a buffer");
    }

    internal WrittenSets<TSet, T> Distinct()
    {
        var places = new BlockPlaces(BlockPlaces.Count<TSet, T>(_set, _sets));
        try
        {
            bool isShared;
            do
            {
                places.Start();
                places.Add<TSet, T>(_set, _sets);
                isShared = places.HasTwice();
            }
            while (places.MayHaveMoved());

            return Apart(isShared, "itself: two of its members are the same");
        }
        finally
        {
            places.Dispose();
        }
    }

    private WrittenSets<TSet, T> ApartFrom<TOther>(TOther? other, TOther?[]? others)
        where TOther : IParameterSet<TOther, T>
    {
        var places = new BlockPlaces(checked(BlockPlaces.Count<TSet, T>(_set, _sets) + BlockPlaces.Count<TOther, T>(other, others)));
        try
        {
            bool isShared;
            do
            {
                places.Start();
                places.Add<TSet, T>(_set, _sets);
                int own = places.Length;
                places.Add<TOther, T>(other, others);
                isShared = places.HasAnyOf(own);
            }
            while (places.MayHaveMoved());

            return Apart(isShared, "another set");
        }
        finally
        {
            places.Dispose();
        }
    }

    private WrittenSets<TSet, T> Apart(bool isShared, string what) => isShared
        ? throw new ArgumentException($"What is written shares memory with {what}.", _name)
        : this;
}

/// <summary>Where blocks begin, in rented memory. They are arrays and variables as a whole, and so are the same memory where they begin at the same place.</summary>
internal struct BlockPlaces
{
    // How often all is done again because objects were moved meanwhile.
    private const int Attempts = 8;

    // Where all other memory is measured from.
    private static readonly byte[] Origin = new byte[1];

    private readonly long[] _places;
    private int _attempts;
    private int _collections;

    public BlockPlaces(int count)
    {
        _places = ArrayPool<long>.Shared.Rent(count);
        _attempts = _collections = Length = 0;
    }

    public int Length { get; private set; }

    public static int Count<TSet, T>(TSet? set, TSet?[]? sets)
        where TSet : IParameterSet<TSet, T> => checked((ParameterBlocks.IsNone(set) || sets is not null ? 0 : set!.BlockCount) + ParameterBlocks.BlockCount<TSet, T>(sets));

    public void Start()
    {
        Length = 0;
        _collections = GC.CollectionCount(0);
    }

    // A struct that is not given in an array is a copy, whose arrays are what counts.
    public void Add<TSet, T>(TSet? set, TSet?[]? sets)
        where TSet : IParameterSet<TSet, T>
    {
        int own = ParameterBlocks.IsNone(set) || sets is not null ? 0 : set!.BlockCount;
        for (int b = 0; b < own; b++)
        {
            Add(set!.GetBlock(b));
        }

        // An array of sets may be one of sets of a derived type, whose elements can only be read.
        for (int i = 0; i < (sets?.Length ?? 0); i++)
        {
            int blocks = ParameterBlocks.IsNone(sets![i]) ? 0 : sets[i]!.BlockCount;
            for (int b = 0; b < blocks; b++)
            {
                Add(sets[i]!.GetBlock(b));
            }
        }
    }

    public readonly bool HasTwice()
    {
        Array.Sort(_places, 0, Length);
        for (int i = 1; i < Length; i++)
        {
            if (_places[i] == _places[i - 1])
            {
                return true;
            }
        }

        return false;
    }

    // Whether one of the places behind the first ones is one of these.
    public readonly bool HasAnyOf(int first)
    {
        Array.Sort(_places, 0, first);
        for (int i = first; i < Length; i++)
        {
            if (Array.BinarySearch(_places, 0, first, _places[i]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool MayHaveMoved() => GC.CollectionCount(0) != _collections && ++_attempts < Attempts;

    public readonly void Dispose() => ArrayPool<long>.Shared.Return(_places);

    private void Add<T>(Span<T> block)
    {
        if (!block.IsEmpty)
        {
            _places[Length++] = (long)Unsafe.ByteOffset(ref Origin[0], ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(block)));
        }
    }
}
