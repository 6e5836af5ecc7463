using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>
/// What files declare, by simple names. A name that may mean one of these is taken to mean it:
/// the rules rather miss a fault than ask for something that does not compile.
/// </summary>
internal sealed class Declarations
{
    private readonly Dictionary<string, TypeNames> _types = new(StringComparer.Ordinal);
    private readonly HashSet<(string Namespace, string Name)> _inNamespaces = [];
    private readonly HashSet<string> _extensions = [.. typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)];

    public Declarations(IEnumerable<SourceFile> files)
    {
        foreach (SyntaxNode node in files.SelectMany(f => f.Unit.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax)))
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax space when NamespaceOf(space.Parent) is { Length: > 0 } outer:
                    _inNamespaces.Add((outer, space.Name.ToString()));
                    break;
                case BaseNamespaceDeclarationSyntax { Name: QualifiedNameSyntax name }:
                    _inNamespaces.Add((name.Left.ToString(), name.Right.ToString()));
                    break;
                case BaseTypeDeclarationSyntax type:
                    Add(type);
                    break;
                case DelegateDeclarationSyntax function:
                    _inNamespaces.Add((NamespaceOf(function), function.Identifier.ValueText));
                    break;
            }
        }
    }

    /// <summary>Whether an extension method has this name, so that it may have to be called on <c>this</c>.</summary>
    public bool IsExtension(string name) => _extensions.Contains(name);

    /// <summary>Whether the type around a place, a part of it elsewhere or a base of it has a member of this name.</summary>
    public bool IsOwnMember(SyntaxNode place, string name) =>
        place.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type && Has(type.Identifier.ValueText, name, t => t.Members, []);

    /// <summary>Whether this name, written as an expression, can mean a local, a parameter or a member here.</summary>
    public bool IsValue(SyntaxNode place, string name) =>
        Locals.InScope(place, name)
        || Around(place).Concat(Usings(place).Where(u => u.StaticKeyword != default).Select(u => SimpleName(u.NamespaceOrType))).Any(t => Has(t, name, n => n.Members, []));

    /// <summary>Whether this name can mean a type or a namespace of the sources here.</summary>
    public bool IsType(SyntaxNode place, string name)
    {
        string inside = NamespaceOf(place);
        return Around(place).Any(t => Has(t, name, n => n.Types, []))
            || Usings(place).Any(u => u.Alias is { } alias ? alias.Name.Identifier.ValueText == name : _inNamespaces.Contains((u.NamespaceOrType.ToString(), name)))
            || _inNamespaces.Any(d => d.Name == name && (inside + ".").StartsWith(d.Namespace + ".", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Around(SyntaxNode place) => place.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.ValueText);

    private static IEnumerable<UsingDirectiveSyntax> Usings(SyntaxNode place) =>
        ((CompilationUnitSyntax)place.SyntaxTree.GetRoot()).DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>();

    private static string NamespaceOf(SyntaxNode? place) =>
        string.Join(".", place?.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString()) ?? []);

    private static string SimpleName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member is BaseFieldDeclarationSyntax field
        ? field.Declaration.Variables.Select(v => v.Identifier.ValueText)
        : member.ChildTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText);

    private bool Has(string type, string name, Func<TypeNames, HashSet<string>> names, HashSet<string> seen) =>
        seen.Add(type) && _types.TryGetValue(type, out TypeNames? found) && (names(found).Contains(name) || found.Bases.Any(b => Has(b, name, names, seen)));

    private void Add(BaseTypeDeclarationSyntax declaration)
    {
        string name = declaration.Identifier.ValueText;
        if (declaration.Parent is not BaseTypeDeclarationSyntax)
        {
            _inNamespaces.Add((NamespaceOf(declaration), name));
        }

        if (!_types.TryGetValue(name, out TypeNames? type))
        {
            _types.Add(name, type = new TypeNames([], [], []));
        }

        type.Bases.UnionWith(declaration.BaseList?.Types.Select(b => SimpleName(b.Type)) ?? []);
        IEnumerable<MemberDeclarationSyntax> members = declaration is EnumDeclarationSyntax constants ? constants.Members : ((TypeDeclarationSyntax)declaration).Members;
        foreach (MemberDeclarationSyntax member in members)
        {
            if (declaration is ExtensionBlockDeclarationSyntax || member is MethodDeclarationSyntax { ParameterList.Parameters: [{ } first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword))
            {
                _extensions.UnionWith(Names(member));
            }

            type.Members.UnionWith(Names(member));
            if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            {
                type.Types.UnionWith(Names(member));
            }
        }

        if (declaration is TypeDeclarationSyntax { ParameterList.Parameters: var parameters })
        {
            type.Members.UnionWith(parameters.Select(p => p.Identifier.ValueText));
        }
    }

    private sealed record TypeNames(HashSet<string> Members, HashSet<string> Types, HashSet<string> Bases);
}
