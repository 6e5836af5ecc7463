using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Frontend;

/// <summary>Gives the operation trees of methods and local functions of one compilation.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="known">A semantic model that is there already.</param>
internal sealed class OperationSource(Compilation compilation, SemanticModel? known)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = known is null ? [] : new() { [known.SyntaxTree] = known };

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>What emitted methods are declared as, where this is the compilation that has the declarations; else null.</summary>
    public Nested.DeclaredDerivatives? Declared { get; } = Nested.DeclaredDerivatives.In(compilation);

    /// <summary>Whether an emitted method was met that is not declared here but emitted already.</summary>
    public bool UsesDerivatives { get; set; }

    /// <summary>The semantic model of a tree.</summary>
    public SemanticModel Model(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model))
        {
            model = Compilation.GetSemanticModel(tree);
            _models.Add(tree, model);
        }

        return model;
    }

    /// <summary>The declaration that holds the method's body, if its source is in the compilation.</summary>
    public SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellation)
    {
        var implementation = (method.PartialImplementationPart ?? method).OriginalDefinition;
        return implementation.DeclaringSyntaxReferences.Length == 1
            && Compilation.ContainsSyntaxTree(implementation.DeclaringSyntaxReferences[0].SyntaxTree)
            ? implementation.DeclaringSyntaxReferences[0].GetSyntax(cancellation)
            : null;
    }

    /// <summary>The statements of the method's body; null if there is none to be read.</summary>
    public Microsoft.CodeAnalysis.Operations.IBlockOperation? Body(IMethodSymbol method, CancellationToken cancellation) =>
        Declaration(method, cancellation) is { } declaration
            ? Model(declaration.SyntaxTree).GetOperation(declaration, cancellation) switch
            {
                Microsoft.CodeAnalysis.Operations.IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
                Microsoft.CodeAnalysis.Operations.ILocalFunctionOperation local => local.Body,
                Microsoft.CodeAnalysis.Operations.IConstructorBodyOperation constructor => constructor.BlockBody ?? constructor.ExpressionBody,

                // A property that is written as an arrow and an expression.
                Microsoft.CodeAnalysis.Operations.IBlockOperation block => block,
                _ => null,
            }
            : null;

    /// <summary>The body of a constructor with what it calls first; null if there is none to be read.</summary>
    public Microsoft.CodeAnalysis.Operations.IConstructorBodyOperation? Constructor(IMethodSymbol constructor, CancellationToken cancellation) =>
        Declaration(constructor, cancellation) is Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax declaration
            ? Model(declaration.SyntaxTree).GetOperation(declaration, cancellation) as Microsoft.CodeAnalysis.Operations.IConstructorBodyOperation
            : null;

    /// <summary>What a field or an automatic property of a struct begins with; null if nothing is written there.</summary>
    public IOperation? Initializer(ISymbol member, CancellationToken cancellation)
    {
        foreach (var reference in member.OriginalDefinition.DeclaringSyntaxReferences.Where(r => Compilation.ContainsSyntaxTree(r.SyntaxTree)))
        {
            var value = reference.GetSyntax(cancellation) switch
            {
                Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax field => field.Initializer,
                Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (value is not null && Model(value.SyntaxTree).GetOperation(value, cancellation) is Microsoft.CodeAnalysis.Operations.ISymbolInitializerOperation initializer)
            {
                return initializer.Value;
            }
        }

        return null;
    }
}
