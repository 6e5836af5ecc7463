using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler.IR;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// Expressions that are constants to differentiation and stay C#: their parts are computed before, in order; what may do something, or is an object of its own, is
/// executed once. A part that is active is refused there, because nothing active gets into an opaque value.
/// </summary>
internal static class OpaqueLowering
{
    /// <summary>A part of an opaque value.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="part">The part.</param>
    /// <param name="place">What it becomes a part of, as a message calls it.</param>
    public static Value Part(LoweringContext context, IOperation part, string place)
    {
        var value = ExpressionLowering.Lower(context, part);
        return context.IsPoisoned(value) ? value
            : value.Type.IsBuffer ? context.Escaped(value, part)
            : context.IsVaried(value) ? context.Reject(Descriptors.ActiveValueLost, part, Snippet.Of(part), place, Hints.StoreConstant)
            : IsNoValue(context, value) ? ExpressionLowering.Unsupported(context, part)
            : value;
    }

    /// <summary>C# of some parts; nothing where a part was refused.</summary>
    public static Value Of(LoweringContext context, IOperation operation, string text, IEnumerable<Value> parts, Effect effect, string? name = null)
    {
        var values = parts.ToEquatableArray();
        return values.Any(context.IsPoisoned) ? context.Poison(context.TypeOf(operation.Type))
            : !values.Any(v => IsNoValue(context, v)) && ReadLowering.CanName(context, operation.Type) ? context.External(context.TypeOf(operation.Type), text, values, effect, name)
            : ExpressionLowering.Unsupported(context, operation);
    }

    /// <summary>Whether what was computed only stands for a function or a list of arguments.</summary>
    public static bool IsNoValue(LoweringContext context, Value value) => context.FunctionOf(value) is not null || context.ListOf(value) is not null;

    /// <summary><c>default(T)</c>, <c>null</c>.</summary>
    public static Value Default(LoweringContext context, IOperation operation) => StructLowering.Default(context, operation.Type) is { } zero ? zero : operation.Type is { } type && ReadLowering.CanName(context, context.Stands(type))
        ? context.Placeholder(context.TypeOf(operation.Type))
        : ExpressionLowering.Unsupported(context, operation);

    /// <summary><c>typeof(T)</c></summary>
    public static Value TypeOf(LoweringContext context, ITypeOfOperation operation, string? name) => context.Stands(operation.TypeOperand) is var type && context.CanName(type)
        ? Of(context, operation, "typeof(" + External.Verbatim(SymbolText.Of(type.WithNullableAnnotation(NullableAnnotation.None))) + ")", [], Effect.None, name)
        : ExpressionLowering.Unsupported(context, operation);

    /// <summary>A tuple that is kept as a value.</summary>
    public static Value Tuple(LoweringContext context, ITupleOperation tuple, string? name)
    {
        if (StructLowering.Tuple(context, tuple) is { } parts)
        {
            return parts;
        }

        var elements = tuple.Elements.Select(e => ExpressionLowering.Lower(context, e)).ToList();
        return elements.Any(e => context.IsVaried(e) || context.FunctionOf(e) is not null) || tuple.Type is null || !context.CanName(tuple.Type)
            ? ExpressionLowering.Unsupported(context, tuple)
            : Of(context, tuple, $"(({External.Verbatim(SymbolText.Of(tuple.Type))})({ReadLowering.Placeholders(0, elements.Count)}))", elements, Effect.None, name);
    }

