using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Operators: those on scalars become primitives; on constants of other types they stay C#.</summary>
internal static class OperatorLowering
{
    /// <summary>The row of the primitive table for an operator that has one.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="type">The type of its operands.</param>
    public static string? Row(BinaryOperatorKind kind, IrType type) => kind switch
    {
        BinaryOperatorKind.Remainder => type.IsReal ? "Remainder" : null,
        BinaryOperatorKind.Add => "Add",
        BinaryOperatorKind.Subtract => "Subtract",
        BinaryOperatorKind.Multiply => "Multiply",
        BinaryOperatorKind.Divide => "Divide",
        BinaryOperatorKind.LessThan => "Less",
        BinaryOperatorKind.LessThanOrEqual => "LessOrEqual",
        BinaryOperatorKind.GreaterThan => "Greater",
        BinaryOperatorKind.GreaterThanOrEqual => "GreaterOrEqual",
        BinaryOperatorKind.Equals => "Equal",
        BinaryOperatorKind.NotEquals => "NotEqual",
        BinaryOperatorKind.And => "And",
        BinaryOperatorKind.Or => "Or",
        BinaryOperatorKind.ExclusiveOr => "Xor",
        BinaryOperatorKind.LeftShift => "ShiftLeft",
        BinaryOperatorKind.RightShift => "ShiftRight",
        _ => null,
    };

    /// <summary>Appends a prefix operator.</summary>
    public static Value Unary(LoweringContext context, IUnaryOperation unary, string? name)
    {
        if (unary.OperatorKind == UnaryOperatorKind.Hat)
        {
            return OpaqueLowering.FromEnd(context, unary, name);
        }

        var operand = ExpressionLowering.Lower(context, unary.Operand);
        if (context.IsPoisoned(operand))
        {
            return context.Poison(context.TypeOf(unary.Type));
        }

        if (!unary.IsLifted && StructOperators.Call(context, unary, unary.OperatorMethod, unary.ConstrainedToType, [operand], name) is { } called)
        {
            return called;
        }

        bool isOfScalar = GenericMath.IsOfScalar(context, unary.OperatorMethod, unary.ConstrainedToType);
        if (isOfScalar && !unary.IsLifted)
        {
            return OfScalar(context, unary, operand, name);
        }

        if (context.IsVaried(operand) && Refusal(context, unary, unary.OperatorMethod, unary.Operand.Type) is { } refused)
        {
            return refused;
        }

        string? row = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => "Negate",
            UnaryOperatorKind.Not => operand.Type.Kind == Compiler.IR.TypeKind.Bool ? "Not" : "Complement",
            UnaryOperatorKind.BitwiseNegation => "Complement",
            _ => null,
        };

