using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Memory that every iteration takes from the same record, as much of it, and writes before it reads, is taken once before the loop: it is the same memory each time.
/// </summary>
internal static class LoopMemory
{
    private const int MostOperations = 16;

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
                var same = Same(loop.Body);
                statements.AddRange(same);
                visited = visited with { Operation = loop with { Body = loop.Body with { Statements = loop.Body.Statements.Where(s => !same.Any(t => ReferenceEquals(s, t))).ToEquatableArray() } } };
            }

            statements.Add(visited);
        }

        return region with { Statements = statements.ToEquatableArray() };
    }

    // What takes such memory, and what says how much: that is the same in every iteration, and costs nothing.
    private static List<Statement> Same(Region body)
    {
        var inside = new Dictionary<Value, Statement?>();
        body.Parameters.ToList().ForEach(p => inside[p] = null);
        body.Statements.ToList().ForEach(s => s.Results.ToList().ForEach(r => inside[r] = s));
        var same = new HashSet<Statement>(ByReference.Instance);
        foreach (var statement in body.Statements)
        {
            var needed = new List<Statement>();
            if (statement.Operation is TakeMemory { IsZeroed: false, IsArray: false } taken && !inside.ContainsKey(taken.Record) && IsSame(taken.Length, inside, needed))
            {
                same.UnionWith(needed);
                same.Add(statement);
            }
        }

        return [.. body.Statements.Where(same.Contains)];
    }

    private static bool IsSame(Value value, Dictionary<Value, Statement?> inside, List<Statement> needed)
    {
        if (!inside.TryGetValue(value, out var definition))
        {
            return true;
        }

        if (definition is not { Operation: Constant or Length or Apply } || needed.Count > MostOperations || Shapes.CanThrow(definition.Operation))
        {
            return false;
        }

        needed.Add(definition);
        return definition.Operation.Operands.All(o => IsSame(o, inside, needed));
    }
}
