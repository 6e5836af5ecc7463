using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Identities of derivative code. They may change rounding, never more: the caller keeps them away from the primal's own operations.
/// A literal zero in derivative code is a structural one, so <c>0 · x</c> is 0 whatever x is (NUMERICS, P4).
/// </summary>
/// <param name="definition">What defines a value, if it is known here.</param>
/// <param name="builder">Where new operations are appended.</param>
internal sealed class Algebra(Func<Value, Operation?> definition, Func<Operation, IrType, string?, Value> builder)
{
    /// <summary>A value equal to the operation's result, or null if the operation should stay as it is.</summary>
    /// <param name="apply">The operation.</param>
    /// <param name="result">What it defines.</param>
    public Value? Simplify(Apply apply, Value result)
    {
        var type = apply.Arguments[0].Type;
        if (!type.IsReal || !result.IsReal)
        {
            return null;
        }

        var x = apply.Arguments[0];
        var y = apply.Arguments.Count > 1 ? apply.Arguments[1] : x;
        string? name = result.Name;
        return Fold(apply, result.Type) ?? apply.Primitive switch
        {
            "Add" => IsZero(x) ? y
                : IsZero(y) ? x
                : Negated(y) is { } b ? Make("Subtract", x, b, name)
                : Negated(x) is { } a ? Make("Subtract", y, a, name)
                : null,
            "Subtract" => IsZero(y) ? x
                : IsZero(x) ? Negate(y, name)
                : Negated(y) is { } b ? Make("Add", x, b, name)
                : null,
            "Multiply" => Multiply(x, y, name),
            "Divide" => Is(y, 1) ? x
                : IsZero(x) ? x
                : Negated(x) is { } a ? Negate(Make("Divide", a, y, null), name)
                : Negated(y) is { } b ? Negate(Make("Divide", x, b, null), name)
                : null,
            "Negate" => Negated(x),
            PrimitiveTable.StrongMultiply => Number(x) is { } c ? (c == 0 ? x : Multiply(x, y, name) ?? Make("Multiply", x, y, name)) : null,
            "Pow" => Number(y) switch
            {
                0 => Literal(type, 1),
                1 => x,
                2 => Make("Multiply", x, x, name),
                3 => Make("Multiply", Make("Multiply", x, x, null), x, name),
                _ => null,
            },
            _ => null,
        };
    }

    private Value? Multiply(Value x, Value y, string? name) =>
        IsZero(x) || Is(y, 1) ? x
        : IsZero(y) || Is(x, 1) ? y
        : Is(x, -1) ? Negate(y, name)
        : Is(y, -1) ? Negate(x, name)
        : Negated(x) is { } a ? Negate(Make("Multiply", a, y, null), name)
        : Negated(y) is { } b ? Negate(Make("Multiply", x, b, null), name)
        : Reciprocal(y) is { } divisor ? Make("Divide", x, divisor, name)
        : Reciprocal(x) is { } other ? Make("Divide", y, other, name)
        : Number(y) is not null && Number(x) is null ? Make("Multiply", y, x, name)
        : null;

    // Only these are folded at compile time: they are exactly rounded everywhere.
    private Value? Fold(Apply apply, IrType type)
    {
        if (Number(apply.Arguments[0]) is not { } x)
        {
            return null;
        }

        if (apply.Arguments.Count == 1)
        {
            return apply.Primitive switch
            {
                "Negate" => Literal(type, -x),
                "Sqrt" when type == IrType.Float64 => Literal(type, Math.Sqrt(x)),
                "Convert" => Literal(type, x),
                _ => null,
            };
        }

        return Number(apply.Arguments[1]) is not { } y ? null : apply.Primitive switch
        {
            "Add" => Literal(type, x + y),
            "Subtract" => Literal(type, x - y),
            "Multiply" => Literal(type, x * y),
            "Divide" => Literal(type, x / y),
            _ => null,
        };
    }

    private double? Number(Value value) => value.IsReal && definition(value) is Constant c ? c.Literal.Real : null;

    private bool Is(Value value, double number) => Number(value) is { } known && known == number;

    private bool IsZero(Value value) => Is(value, 0);

    private Value? Negated(Value value) => definition(value) is Apply { Primitive: "Negate" } negation ? negation.Arguments[0] : null;

    private Value? Reciprocal(Value value) => definition(value) is Apply { Primitive: "Divide" } quotient && Is(quotient.Arguments[0], 1) ? quotient.Arguments[1] : null;

    private Value Literal(IrType type, double value) => builder(new Constant(IR.Literal.Of(type, value)), type, null);

    private Value Negate(Value value, string? name) =>
        Negated(value) ?? (Number(value) is { } c ? Literal(value.Type, -c) : builder(new Apply("Negate", EquatableArray.Of(value)), value.Type, name));

    private Value Make(string primitive, Value a, Value b, string? name) => builder(new Apply(primitive, EquatableArray.Of(a, b)), a.Type, name);
}
