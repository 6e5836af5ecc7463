using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// The name of a method's file, <c>Namespace.Type.Method.g.cs</c>, and of a parameter set's, <c>Namespace.Type-set.g.cs</c>, with a hash only where that is not enough.
/// </summary>
internal static class HintName
{
    private const int Limit = 120;
    private const string Extension = ".g.cs";

    // Neither a method nor an arity.
    private const string OfSet = "-set";

    /// <summary>The name, unique among all marked methods, file systems that ignore case included.</summary>
    public static string Of(IMethodSymbol method)
    {
        var name = new StringBuilder();
        bool isAmbiguous = HasNamesake(method);
        isAmbiguous |= AppendTypes(name, method.ContainingType);
        name.Append('.');
        isAmbiguous |= Append(name, method.Name);
        return Finish(name, isAmbiguous, Signature(method), "");
    }

    /// <summary>The name, unique among all marked types.</summary>
    public static string Of(INamedTypeSymbol set)
    {
        var name = new StringBuilder();
        bool isAmbiguous = AppendTypes(name, set);
        return Finish(name, isAmbiguous, SymbolText.Of(set), OfSet);
    }

    private static string Finish(StringBuilder name, bool isAmbiguous, string signature, string kind)
    {
        string end = kind + Extension;
        bool isLong = name.Length + end.Length > Limit;
        if (isAmbiguous || isLong)
        {
            string hash = "-" + StableHash.Of(signature);
            name.Length = Math.Min(name.Length, Limit - end.Length - hash.Length);
            name.Append(hash);
        }

        return name.Append(end).ToString();
    }

    // Namespace.Outer.Inner
    private static bool AppendTypes(StringBuilder name, INamedTypeSymbol innermost)
    {
        bool isAmbiguous = false;
        foreach (string part in Namespaces(innermost.ContainingNamespace))
        {
            isAmbiguous |= Append(name, part);
            name.Append('.');
        }

        string separator = "";
        foreach (var type in TypeChain.To(innermost))
        {
            name.Append(separator);
            separator = ".";
            isAmbiguous |= HasNamesake(type);
            isAmbiguous |= Append(name, type.Name);
            if (type.Arity > 0)
            {
                // No identifier contains a hyphen, so this cannot be the name of another type.
                name.Append('-').Append(type.Arity.ToString(CultureInfo.InvariantCulture));
            }
        }

        return isAmbiguous;
    }

    private static bool HasNamesake(IMethodSymbol method) => method.ContainingType.GetMembers().Any(m =>
        m is IMethodSymbol other
        && string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)
        && !SymbolEqualityComparer.Default.Equals(other, method.PartialDefinitionPart ?? method)
        && Marks.OfMethod(other) is not null);

    private static bool HasNamesake(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol outer = type.ContainingType is { } containing ? containing : type.ContainingNamespace;
        return outer.GetTypeMembers().Any(t =>
            t.Name.Length == type.Name.Length && t.Name != type.Name && string.Equals(t.Name, type.Name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Appends an identifier; says whether a character had to be replaced.</summary>
    private static bool Append(StringBuilder name, string identifier)
    {
        bool isReplaced = false;
        foreach (char c in identifier)
        {
            bool isSafe = char.IsLetterOrDigit(c) || c == '_';
            name.Append(isSafe ? c : '_');
            isReplaced |= !isSafe;
        }

        return isReplaced;
    }

    private static IEnumerable<string> Namespaces(INamespaceSymbol? ns) =>
        ns is null or { IsGlobalNamespace: true } ? [] : Namespaces(ns.ContainingNamespace).Append(ns.Name);

    private static string Signature(IMethodSymbol method) =>
        SymbolText.OfStatic(method) + "(" + string.Join(",", method.Parameters.Select(p => p.RefKind + " " + SymbolText.Of(p.Type))) + ")";
}
