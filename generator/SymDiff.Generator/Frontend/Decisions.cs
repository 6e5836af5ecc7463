using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Conditions that are decided where the method is read: constants, and comparisons of the type that a type parameter stands for with another.</summary>
internal static class Decisions
{
    /// <summary>What the condition is; null if that is not known.</summary>
    public static bool? Of(LoweringContext context, IOperation condition) => condition switch
    {
        { ConstantValue: { HasValue: true, Value: var known } } => known as bool?,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => !Of(context, not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } both =>
            Of(context, both.LeftOperand) is { } left ? left ? Of(context, both.RightOperand) : false : null,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr, OperatorMethod: null } either =>
            Of(context, either.LeftOperand) is { } left ? left ? true : Of(context, either.RightOperand) : null,
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, LeftOperand: ITypeOfOperation left, RightOperand: ITypeOfOperation right,
        } test when context.ScalarOf(left.TypeOperand) is not null || context.ScalarOf(right.TypeOperand) is not null => Same(context, left, right) is { } same ? same == (test.OperatorKind == BinaryOperatorKind.Equals) : null,
        _ => null,
    };

    // A type parameter that stands for itself may be anything.
    private static bool? Same(LoweringContext context, ITypeOfOperation left, ITypeOfOperation right)
    {
        var (first, second) = (context.Stands(left.TypeOperand), context.Stands(right.TypeOperand));
        return first is ITypeParameterSymbol || second is ITypeParameterSymbol ? null : SymbolEqualityComparer.Default.Equals(first, second);
    }
}
