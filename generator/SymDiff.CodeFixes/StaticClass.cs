using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>A static class beside what stands at a place, made where there is none, that takes methods.</summary>
internal static class StaticClass
{
    /// <summary>The first of the names <c>Name</c>, <c>Name2</c>, … that a class can have or already has.</summary>
    /// <param name="model">The semantic model.</param>
    /// <param name="position">The place that is to find the class by its name.</param>
    /// <param name="name">The name.</param>
    /// <param name="accepts">Whether a class that is there takes the methods.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static (string Name, INamedTypeSymbol? Existing) Find(SemanticModel model, int position, string name, Func<INamedTypeSymbol, bool> accepts, CancellationToken cancellation)
    {
        var home = model.GetEnclosingSymbol(position, cancellation)?.ContainingNamespace ?? model.Compilation.GlobalNamespace;
        for (int i = 1; ; i++)
        {
            string candidate = i == 1 ? name : name + i;
            var meanings = model.LookupSymbols(position, name: candidate);
            if (meanings.Length == 0 && !home.GetMembers(candidate).Any())
            {
                return (candidate, null);
            }

            if (meanings.Length == 1 && meanings[0] is INamedTypeSymbol { IsStatic: true, Arity: 0, ContainingType: null } type && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, home) && accepts(type))
            {
                return (candidate, type);
            }
        }
    }

    /// <summary>A class of methods, after an empty line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="methods">The methods, each after an empty line.</param>
    /// <param name="indentation">Where it begins.</param>
    /// <param name="newLine">The end of a line.</param>
    /// <param name="previous">The token that it is to follow.</param>
    /// <param name="endsLine">Whether the file ends its last line.</param>
    private static ClassDeclarationSyntax Of(string name, IReadOnlyList<MemberDeclarationSyntax> methods, string indentation, string newLine, SyntaxToken previous, bool endsLine)
    {
        string text = $"{newLine}{indentation}internal static partial class {name}{newLine}{indentation}{{{newLine}{indentation}}}{newLine}";

        // A file that does not end its last line goes on like that.
        text = previous.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) ? text : newLine + text;
        text = endsLine || !previous.GetNextToken(includeZeroWidth: true).IsKind(SyntaxKind.EndOfFileToken) ? text : text.Substring(0, text.Length - newLine.Length);
        return With((ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!, methods);
    }

    /// <summary>The root with a class behind the outermost type that a node stands in, or behind the statements of a program.</summary>
    /// <param name="root">The root, in which the type was tracked.</param>
    /// <param name="outermost">The type, or a statement of the program.</param>
    /// <param name="name">The name of the class.</param>
    /// <param name="methods">Its methods.</param>
    public static SyntaxNode Add(SyntaxNode root, MemberDeclarationSyntax outermost, string name, IReadOnlyList<MemberDeclarationSyntax> methods)
    {
        string newLine = Layout.NewLine(outermost);
        bool endsLine = outermost.SyntaxTree.GetRoot().ToFullString().EndsWith("\n", StringComparison.Ordinal);
        if (outermost is GlobalStatementSyntax)
        {
            var unit = (CompilationUnitSyntax)root;
            return unit.AddMembers(Of(name, methods, "", newLine, unit.EndOfFileToken.GetPreviousToken(), endsLine));
        }

        var current = root.GetCurrentNode(outermost)!;
        return root.InsertNodesAfter(current, [Of(name, methods, Layout.Indentation(outermost.GetFirstToken()), newLine, current.GetLastToken(), endsLine)]);
    }

    /// <summary>The outermost type that a node stands in, or the statement of a program that it is part of.</summary>
    public static MemberDeclarationSyntax Outermost(SyntaxNode node) => node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().Last(m => m is not BaseNamespaceDeclarationSyntax);

    /// <summary>A class with more methods behind its members.</summary>
    public static ClassDeclarationSyntax With(ClassDeclarationSyntax existing, IReadOnlyList<MemberDeclarationSyntax> methods)
    {
        var added = methods.ToArray();
        if (existing.Members.Count == 0)
        {
            added[0] = added[0].WithLeadingTrivia(added[0].GetLeadingTrivia().Skip(1));
        }

        return existing.AddMembers(added);
    }
}
