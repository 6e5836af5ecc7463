using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Divisions of integers that C# makes a real number of by itself: <c>1 / 2 * x</c> is 0.</summary>
internal static class IntegerDivision
{
    /// <summary>The divisions whose lost fraction the converted number lacks; none where a cast says that the conversion is meant.</summary>
    /// <param name="operation">What is converted.</param>
    public static IEnumerable<IBinaryOperation> In(IOperation operation) => operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion && IsReal(conversion.Type) && IsInteger(conversion.Operand.Type)
        ? Of(conversion.Operand).Where(d => !Of(d.LeftOperand).Concat(Of(d.RightOperand)).Any())
        : [];

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
