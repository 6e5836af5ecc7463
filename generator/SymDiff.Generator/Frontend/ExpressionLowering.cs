using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Expressions: one case an operation kind, and an error for every kind without a case.</summary>
internal static class ExpressionLowering
{
    /// <summary>Appends what computes the expression and gives its value.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="operation">The expression.</param>
    /// <param name="name">The variable that the value is for, if any.</param>
    public static Value Lower(LoweringContext context, IOperation operation, string? name = null)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();

        if (operation.ConstantValue is { HasValue: true } constant)
        {
            return context.NoteDivisions(Constant(context, operation, constant.Value, name), operation);
        }

        context.At = operation;
        if (context.HasSets && SetLowering.TryLower(context, operation) is { } test)
        {
            return test;
        }

        if (BufferLowering.TryLower(context, operation, name) is { } buffer)
        {
            return buffer;
        }

        return operation switch
        {
            IParenthesizedOperation parenthesized => Lower(context, parenthesized.Operand, name),
            ILocalReferenceOperation { IsDeclaration: false } local => Variable(context, local, local.Local),
            IParameterReferenceOperation parameter => Variable(context, parameter, parameter.Parameter),
            IConversionOperation conversion => ConversionLowering.Lower(context, conversion, name),
            IUnaryOperation unary => OperatorLowering.Unary(context, unary, name),
            IBinaryOperation binary => OperatorLowering.Binary(context, binary, name),
            IConditionalOperation { WhenFalse: not null, Type: not null } choice => Choice(context, choice, name),
            ISimpleAssignmentOperation assignment => AssignmentLowering.Simple(context, assignment),
            ICompoundAssignmentOperation assignment => AssignmentLowering.Compound(context, assignment),
            IIncrementOrDecrementOperation increment => AssignmentLowering.Increment(context, increment),
            IDeconstructionAssignmentOperation assignment => AssignmentLowering.Deconstruct(context, assignment),
            ISwitchExpressionOperation choice => SwitchLowering.Expression(context, choice, name),
            IIsPatternOperation match => PatternLowering.OrTrue(context, PatternLowering.Match(context, match.Pattern, PatternInput.Lower(context, match.Value))),
            IIsTypeOperation match => IsType(context, match, name),
            ICoalesceOperation choice => Coalesce(context, choice, name),
            IThrowOperation { Exception: not null } thrown => Throw(context, thrown, LoweringContext.Nothing.Type),
            IDelegateCreationOperation creation => FunctionLowering.Create(context, creation),
            IInvocationOperation invocation => CallLowering.Lower(context, invocation, name),
            IFieldReferenceOperation field => ReadLowering.Field(context, field, name),
            IPropertyReferenceOperation property => ReadLowering.Property(context, property, name),
            IArrayCreationOperation creation => ArrayLowering.Create(context, creation, name),
            IArrayElementReferenceOperation element => ReadLowering.Element(context, element, name),
            IImplicitIndexerReferenceOperation element => OpaqueLowering.ImplicitIndexer(context, element, name),
            IRangeOperation range => OpaqueLowering.FromEnd(context, range, name),
            IObjectCreationOperation creation => ObjectLowering.Create(context, creation, name),
            IWithOperation copy => ObjectLowering.With(context, copy, name),
            ITupleOperation tuple => OpaqueLowering.Tuple(context, tuple, name),
            IInterpolatedStringOperation interpolated => OpaqueLowering.Interpolated(context, interpolated),
            IConditionalAccessOperation access => OpaqueLowering.Conditional(context, access, name),
            IConditionalAccessInstanceOperation => context.ConditionalReceivers.Peek(),
            IDefaultValueOperation => OpaqueLowering.Default(context, operation),
            ITypeParameterObjectCreationOperation { Initializer: null } when context.ScalarOf(operation.Type) is { } number => context.Builder.Zero(number),
            ITypeOfOperation type => OpaqueLowering.TypeOf(context, type, name),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } self => ReadLowering.This(context, self),
            { Kind: ArrayLowering.CollectionExpression } => ArrayLowering.Collection(context, operation, name),
            _ => Unsupported(context, operation),
        };
    }

    /// <summary>Refuses an expression that has no case.</summary>
    public static Value Unsupported(LoweringContext context, IOperation operation)
    {
        var (what, instead) = Description.OfExpression(operation);
        return context.Reject(Descriptors.ExpressionNotSupported, operation, Snippet.Of(operation), what, instead);
    }

    private static Value Constant(LoweringContext context, IOperation operation, object? value, string? name)
    {
        if (context.ScalarOf(operation.Type) is { } scalar && value is not null && TypeMap.Literal(scalar, value) is { } literal)
        {
            return context.Builder.Add(new Constant(literal with { Symbol = ConstantName(context, operation) }), scalar, name);
        }

        if (value is null && operation.Type is not null)
        {
            return OpaqueLowering.Default(context, operation);
        }

        return operation.Type is { SpecialType: SpecialType.System_String or SpecialType.System_Decimal } or { TypeKind: Microsoft.CodeAnalysis.TypeKind.Enum }
            && value is not null && context.CanName(operation.Type) && SymbolText.Constant(operation.Type, value) is { } text
            ? context.External(context.TypeOf(operation.Type), External.Verbatim(text), default, Effect.None, name)
            : Unsupported(context, operation);
    }

    // A conversion of a named constant is a constant of its own, without a name.
    private static string? ConstantName(LoweringContext context, IOperation operation) =>
        operation is IFieldReferenceOperation { Field: { IsConst: true } field } && context.CanName(field) ? SymbolText.OfStatic(field) : null;

    private static Value Variable(LoweringContext context, IOperation operation, ISymbol variable) =>
        context.PlaceOf(variable) is { } place ? place.Read(context)
        : context.Read(variable) is not { } value ? Unsupported(context, operation)
        : context.ListOf(value) is null ? value
        : context.Reject(
            Descriptors.ExpressionNotSupported, operation, Snippet.Of(operation), "this use of arguments that make an array of active values is", "read its elements and its length only");

    private static Value Choice(LoweringContext context, IConditionalOperation choice, string? name)
    {
        if (choice.IsRef || choice.Type is { TypeKind: Microsoft.CodeAnalysis.TypeKind.Delegate })
        {
            return Unsupported(context, choice);
        }

        if (!choice.Condition.ConstantValue.HasValue && Decisions.Of(context, choice.Condition) is { } taken)
        {
            return Lower(context, taken ? choice.WhenTrue : choice.WhenFalse!, name);
        }

        var condition = Lower(context, choice.Condition);
        if (ThrowLowering.Of(choice.WhenFalse) is { } otherwise)
        {
            context.Leave(condition, null, context.Nested(null, () => ThrowLowering.Lower(context, otherwise)));
            return Lower(context, choice.WhenTrue, name);
        }

        if (ThrowLowering.Of(choice.WhenTrue) is { } then)
        {
            context.Leave(condition, context.Nested(null, () => ThrowLowering.Lower(context, then)), null);
            return Lower(context, choice.WhenFalse!, name);
        }

        return context.Choose(
            condition,
            context.HeldTypeOf(choice.Type),
            name,
            () => Lower(context, choice.WhenTrue),
            () => Lower(context, choice.WhenFalse!),
            isLogic: context.ScalarOf(choice.Type) == IrType.Bool);
    }

    private static Value IsType(LoweringContext context, IIsTypeOperation match, string? name)
    {
        var value = Lower(context, match.ValueOperand);
        return context.IsPoisoned(value) ? context.Poison(IrType.Bool)
            : context.IsVaried(value) || OpaqueLowering.IsNoValue(context, value) || match.IsNegated || !context.CanName(match.TypeOperand) ? Unsupported(context, match)
            : context.External(IrType.Bool, $"({{0}} is {External.Verbatim(SymbolText.Of(match.TypeOperand))})", EquatableArray.Of(value), Effect.None, name);
    }

    private static Value Coalesce(LoweringContext context, ICoalesceOperation choice, string? name)
    {
        var value = Lower(context, choice.Value);
        if (context.IsPoisoned(value))
        {
            return context.Poison(context.TypeOf(choice.Type));
        }

        bool isNullable = choice.Value.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        bool unwraps = isNullable && !SymbolEqualityComparer.Default.Equals(choice.Type, choice.Value.Type);
        if (OpaqueLowering.IsNoValue(context, value) || !choice.ValueConversion.Exists || choice.ValueConversion.IsUserDefined || !ReadLowering.CanName(context, choice.Type)
            || (unwraps ? !SymbolEqualityComparer.Default.Equals(choice.Type, ((INamedTypeSymbol)choice.Value.Type!).TypeArguments[0]) : !choice.ValueConversion.IsIdentity))
        {
            return Unsupported(context, choice);
        }

        var isNull = context.External(IrType.Bool, "((object){0} == null)", EquatableArray.Of(value), Effect.None);
        Value Present() => unwraps
            ? context.External(context.TypeOf(choice.Type), "{0}.Value", EquatableArray.Of(value), Effect.None, name)
            : value;
        if (ThrowLowering.Of(choice.WhenNull) is { } thrown)
        {
            context.Leave(isNull, context.Nested(null, () => ThrowLowering.Lower(context, thrown)), null);
            return Present();
        }

        return context.Choose(isNull, context.TypeOf(choice.Type), name, () => Lower(context, choice.WhenNull), Present);
    }

    // Nothing follows; the value only stands for the type.
    private static Value Throw(LoweringContext context, IThrowOperation thrown, IrType type)
    {
        ThrowLowering.Lower(context, thrown);
        return context.Poison(type);
    }
}
