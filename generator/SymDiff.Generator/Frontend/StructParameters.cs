using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>Parameters that are structs or arrays of them, of a method that is read by itself: one parameter of the function a leaf, called as C# reads it.</summary>
internal static class StructParameters
{
    /// <summary>What a parameter of a method that is called by name is taken apart into; null for one that is a parameter of the function too.</summary>
    public static Layout? LayoutIn(LoweringContext context, IParameterSymbol parameter) =>
        !SignatureReader.IsActive(parameter) ? null
        : LayoutReader.IsColumns(parameter.Type) ? Plain(context, LayoutReader.ElementOf(parameter.Type)!)
        : Plain(context, parameter.Type);

    /// <summary>What a type is taken apart into, if none of its leaves is memory; null for all else.</summary>
    public static Layout? Plain(LoweringContext context, ITypeSymbol type) =>
        context.LayoutOf(type) is { Shape: not null } layout && context.LeafTypes(layout).All(t => !t.IsBuffer) ? layout : null;

    /// <summary>Enters a struct.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="builder">The function.</param>
    /// <param name="variable">The parameter, or the method for what it is called on.</param>
    /// <param name="name">What it is called; empty for what the method is called on, whose parts have names of their own.</param>
    /// <param name="layout">What it is taken apart into.</param>
    /// <returns>Its value, and its leaves.</returns>
    public static (Value Whole, IReadOnlyList<Value> Leaves) Enter(LoweringContext context, FunctionBuilder builder, ISymbol variable, string name, Layout layout)
    {
        List<Value> leaves = [.. layout.Shape!.Leaves.Select(l => builder.Parameter(l.Type, name.Length == 0 ? l.Path : name + "." + l.Path))];
        var bundle = context.Bundle(layout, leaves);
        context.Assign(variable, bundle);
        foreach (var (leaf, part) in layout.Shape.Leaves.Zip(leaves, (l, v) => (l, v)))
        {
            context.MarkGiven(part);
            if (leaf.IsActive)
            {
                context.MarkVaried(part);
            }
        }

        return (bundle, leaves);
    }

    /// <summary>Enters an array or a span of structs.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="builder">The function.</param>
    /// <param name="declared">The parameter, as declared.</param>
    /// <param name="given">The parameter, with what type parameters stand for.</param>
    /// <param name="layout">What its elements are taken apart into.</param>
    /// <param name="isInput">Whether nothing may be written to it.</param>
    /// <returns>Its value, and a buffer for each number.</returns>
    public static (Value Whole, IReadOnlyList<Value> Columns) EnterColumns(LoweringContext context, FunctionBuilder builder, IParameterSymbol declared, IParameterSymbol given, Layout layout, bool isInput)
    {
        List<Value> columns = [.. layout.Shape!.Leaves.Select(l => builder.Parameter(IrType.Buffer(l.Type), declared.Name + "." + l.Path))];
        if (Mutation.SwapsColumns && columns.Count > 1 && columns[0].Type == columns[1].Type)
        {
            (columns[0], columns[1]) = (columns[1], columns[0]);
        }

        var buffer = context.Columns(layout, columns);
        context.Assign(declared, buffer);
        context.EnterBuffer(given, buffer, isActive: true, isInput);
        columns.ForEach(context.MarkGiven);
        return (buffer, columns);
    }
}
