using System.Runtime.CompilerServices;

namespace SymDiff.Compiler.Graphs;

/// <summary>A value of the method that is no number: a range of memory.</summary>
/// <param name="Allocation">Which memory.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
internal sealed record GraphBuffer(int Allocation, int Start, int Length);

/// <summary>A value of the method that has no place in a graph: an error where a result needs it.</summary>
/// <param name="Reason">What it is.</param>
internal sealed record Unknown(string Reason);

/// <summary>What memory holds at some point: a value for every element, nodes, buffers and unknowns alike.</summary>
internal sealed class GraphMemory
{
    // How much was allocated, on whatever way through the method.
    private readonly StrongBox<int> _allocations;
    private readonly Dictionary<int, object[]> _cells;

    /// <summary>Nothing.</summary>
    public GraphMemory()
        : this(new StrongBox<int>(), [])
    {
    }

    private GraphMemory(StrongBox<int> allocations, Dictionary<int, object[]> cells) => (_allocations, _cells) = (allocations, cells);

    /// <summary>An element.</summary>
    public object this[int allocation, int index] => _cells[allocation][index];

    /// <summary>The same, to be changed on its own. What is not changed is shared.</summary>
    public GraphMemory Copy() => new(_allocations, new Dictionary<int, object[]>(_cells));

    /// <summary>New memory.</summary>
    /// <param name="cells">What it holds.</param>
    public GraphBuffer Add(object[] cells)
    {
        int allocation = _allocations.Value++;
        _cells[allocation] = cells;
        return new GraphBuffer(allocation, 0, cells.Length);
    }

    /// <summary>Changes an element.</summary>
    public void Set(int allocation, int index, object value)
    {
        object[] cells = [.. _cells[allocation]];
        cells[index] = value;
        _cells[allocation] = cells;
    }

    /// <summary>What memory holds behind a choice: as it is behind one arm where a condition holds, else as behind the other.</summary>
    /// <param name="then">Behind the one.</param>
    /// <param name="otherwise">Behind the other.</param>
    /// <param name="choose">One of two values.</param>
    public static GraphMemory Choose(GraphMemory then, GraphMemory otherwise, Func<object, object, object> choose)
    {
        if (ReferenceEquals(then, otherwise))
        {
            return then;
        }

        var cells = new Dictionary<int, object[]>(otherwise._cells);
        foreach (var pair in then._cells)
        {
            cells[pair.Key] = !cells.TryGetValue(pair.Key, out object[]? other) || ReferenceEquals(pair.Value, other) ? pair.Value
                : [.. pair.Value.Zip(other, (a, b) => ReferenceEquals(a, b) ? a : choose(a, b))];
        }

        return new GraphMemory(then._allocations, cells);
    }
}
