using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary><c>[a, .., b]</c> on constants: how many there are, and then each that is asked for, in order.</summary>
internal static class ListPatternLowering
{
    /// <summary>Appends the comparisons.</summary>
    public static Value? Match(LoweringContext context, IListPatternOperation pattern, PatternInput input)
    {
        var list = input.Value!;
        if (input.Type is not { } type || !Fits(context, pattern, type))
        {
            PatternLowering.Declare(context, pattern);
            return ExpressionLowering.Unsupported(context, pattern);
        }

        PatternLowering.Bind(context, pattern.DeclaredSymbol, list);
        var conditions = new List<Func<Value?>>();
        if (type.IsReferenceType)
        {
            conditions.Add(() => context.External(IrType.Bool, "((object){0} != null)", EquatableArray.Of(list), Effect.None));
        }

        int slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(p => p is ISlicePatternOperation)!);
        int count = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        string length = "{0}." + SymbolText.OfInstance(pattern.LengthSymbol!);
        conditions.Add(() => context.Apply(IrType.Bool, slice < 0 ? "Equal" : "GreaterOrEqual", EquatableArray.Of(
            context.External(IrType.Int32, length, EquatableArray.Of(list), type is IArrayTypeSymbol || type.SpecialType == SpecialType.System_String ? Effect.None : Effects.Of(pattern.LengthSymbol!)),
            context.Builder.Int(count))));
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            var part = pattern.Patterns[i];
            string index = slice < 0 || i < slice ? Number(i) : "^" + Number(pattern.Patterns.Length - i);
            string range = Number(i) + ".." + "^" + Number(pattern.Patterns.Length - 1 - i);
            if (part is ISlicePatternOperation { Pattern: var inner })
            {
                if (inner is not null)
                {
                    conditions.Add(() => Part(inner, range));
                }
            }
            else if (part is not IDiscardPatternOperation)
            {
                conditions.Add(() => Part(part, index));
            }
        }

        return PatternLowering.All(context, conditions, 0);

        Value? Part(IPatternOperation part, string place) => PatternLowering.Match(
            context, part, new PatternInput(context.External(context.TypeOf(part.InputType), "{0}[" + place + "]", EquatableArray.Of(list), pattern.IndexerSymbol is { } indexer ? Effects.Of(indexer) : Effect.Once), part.InputType, []));
    }

    private static bool Fits(LoweringContext context, IListPatternOperation pattern, ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.WithNullableAnnotation(NullableAnnotation.None), pattern.NarrowedType.WithNullableAnnotation(NullableAnnotation.None))
        && pattern.LengthSymbol is not null && context.CanName(pattern.LengthSymbol) && (pattern.IndexerSymbol is null || context.CanName(pattern.IndexerSymbol))
        && pattern.Patterns.All(p => ReadLowering.CanName(context, p is ISlicePatternOperation { Pattern: { } inner } ? inner.InputType : p.InputType));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
