using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Compiler;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend.Numerics;

/// <summary>Components of vectors and quaternions, elements and rows of matrices, by number and by name: some of the leaves, which are read and written.</summary>
internal static class NumericsElements
{
    private static readonly string[] Rows = ["X", "Y", "Z", "W"];

    /// <summary>A component, an element or a row that a property reads; null if it is none.</summary>
    public static Value? Read(LoweringContext context, IPropertyReferenceOperation read)
    {
        if (read is not { Instance: { } instance, Property: { IsIndexer: true } property } || Of(property.ContainingType, property.Name, property.Parameters.Length) is not { } elements
            || context.LayoutOf(property.ContainingType) is not { } layout)
        {
            return null;
        }

        var whole = ExpressionLowering.Lower(context, instance);
        var indices = Indices(context, read.Arguments);
        return Chosen(context, whole, layout, elements, indices, property.Type, $"_ = default({TypeName(property)})[{Holes(indices)}]");
    }

    /// <summary>The place that a property of a place is; null if it is none of these.</summary>
    public static Place? Place(LoweringContext context, IPropertyReferenceOperation target, Place owner)
    {
        var property = target.Property;
        if (property.SetMethod is null || context.LayoutOf(property.ContainingType) is not { } layout || Of(property.ContainingType, property.Name, property.Parameters.Length) is not { } elements)
        {
            return null;
        }

        var indices = Indices(context, target.Arguments);
        Check(context, elements, indices, $"_ = default({TypeName(property)})[{Holes(indices)}]");
        return new ElementsPlace(owner, layout, property.Type, elements, indices);
    }

    /// <summary>Appends <c>GetElement</c>, <c>GetRow</c>, <c>WithElement</c> or <c>WithRow</c>; null if it is none of them.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The object, if there is one.</param>
    /// <param name="arguments">The arguments.</param>
    public static Value? TryLower(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> receiver, IReadOnlyList<Argument> arguments)
    {
        if (method.Name is not ("GetElement" or "GetRow" or "WithElement" or "WithRow") || !NumericsTable.IsKnown(method.ContainingType) || method.IsGenericMethod)
        {
            return null;
        }

        var ordered = arguments.OrderBy(a => a.Parameter!.Ordinal).ToList();
        var type = method.IsStatic ? method.Parameters[0].Type : method.ContainingType;
        var whole = method.IsStatic ? ordered[0].Value : receiver[0];
        List<Index> indices = [.. ordered.Where(a => a.Value.Type == IrType.Int32).Select(a => new Index(a.Value, Constant(a.Source?.Value)))];
        if (context.LayoutOf(type) is not { } layout || Of((INamedTypeSymbol)type, "this[]", indices.Count) is not { } elements)
        {
            return null;
        }

        bool isChange = method.Name.StartsWith("With", StringComparison.Ordinal);
        string empty = $"default({External.Verbatim(SymbolText.Of(type))})";
        string rest = Holes(indices) + (isChange ? ", default)" : ")");
        string text = method.IsStatic ? $"_ = {External.Verbatim(SymbolText.Of(method.ContainingType))}.{method.Name}({empty}, {rest}" : $"_ = {empty}.{method.Name}({rest}";
        if (!isChange)
        {
            return Chosen(context, whole, layout, elements, indices, method.ReturnType, text);
        }

        Check(context, elements, indices, text);
        var stored = ordered[ordered.Count - 1].Value;
        return Changed(context, whole, layout, elements, indices, LayoutOf(context, stored, method.Parameters[method.Parameters.Length - 1].Type));
    }

    /// <summary>A value with other leaves where the indices say.</summary>
    public static Value Changed(LoweringContext context, Value whole, Layout layout, IReadOnlyList<Element> elements, IReadOnlyList<Index> indices, IReadOnlyList<Value> stored)
    {
        Value[] leaves = [.. context.Leaves(whole, layout)];
        foreach (var element in Possible(elements, indices))
        {
            var condition = Condition(context, element, indices);
            for (int i = 0; i < stored.Count; i++)
            {
                int leaf = element.Leaves[i];
                var (before, after) = (leaves[leaf], stored[i]);
                leaves[leaf] = condition is null ? after : context.Choose(condition, () => [after], () => [before])[0];
            }
        }

        return context.Bundle(layout, leaves);
    }

    /// <summary>The leaves that the indices say, as a value.</summary>
    public static Value Chosen(LoweringContext context, Value whole, Layout layout, IReadOnlyList<Element> elements, IReadOnlyList<Index> indices, ITypeSymbol type)
    {
        if (context.IsPoisoned(whole) || indices.Any(i => context.IsPoisoned(i.Value)))
        {
            return context.Poison(context.TypeOf(type));
        }

        var leaves = context.Leaves(whole, layout);
        var found = One(Possible(elements, indices), 0);
        return context.LayoutOf(type) is { } inner ? context.Bundle(inner, found) : found[0];

        // That the last one is meant if no other is has been checked before.
        IReadOnlyList<Value> One(IReadOnlyList<Element> possible, int next)
        {
            IReadOnlyList<Value> here = [.. possible[next].Leaves.Select(i => leaves[i])];
            return next == possible.Count - 1 ? here : context.Choose(Condition(context, possible[next], indices)!, () => here, () => One(possible, next + 1));
        }
    }

    private static Value Chosen(
        LoweringContext context, Value whole, Layout layout, IReadOnlyList<Element> elements, IReadOnlyList<Index> indices, ITypeSymbol type, string check)
    {
        Check(context, elements, indices, check);
        return Chosen(context, whole, layout, elements, indices, type);
    }

