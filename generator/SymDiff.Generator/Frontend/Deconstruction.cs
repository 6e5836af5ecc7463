using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>The parts of a constant that C# takes apart: the elements of a tuple, or what a <c>Deconstruct</c> method gives, which is called once.</summary>
internal static class Deconstruction
{
    /// <summary>Appends what takes the value apart; null if it cannot be.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="method">The method, where it is not a tuple.</param>
    public static IReadOnlyList<(Value Value, ITypeSymbol Type)>? Parts(LoweringContext context, Value value, ITypeSymbol? type, IMethodSymbol? method)
    {
        if (method is null)
        {
            return type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(e => ReadLowering.CanName(context, e.Type))
                ? Items(context, value, [.. tuple.TupleElements.Select(e => e.Type)])
                : null;
        }

        var types = method.Parameters.Select(p => p.Type).ToList();
        if (types.Count < 2 || !context.CanName(method) || !types.All(t => ReadLowering.CanName(context, t))
            || context.Sources.Compilation is not CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp8 } || method.IsStatic)
        {
            // An extension method is found by its "using" alone, which the emitted file does not have.
            return null;
        }

        string names = string.Join(", ", types.Select((_, i) => "__" + Item(i)));
        string text = $"({{0}} switch {{{{ var ({names}) => ({names}) }}}})";
        var made = context.External(
            IrType.Opaque("(" + string.Join(", ", types.Select(t => SymbolText.Of(context.Stands(t)))) + ")"), text, EquatableArray.Of(value), Effects.Of(method));
        return Items(context, made, types);
    }

    private static (Value Value, ITypeSymbol Type)[] Items(LoweringContext context, Value tuple, IReadOnlyList<ITypeSymbol> types) =>
        [.. types.Select((t, i) => (context.External(context.TypeOf(t), "{0}." + Item(i), EquatableArray.Of(tuple), Effect.None), t))];

    private static string Item(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
