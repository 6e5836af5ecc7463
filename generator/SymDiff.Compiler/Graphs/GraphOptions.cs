using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>What a graph needs to be told besides the method: a graph has one node an operation, so whatever says how many there are must be known.</summary>
public sealed record GraphOptions
{
    /// <summary>
    /// How many elements each array or span among the parameters has, by the parameter's name. A matrix <c>m</c> has <c>m</c> elements here, and <c>mRows</c> and <c>mColumns</c> among
    /// <see cref="Integers"/>.
    /// </summary>
    public IReadOnlyDictionary<string, int> Lengths { get; init; } = new Dictionary<string, int>();

    /// <summary>Integers among the parameters that are fixed, such as a number of iterations, by the parameter's name.</summary>
    public IReadOnlyDictionary<string, long> Integers { get; init; } = new Dictionary<string, long>();

    /// <summary>What the results are called, in their order; the function's name where nothing is said.</summary>
    public IReadOnlyList<string> ResultNames { get; init; } = [];

    /// <summary>One flag a parameter: whether derivatives are taken with respect to it; default for all real ones.</summary>
    public EquatableArray<bool> Active { get; init; }

    /// <summary>One flag a parameter: whether what it holds in the end is a result, as with a buffer that is written; default for none.</summary>
    public EquatableArray<bool> IsOutput { get; init; }

    /// <summary>Gives the body of another method that the method calls, by the name that the call has; null where there is none.</summary>
    public Func<string, GraphCallee?> Callee { get; init; } = _ => null;

    /// <summary>The most operations that a graph may have.</summary>
    public int MostOperations { get; init; } = 20_000;
}

/// <summary>A method that is read in place of its calls.</summary>
/// <param name="Function">Its body.</param>
/// <param name="Callee">What it calls in turn, by the names that stand in it: they need not mean what they mean elsewhere.</param>
public sealed record GraphCallee(Function Function, Func<string, GraphCallee?> Callee);
