namespace SymDiff.Compiler.IR;

/// <summary>Ways through regions that every pass needs.</summary>
public static class Walk
{
    /// <summary>The region and all regions inside it, outer before inner.</summary>
    public static IEnumerable<Region> Nested(this Region region)
    {
        Stack<Region>? pending = null;
        for (var next = region; next is not null; next = Next(pending))
        {
            yield return next;
            foreach (var statement in next.Statements)
            {
                Push(ref pending, statement.Operation.Regions);
            }
        }
    }

    /// <summary>All statements of the region and of the regions inside it, in the order of <see cref="Nested"/>.</summary>
    public static IEnumerable<Statement> AllStatements(this Region region)
    {
        Stack<Region>? pending = null;
        for (var next = region; next is not null; next = Next(pending))
        {
            foreach (var statement in next.Statements)
            {
                yield return statement;
                Push(ref pending, statement.Operation.Regions);
            }
        }
    }

    /// <summary>The label that leaving for ends the operation, where it has one.</summary>
    public static string? Label(this Operation operation) => operation switch
    {
        Block block => block.Label,
        Loop loop => loop.Label,
        _ => null,
    };

    /// <summary>The values that the region reads and does not define, each once, in order of first use.</summary>
    public static IReadOnlyList<Value> FreeValues(this Region region)
    {
        var defined = new HashSet<Value>();
        var free = new List<Value>();
        var seen = new HashSet<Value>();
        Visit(region);
        return free;

        void Visit(Region inner)
        {
            foreach (var value in inner.Parameters)
            {
                defined.Add(value);
            }

            foreach (var statement in inner.Statements)
            {
                Use(statement.Operation.Operands);
                foreach (var nested in statement.Operation.Regions)
                {
                    Visit(nested);
                }

                foreach (var value in statement.Results)
                {
                    defined.Add(value);
                }
            }

            Use(inner.End.Values);
        }

        void Use(EquatableArray<Value> values)
        {
            foreach (var value in values)
            {
                if (!defined.Contains(value) && seen.Add(value))
                {
                    free.Add(value);
                }
            }
        }
    }

    /// <summary>The same array with every value replaced that <paramref name="map"/> names.</summary>
    public static EquatableArray<Value> Map(this EquatableArray<Value> values, IReadOnlyDictionary<Value, Value> map)
    {
        Value[]? changed = null;
        for (int i = 0; i < values.Count; i++)
        {
            if (map.TryGetValue(values[i], out var other))
            {
                changed ??= values.ToArray();
                changed[i] = other;
            }
        }

        return changed is null ? values : new(changed);
    }

    /// <summary>The same region reading other values; definitions stay.</summary>
    public static Region Rename(this Region region, IReadOnlyDictionary<Value, Value> map) => map.Count == 0 ? region : new(
        region.Parameters,
        region.Statements.Select(s => s.Rename(map)).ToEquatableArray(),
        region.End with { Values = region.End.Values.Map(map) });

    /// <summary>The same statement reading other values; definitions stay.</summary>
    public static Statement Rename(this Statement statement, IReadOnlyDictionary<Value, Value> map) => statement with
    {
        Operation = statement.Operation.With(
            statement.Operation.Operands.Map(map),
            statement.Operation.Regions.Select(r => r.Rename(map)).ToEquatableArray()),
    };

    // Most regions hold no others: then nothing is allocated.
    private static void Push(ref Stack<Region>? pending, EquatableArray<Region> inner)
    {
        foreach (var region in inner)
        {
            (pending ??= new Stack<Region>()).Push(region);
        }
    }

    private static Region? Next(Stack<Region>? pending) => pending is { Count: > 0 } ? pending.Pop() : null;
}
