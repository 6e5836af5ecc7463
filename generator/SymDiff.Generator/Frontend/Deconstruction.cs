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
    /// <param name="at">Where that is asked for.</param>
    public static IReadOnlyList<(Value Value, ITypeSymbol Type)>? Parts(LoweringContext context, Value value, ITypeSymbol? type, IMethodSymbol? method, IOperation at)
    {
        if (method is not null && context.AggregateOf(value) is { } aggregate)
        {
            return method.IsImplicitlyDeclared ? OfRecord(context, value, aggregate.Layout, method)
                : context.Sources.Body(method, context.Cancellation) is not null ? Read(context, value, method, at)
                : null;
        }

        if (method is null && context.AggregateOf(value) is { Layout: var layout })
        {
            return [.. layout.Members.Select(m => (context.Part(value, m), m.Type))];
        }

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

    // A record gives its properties in the order of its parameters.
    private static List<(Value Value, ITypeSymbol Type)>? OfRecord(LoweringContext context, Value value, Layout layout, IMethodSymbol method)
    {
        var parts = new List<(Value, ITypeSymbol)>();
        foreach (var parameter in method.Parameters)
        {
            if (layout.Members.FirstOrDefault(m => m.Name == parameter.Name) is not { } member)
            {
                return null;
            }

            parts.Add((context.Part(value, member), member.Type));
        }

        return parts;
    }

    // A method that somebody wrote is read in place, and leaves its results in its own parameters.
    private static List<(Value Value, ITypeSymbol Type)> Read(LoweringContext context, Value value, IMethodSymbol method, IOperation at)
    {
        var parts = new List<(Value, ITypeSymbol)>();
        bool isExtension = method.IsStatic;
        var arguments = method.Parameters.Select(p => new Argument(p, isExtension && p.Ordinal == 0 ? value : LoweringContext.Nothing, null)).ToList();
        Inlining.Lower(context, at, method, null, arguments, null, isExtension ? null : new Receiver(null, value), null, () => parts.AddRange(
            method.OriginalDefinition.Parameters.Skip(isExtension ? 1 : 0).Select((p, i) =>
            {
                var type = method.Parameters[i + (isExtension ? 1 : 0)].Type;
                return (context.Read(p) ?? context.Poison(context.HeldTypeOf(type)), type);
            })));
        return parts.Count > 0 ? parts : [.. method.Parameters.Skip(isExtension ? 1 : 0).Select(p => (context.Poison(context.HeldTypeOf(p.Type)), p.Type))];
    }

    private static (Value Value, ITypeSymbol Type)[] Items(LoweringContext context, Value tuple, IReadOnlyList<ITypeSymbol> types) =>
        [.. types.Select((t, i) => (context.External(context.TypeOf(t), "{0}." + Item(i), EquatableArray.Of(tuple), Effect.None), t))];

    private static string Item(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
