using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>
/// Memory that is only ever used by the name of its allocation: read, written, cut, and never handed on through choices, loops, calls or other memory. Where
/// it is used it is known which memory it is, so its shadow is made by the reverse sweep and need not travel with it.
/// </summary>
internal static class DirectBuffers
{
    /// <summary>The allocations, and the slices of them.</summary>
    public static HashSet<Value> Of(Function function)
    {
        var direct = new HashSet<Value>();
        var bases = new Dictionary<Value, Value>();
        foreach (var statement in InOrder(function.Body))
        {
            if (statement.Operation is Alloc { Length: not null } alloc && !alloc.Element.IsBuffer && statement.Result.Type.HasShadow)
            {
                direct.Add(statement.Result);
            }
            else if (statement.Operation is Slice slice && direct.Contains(slice.Buffer))
            {
                direct.Add(statement.Result);
                bases[statement.Result] = slice.Buffer;
            }
        }

        var handedOn = new HashSet<Value>();
        foreach (var region in function.Body.Nested())
        {
            handedOn.UnionWith(region.End.Values);
            foreach (var operation in region.Statements.Select(s => s.Operation))
            {
                handedOn.UnionWith(operation switch
                {
                    Load or Length or Slice or Accumulate or Vector => [],
                    Store store => [store.Stored],
                    _ => operation.Operands,
                });
            }
        }

        // A slice that is handed on takes its base along, and a base its slices.
        foreach (var value in direct.Where(handedOn.Contains).ToList())
        {
            handedOn.Add(Base(value));
        }

        direct.RemoveWhere(v => handedOn.Contains(Base(v)));
        return direct;

        Value Base(Value value)
        {
            while (bases.TryGetValue(value, out var of))
            {
                value = of;
            }

            return value;
        }
    }

    // A slice stands after what it is cut from.
    private static IEnumerable<Statement> InOrder(Region region) =>
        region.Statements.SelectMany(s => new[] { s }.Concat(s.Operation.Regions.SelectMany(InOrder)));
}
