using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Frontend.Numerics;

namespace SymDiff.Generator.Frontend;

/// <summary>Operators and conversions of structs that are taken apart: their bodies are read in place.</summary>
internal static class StructOperators
{
    /// <summary>Appends a call of an operator; null if it is none of a struct that is known.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="operation">The operator or conversion.</param>
    /// <param name="method">The method that it calls.</param>
    /// <param name="through">The type that a method of an interface is named through.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? Call(LoweringContext context, IOperation operation, IMethodSymbol? method, ITypeSymbol? through, IReadOnlyList<Value> operands, string? name)
    {
        if (method is null)
        {
            return null;
        }

        var meant = StructReceivers.Meant(context, method, through);
        if (NumericsLowering.TryLower(context, meant, operands, name) is { } ofPlatform)
        {
            return ofPlatform;
        }

        if (meant.Parameters.Length != operands.Count || !meant.Parameters.Select(p => p.Type).Append(meant.ReturnType).Any(t => context.LayoutOf(t) is not null)
            || context.Sources.Body(meant, context.Cancellation) is null)
        {
            return null;
        }

        // Constants whose parts the emitted code cannot read stay C#.
        if (!operands.Any(context.IsVaried) && !operands.Any(o => context.AggregateOf(o) is not null) && meant.Parameters.Any(p => context.LayoutOf(p.Type) is { Shape: null }))
        {
            return null;
        }

        return Inlining.Lower(context, operation, meant, null, [.. operands.Select((o, i) => new Argument(meant.Parameters[i], o, null))], name);
    }

    /// <summary>A tuple whose elements are converted one by one; null if the conversion is none.</summary>
    public static Value? Converted(LoweringContext context, IConversionOperation conversion, Value operand)
    {
        if (conversion.OperatorMethod is not null || context.LayoutOf(conversion.Type) is not { } target || conversion.Operand.Type is not INamedTypeSymbol source)
        {
            return null;
        }

        if (SymbolEqualityComparer.Default.Equals(context.Stands(source), context.Stands(conversion.Type!)))
        {
            return context.AggregateOf(operand) is { } same ? context.Bundle(target, same.Leaves) : operand;
        }

        return source.IsTupleType && target.Type.IsTupleType ? Tuple(context, conversion, operand, source, target) : null;
    }

    private static Value? Tuple(LoweringContext context, IConversionOperation conversion, Value operand, INamedTypeSymbol source, Layout target)
    {
        if (source.TupleElements.Length != target.Members.Count)
        {
            return null;
        }

        var members = new List<Value>();
        for (int i = 0; i < target.Members.Count; i++)
        {
            var element = source.TupleElements[i];
            var part = context.AggregateOf(operand) is { } aggregate ? context.Part(operand, aggregate.Layout.Members[i])
                : context.External(context.TypeOf(element.Type), "{0}." + SymbolText.Identifier(element.Name), EquatableArray.Of(operand), Effect.None);
            var to = target.Members[i];
            if (context.ScalarOf(element.Type) is { } from && context.ScalarOf(to.Type) is { } scalar)
            {
                part = ConversionLowering.Convert(context, part, from, scalar, conversion.IsChecked, conversion);
            }
            else if (!SymbolEqualityComparer.Default.Equals(element.Type, to.Type))
            {
                if (to.Inner is null || element.Type is not INamedTypeSymbol { IsTupleType: true } inner || Tuple(context, conversion, part, inner, to.Inner) is not { } converted)
                {
                    return null;
                }

                part = converted;
            }

            members.Add(part);
        }

        return context.Assembled(target, members, conversion);
    }
}
