using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Divisions of integers that C# makes a real number of by itself: <c>1 / 2 * x</c> is 0.</summary>
internal static class IntegerDivision
{
    /// <summary>The divisions whose lost fraction a number lacks; none where a cast says that the conversion is meant.</summary>
    /// <param name="operation">A conversion; a constant may have several in it.</param>
    public static IEnumerable<IBinaryOperation> In(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => In(parenthesized.Operand),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion when IsReal(conversion.Type) && IsInteger(conversion.Operand.Type) =>
            Of(conversion.Operand).Where(d => Of(d.LeftOperand).Count == 0 && Of(d.RightOperand).Count == 0),
        IConversionOperation { IsImplicit: true, OperatorMethod: null, ConstantValue.HasValue: true } conversion => In(conversion.Operand),
        IUnaryOperation { ConstantValue.HasValue: true } unary when IsReal(unary.Type) => In(unary.Operand),
        IBinaryOperation { ConstantValue.HasValue: true } binary when IsReal(binary.Type) => In(binary.LeftOperand).Concat(In(binary.RightOperand)),
        _ => [],
    };

    // Through what keeps a fraction if there is one: not through a remainder, a shift, a call or an index.
    private static List<IBinaryOperation> Of(IOperation operation)
    {
        var found = new List<IBinaryOperation>();
        var stack = new Stack<IOperation>();
        stack.Push(operation);
        while (stack.Count > 0)
        {
            switch (stack.Pop())
            {
                case IParenthesizedOperation parenthesized:
                    stack.Push(parenthesized.Operand);
                    break;

                // From an integer to a wider one.
                case IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion when IsInteger(conversion.Type) && IsInteger(conversion.Operand.Type):
                    stack.Push(conversion.Operand);
                    break;

                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus or UnaryOperatorKind.Plus, OperatorMethod: null } unary:
                    stack.Push(unary.Operand);
                    break;

                case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } binary when IsInteger(binary.Type):
                    if (binary.OperatorKind == BinaryOperatorKind.Divide && !IsExact(binary))
                    {
                        found.Add(binary);
                    }

                    stack.Push(binary.RightOperand);
                    stack.Push(binary.LeftOperand);
                    break;
            }
        }

        return found;
    }

    private static bool IsExact(IBinaryOperation division) =>
        division.LeftOperand.ConstantValue is { HasValue: true, Value: { } left } && division.RightOperand.ConstantValue is { HasValue: true, Value: { } right }
        && System.Convert.ToDecimal(left, System.Globalization.CultureInfo.InvariantCulture) is var dividend
        && System.Convert.ToDecimal(right, System.Globalization.CultureInfo.InvariantCulture) is var divisor && divisor != 0 && dividend % divisor == 0;

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}
