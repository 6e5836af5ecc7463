using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Where the rows of a triangle begin, <c>r · (r − 1) / 2</c> in iteration <c>r</c>, is not computed in every iteration but carried: <c>r</c> more for the next one, or in a loop
/// that runs backward <c>r</c> less than for the one before.
/// </summary>
internal sealed class TriangleStarts
{
    private readonly ValueSource _values;
    private readonly Dictionary<Value, Operation> _definitions;

    private TriangleStarts(Function function)
    {
        _values = new ValueSource(function);
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
    }

    /// <summary>The same function with such places carried.</summary>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is Loop)
        ? function with { Body = new TriangleStarts(function).Visit(function.Body) }
        : function;

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            var visited = statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) };
            builder.Add(visited.Operation is Loop { Count: not null, IsVector: false } loop && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0 && Place(loop) is { } place ? Carry(visited, loop, place, builder) : visited);
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    // The statement that computes the place in every iteration.
    private Statement? Place(Loop loop)
    {
        return loop.Body.Statements.FirstOrDefault(s => s.Operation is Apply { Primitive: "Convert" } narrow && s.Result.Type == IrType.Int32
            && Defined(narrow.Arguments[0]) is Apply { Primitive: "Divide" } half && Defined(half.Arguments[1]) is Constant { Literal.Bits: 2 }
            && Defined(half.Arguments[0]) is Apply { Primitive: "Multiply" } pairs
            && Wide(pairs.Arguments[0]) == loop.Iteration
            && Wide(pairs.Arguments[1]) is { } less && Defined(less) is Apply { Primitive: "Subtract" } before && before.Arguments[0] == loop.Iteration && Defined(before.Arguments[1]) is Constant { Literal.Bits: 1 });

        Operation? Defined(Value value) => _definitions.TryGetValue(value, out var operation) ? operation : null;

        Value? Wide(Value value) => value.Type == IrType.Int64 && Defined(value) is Apply { Primitive: "Convert" } convert ? convert.Arguments[0] : null;
    }

    private Statement Carry(Statement statement, Loop loop, Statement place, RegionBuilder before)
    {
        var initial = loop.IsReversed ? Pairs(loop.Count!, before) : before.Int(0);
        var carried = loop.IsReversed ? _values.Fresh(IrType.Int32, "pairs") : place.Result;
        var body = new RegionBuilder(_values, [.. loop.Body.Parameters, carried]);
        foreach (var inner in loop.Body.Statements)
        {
            if (inner != place)
            {
                body.Add(inner);
            }
            else if (loop.IsReversed)
            {
                body.Add(inner with { Operation = new Apply("Subtract", EquatableArray.Of(carried, loop.Iteration)) });
            }
        }

        var next = loop.IsReversed ? place.Result : body.Apply(IrType.Int32, "Add", carried, loop.Iteration);
        return statement with
        {
            Results = statement.Results.Append(_values.Fresh(IrType.Int32)).ToEquatableArray(),
            Operation = loop with { Initial = loop.Initial.Append(initial).ToEquatableArray(), Body = body.Yield([.. loop.Body.End.Values, next]) },
        };
    }

    private static Value Pairs(Value number, RegionBuilder builder)
    {
        var wide = builder.Apply(IrType.Int64, "Convert", number);
        var less = builder.Apply(IrType.Int64, "Convert", builder.Apply(IrType.Int32, "Subtract", number, builder.Int(1)));
        return builder.Apply(IrType.Int32, "Convert", builder.Apply(IrType.Int64, "Divide", builder.Apply(IrType.Int64, "Multiply", wide, less), builder.Constant(IrType.Int64, 2)));
    }
}
