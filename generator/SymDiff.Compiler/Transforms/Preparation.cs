using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>What is done to a primal before it is differentiated, in whichever direction.</summary>
internal static class Preparation
{
    /// <summary>
    /// The same function to the bit, without slices that are all of their buffer or lengths that are known, without what an earlier differentiation said of its steps, and with even powers of an absolute value
    /// taken of the value itself: <c>|x| · |x|</c> is <c>x · x</c>, which has no kink, so that its second derivative is right at 0 too (NUMERICS, P7).
    /// </summary>
    public static Function Run(Function primal) => Lengths.Run(WholeSlices.Run(primal with { Body = Visit(primal.Body, []) }));

    private static Region Visit(Region region, Dictionary<Value, Operation> known)
    {
        var statements = new List<Statement>();
        foreach (var statement in region.Statements)
        {
            var operation = statement.Operation.Regions.Count == 0
                ? Even(statement.Operation, known)
                : statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(r => Visit(r, known)).ToEquatableArray());
            if (operation is Constant or Apply { Primitive: "Abs" })
            {
                known[statement.Result] = operation;
            }

            statements.Add(new Statement(statement.Results, operation));
        }

        return region with { Statements = statements.ToEquatableArray() };
    }

    private static Operation Even(Operation operation, Dictionary<Value, Operation> known) => operation switch
    {
        Apply { Primitive: "Multiply" } product when Inside(product.Arguments[0], known) is { } x && Inside(product.Arguments[1], known) == x =>
            product with { Arguments = EquatableArray.Of(x, x) },
        Apply { Primitive: "Pow" } power when Inside(power.Arguments[0], known) is { } x
            && known.TryGetValue(power.Arguments[1], out var exponent) && exponent is Constant { Literal.Real: var n } && n % 2 == 0 =>
            power with { Arguments = EquatableArray.Of(x, power.Arguments[1]) },
        _ => operation,
    };

    private static Value? Inside(Value value, Dictionary<Value, Operation> known) =>
        known.TryGetValue(value, out var operation) && operation is Apply { Primitive: "Abs" } abs && value.IsReal ? abs.Arguments[0] : null;
}
