using Microsoft.CodeAnalysis;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>
/// Members of the types of <c>System.Numerics</c>. Where the library may compute another bit than their definition does, its own call is the value, made once for all leaves of the
/// result, and the derivative is that of the definition.
/// </summary>
internal static class NumericsLowering
{
    /// <summary>Appends a member; null if it has no row.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="method">A method, an operator, a constructor or the accessor of a property.</param>
    /// <param name="operands">The object, where there is one, and the arguments in the order of the parameters.</param>
    /// <param name="name">The variable that the result is for, if any.</param>
    public static Value? TryLower(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> operands, string? name)
    {
        if (NumericsTable.Find(method) is not { } row)
        {
            return null;
        }

        ITypeSymbol result = method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;
        if (operands.Any(context.IsPoisoned))
        {
            return context.Poison(context.TypeOf(result));
        }

        var (text, arguments) = LibraryCall.Of(context, method, operands);
        if (operands.Count > 0 && !operands.Any(context.IsVaried))
        {
            return context.External(context.TypeOf(result), text, arguments, Effect.None, name);
        }

        var layout = context.LayoutOf(result);
        if (row.IsConstant)
        {
            return Constant(context, row, operands, layout, context.Builder.Add(new External(text, arguments, Effect.None), context.TypeOf(result), name), name);
        }

        var taken = Taken(context, method, operands);
        if (row.Predicate is { } predicate)
        {
            return predicate(context, taken);
        }

        var defined = row.Definition(taken);
        if (row.IsExact)
        {
            return layout is null ? defined[0].Value : context.Bundle(layout, [.. defined.Select(n => n.Value)]);
        }

        var whole = context.Builder.Add(new External(text, arguments, Effect.None), context.TypeOf(result), name);
        return Behind(context, layout, defined, whole, name);
    }

    /// <summary>The operands of a member, taken apart.</summary>
    public static NumericsOperands Taken(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> operands)
    {
        var width = method.ContainingType.Name == "Complex" ? IrType.Float64 : IrType.Float32;
        return new NumericsOperands(context, width, [.. operands.Select((v, i) => Numbers(context, v, LibraryCall.TypeOf(method, i), width))]);
    }

    /// <summary>What the library computes, with the derivative of a definition.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="layout">What the value is taken apart into; null for a number.</param>
    /// <param name="defined">The leaves, as they are defined.</param>
    /// <param name="whole">What the library computes.</param>
    /// <param name="name">The variable that the value is for, if any.</param>
    public static Value Behind(LoweringContext context, Layout? layout, IReadOnlyList<Number> defined, Value whole, string? name) => layout is null
        ? defined[0].Behind(whole, name)
        : context.Bundle(layout, [.. layout.Leaves.Zip(defined, (leaf, number) => number.Behind(Leaf(context, whole, leaf.Path, leaf.Type, name), name is null ? null : Parcel.LeafName(name, leaf.Path)))], whole);

    /// <summary>Appends a constant that is a static field; null if it has no row.</summary>
    public static Value? TryLower(LoweringContext context, IFieldSymbol field) => NumericsTable.Find(field) is { } row && context.LayoutOf(field.Type) is { } layout
        ? context.Bundle(layout, [.. row.Definition(new NumericsOperands(context, IrType.Float64, [])).Select(n => n.Value)])
        : null;

    // What has no derivative, or one that is zero almost everywhere, which is worth a warning where nothing else reaches the result.
    private static Value Constant(LoweringContext context, NumericsRow row, IReadOnlyList<Value> operands, Layout? layout, Value whole, string? name)
    {
        if (layout is null)
        {
            return whole;
        }

        if (row.IsStep && context.At is { } at)
        {
            foreach (var leaf in context.Leaves(operands[0], layout))
            {
                context.PassThroughStep(at, leaf);
            }
        }

        return context.Bundle(layout, [.. layout.Leaves.Select(leaf => Leaf(context, whole, leaf.Path, leaf.Type, name))], whole);
    }

    private static Value Leaf(LoweringContext context, Value whole, string path, ITypeSymbol type, string? name) =>
        context.Builder.Add(new External("{0}." + path, EquatableArray.Of(whole), Effect.None), context.TypeOf(type), name is null ? null : Parcel.LeafName(name, path));

    private static Number[] Numbers(LoweringContext context, Value value, ITypeSymbol type, IrType width) =>
        context.LayoutOf(type) is { } layout ? [.. context.Leaves(value, layout).Select(l => new Number(context, l))]
        : [new Number(context, value.Type == width ? value : context.Apply(width, "Convert", EquatableArray.Of(value)))];
}
