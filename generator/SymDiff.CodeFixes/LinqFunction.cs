using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>A lambda that is an expression, or the name of a method.</summary>
internal sealed class LinqFunction
{
    private readonly SemanticModel _model;
    private readonly IMethodSymbol _method;
    private readonly IReadOnlyList<IParameterSymbol> _parameters;
    private readonly ExpressionSyntax _body;
    private readonly bool _isLambda;

    private LinqFunction(SemanticModel model, IMethodSymbol method, ExpressionSyntax body, bool isLambda) =>
        (_model, _method, _parameters, _body, _isLambda) = (model, method, method.Parameters, body, isLambda);

    /// <summary>How many arguments it takes.</summary>
    public int Arity => _parameters.Count;

    /// <summary>The function that an argument is; null if it is none of these.</summary>
    public static LinqFunction? Of(SemanticModel model, ExpressionSyntax argument, CancellationToken cancellation) => argument switch
    {
        LambdaExpressionSyntax { ExpressionBody: { } body, AsyncKeyword.RawKind: 0 } lambda when model.GetSymbolInfo(lambda, cancellation).Symbol is IMethodSymbol symbol => new(model, symbol, body, isLambda: true),
        IdentifierNameSyntax or MemberAccessExpressionSyntax when model.GetSymbolInfo(argument, cancellation).Symbol is IMethodSymbol symbol => new(model, symbol, argument, isLambda: false),
        _ => null,
    };

    /// <summary>Whether a token is the name of one of its arguments.</summary>
    public bool IsArgument(SyntaxToken token) => _isLambda && _body.Parent!.Span.Contains(token.Span) && _parameters.Any(p => p.Name == token.ValueText);

    /// <summary>What it calls an argument; null if it does not say.</summary>
    public string? NameOf(int parameter) => _isLambda && _parameters[parameter].Name is var name && name.TrimStart('_').Length > 0 ? name : null;

    /// <summary>The type of an argument, as it is written.</summary>
    public string TypeOf(int parameter) => _parameters[parameter].Type.ToMinimalDisplayString(_model, _body.SpanStart);

    /// <summary>The type of its result, as it is written.</summary>
    public string ReturnType => _method.ReturnType.ToMinimalDisplayString(_model, _body.SpanStart);

    /// <summary>Its text for arguments that are names.</summary>
    public string Text(params string[] arguments)
    {
        if (!_isLambda)
        {
            return $"{_body.WithoutTrivia()}({string.Join(", ", arguments)})";
        }

        var renamed = _body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText is var text && _parameters.Any(p => p.Name == text) && _model.GetSymbolInfo(n).Symbol is IParameterSymbol)
            .ToDictionary(n => n, n => arguments[_parameters.Select(p => p.Name).ToList().IndexOf(n.Identifier.ValueText)]);
        return _body.ReplaceNodes(renamed.Keys, (original, _) => original.WithIdentifier(Microsoft.CodeAnalysis.CSharp.SyntaxFactory.Identifier(renamed[original])).WithTriviaFrom(original)).WithoutTrivia().ToFullString();
    }
}
