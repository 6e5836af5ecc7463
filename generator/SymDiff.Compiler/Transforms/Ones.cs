using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>A direction that is 1 everywhere: what reads it is a literal, and no memory of it is needed unless it is handed on.</summary>
internal static class Ones
{
    /// <summary>The same function without the parameters that are the direction.</summary>
    /// <param name="function">The function.</param>
    /// <param name="directions">Those parameters, each with the parameter of the method that is as long.</param>
    public static Function Fold(Function function, IReadOnlyList<(Value Direction, Value Like)> directions)
    {
        var builder = new RegionBuilder(new ValueSource(function));
        var body = function.Body;
        foreach (var (direction, like) in directions)
        {
            if (direction.IsReal)
            {
                var one = builder.Constant(direction.Type, 1);
                body = body.Rename(new Dictionary<Value, Value> { [direction] = one });
            }
            else if (Folded(body, direction, [direction], like) is { } folded)
            {
                body = folded;
            }
            else
            {
                Fill(builder, direction, like);
            }
        }

        return function with
        {
            Parameters = function.Parameters.Where(p => directions.All(d => d.Direction != p)).ToEquatableArray(),
            Body = body with { Statements = builder.Statements.Concat(body.Statements).ToEquatableArray() },
        };
    }

    // The region with literals for what is loaded of memory that holds ones; null where something else is done with it.
    private static Region? Folded(Region region, Value whole, HashSet<Value> ones, Value like)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            switch (statement.Operation)
            {
                case Load l when ones.Contains(l.Buffer):
                    statements.Add(statement with { Operation = new Constant(Literal.Of(statement.Result.Type, 1.0)) });
                    continue;
                case Slice s when ones.Contains(s.Buffer):
                    ones.Add(statement.Result);
                    continue;
                case Length l when l.Buffer == whole:
                    statements.Add(statement with { Operation = new Length(like) });
                    continue;
            }

            if (statement.Operation.Operands.Any(ones.Contains))
            {
                return null;
            }

            var regions = statement.Operation.Regions.Select(r => Folded(r, whole, ones, like)).ToList();
            if (regions.Contains(null))
            {
                return null;
            }

            statements.Add(regions.Count == 0 ? statement : statement with { Operation = statement.Operation.With(statement.Operation.Operands, regions.Select(r => r!).ToEquatableArray()) });
        }

        return region.End.Values.Any(ones.Contains) ? null : region with { Statements = statements.ToEquatableArray() };
    }

    private static void Fill(RegionBuilder builder, Value direction, Value like)
    {
        var length = builder.Add(new Length(like), IrType.Int32);
        builder.Add(new Alloc(direction.Type.Element!, length), direction);
        var index = builder.Values.Fresh(IrType.Int32);
        var body = builder.Nested(index);
        body.Add(new Store(direction, index, body.Constant(direction.Type.Element!, 1)));
        builder.Add(new Loop(builder.Values.FreshLabel("fill"), length, false, default, body.Yield()));
    }
}
