using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A loop of the derivative that only hands on multiples of one cotangent is gone through only where that is not 0, if it is the share that a choice leaves to one of several: of the distances whose
/// least is asked for, all but one have a cotangent of 0.
/// </summary>
/// <remarks>A cotangent of 0 contributes 0, whatever it would be multiplied by; NaN is not 0.</remarks>
internal sealed class SkippedLoops
{
    private readonly ValueSource _values;
    private readonly Dictionary<Value, Operation> _definitions;

    private SkippedLoops(Function function)
    {
        _values = new ValueSource(function);
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
    }

    /// <summary>The same function with such loops skipped.</summary>
    public static Function Run(Function function) => function.Body.AllStatements().Any(s => s.Operation is Apply apply && PrimitiveTable.Get(apply.Primitive).IsShare)
        ? function with { Body = new SkippedLoops(function).Visit(function.Body) }
        : function;

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        var here = new HashSet<Value>(region.Statements.Where(s => s.Results.Count == 1).Select(s => s.Result));
        foreach (var statement in region.Statements)
        {
            var visited = statement.Operation.Regions.Count == 0 ? statement : statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) };
            if (visited is { Step: not null, Results.Count: 0, Operation: Loop loop } && loop.Body.FreeValues().FirstOrDefault(v => v.IsReal && here.Contains(v) && IsShared(v) && OnlyHandsOn(loop, v)) is { } cotangent)
            {
                builder.Step = visited.Step;
                var isAny = builder.Apply(IrType.Bool, "NotEqual", cotangent, builder.Zero(cotangent.Type));
                var skipped = builder.Nested();
                skipped.Add(visited);
                builder.If(isAny, [], skipped.Yield(), builder.Nested().Yield());
                continue;
            }

            builder.Add(visited);
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    // A cotangent times 0, ½ or 1, or times what that leaves of 1.
    private bool IsShared(Value value) => Defined(value) is Apply { Primitive: "Multiply" } product && product.Arguments.Any(IsShare);

    private bool IsShare(Value value) => Defined(value) is Apply apply
        && (PrimitiveTable.Get(apply.Primitive).IsShare || (apply.Primitive == "Subtract" && Defined(apply.Arguments[0]) is Constant { Literal: { Symbol: null, Real: 1 } } && IsShare(apply.Arguments[1])));

    private static bool OnlyHandsOn(Loop loop, Value cotangent)
    {
        if (loop is not { Count: not null, IsVector: false, Initial.Count: 0 } || !loop.Body.End.IsYield || Exits.Labels(loop.Body).Count > 0)
        {
            return false;
        }

        var multiples = new HashSet<Value> { cotangent };
        foreach (var statement in loop.Body.Statements)
        {
            switch (statement.Operation)
            {
                case Constant or Length or Load:
                    break;
                case Apply { Primitive: "Multiply" or PrimitiveTable.StrongMultiply } product:
                    Note(product.Arguments.Any(multiples.Contains));
                    break;
                case Apply { Primitive: "Divide" or "Negate" or "Convert" } linear:
                    Note(linear.Arguments[0].IsReal && multiples.Contains(linear.Arguments[0]) && !(linear.Arguments.Count > 1 && multiples.Contains(linear.Arguments[1])));
                    break;
                case Apply { Primitive: "Add" or "Subtract" } sum:
                    Note(sum.Arguments.All(multiples.Contains));
                    break;
                case Apply apply when !Emit.Shapes.CanThrow(apply):
                    break;
                case Accumulate sum when multiples.Contains(sum.Added) || Mutation.SkipsWholeLoops:
                    break;
                default:
                    return false;
            }

            void Note(bool isMultiple)
            {
                if (isMultiple)
                {
                    multiples.Add(statement.Result);
                }
            }
        }

        return true;
    }

    private Operation? Defined(Value value) => _definitions.TryGetValue(value, out var operation) ? operation : null;
}
