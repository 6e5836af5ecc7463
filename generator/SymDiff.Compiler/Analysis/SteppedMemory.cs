using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>The memory by which one iteration of a loop tells the next: to run an iteration again, it must hold again what it held there.</summary>
internal sealed class SteppedMemory
{
    private readonly Aliasing _aliasing;
    private readonly HashSet<Value> _own;
    private readonly HashSet<Value> _told = [];

    private SteppedMemory(Aliasing aliasing, HashSet<Value> own)
    {
        _aliasing = aliasing;
        _own = own;
    }

    /// <summary>The parameters and allocations, in no particular order.</summary>
    public IReadOnlyCollection<Value> Roots => _told;

    /// <summary>Those that the iterations only read.</summary>
    public IReadOnlyCollection<Value> OnlyRead { get; private init; } = [];

    /// <summary>Analyses a loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="isScratch">Whether memory made before the loop might as well be made in every iteration.</param>
    /// <param name="aliasing">What buffers refer to.</param>
    /// <param name="obstacle">If there is no answer, why: the end of a sentence that begins with the loop.</param>
    /// <returns>The memory; null if it cannot be told.</returns>
    public static SteppedMemory? Of(Loop loop, Func<Value, bool> isScratch, Aliasing aliasing, out string obstacle)
    {
        obstacle = "";
        var statements = loop.Body.AllStatements().ToList();
        var made = new HashSet<Value>(statements.Where(s => s.Operation is Alloc).Select(s => s.Result));
        var handed = loop.Body.Nested().Where(r => !r.End.IsYield).Append(loop.Body).SelectMany(r => r.End.Values).Where(v => v.Type.IsBuffer);
        var read = statements.SelectMany(s => Read(s.Operation)).ToList();
        var written = statements.Select(s => Written(s.Operation)).OfType<Value>().ToList();
        if (read.Concat(written).Concat(handed).Any(b => aliasing.Roots(b) is null) || statements.Any(s => s.Operation is Store { Stored.Type.IsBuffer: true }))
        {
            obstacle = "keeps arrays in an array";
            return null;
        }

        if (handed.Any(b => aliasing.Roots(b)!.Any(made.Contains)))
        {
            obstacle = "hands memory that one iteration makes on to the next";
            return null;
        }

        var writtenRoots = new HashSet<Value>(written.SelectMany(b => aliasing.Roots(b)!));
        var memory = new SteppedMemory(aliasing, made) { OnlyRead = [.. read.SelectMany(b => aliasing.Roots(b)!).Where(r => !made.Contains(r) && !writtenRoots.Contains(r)).Distinct()] };
        memory._own.UnionWith(writtenRoots.Where(isScratch));
        memory._told.UnionWith(read.SelectMany(b => aliasing.Roots(b)!).Where(r => writtenRoots.Contains(r) && !memory._own.Contains(r)));

        // A store that may be to one memory or another is made again, so both must hold what they held.
        while (written.Where(b => !memory.IsForLater(b)).SelectMany(b => aliasing.Roots(b)!).Any(r => !memory._own.Contains(r) && memory._told.Add(r)))
        {
        }

        return memory;
    }

    /// <summary>Whether what is stored there is read by no iteration, so that running one again need not store it again.</summary>
    public bool IsForLater(Value buffer) => _aliasing.Roots(buffer)!.All(r => !_own.Contains(r) && !_told.Contains(r));

    /// <summary>The memory that an operation writes; null for none.</summary>
    public static Value? Written(Operation operation) => operation switch
    {
        Store store => store.Buffer,
        Accumulate sum => sum.Buffer,
        Vector vector => vector.Destination,
        _ => null,
    };

    private static IEnumerable<Value> Read(Operation operation) => operation switch
    {
        Load load => [load.Buffer],
        Accumulate sum => [sum.Buffer],
        Vector or External or Call => operation.Operands.Where(o => o.Type.IsBuffer),
        _ => [],
    };
}
