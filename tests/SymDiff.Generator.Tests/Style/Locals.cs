using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>The locals and parameters of a member.</summary>
internal static class Locals
{
    /// <summary>Whether a local, a local function or a parameter of this name is in scope.</summary>
    public static bool InScope(SyntaxNode place, string name)
    {
        HashSet<SyntaxNode> around = [.. place.Ancestors()];

        // Never written down: what a setter is given, and what a property is stored in.
        return (name is "value" or "field" && around.Any(a => a is BasePropertyDeclarationSyntax))
            || place.Ancestors().First(IsMember).DescendantNodes().Any(d => Declares(d, name) && around.Contains(Scope(d)));
    }

    private static bool Declares(SyntaxNode node, string name) =>
        node is ParameterSyntax or VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax or LocalFunctionStatementSyntax
            or FromClauseSyntax or LetClauseSyntax or JoinClauseSyntax or JoinIntoClauseSyntax or QueryContinuationSyntax
        && node.ChildTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name);

    // Never smaller than the scope: a variable declared in the condition of a loop is taken to live as long as what is around the loop.
    private static SyntaxNode Scope(SyntaxNode declaration) => declaration.Ancestors().First(a => IsMember(a)
        || a is BlockSyntax or ForStatementSyntax or UsingStatementSyntax or FixedStatementSyntax or SwitchStatementSyntax or CatchClauseSyntax
            or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or SwitchExpressionArmSyntax or QueryExpressionSyntax);

    // The statements of a program without a type share their locals.
    private static bool IsMember(SyntaxNode node) => node is CompilationUnitSyntax || node is MemberDeclarationSyntax and not GlobalStatementSyntax;
}
