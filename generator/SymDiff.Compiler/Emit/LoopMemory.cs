using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Memory that every iteration takes from the same record, as much of it, and writes before it reads, is taken once before the loop: it is the same memory each time.
/// </summary>
internal static class LoopMemory
{
    /// <summary>The same function with such memory taken before the outermost loop that it is the same in.</summary>
    /// <param name="function">The function, whose memory has names.</param>
    public static Function Run(Function function) => function with { Body = Visit(function.Body) };

    private static Region Visit(Region region)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            var visited = statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) };
            if (visited.Operation is Loop loop)
            {
                var inside = new HashSet<Value>(loop.Body.Parameters.Concat(loop.Body.Statements.SelectMany(s => s.Results)));
                var same = loop.Body.Statements.Where(s => s.Operation is TakeMemory { IsZeroed: false, IsArray: false } taken && !inside.Contains(taken.Record) && !inside.Contains(taken.Length)).ToList();
                statements.AddRange(same);
                visited = visited with { Operation = loop with { Body = loop.Body with { Statements = loop.Body.Statements.Where(s => !same.Any(t => ReferenceEquals(s, t))).ToEquatableArray() } } };
            }

            statements.Add(visited);
        }

        return region with { Statements = statements.ToEquatableArray() };
    }
}
