using System.Globalization;
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

        var (text, arguments) = Call(context, method, operands);
        if (operands.Count > 0 && !operands.Any(context.IsVaried))
        {
            return context.External(context.TypeOf(result), text, arguments, Effect.None, name);
        }

        var width = method.ContainingType.Name == "Complex" ? IrType.Float64 : IrType.Float32;
        var taken = new NumericsOperands(context, width, [.. operands.Select((v, i) => Numbers(context, v, TypeOf(method, i), width))]);
        if (row.Predicate is { } predicate)
        {
            return predicate(context, taken);
        }

        var layout = context.LayoutOf(result);
        var defined = row.Definition(taken);
        if (row.IsExact)
        {
            return layout is null ? defined[0].Value : context.Bundle(layout, [.. defined.Select(n => n.Value)]);
        }

        var whole = context.Builder.Add(new External(text, arguments, Effect.None), context.TypeOf(result), name);
        return layout is null
            ? defined[0].Behind(whole, name)
            : context.Bundle(layout, [.. layout.Leaves.Zip(defined, (leaf, number) => number.Behind(Leaf(context, whole, leaf.Path, leaf.Type, name), name is null ? null : Parcel.LeafName(name, leaf.Path)))], whole);
    }

    /// <summary>Appends a constant that is a static field; null if it has no row.</summary>
    public static Value? TryLower(LoweringContext context, IFieldSymbol field) => NumericsTable.Find(field) is { } row && context.LayoutOf(field.Type) is { } layout
        ? context.Bundle(layout, [.. row.Definition(new NumericsOperands(context, IrType.Float64, [])).Select(n => n.Value)])
        : null;

    private static Value Leaf(LoweringContext context, Value whole, string path, ITypeSymbol type, string? name) =>
        context.Builder.Add(new External("{0}." + path, EquatableArray.Of(whole), Effect.None), context.TypeOf(type), name is null ? null : Parcel.LeafName(name, path));

    private static Number[] Numbers(LoweringContext context, Value value, ITypeSymbol type, IrType width) =>
        context.LayoutOf(type) is { } layout ? [.. context.Leaves(value, layout).Select(l => new Number(context, l))]
        : [new Number(context, value.Type == width ? value : context.Apply(width, "Convert", EquatableArray.Of(value)))];

    private static ITypeSymbol TypeOf(IMethodSymbol method, int operand)
    {
        int objects = IsOnObject(method) ? 1 : 0;
        return operand < objects ? method.ContainingType : method.Parameters[operand - objects].Type;
    }

    private static bool IsOnObject(IMethodSymbol method) => !method.IsStatic && method.MethodKind != MethodKind.Constructor;

    // The call with the operands as C# has them: values that are taken apart are put together again, unless the library made them as they are.
    private static (string Text, EquatableArray<Value> Arguments) Call(LoweringContext context, IMethodSymbol method, IReadOnlyList<Value> operands)
    {
        var arguments = new List<Value>();
        string[] texts = [.. operands.Select(Text)];
        string type = External.Verbatim(SymbolText.Of(method.ContainingType));
        string list = string.Join(", ", IsOnObject(method) ? texts.Skip(1) : texts);
        string text = method switch
        {
            { MethodKind: MethodKind.Constructor } => $"new {type}({list})",
            { MethodKind: MethodKind.PropertyGet } => (method.IsStatic ? type : texts[0]) + "." + method.AssociatedSymbol!.Name,
            { MethodKind: MethodKind.Conversion } => $"(({type}){list})",
            { MethodKind: MethodKind.UserDefinedOperator } when operands.Count == 1 => $"({Operator(method.Name)}{list})",
            { MethodKind: MethodKind.UserDefinedOperator } => $"({texts[0]} {Operator(method.Name)} {texts[1]})",
            _ => $"{(method.IsStatic ? type : texts[0])}.{method.Name}({list})",
        };
        return (text, arguments.ToEquatableArray());

        string Text(Value operand)
        {
            if (context.AggregateOf(operand) is { Whole: null } parts)
            {
                string[] leaves = [.. parts.Leaves.Select(Place)];
                return parts.Layout.Shape!.Make(leaves, inText: true);
            }

            return Place(context.AggregateOf(operand)?.Whole ?? operand);
        }

        string Place(Value value)
        {
            arguments.Add(value);
            return "{" + (arguments.Count - 1).ToString(CultureInfo.InvariantCulture) + "}";
        }
    }

    private static string Operator(string name) => name switch
    {
        "op_Addition" or "op_UnaryPlus" => "+",
        "op_Subtraction" or "op_UnaryNegation" => "-",
        "op_Multiply" => "*",
        "op_Division" => "/",
        "op_Equality" => "==",
        "op_Inequality" => "!=",
        _ => throw new NotSupportedException($"No row is for the operator {name}."),
    };
}
