using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Registrations;

/// <summary>What the syntax of one file says about registrations, kept as long as the tree: an edit makes only the edited file be searched again.</summary>
internal sealed class TreeRegistrations
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeRegistrations> Known = new();

    private readonly List<(SyntaxReference Method, string[] Attributes)> _methods = [];
    private readonly List<(string Alias, string Name, bool IsGlobal)> _aliases = [];

    private TreeRegistrations(SyntaxTree tree)
    {
        // Members only: bodies are not entered.
        foreach (var node in tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case UsingDirectiveSyntax { Alias: { } alias } directive when Last(directive.Name) is { } name:
                    _aliases.Add((alias.Name.Identifier.ValueText, name, directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)));
                    break;
                case MethodDeclarationSyntax { AttributeLists.Count: > 0 } method:
                    _methods.Add((tree.GetReference(method), [.. method.AttributeLists.SelectMany(l => l.Attributes).Select(a => Last(a.Name)).OfType<string>()]));
                    break;
            }
        }
    }

    /// <summary>What the file says.</summary>
    public static TreeRegistrations Of(SyntaxTree tree) => Known.GetValue(tree, t => new TreeRegistrations(t));

    /// <summary>The names that its <c>global using</c> directives give to others, without their own.</summary>
    public IEnumerable<(string Alias, string Name)> GlobalAliases => _aliases.Where(a => a.IsGlobal).Select(a => (a.Alias, a.Name));

    /// <summary>The methods with an attribute of one of the names, under whatever alias.</summary>
    /// <param name="names">The names, with the aliases that hold everywhere.</param>
    public IEnumerable<SyntaxReference> Methods(HashSet<string> names)
    {
        if (_methods.Count == 0)
        {
            return [];
        }

        var here = WithAliases(names, _aliases.Select(a => (a.Alias, a.Name)));
        return _methods.Where(m => m.Attributes.Any(here.Contains)).Select(m => m.Method);
    }

    /// <summary>The names with all aliases of them, and aliases of those.</summary>
    public static HashSet<string> WithAliases(HashSet<string> names, IEnumerable<(string Alias, string Name)> aliases)
    {
        var all = names;
        var pending = aliases.ToList();
        while (pending.FirstOrDefault(a => all.Contains(a.Name) && !all.Contains(a.Alias)) is { Alias: { } alias })
        {
            all = new HashSet<string>(all, StringComparer.Ordinal) { alias, alias + "Attribute" };
        }

        return all;
    }

    private static string? Last(NameSyntax? name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => null,
    };
}
