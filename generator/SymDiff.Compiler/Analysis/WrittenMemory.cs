using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Which memory statements may change: a load from any other can be repeated at any time.</summary>
internal sealed class WrittenMemory
{
    private readonly Aliasing _aliasing;
    private readonly HashSet<Value> _written = [];
    private readonly bool _anything;

    /// <summary>Collects what the statements, and those inside them, write or hand to calls.</summary>
    public WrittenMemory(Aliasing aliasing, IEnumerable<Statement> statements)
    {
        _aliasing = aliasing;
        foreach (var buffer in statements.SelectMany(Written).Where(b => !(Mutation.MissesWritesThroughSlices && aliasing.MayBePart(b))))
        {
            if (aliasing.Roots(buffer) is { } roots)
            {
                _written.UnionWith(roots);
            }
            else
            {
                _anything = true;
            }
        }
    }

    /// <summary>Whether the buffer's content may change.</summary>
    public bool MayChange(Value buffer) => !Mutation.ReloadsChangedMemory && (_anything || _aliasing.Roots(buffer) is not { } roots || roots.Any(_written.Contains));

    private static IEnumerable<Value> Written(Statement statement) => statement.Operation switch
    {
        Store s => s.Stored.Type.IsBuffer ? [s.Buffer, s.Stored] : [s.Buffer],
        Accumulate a => [a.Buffer],
        Call or External { HasEffect: true } => statement.Operation.Operands.Where(v => v.Type.IsBuffer),
        _ => statement.Operation.Regions.SelectMany(r => r.Statements).SelectMany(Written),
    };
}
