using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>A member of a type of <c>System.Numerics</c>, as mathematics.</summary>
/// <param name="Member">Its name with the names of its type and its parameters, as metadata has them: <c>Vector3.Dot(Vector3,Vector3)</c>, with <c>out</c> before those that are results.</param>
/// <param name="Definition">The leaves of its result, or of its results through parameters one after the other, from those of its operands.</param>
/// <param name="IsExact">
/// Whether the definition is what the library computes, bit for bit, on every processor. If not, the value is had from the library and only the derivative from here: the library
/// adds up in the order of its vector registers, and fuses products with sums.
/// </param>
internal sealed record NumericsRow(string Member, Func<NumericsOperands, Number[]> Definition, bool IsExact)
{
    /// <summary>Whether the result is a truth value, which has no derivative: the first number's value is it.</summary>
    public Func<LoweringContext, NumericsOperands, Value>? Predicate { get; init; }

    /// <summary>Whether the result is none to differentiate: the library's call is made as it stands.</summary>
    public bool IsConstant { get; init; }

    /// <summary>Whether the result is a step function of the first operand, whose derivative is zero almost everywhere.</summary>
    public bool IsStep { get; init; }

    /// <summary>A member whose result is no number, or the same almost everywhere around a point.</summary>
    /// <param name="member">Its name.</param>
    /// <param name="isStep">Whether it gives numbers.</param>
    public static NumericsRow Constant(string member, bool isStep = false) => new(member, _ => [], true) { IsConstant = true, IsStep = isStep };
}

/// <summary>The operands of a member: the object first, where there is one.</summary>
/// <param name="Context">The reading.</param>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Values">The leaves of each.</param>
internal sealed record NumericsOperands(LoweringContext Context, IrType Type, IReadOnlyList<Number[]> Values)
{
    /// <summary>The leaves of an operand.</summary>
    public Number[] this[int operand] => Values[operand];

    /// <summary>An operand that is a number.</summary>
    public Number Scalar(int operand) => Values[operand][0];

    /// <summary>A literal.</summary>
    public Number Literal(double number) => new(Context, Context.Builder.Constant(Type, number));

    /// <summary>Literals.</summary>
    public Number[] Literals(params double[] numbers) => [.. numbers.Select(Literal)];
}
