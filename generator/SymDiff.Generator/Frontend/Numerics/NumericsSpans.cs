using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Vectors that are made of the beginning of an array or a span, and copied into one.</summary>
internal static class NumericsSpans
{
    /// <summary>Appends a constructor or <c>Create</c> that takes a span; null if it is none, or the memory is not followed.</summary>
    public static Value? TryMake(LoweringContext context, IMethodSymbol method, IReadOnlyList<Argument> arguments)
    {
        if (!NumericsTable.IsKnown(method.ContainingType) || method.Parameters.Length != 1 || !(method.MethodKind == MethodKind.Constructor || method is { Name: "Create", IsStatic: true })
            || arguments[0].Value is not { Type: { IsBuffer: true } memory } buffer || memory.Element != IrType.Float32 || context.LayoutOf(method.ContainingType) is not { } layout)
        {
            return null;
        }

        ThrowUnless(context, AtLeast(context, Length(context, buffer), layout.Count), "ArgumentOutOfRangeException(\"values\")");
        return context.Bundle(layout, [.. Enumerable.Range(0, layout.Count).Select(i => context.Load(buffer, context.Builder.Int(i)))]);
    }

    /// <summary>Appends <c>CopyTo</c> or <c>TryCopyTo</c>; null if it is neither, or the memory is not followed.</summary>
    public static Value? TryCopy(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> receiver, IReadOnlyList<Argument> arguments, IOperation call)
    {
        if (method.Name is not ("CopyTo" or "TryCopyTo") || !NumericsTable.IsKnown(method.ContainingType) || receiver.Count != 1 || context.LayoutOf(method.ContainingType) is not { } layout)
        {
            return null;
        }

        var ordered = arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => a.Value).ToList();
        if (ordered[0] is not { Type: { IsBuffer: true } memory } buffer || memory.Element != IrType.Float32)
        {
            return null;
        }

        var leaves = context.Leaves(receiver[0], layout);
        var length = Length(context, buffer);
        if (method.Name == "TryCopyTo")
        {
            var fits = AtLeast(context, length, leaves.Count);
            context.Merge(fits, context.Nested(null, () => Store(null)), context.Nested(null, () => { }));
            return fits;
        }

        var start = ordered.Count > 1 ? ordered[1] : null;
        if (start is not null)
        {
            ThrowUnless(context, Both(AtLeast(context, start, 0), context.Apply(IrType.Bool, "Less", EquatableArray.Of(start, length))), "ArgumentOutOfRangeException(\"index\")");
            length = context.Apply(IrType.Int32, "Subtract", EquatableArray.Of(length, start));
        }

        ThrowUnless(context, AtLeast(context, length, leaves.Count), "ArgumentException()");
        Store(start);
        return LoweringContext.Nothing;

        Value Both(Value a, Value b) => context.Apply(IrType.Bool, "And", EquatableArray.Of(a, b));

        void Store(Value? from)
        {
            for (int i = 0; i < leaves.Count; i++)
            {
                var place = context.Builder.Int(i);
                context.Store(buffer, from is null ? place : context.Apply(IrType.Int32, "Add", EquatableArray.Of(from, place)), leaves[i], call);
            }
        }
    }

    private static Value Length(LoweringContext context, Value buffer) => BufferLowering.Length(context, buffer);

    private static Value AtLeast(LoweringContext context, Value number, int least) =>
        context.Apply(IrType.Bool, "GreaterOrEqual", EquatableArray.Of(number, context.Builder.Int(least)));

    // As the library does.
    private static void ThrowUnless(LoweringContext context, Value condition, string exception) => context.Leave(
        condition,
        null,
        context.Nested(null, () =>
        {
            context.Do("throw new global::System." + exception, default, Effect.Once);
            context.End = Ending.Dead;
        }));
}
