using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Identities of derivative code. They may change rounding, never more: the caller keeps them away from the primal's own operations.
/// A literal zero in derivative code is a structural one, so <c>0 · x</c> is 0 whatever x is (NUMERICS, P4).
/// </summary>
/// <param name="definition">What defines a value, if it is known here.</param>
/// <param name="isDerivative">Whether a value belongs to the derivative and not to the primal.</param>
/// <param name="computed">The value that an operation already has here, if any.</param>
/// <param name="isOwn">Whether a value serves one operation only, so that taking it apart costs nothing.</param>
/// <param name="isSame">Whether a value is the same in every iteration of the innermost loop here: it is computed before it.</param>
/// <param name="builder">Where new operations are appended.</param>
internal sealed class Algebra(
    Func<Value, Operation?> definition,
    Func<Value, bool> isDerivative,
    Func<Operation, IrType, Value?> computed,
    Func<Value, bool> isOwn,
    Func<Value, bool> isSame,
    Func<Operation, IrType, string?, Value> builder)
{
    // Beyond this a product of powers is neither shorter nor clearer than the call.
    private const int LargestProductPower = 8;

    // Conditions of which one holds, and marks of which some are all.
    private Value? Joined(Apply apply)
    {
        var (x, y) = (apply.Arguments[0], apply.Arguments[1]);
        return (apply.Primitive == "And", x.Type.Name) switch
        {
            (true, "bool") => Bits(x) == 1 ? y : Bits(y) == 1 ? x : null,
            (false, "u64") => Bits(y) == 0 || Has(x, y) ? x : Bits(x) == 0 || Has(y, x) ? y : null,
            _ => null,
        };

        long? Bits(Value value) => definition(value) is Constant constant ? constant.Literal.Bits : null;

        // As far as a few steps show it: what is joined may be as long as the method.
        bool Has(Value whole, Value part, int steps = 4) => whole == part
            || (steps > 0 && definition(whole) is Apply { Primitive: "Or" } or && (Has(or.Arguments[0], part, steps - 1) || Has(or.Arguments[1], part, steps - 1)));
    }

    /// <summary>A value equal to the operation's result, or null if the operation should stay as it is.</summary>
    /// <param name="apply">The operation.</param>
    /// <param name="result">What it defines.</param>
    public Value? Simplify(Apply apply, Value result)
    {
        if (apply.Primitive == "Not" && definition(apply.Arguments[0]) is Constant known)
        {
            return builder(new Constant(IR.Literal.Of(known.Literal.Bits == 0)), IrType.Bool, null);
        }

        if (apply.Primitive is "And" or "Or" && Joined(apply) is { } joined)
        {
            return joined;
        }

        var type = apply.Arguments[0].Type;
        if (type.IsReal && Decided(apply) is { } decided)
        {
            return builder(new Constant(IR.Literal.Of(decided)), IrType.Bool, null);
        }

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
            "Divide" or PrimitiveTable.StrongDivide => Is(y, 1) ? x
                : definition(x) is Apply { Primitive: "Divide" or PrimitiveTable.StrongDivide } once && once.Arguments[1] == y && Is(once.Arguments[0], 1) ? Make("Multiply", x, x, name)
                : IsZero(x) ? x
                : Negated(x) is { } a ? Negate(Make(apply.Primitive, a, y, null), name)
                : Negated(y) is { } b ? Negate(Make(apply.Primitive, x, b, null), name)
                : null,
            "Negate" => Negated(x),
            PrimitiveTable.StrongMultiply => Number(x) is { } c && c == 0 ? x
                : Number(x) is not null || (!IsPole(y) && IsFinite(y, LargestProductPower)) ? Make("Multiply", x, y, name)
                : Negated(y) is { } b && Reciprocal(b) is null ? Negate(Make(apply.Primitive, x, b, null), name)
                : null,
            "Pow" => Number(y) is >= 0 and <= LargestProductPower and var power && power == Math.Floor(power) ? Power(x, (int)power) : null,
            _ => null,
        };
    }

    // What a rule asks of a literal, such as whether the base of a power is positive.
    private bool? Decided(Apply apply) =>
        apply.Arguments.Count != 2 || !apply.Arguments.All(IsSameInEveryType) || Number(apply.Arguments[0]) is not { } x || Number(apply.Arguments[1]) is not { } y ? null : apply.Primitive switch
        {
            "Less" => x < y,
            "LessOrEqual" => x <= y,
            "Greater" => x > y,
            "GreaterOrEqual" => x >= y,
            "Equal" => x == y,
            "NotEqual" => x != y,
            _ => null,
        };

    private Value? Multiply(Value x, Value y, string? name) =>
        IsZero(x) || Is(y, 1) ? x
        : IsZero(y) || Is(x, 1) ? y
        : Is(x, -1) ? Negate(y, name)
        : Is(y, -1) ? Negate(x, name)
        : Negated(x) is { } a ? Negate(Make("Multiply", a, y, null), name)
        : Negated(y) is { } b ? Negate(Make("Multiply", x, b, null), name)
        : x == y ? null
        : Reciprocal(y) is var (divide, divisor) ? Make(divide, x, divisor, name)
        : Reciprocal(x) is var (divideOther, other) ? Make(divideOther, y, other, name)
        : Number(y) is not null && Number(x) is null ? Make("Multiply", y, x, name)
        : Number(x) is { } factor ? Opposite(factor, x.Type, y, name) ?? Scaled(factor, x.Type, y, name)
        : Factored(x, y, name) ?? Factored(y, x, name);

    // −c · y where c · y is there already.
    private Value? Opposite(double factor, IrType type, Value y, string? name) =>
        computed(new Constant(IR.Literal.Of(type, -factor)), type) is { } opposite && Computed("Multiply", opposite, y) is { } multiple ? Negate(multiple, name) : null;

    // A constant times a multiple is another multiple, also where the multiple is a factor further in.
    private Value? Scaled(double factor, IrType type, Value y, string? name) => definition(y) switch
    {
        Apply { Primitive: "Multiply" } product when isOwn(y) && Multiple(product.Arguments[0]) is var (inner, of) && IsPlain(type, factor * inner) =>
            Make("Multiply", Literal(type, factor * inner), Make("Multiply", of, product.Arguments[1], null), name),
        Apply { Primitive: "Multiply" } product when isOwn(y) && Multiple(product.Arguments[1]) is var (inner, of) && IsPlain(type, factor * inner) =>
            Make("Multiply", Literal(type, factor * inner), Make("Multiply", product.Arguments[0], of, null), name),
        Apply { Primitive: "Multiply" } product when Number(product.Arguments[0]) is { } other && IsPlain(type, factor * other) =>
            Make("Multiply", Literal(type, factor * other), product.Arguments[1], name),
        Apply { Primitive: "Divide" or PrimitiveTable.StrongDivide } quotient when Number(quotient.Arguments[0]) is { } other && IsPlain(type, factor * other) && isOwn(y) =>
            Make(quotient.Primitive, Literal(type, factor * other), quotient.Arguments[1], name),
        _ => null,
    };

    private (double Factor, Value Of)? Multiple(Value value) =>
        definition(value) is Apply { Primitive: "Multiply" } product && Number(product.Arguments[0]) is { } factor ? (factor, product.Arguments[1]) : null;

    // g · (a/b) is (g/b) · a where g/b is there already and a/b then goes; (a·b) · y takes what is there of a·y or b·y; a constant goes outward.
    private Value? Factored(Value whole, Value y, string? name)
    {
        if (definition(whole) is not Apply inner)
        {
            return null;
        }

        if (inner.Primitive is "Divide" or PrimitiveTable.StrongDivide && isOwn(whole) && Computed("Divide", y, inner.Arguments[1]) is { } shared && shared != whole)
        {
            return Make("Multiply", shared, inner.Arguments[0], name);
        }

        if (inner.Primitive != "Multiply" || !isOwn(whole))
        {
            return null;
        }

        var (a, b) = (inner.Arguments[0], inner.Arguments[1]);
        return Number(a) is not null ? Make("Multiply", a, Make("Multiply", b, y, null), name)
            : Computed("Multiply", b, y) is { } right && right != whole ? Make("Multiply", a, right, name)
            : Computed("Multiply", a, y) is { } left && left != whole ? Make("Multiply", b, left, name)
            : null;
    }

    private Value? Computed(string primitive, Value a, Value b) => computed(new Apply(primitive, EquatableArray.Of(a, b)), a.Type);

    // By repeated squaring.
    private Value Power(Value x, int power)
    {
        if (power == 0)
        {
            return Literal(x.Type, 1);
        }

        if (power == 1)
        {
            return x;
        }

        var half = Power(x, power / 2);
        var square = Make("Multiply", half, half, PowerName(x, power / 2 * 2));
        return power % 2 == 0 ? square : Make("Multiply", square, x, null);
    }

    private static string? PowerName(Value x, int power) =>
        x.Name is { } name && !char.IsDigit(name[name.Length - 1]) ? name + power.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    // A partial that the primal happens to compute as well is the primal's value by now, and a pole all the same.
    private bool IsPole(Value value) => definition(value) is Apply { Primitive: "Divide" or PrimitiveTable.StrongDivide } || IsPolePower(value) || (Negated(value) is { } positive && IsPole(positive));

    private bool IsPolePower(Value value) => definition(value) is Apply { Primitive: "Pow" } power && Number(power.Arguments[1]) is not >= 0;

    // A partial made of products and sums alone is finite wherever the primal values it is made of are.
    private bool IsFinite(Value value, int depth) => !isDerivative(value) ? !IsPolePower(value) && definition(value) is not Apply { Primitive: PrimitiveTable.StrongDivide } : definition(value) switch
    {
        Constant c => IsPlain(c.Literal.Real) || c.Literal.Real == 0,
        Apply { Primitive: "Multiply" or "Add" or "Subtract" or "Negate" } a => depth > 0 && a.Arguments.All(x => IsFinite(x, depth - 1)),
        Apply { Primitive: "Pow" } a => Number(a.Arguments[1]) is >= 0 && IsFinite(a.Arguments[0], depth - 1),
        _ => false,
    };

    private static bool IsPlain(double number) => number != 0 && !double.IsNaN(number) && !double.IsInfinity(number);

    // Neither too large nor too small for the type that it will be a constant of.
    private static bool IsPlain(IrType type, double number) => IsPlain(IR.Literal.Of(type.IsGeneric ? IrType.Float32 : type, number).Real);

    // A type parameter may stand for a type of fewer digits, in which two numbers that differ are one.
    private bool IsSameInEveryType(Value value) => !value.Type.IsGeneric || (Number(value) is { } number && number * 16 == Math.Floor(number * 16) && Math.Abs(number) <= 64);

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
            "Divide" or PrimitiveTable.StrongDivide => Literal(type, x / y),
            _ => null,
        };
    }

    private double? Number(Value value) => value.IsReal && definition(value) is Constant c ? c.Literal.Real : null;

    private bool Is(Value value, double number) => Number(value) is { } known && known == number;

    private bool IsZero(Value value) => Is(value, 0);

    private Value? Negated(Value value) => definition(value) is Apply { Primitive: "Negate" } negation ? negation.Arguments[0] : null;

    // One that was computed before the loop is there to be multiplied with: an iteration has no division.
    private (string Primitive, Value Divisor)? Reciprocal(Value value) =>
        !isSame(value) && definition(value) is Apply { Primitive: "Divide" or PrimitiveTable.StrongDivide } quotient && Is(quotient.Arguments[0], 1) ? (quotient.Primitive, quotient.Arguments[1]) : null;

    private Value Literal(IrType type, double value) => builder(new Constant(IR.Literal.Of(type, value)), type, null);

    private Value Negate(Value value, string? name) =>
        Negated(value) ?? (Number(value) is { } c ? Literal(value.Type, -c) : builder(new Apply("Negate", EquatableArray.Of(value)), value.Type, name));

    private Value Make(string primitive, Value a, Value b, string? name) => builder(new Apply(primitive, EquatableArray.Of(a, b)), a.Type, name);
}