        return context.ScalarOf(unary.Type) is not { } type || context.ScalarOf(unary.Operand.Type) is null || unary.IsLifted
            ? OfConstant(context, unary, operand, name)
            : unary.OperatorKind == UnaryOperatorKind.Plus
            ? operand
            : row is null
            ? ExpressionLowering.Unsupported(context, unary)
            : context.Apply(type, row, EquatableArray.Of(operand), name, unary.IsChecked && type.Kind == Compiler.IR.TypeKind.Integer);
    }

    /// <summary>Appends a binary operator. A long sum leans to the left: its spine is a loop here, so that it does not exhaust the stack.</summary>
    public static Value Binary(LoweringContext context, IBinaryOperation binary, string? name)
    {
        var spine = new Stack<IBinaryOperation>();
        for (var next = binary; ; next = (IBinaryOperation)next.LeftOperand)
        {
            spine.Push(next);
            if (IsShortCircuit(next) || next.LeftOperand is not IBinaryOperation { ConstantValue.HasValue: false })
            {
                break;
            }
        }

        Value? left = null;
        while (spine.Count > 0)
        {
            var current = spine.Pop();
            left = Step(context, current, left, spine.Count == 0 ? name : null);
        }

        return left!;
    }

    /// <summary>Appends the operation itself, checked where that means something.</summary>
    public static Value Apply(LoweringContext context, string row, IrType type, Value left, Value right, bool isChecked, string? name)
    {
        bool canOverflow = type.Kind == Compiler.IR.TypeKind.Integer && row is "Add" or "Subtract" or "Multiply" or "Divide";
        return context.Apply(type, row, EquatableArray.Of(left, right), name, isChecked && canOverflow && !type.IsReal);
    }

    /// <summary>An operator without a row, on values that carry no derivative: C# with the same meaning; null text where there is none.</summary>
    public static string? Text(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "({0} + {1})",
        BinaryOperatorKind.Subtract => "({0} - {1})",
        BinaryOperatorKind.Multiply => "({0} * {1})",
        BinaryOperatorKind.Divide => "({0} / {1})",
        BinaryOperatorKind.Remainder => "({0} % {1})",
        BinaryOperatorKind.And => "({0} & {1})",
        BinaryOperatorKind.Or => "({0} | {1})",
        BinaryOperatorKind.ExclusiveOr => "({0} ^ {1})",
        BinaryOperatorKind.Equals => "({0} == {1})",
        BinaryOperatorKind.NotEquals => "({0} != {1})",
        BinaryOperatorKind.LessThan => "({0} < {1})",
        BinaryOperatorKind.LessThanOrEqual => "({0} <= {1})",
        BinaryOperatorKind.GreaterThan => "({0} > {1})",
        BinaryOperatorKind.GreaterThanOrEqual => "({0} >= {1})",
        _ => null,
    };

    private static Value Step(LoweringContext context, IBinaryOperation binary, Value? known, string? name)
    {
        if (known is not null && context.IsPoisoned(known))
        {
            ExpressionLowering.Lower(context, binary.RightOperand);
            return context.Poison(context.TypeOf(binary.Type));
        }

        if (IsShortCircuit(binary))
        {
            return binary.OperatorMethod is null ? ShortCircuit(context, binary, name) : context.Reject(Descriptors.UserDefinedOperator, binary, Snippet.Of(binary));
        }

        var left = known ?? ExpressionLowering.Lower(context, binary.LeftOperand);
        var right = ExpressionLowering.Lower(context, binary.RightOperand);
        if (context.IsPoisoned(left) || context.IsPoisoned(right))
        {
            return context.Poison(context.TypeOf(binary.Type));
        }

        if (!binary.IsLifted && StructOperators.Call(context, binary, binary.OperatorMethod, binary.ConstrainedToType, [left, right], name) is { } called)
        {
            return called;
        }

        if ((context.IsVaried(left) || context.IsVaried(right))
            && Refusal(
                context, binary, IsOfString(binary) ? null : GenericMath.Operator(context, binary.OperatorMethod, binary.ConstrainedToType), binary.LeftOperand.Type, binary.RightOperand.Type)
            is { } refused)
        {
            return refused;
        }

        if (!binary.IsLifted && GenericMath.IsOfScalar(context, binary.OperatorMethod, binary.ConstrainedToType))
        {
            if (!IsArithmetic(binary.OperatorKind, left.Type))
            {
                return GenericMath.Refuse(context, binary, binary.OperatorMethod!, binary.ConstrainedToType!);
            }

            if (GenericMath.Promoted(left.Type) != left.Type)
            {
                return Promoted(context, binary, left, right, name);
            }
        }

        bool isScalar = context.ScalarOf(binary.Type) is not null
            && context.ScalarOf(binary.LeftOperand.Type) is not null && context.ScalarOf(binary.RightOperand.Type) is not null;
        if (isScalar && !binary.IsLifted && Row(binary.OperatorKind, left.Type) is { } row)
        {
            if (row is "Equal" or "NotEqual" && left.IsReal && context.IsVaried(left) && context.IsVaried(right))
            {
                context.Warn(Descriptors.ActiveEquality, binary);
            }

            if (GenericCalls.Refusal(context, binary, row, EquatableArray.Of(left, right)) is { } refusal)
            {
                return refusal;
            }

            var result = Apply(context, row, context.TypeOf(binary.Type), left, right, binary.IsChecked, name);
            context.CarryDivisions(result, left, right, binary);
            return result;
        }

        return OfConstants(context, binary, left, right, name);
    }

    /// <summary>
    /// Whether the operator that a scalar has for one of an interface is that of C#. Those on the bits of real numbers are not; shifts of integers narrower than <c>int</c>
    /// count their bits otherwise.
    /// </summary>
    public static bool IsArithmetic(BinaryOperatorKind kind, IrType type) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr => !type.IsReal,
        BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift => !type.IsReal && GenericMath.Promoted(type) == type,
        BinaryOperatorKind.UnsignedRightShift => false,
        _ => true,
    };

    // The result of an operator of an interface has the type of its operands, that of C# has int.
    private static Value Promoted(LoweringContext context, IBinaryOperation binary, Value left, Value right, string? name)
    {
        var (type, operatorType) = (context.TypeOf(binary.Type), GenericMath.Promoted(left.Type));
        left = ConversionLowering.Convert(context, left, left.Type, operatorType, isChecked: false, binary);
        right = ConversionLowering.Convert(context, right, right.Type, operatorType, isChecked: false, binary);
        if (type == IrType.Bool)
        {
            return Apply(context, Row(binary.OperatorKind, operatorType)!, type, left, right, isChecked: false, name);
        }

        var result = Row(binary.OperatorKind, operatorType) is { } row
            ? Apply(context, row, operatorType, left, right, isChecked: false, null)
            : context.External(operatorType, Text(binary.OperatorKind)!, EquatableArray.Of(left, right), Effect.None);
        return ConversionLowering.Convert(context, result, operatorType, type, binary.IsChecked, binary, name);
    }

    // The operators of C# promote narrow integers, and have no negation of unsigned ones that stays what it is.
    private static Value OfScalar(LoweringContext context, IUnaryOperation unary, Value operand, string? name)
    {
        var type = operand.Type;
        if (unary.OperatorKind == UnaryOperatorKind.Plus)
        {
            return operand;
        }

        if (unary.OperatorKind is not UnaryOperatorKind.Minus && (unary.OperatorKind is not UnaryOperatorKind.BitwiseNegation || type.IsReal))
        {
            return GenericMath.Refuse(context, unary, unary.OperatorMethod!, unary.ConstrainedToType!);
        }

        if (type.IsReal)
        {
            return context.Apply(type, "Negate", EquatableArray.Of(operand), name);
        }

        var operatorType = GenericMath.Promoted(type);
        var promoted = ConversionLowering.Convert(context, operand, type, operatorType, isChecked: false, unary);
        var result = unary.OperatorKind == UnaryOperatorKind.BitwiseNegation
            ? context.Apply(operatorType, "Complement", EquatableArray.Of(promoted))
            : Apply(context, "Subtract", operatorType, context.Builder.Zero(operatorType), promoted, unary.IsChecked, null);
        return ConversionLowering.Convert(context, result, operatorType, type, unary.IsChecked, unary, name);
    }

    private static bool IsShortCircuit(IBinaryOperation binary) => binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private static Value OfConstants(LoweringContext context, IBinaryOperation binary, Value left, Value right, string? name)
    {
        if (context.IsVaried(left) || context.IsVaried(right))
        {
            return ExpressionLowering.Unsupported(context, binary);
        }

        return Text(binary.OperatorKind) is { } text && context.FunctionOf(left) is null && context.FunctionOf(right) is null
            ? OpaqueLowering.Of(
                context, binary, (CanOverflow(binary.OperatorKind) ? binary.IsChecked ? "checked" : "unchecked" : "") + text, [left, right], Effects.OfOperator(GenericMath.Operator(context, binary.OperatorMethod, binary.ConstrainedToType)), name)
            : ExpressionLowering.Unsupported(context, binary);
    }

    private static Value OfConstant(LoweringContext context, IUnaryOperation unary, Value operand, string? name)
    {
        string? text = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => "(-{0})",
            UnaryOperatorKind.Plus => "(+{0})",
            UnaryOperatorKind.Not => "(!{0})",
            UnaryOperatorKind.BitwiseNegation => "(~{0})",
            _ => null,
        };

        return text is null || context.IsVaried(operand)
            ? ExpressionLowering.Unsupported(context, unary)
            : OpaqueLowering.Of(context, unary, (unary.IsChecked ? "checked" : "unchecked") + text, [operand], Effects.OfOperator(unary.OperatorMethod), name);
    }

    private static bool CanOverflow(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;

    private static Value ShortCircuit(LoweringContext context, IBinaryOperation binary, string? name)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        var left = ExpressionLowering.Lower(context, binary.LeftOperand);
        if (context.End is not null)
        {
            // The left side throws: there is nothing to decide.
            return context.Poison(IrType.Bool);
        }

        Value Right() => ExpressionLowering.Lower(context, binary.RightOperand);
        Value Decided() => context.Builder.Constant(Literal.Of(!isAnd));
        return context.Choose(left, IrType.Bool, name, isAnd ? Right : Decided, isAnd ? Decided : Right, isLogic: true);
    }

    private static bool IsOfString(IBinaryOperation binary) => binary.OperatorMethod is { ContainingType.SpecialType: SpecialType.System_String };

    private static Value? Refusal(LoweringContext context, IOperation operation, IMethodSymbol? operatorMethod, params ITypeSymbol?[] operands)
    {
        foreach (var type in operands)
        {
            if (type is not null && TypeMap.IsRefusedNumber(context.Stands(type)))
            {
                return context.Reject(Descriptors.NumberTypeNotSupported, operation, Snippet.Of(operation), SymbolText.Short(context.Stands(type)));
            }
        }

        return operatorMethod is null ? null : context.Reject(Descriptors.UserDefinedOperator, operation, Snippet.Of(operation));
    }
}
