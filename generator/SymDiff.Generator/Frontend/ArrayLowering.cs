using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Arrays of constants, which stay C#: made once and in order, and read and written in order, because what an array holds changes. Nothing active gets
/// into one; its derivative would be lost there.
/// </summary>
internal static class ArrayLowering
{
    /// <summary>A kind of operation that the oldest compiler does not know.</summary>
    public const OperationKind CollectionExpression = (OperationKind)0x7f;

    private const OperationKind Spread = (OperationKind)0x80;

    /// <summary>An array that is made: <c>new int[n]</c>, <c>new[] { 1.0, 2.0 }</c>, or the braces alone.</summary>
    public static Value Create(LoweringContext context, IArrayCreationOperation creation, string? name)
    {
        if (creation.Type is not IArrayTypeSymbol type || !context.CanName(type))
        {
            return ExpressionLowering.Unsupported(context, creation);
        }

        if (creation.Initializer is { } initializer)
        {
            if (type.Rank != 1)
            {
                return ExpressionLowering.Unsupported(context, creation);
            }

            var elements = initializer.ElementValues.Select(e => Constant(context, creation, e)).ToArray();
            return elements.Any(context.IsPoisoned) ? context.Poison(context.TypeOf(type)) : Of(context, type, elements, name);
        }

        var sizes = creation.DimensionSizes.Select(s => ExpressionLowering.Lower(context, s)).ToArray();
        if (sizes.Any(context.IsPoisoned))
        {
            return context.Poison(context.TypeOf(type));
        }

        // The sizes stand before the brackets of what the elements are: "new T[n][]".
        var element = type.ElementType;
        string rows = "";
        while (element is IArrayTypeSymbol inner)
        {
            rows += "[" + new string(',', inner.Rank - 1) + "]";
            element = inner.ElementType;
        }

        return sizes.Any(s => s.Type.Kind != Compiler.IR.TypeKind.Integer)
            ? ExpressionLowering.Unsupported(context, creation)
            : context.External(
                context.TypeOf(type), $"new {External.Verbatim(SymbolText.Of(element))}[{ReadLowering.Placeholders(0, sizes.Length)}]{rows}", new(sizes), Effect.Once, name);
    }

    /// <summary><c>[a, b]</c> for an array, a span or a list.</summary>
    public static Value Collection(LoweringContext context, IOperation collection, string? name)
    {
        var element = collection.Type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { Arity: 1 } named when TypeMap.FullName(named) is "System.Span`1" or "System.ReadOnlySpan`1" or "System.Collections.Generic.List`1" => named.TypeArguments[0],
            _ => null,
        };
        var parts = collection.ChildOperations.ToList();
        if (element is null || !context.CanName(element) || parts.Any(p => p.Kind == Spread))
        {
            return ExpressionLowering.Unsupported(context, collection);
        }

        string type = External.Verbatim(SymbolText.Of(collection.Type!.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));
        string list = "{{ " + ReadLowering.Placeholders(0, parts.Count) + " }}";
        string made = External.Verbatim(SymbolText.Of(element)) + "[] " + list;
        return OpaqueLowering.Of(
            context,
            collection,
            collection.Type is IArrayTypeSymbol ? "new " + made : TypeMap.Is(collection.Type, "System.Collections.Generic.List`1") ? $"new {type}() {list}" : $"(({type})new {made})",
            [.. parts.Select(p => Constant(context, collection, p))],
            Effect.Once,
            name);
    }

    /// <summary>An array of known elements.</summary>
    public static Value Of(LoweringContext context, IArrayTypeSymbol type, Value[] elements, string? name) => context.External(
        context.TypeOf(type),
        $"new {External.Verbatim(SymbolText.Of(type))} {{{{ {ReadLowering.Placeholders(0, elements.Length)} }}}}",
        new(elements),
        Effect.Once,
        name);

    /// <summary>The element that an assignment goes to, its parts evaluated; null if the target is not an element of an array held by a local variable, nor another name of one.</summary>
    public static Place? Place(LoweringContext context, IOperation target)
    {
        ISymbol? variable = target is IParameterReferenceOperation { Parameter: var parameter } ? parameter : target is ILocalReferenceOperation { Local: { IsRef: true } local } ? local : null;
        if (variable is not null && context.PlaceOf(variable) is { } place)
        {
            return place;
        }

        if (target is not IArrayElementReferenceOperation element)
        {
            return BufferLowering.Place(context, target);
        }

        var array = ExpressionLowering.Lower(context, element.ArrayReference);
        if (array.Type.IsBuffer)
        {
            return new BufferElement(element, array, element.Indices.Length == 2 ? MatrixLowering.Index(context, array, element) : BufferLowering.Index(context, array, element.Indices[0]));
        }

        if (!IsOwn(context, element.ArrayReference))
        {
            return null;
        }

        var values = new List<Value> { array };
        string indices = string.Join(", ", element.Indices.Select(i => OpaqueLowering.Index(context, i, values)));
        if (!values.Any(context.IsPoisoned) && !ReadLowering.CanName(context, element.Type))
        {
            values[0] = ExpressionLowering.Unsupported(context, element);
        }

        return new KeptElement(element, values, "{0}[" + indices + "]");
    }

    /// <summary>A value that may go into an array.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="whole">What to quote.</param>
    /// <param name="stored">Where the value stands.</param>
    private static Value Constant(LoweringContext context, IOperation whole, IOperation stored)
    {
        var value = ExpressionLowering.Lower(context, stored);
        return context.IsPoisoned(value) ? value
            : value.Type.IsBuffer ? context.Escaped(value, stored)
            : context.IsVaried(value) ? context.Reject(Descriptors.ActiveValueLost, stored, Snippet.Of(whole), "an array", Hints.StoreConstant)
            : context.FunctionOf(value) is not null ? ExpressionLowering.Unsupported(context, stored)
            : value;
    }

    // Arrays of fields and of the marked method's caller are shared state.
    private static bool IsOwn(LoweringContext context, IOperation array) => array switch
    {
        ILocalReferenceOperation { Local.IsRef: false } => true,
        IParameterReferenceOperation => context.Frames.Count > 1,
        IArrayElementReferenceOperation element => IsOwn(context, element.ArrayReference),
        _ => false,
    };
}
