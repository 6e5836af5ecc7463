using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>When statements may change memory: a load that stands behind the last of them can be repeated at any time.</summary>
internal sealed class WrittenMemory
{
    private readonly Aliasing _aliasing;
    private readonly Dictionary<Value, int> _last = [];
    private readonly int _anything = -1;

    /// <summary>Collects what the statements, and those inside them, may write.</summary>
    /// <param name="aliasing">What buffers refer to.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="isOpenly">Whether only what is written by a name counts, and not what C# may know of by itself.</param>
    public WrittenMemory(Aliasing aliasing, IReadOnlyList<Statement> statements, bool isOpenly = false)
    {
        _aliasing = aliasing;
        for (int i = 0; i < statements.Count; i++)
        {
            foreach (var buffer in Written(statements[i], isOpenly ? [] : aliasing.Parameters))
            {
                if (aliasing.Roots(buffer) is not { } roots)
                {
                    _anything = i;
                    continue;
                }

                foreach (var root in roots)
                {
                    _last[root] = i;
                }
            }
        }
    }

    /// <summary>Whether the buffer's content may change while or after a statement runs.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="place">The place of the statement.</param>
    public bool MayChange(Value buffer, int place) =>
        !Mutation.ReloadsChangedMemory && (place <= _anything || _aliasing.Roots(buffer) is not { } roots || roots.Any(r => _last.TryGetValue(r, out int last) && place <= last));

    /// <summary>The buffers that a statement, or one inside it, may write, one for each time: what it stores to, hands to a call, or what C# may know of by itself.</summary>
    public static IEnumerable<Value> Written(Statement statement, Aliasing aliasing) => Written(statement, aliasing.Parameters);

    private static IEnumerable<Value> Written(Statement statement, IReadOnlyList<Value> known) => statement.Operation switch
    {
        Store s => s.Stored.Type.IsBuffer ? [s.Buffer, s.Stored] : [s.Buffer],
        Accumulate a => [a.Buffer],
        Call { OnlyRead.Count: > 0 } call => call.Written,
        Call or External { Effect: Effect.Any } => statement.Operation.Operands.Where(v => v.Type.IsBuffer).Concat(known),
        Vector v => v.Destination is null ? [] : [v.Destination],
        External { HasEffect: true } => statement.Operation.Operands.Where(v => v.Type.IsBuffer),
        _ => statement.Operation.Regions.SelectMany(r => r.Statements).SelectMany(s => Written(s, known)),
    };
}
