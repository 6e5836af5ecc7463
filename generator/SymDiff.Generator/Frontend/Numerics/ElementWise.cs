using SymDiff.Compiler;
using SymDiff.Compiler.IR;
using static SymDiff.Generator.Frontend.Numerics.Leaves;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>What vectors, quaternions and matrices do leaf by leaf, and exactly as it is written here.</summary>
internal static class ElementWise
{
    /// <summary>The rows of a type.</summary>
    public static IEnumerable<NumericsRow> Rows(string type)
    {
        foreach (string sum in new[] { "op_Addition", "Add" })
        {
            yield return new($"{type}.{sum}({type},{type})", o => Sum(o[0], o[1]), true);
        }

        foreach (string difference in new[] { "op_Subtraction", "Subtract" })
        {
            yield return new($"{type}.{difference}({type},{type})", o => Difference(o[0], o[1]), true);
        }

        foreach (string negation in new[] { "op_UnaryNegation", "Negate" })
        {
            yield return new($"{type}.{negation}({type})", o => Each(o[0], x => -x), true);
        }

        foreach (string product in new[] { "op_Multiply", "Multiply" })
        {
            yield return new($"{type}.{product}({type},Single)", o => Scaled(o[0], o.Scalar(1)), true);
        }

        yield return new($"{type}.op_Equality({type},{type})", o => [], true) { Predicate = All };
        yield return new($"{type}.op_Inequality({type},{type})", o => [], true) { Predicate = NotAll };
    }

    /// <summary>Whether some leaves of two values are not equal.</summary>
    public static Value NotAll(LoweringContext context, NumericsOperands o) => context.Apply(IrType.Bool, "Not", EquatableArray.Of(All(context, o)));

    /// <summary>Whether all leaves of two values are equal.</summary>
    public static Value All(LoweringContext context, NumericsOperands o) => o[0].Zip(o[1], (a, b) => a.Test("Equal", b))
        .Aggregate((a, b) => context.Apply(IrType.Bool, "And", EquatableArray.Of(a, b)));
}
