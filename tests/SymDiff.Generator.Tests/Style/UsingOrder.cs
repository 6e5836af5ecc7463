using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>
/// Using directives in the order in which <c>dotnet format</c> puts them: global ones first; namespaces, then static ones, then aliases; of each System first,
/// then by name. It leaves those alone that have a preprocessor directive between them.
/// </summary>
internal static class UsingOrder
{
    private static readonly CompareInfo Names = CultureInfo.InvariantCulture.CompareInfo;

    public static IEnumerable<string> Faults(SourceFile file) =>
        file.Unit.DescendantNodesAndSelf(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).SelectMany(n => Faults(file, n switch
        {
            CompilationUnitSyntax unit => unit.Usings,
            BaseNamespaceDeclarationSyntax space => space.Usings,
            _ => [],
        }));

    private static IEnumerable<string> Faults(SourceFile file, SyntaxList<UsingDirectiveSyntax> usings) => usings.Skip(1).Any(u => u.ContainsDirectives)
        ? []
        : usings.Zip(usings.Skip(1)).Where(p => Compare(p.First, p.Second) > 0).Select(p => file.Fault(p.Second, $"'{p.Second}' belongs before '{p.First}'"));

    private static int Compare(UsingDirectiveSyntax left, UsingDirectiveSyntax right)
    {
        int kinds = Kind(left).CompareTo(Kind(right));
        if (kinds != 0)
        {
            return kinds;
        }

        string[] first = Key(left);
        string[] second = Key(right);
        int system = (second[0] == "System").CompareTo(first[0] == "System");
        return system != 0
            ? system
            : first.Zip(second).Select(p => Compare(p.First, p.Second)).FirstOrDefault(c => c != 0, first.Length.CompareTo(second.Length));
    }

    // Of two that differ in case alone the lower one is first.
    private static int Compare(string left, string right)
    {
        int letters = Names.Compare(left, right, CompareOptions.IgnoreCase);
        return letters != 0 ? letters : string.CompareOrdinal(right, left);
    }

    private static int Kind(UsingDirectiveSyntax directive) =>
        (directive.GlobalKeyword == default ? 3 : 0) + (directive.Alias is not null ? 2 : directive.StaticKeyword != default ? 1 : 0);

    private static string[] Key(UsingDirectiveSyntax directive) =>
        [.. ((SyntaxNode?)directive.Alias?.Name ?? directive.NamespaceOrType).DescendantTokens().Select(t => t.ValueText)];
}
