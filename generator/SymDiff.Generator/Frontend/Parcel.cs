using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>What is handed over where ways of a program meet: a variable or a result, one value a leaf where its type is taken apart.</summary>
/// <param name="Symbol">The variable; null for a result.</param>
/// <param name="Type">Its type.</param>
/// <param name="Layout">How it is taken apart; null for one value.</param>
/// <param name="Types">The types of the values.</param>
internal sealed record Parcel(ISymbol? Symbol, IrType Type, Layout? Layout, IReadOnlyList<IrType> Types)
{
    /// <summary>How many values it is.</summary>
    public int Count => Types.Count;

    /// <summary>Values for it, named after the variable.</summary>
    public Value[] Fresh(ValueSource values, string? name = null)
    {
        name ??= Symbol is null ? null : NameOf(Symbol);
        string?[] names = Layout is null ? [name] : [.. Layout.Leaves.Select(l => LeafName(name, l.Path))];
        return [.. Types.Select((t, i) => values.Fresh(t, names[i]))];
    }

    /// <summary>What the values of a variable are called; nothing for <c>this</c> and what is being made, whose leaves have names of their own.</summary>
    public static string? NameOf(ISymbol variable) => variable is IMethodSymbol or INamedTypeSymbol ? null : variable.Name;

    /// <summary>What a leaf of a variable is called.</summary>
    public static string LeafName(string? variable, string path)
    {
        string joined = string.Concat(path.Split('.').Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1)));
        return string.IsNullOrEmpty(variable) ? char.ToLowerInvariant(joined[0]) + joined.Substring(1) : variable + joined;
    }
}
