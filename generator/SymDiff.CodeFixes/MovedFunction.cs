using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>A marked local function or lambda that can become a static method, with the local functions that go with it.</summary>
internal sealed class MovedFunction
{
    private readonly SemanticModel _model;
    private readonly SyntaxNode _node;

    private MovedFunction(SemanticModel model, SyntaxNode node, LocalFunctions functions, LambdaMove? lambda) => (_model, _node, Functions, Lambda) = (model, node, functions, lambda);

    /// <summary>The local functions that go with it, it itself among them if it is one.</summary>
    public LocalFunctions Functions { get; }

    /// <summary>The lambda; null for a local function.</summary>
    public LambdaMove? Lambda { get; }

    /// <summary>How a title calls it.</summary>
    public string Shown => _node is LocalFunctionStatementSyntax function ? $"'{function.Identifier.ValueText}'" : "the lambda";

    /// <summary>What is followed through changes of the document.</summary>
    public IEnumerable<SyntaxNode> Tracked => Functions.Moved.Cast<SyntaxNode>().Concat(Lambda is null ? [] : [_node]);

    /// <summary>Takes a function; null if it cannot become a method.</summary>
    /// <param name="model">The semantic model of its document.</param>
    /// <param name="node">The function.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static MovedFunction? Of(SemanticModel model, SyntaxNode node, CancellationToken cancellation) => node switch
    {
        LocalFunctionStatementSyntax function when LocalFunctions.Of(model, function, cancellation) is { } functions => new(model, node, functions, null),
        ParenthesizedLambdaExpressionSyntax lambda when LambdaMove.Of(model, lambda, cancellation) is { } move => new(model, node, move.Functions, move),
        _ => null,
    };

    /// <summary>The type whose member the function stands in, where that can have methods of these names.</summary>
    public TypeDeclarationSyntax? TypeFor(CancellationToken cancellation)
    {
        var type = _node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax)?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax
            && _model.GetDeclaredSymbol(type, cancellation) is INamedTypeSymbol symbol && HasRoom(symbol)
            && Functions.Moved.Select(m => m.Identifier.ValueText).Distinct().Count() == Functions.Moved.Count
            ? type
            : null;
    }

    /// <summary>Whether a type has no members of the names of the local functions.</summary>
    public bool HasRoom(INamedTypeSymbol type) => !Functions.Moved.Any(m => type.GetMembers(m.Identifier.ValueText).Length > 0);

    /// <summary>The name of the method: that of the local function, or a free one for a lambda.</summary>
    /// <param name="type">The type that it goes to; null for one that is made for it.</param>
    public string NameIn(INamedTypeSymbol? type) => Lambda is null ? ((LocalFunctionStatementSyntax)_node).Identifier.ValueText
        : Lambda.Name(n => type is null || (type.GetMembers(n).Length == 0 && n != type.Name && (!IsAround(type) || _model.LookupSymbols(_node.SpanStart, name: n).Length == 0)));

    /// <summary>The methods, each after an empty line, that of the function first.</summary>
    /// <param name="name">The name of that.</param>
    /// <param name="qualified">What some names have to become.</param>
    /// <param name="indentation">Where they begin.</param>
    /// <param name="isShared">Whether a function is called from elsewhere than its type.</param>
    public List<MemberDeclarationSyntax> Methods(string name, Dictionary<SyntaxNode, string> qualified, string indentation, Func<SyntaxNode, bool> isShared) =>
    [
        .. Lambda is null ? [] : new[] { Lambda.Method(name, qualified, indentation, isShared(_node)) },
        .. Functions.Moved.Select(m => FunctionMove.Method(m, qualified, indentation, isShared(m))),
    ];

    /// <summary>The root with the name of the method where the lambda was.</summary>
    /// <param name="root">The root, in which it was tracked.</param>
    /// <param name="method">The method, as it is called from there.</param>
    public SyntaxNode Replaced(SyntaxNode root, ExpressionSyntax method) => Lambda is null ? root : root.ReplaceNode(root.GetCurrentNode(_node)!, Lambda.Replacement(method));

    private bool IsAround(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == _node.SyntaxTree && r.Span.Contains(_node.Span));
}