    /// <summary>The leaves of what is stored.</summary>
    public static IReadOnlyList<Value> LayoutOf(LoweringContext context, Value stored, ITypeSymbol type) => context.LayoutOf(type) is { } inner ? context.Leaves(stored, inner) : [stored];

    // The library itself throws where there is no such element.
    private static void Check(LoweringContext context, IReadOnlyList<Element> elements, IReadOnlyList<Index> indices, string text)
    {
        if (indices.Any(i => i.Constant is null) || !elements.Any(e => e.At.SequenceEqual(indices.Select(i => i.Constant!.Value))))
        {
            context.Do(text, indices.Select(i => i.Value).ToEquatableArray(), Effect.Once);
        }
    }

    // Any where none fits: that has been thrown for.
    private static List<Element> Possible(IReadOnlyList<Element> elements, IReadOnlyList<Index> indices)
    {
        var fitting = elements.Where(e => e.At.Zip(indices, (at, index) => index.Constant is not { } constant || constant == at).All(fits => fits)).ToList();
        return fitting.Count == 0 ? [elements[0]] : fitting;
    }

    private static Value? Condition(LoweringContext context, Element element, IReadOnlyList<Index> indices)
    {
        var tests = element.At.Zip(indices, (at, index) => (at, index)).Where(p => p.index.Constant is null)
            .Select(p => context.Apply(IrType.Bool, "Equal", EquatableArray.Of(p.index.Value, context.Builder.Int(p.at)))).ToList();
        return tests.Count == 0 ? null : tests.Aggregate((a, b) => context.Apply(IrType.Bool, "And", EquatableArray.Of(a, b)));
    }

    private static List<Index> Indices(LoweringContext context, IEnumerable<IArgumentOperation> arguments) =>
        [.. arguments.Select(a => (a.Parameter!.Ordinal, Index: new Index(ExpressionLowering.Lower(context, a.Value), Constant(a.Value)))).ToList().OrderBy(a => a.Ordinal).Select(a => a.Index)];

    private static int? Constant(IOperation? operation) => operation is { ConstantValue: { HasValue: true, Value: int number } } ? number : null;

    private static string TypeName(IPropertySymbol property) => External.Verbatim(SymbolText.Of(property.ContainingType));

    private static string Holes(IReadOnlyList<Index> indices) => string.Join(", ", indices.Select((_, i) => "{" + i.ToString(CultureInfo.InvariantCulture) + "}"));

    // What can be asked for by that name with so many numbers.
    private static IReadOnlyList<Element>? Of(INamedTypeSymbol type, string name, int indices)
    {
        if (!NumericsTable.IsKnown(type))
        {
            return null;
        }

        int columns = type.Name switch { "Matrix3x2" => 2, "Matrix4x4" => 4, _ => 1 };
        int rows = type.Name switch { "Vector2" => 2, "Vector3" or "Matrix3x2" => 3, "Vector4" or "Quaternion" or "Matrix4x4" => 4, _ => 0 };
        return rows == 0 ? null
            : name == "this[]" ? (indices, columns) switch
            {
                (1, _) => [.. Enumerable.Range(0, rows).Select(r => new Element([r], Row(r)))],
                (2, > 1) => [.. Enumerable.Range(0, rows * columns).Select(i => new Element([i / columns, i % columns], [i]))],
                _ => null,
            }
            : columns == 1 || indices > 0 ? null
            : name == "Translation" ? [new Element([], [.. Row(rows - 1).Take(rows - 1)])]
            : Array.IndexOf(Rows, name) is >= 0 and var named && named < rows ? [new Element([], Row(named))]
            : null;

        int[] Row(int row) => [.. Enumerable.Range(row * columns, columns)];
    }
}

/// <summary>Some leaves that are had together.</summary>
/// <param name="At">The numbers that they are had by.</param>
/// <param name="Leaves">The numbers of the leaves.</param>
internal sealed record Element(IReadOnlyList<int> At, IReadOnlyList<int> Leaves);

/// <summary>A number in brackets.</summary>
/// <param name="Value">The number.</param>
/// <param name="Constant">What it is, where that is known.</param>
internal sealed record Index(Value Value, int? Constant);

/// <summary>A component, an element or a row of a place.</summary>
/// <param name="Owner">The place of the whole.</param>
/// <param name="Layout">What the whole is taken apart into.</param>
/// <param name="Type">The type of the part.</param>
/// <param name="Elements">What there is.</param>
/// <param name="Indices">Which of it is meant, evaluated and checked.</param>
internal sealed record ElementsPlace(Place Owner, Layout Layout, ITypeSymbol Type, IReadOnlyList<Element> Elements, IReadOnlyList<Index> Indices) : Place
{
    /// <inheritdoc/>
    public override ISymbol? Root => Owner.Root;

    /// <inheritdoc/>
    public override Value Read(LoweringContext context) => NumericsElements.Chosen(context, Owner.Read(context), Layout, Elements, Indices, Type);

    /// <inheritdoc/>
    public override Value Store(LoweringContext context, IOperation assignment, Value value)
    {
        var whole = Owner.Read(context);
        bool isPoisoned = context.IsPoisoned(whole) || context.IsPoisoned(value) || Indices.Any(i => context.IsPoisoned(i.Value));
        Owner.Store(context, assignment, isPoisoned ? context.Poison(whole.Type) : NumericsElements.Changed(context, whole, Layout, Elements, Indices, NumericsElements.LayoutOf(context, value, Type)));
        return value;
    }
}
