using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>Conversions, which the operation tree shows wherever C# makes one.</summary>
internal static class ConversionLowering
{
    /// <summary>Appends the conversion.</summary>
    public static Value Lower(LoweringContext context, IConversionOperation conversion, string? name)
    {
        if (conversion.Type is { } thrownAs && ThrowLowering.Of(conversion.Operand) is { } thrown)
        {
            // Nothing follows.
            ThrowLowering.Lower(context, thrown);
            return context.Poison(context.TypeOf(thrownAs));
        }

        if (conversion is { Type: not null, Operand: { Type: null, ConstantValue: { HasValue: true, Value: null } } })
        {
            return OpaqueLowering.Default(context, conversion);
        }

        if (conversion is { Operand: { Kind: ArrayLowering.CollectionExpression, Type: not null } collection } && SymbolEqualityComparer.Default.Equals(collection.Type, conversion.Type))
        {
            return ExpressionLowering.Lower(context, collection, name);
        }

        if (conversion is { Type: { } unboxed, Operand: IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Object, Operand: { } boxed } }
            && context.ScalarOf(unboxed) is { } whole && whole == context.ScalarOf(boxed.Type))
        {
            // A type parameter is converted to what it stands for by way of an object, which is the same number.
            return ExpressionLowering.Lower(context, boxed, name);
        }

        if (conversion.Type is null || conversion.Operand.Type is not { } source || !conversion.Conversion.Exists)
        {
            // A lambda, a method group or null; or source that does not compile.
            return ExpressionLowering.Unsupported(context, conversion.Operand);
        }

        if (context.HasSets && SetLowering.IsWidening(conversion) && SetLowering.LayoutOf(context, conversion.Operand) is not null)
        {
            return ExpressionLowering.Lower(context, conversion.Operand, name);
        }

        // In the chain of conversions of one expression (identity, then numeric) the variable's name goes to the last operation made.
        bool isIdentity = context.ScalarOf(conversion.Type) is { } same && same == context.ScalarOf(source);
        var operand = ExpressionLowering.Lower(context, conversion.Operand, isIdentity ? name : null);
        if (isIdentity || context.IsPoisoned(operand))
        {
            return isIdentity ? operand : context.Poison(context.TypeOf(conversion.Type));
        }

        if (!conversion.Conversion.IsNullable && StructOperators.Call(context, conversion, conversion.OperatorMethod, null, [operand], name) is { } called)
        {
            return called;
        }

        if (StructOperators.Converted(context, conversion, operand) is { } ofTuple)
        {
            return ofTuple;
        }

        if (operand.Type.IsBuffer)
        {
            return context.BufferOf(conversion.Type) == operand.Type ? operand : context.Escaped(operand, conversion);
        }

        foreach (var type in context.IsVaried(operand) ? new[] { source, conversion.Type } : [])
        {
            if (TypeMap.IsRefusedNumber(type))
            {
                return context.Reject(Descriptors.NumberTypeNotSupported, conversion, Snippet.Of(conversion), SymbolText.Short(type));
            }
        }

        if (IsSpanOf(conversion.Type, source) && ReadLowering.CanName(context, conversion.Type))
        {
            return context.External(context.TypeOf(conversion.Type), $"(({External.Verbatim(SymbolText.Of(conversion.Type))}){{0}})", EquatableArray.Of(operand), Effect.None, name);
        }

        if (context.IsVaried(operand) && (conversion.OperatorMethod is not null || conversion.Conversion.IsUserDefined))
        {
            return context.Reject(Descriptors.UserDefinedOperator, conversion, Snippet.Of(conversion));
        }

        if (context.ScalarOf(conversion.Type) is { } to && context.ScalarOf(source) is { } from && conversion.OperatorMethod is null)
        {
            return context.NoteDivisions(Convert(context, operand, from, to, conversion.IsChecked, conversion, name), conversion);
        }

        return OfOther(context, conversion, source, operand, name);
    }

    /// <summary>Appends a conversion between two scalar types.</summary>
    public static Value Convert(LoweringContext context, Value operand, IrType from, IrType to, bool isChecked, IOperation at, string? name = null)
    {
        if (from == to)
        {
            return operand;
        }

        if (from.IsReal && !to.IsReal)
        {
            context.PassThroughStep(at, operand);
        }

        return context.Apply(to, "Convert", EquatableArray.Of(operand), name, isChecked && to.Kind == Compiler.IR.TypeKind.Integer);
    }

    // A user-defined conversion of the platform that is as good as none.
    private static bool IsSpanOf(ITypeSymbol type, ITypeSymbol source) =>
        type is INamedTypeSymbol { Arity: 1 } span && TypeMap.FullName(span) is "System.Span`1" or "System.ReadOnlySpan`1"
        && (source is IArrayTypeSymbol { Rank: 1 } || source.SpecialType == SpecialType.System_String || (source is INamedTypeSymbol { Arity: 1 } other && TypeMap.FullName(other) == "System.Span`1"));

    private static Value OfOther(LoweringContext context, IConversionOperation conversion, ITypeSymbol source, Value operand, string? name)
    {
        var target = conversion.Type!;
        if (context.IsVaried(operand))
        {
            return context.Reject(Descriptors.ActiveValueLost, conversion, Snippet.Of(conversion), "an object of type '" + SymbolText.Short(target) + "'", Hints.StoreConstant);
        }

        // What takes its meaning from the syntax of the operand cannot be converted as a value.
        bool isOfSyntax = context.FunctionOf(operand) is not null || context.ListOf(operand) is not null
            || (conversion.Operand is IInterpolatedStringOperation && !conversion.Conversion.IsReference && !conversion.Conversion.IsIdentity);
        if (isOfSyntax || target.TypeKind is Microsoft.CodeAnalysis.TypeKind.Dynamic or Microsoft.CodeAnalysis.TypeKind.Pointer || source.TypeKind == Microsoft.CodeAnalysis.TypeKind.Dynamic
            || !ReadLowering.CanName(context, target))
        {
            return ExpressionLowering.Unsupported(context, conversion);
        }

        // The cast is written even where C# would convert by itself, so that overloads are chosen as in the original.
        bool isUserDefined = conversion.OperatorMethod is not null || conversion.Conversion.IsUserDefined;
        string cast = $"(({ReadLowering.NameOf(context, target)}){{0}})";
        string text = conversion.IsChecked ? "checked" + cast : target.IsReferenceType ? cast : "unchecked" + cast;
        var effect = !isUserDefined || TypeMap.IsRefusedNumber(source) || TypeMap.IsRefusedNumber(target) ? Effect.None
            : conversion.OperatorMethod is { } method ? Effects.Of(method) : Effect.Any;
        return context.External(
            context.TypeOf(target), isUserDefined ? cast : text, EquatableArray.Of(operand), effect, name);
    }
}
