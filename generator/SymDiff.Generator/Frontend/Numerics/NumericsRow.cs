using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>A member of a type of <c>System.Numerics</c>, as mathematics.</summary>
/// <param name="Member">Its name with the names of its type and its parameters, as metadata has them: <c>Vector3.Dot(Vector3,Vector3)</c>.</param>
/// <param name="Definition">The leaves of its result, from those of its operands.</param>
/// <param name="IsExact">
/// Whether the definition is what the library computes, bit for bit, on every processor. If not, the value is had from the library and only the derivative from here: the library
/// adds up in the order of its vector registers, and fuses products with sums.
/// </param>
internal sealed record NumericsRow(string Member, Func<NumericsOperands, Number[]> Definition, bool IsExact)
{
    /// <summary>Whether the result is a truth value, which has no derivative: the first number's value is it.</summary>
    public Func<LoweringContext, NumericsOperands, Value>? Predicate { get; init; }
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