    /// <summary>Text with values in it.</summary>
    public static Value Interpolated(LoweringContext context, IInterpolatedStringOperation interpolated) => interpolated.Type is { SpecialType: SpecialType.System_String }
        ? ThrowLowering.Format(context, interpolated, e => e.Type is { IsRefLikeType: true } ? ExpressionLowering.Unsupported(context, e) : Part(context, e, "a string"), Effects.OfText(interpolated.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression.Type)))
        : ExpressionLowering.Unsupported(context, interpolated);

    /// <summary><c>a?.b</c>: what follows is computed only where there is something before.</summary>
    public static Value Conditional(LoweringContext context, IConditionalAccessOperation access, string? name)
    {
        var receiver = ExpressionLowering.Lower(context, access.Operation);
        bool isStatement = access.Type is null or { SpecialType: SpecialType.System_Void };
        var type = context.TypeOf(access.Type);
        if (context.IsPoisoned(receiver))
        {
            return isStatement ? LoweringContext.Nothing : context.Poison(type);
        }

        if (IsNoValue(context, receiver) || (!isStatement && !ReadLowering.CanName(context, access.Type)))
        {
            return ExpressionLowering.Unsupported(context, access);
        }

        var isNull = context.External(IrType.Bool, "((object){0} == null)", EquatableArray.Of(receiver), Effect.None);
        if (isStatement)
        {
            context.Merge(isNull, context.Nested(null, () => { }), context.Nested(null, () => Present()));
            return LoweringContext.Nothing;
        }

        return context.Choose(isNull, type, name, () => context.Placeholder(type), () =>
        {
            var value = Present();
            return context.IsVaried(value) ? context.Reject(Descriptors.ActiveValueLost, access.WhenNotNull, Snippet.Of(access), "an object of type '" + SymbolText.Short(access.Type!) + "'", Hints.StoreConstant)
                : value.Type == type || context.IsPoisoned(value) ? value
                : context.External(type, $"(({ReadLowering.NameOf(context, access.Type!)}){{0}})", EquatableArray.Of(value), Effect.None);
        });

        Value Present()
        {
            var present = TypeMap.Nullable(access.Operation.Type) is { } inner
                ? context.External(context.TypeOf(inner), "{0}.Value", EquatableArray.Of(receiver), Effect.None)
                : receiver;
            context.ConditionalReceivers.Push(present);
            var value = ExpressionLowering.Lower(context, access.WhenNotNull);
            context.ConditionalReceivers.Pop();
            return value;
        }
    }

    /// <summary><c>^1</c> and <c>1..n</c> by themselves.</summary>
    public static Value FromEnd(LoweringContext context, IOperation operation, string? name)
    {
        var parts = new List<Value>();
        string text = "(" + Index(context, operation, parts) + ")";
        return Of(context, operation, text, parts, Effect.None, name);
    }

    /// <summary><c>list[^1]</c>, <c>span[1..n]</c></summary>
    public static Value ImplicitIndexer(LoweringContext context, IImplicitIndexerReferenceOperation read, string? name)
    {
        if (!context.CanName(read.IndexerSymbol))
        {
            return ExpressionLowering.Unsupported(context, read);
        }

        var parts = new List<Value> { ExpressionLowering.Lower(context, read.Instance) };
        string text = "{0}[" + Index(context, read.Argument, parts) + "]";
        return Of(context, read, text, parts, Effects.Of(read.IndexerSymbol), name);
    }

    /// <summary>An index as it is written between brackets, its parts evaluated.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="index">The index.</param>
    /// <param name="parts">Receives the values of its parts.</param>
    public static string Index(LoweringContext context, IOperation index, List<Value> parts)
    {
        var inner = index;
        while (inner is IConversionOperation { IsImplicit: true } conversion && (conversion.Type is { } type && IsIndex(type)))
        {
            inner = conversion.Operand;
        }

        switch (inner)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                return "^" + Hole(ExpressionLowering.Lower(context, fromEnd.Operand));

            case IRangeOperation range:
                string first = range.LeftOperand is { } left ? Index(context, left, parts) : "";
                return first + ".." + (range.RightOperand is { } right ? Index(context, right, parts) : "");

            default:
                return Hole(ExpressionLowering.Lower(context, inner));
        }

        string Hole(Value value)
        {
            parts.Add(value);
            return ReadLowering.Placeholders(parts.Count - 1, 1);
        }

        static bool IsIndex(ITypeSymbol type) => TypeMap.Is(TypeMap.Nullable(type) ?? type, "System.Index");
    }
}
