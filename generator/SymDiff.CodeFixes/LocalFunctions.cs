using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.CodeFixes;

/// <summary>A local function or a lambda that can stand elsewhere, with the local functions that it calls, which capture nothing.</summary>
internal sealed class LocalFunctions
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;

    private LocalFunctions(SemanticModel model, CancellationToken cancellation) => (_model, _cancellation) = (model, cancellation);

    /// <summary>The local functions, the one itself first.</summary>
    public List<LocalFunctionStatementSyntax> Moved { get; } = [];

    /// <summary>The variables that a lambda captures, in the order in which it mentions them; of a local function none.</summary>
    public List<ISymbol> Captured { get; } = [];

    /// <summary>Names in them that mean something in the containing type only, with what they mean.</summary>
    public List<(SimpleNameSyntax Name, ISymbol Symbol)> OfType { get; } = [];

    /// <summary>Whether they mention what another type could not.</summary>
    public bool AreBoundToType { get; private set; }

    /// <summary>Takes a local function; null if it captures something, or stands in a lambda that does not let it go.</summary>
    /// <param name="model">The semantic model of its document.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LocalFunctions? Of(SemanticModel model, LocalFunctionStatementSyntax function, CancellationToken cancellation)
    {
        var functions = new LocalFunctions(model, cancellation);
        functions.Moved.Add(function);
        return functions.TakeCalled() && functions.Moved.Contains(function) ? functions : null;
    }

    /// <summary>Takes a lambda; null if it captures what cannot be handed over, or calls a local function that captures something.</summary>
    /// <param name="model">The semantic model of its document.</param>
    /// <param name="lambda">The lambda.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LocalFunctions? Of(SemanticModel model, LambdaExpressionSyntax lambda, CancellationToken cancellation)
    {
        var functions = new LocalFunctions(model, cancellation);
        return !functions.Captures(lambda, functions.Captured) && functions.TakeCalled() && !functions.Moved.Any(m => m.Span.Contains(lambda.Span)) ? functions : null;
    }

    /// <summary>Names outside of the functions that mean them, or derivatives of them that are yet to be emitted.</summary>
    /// <param name="root">The root of the document.</param>
    public List<SimpleNameSyntax> References(SyntaxNode root)
    {
        var symbols = new HashSet<ISymbol?>(Moved.Select(m => _model.GetDeclaredSymbol(m, _cancellation)), SymbolEqualityComparer.Default);
        var names = Moved.Select(m => m.Identifier.ValueText).ToList();
        return [.. root.DescendantNodes().OfType<SimpleNameSyntax>().Where(n => !IsQualified(n) && !Moved.Any(m => m.Span.Contains(n.Span)) && names.Any(o => n.Identifier.ValueText.StartsWith(o, StringComparison.Ordinal)))
            .Where(n => _model.GetSymbolInfo(n, _cancellation) is var info && (info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is { } symbol
                ? symbols.Contains(symbol.OriginalDefinition)
                : names.Any(o => IsForm(n.Identifier.ValueText, o)))];
    }

    private static bool IsForm(string name, string function) => name.StartsWith(function, StringComparison.Ordinal) && name.Substring(function.Length)
        is "Gradient" or "ValueAndGradient" or "Vjp" or "Jvp" or "Jacobian" or "ValueAndJacobian" or "JacobianBlocks" or "Hessian" or "ValueGradientAndHessian" or "Hvp"
        or "HessianDiagonal" or "ValueGradientAndHessianDiagonal" or "JacobianPattern" or "SparseJacobian";

    private static bool IsQualified(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        MemberBindingExpressionSyntax or AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => true,
        _ => false,
    };

    private bool TakeCalled()
    {
        for (int i = 0; i < Moved.Count; i++)
        {
            if (Captures(Moved[i], []))
            {
                return false;
            }
        }

        // What stands in another of them moves with it.
        Moved.RemoveAll(f => Moved.Any(o => o != f && o.Span.Contains(f.Span)));
        return true;
    }

    // Whether it cannot stand elsewhere; where variables may be handed over, a lambda lets those go.
    private bool Captures(SyntaxNode function, List<ISymbol> captured)
    {
        var operation = _model.GetOperation(function, _cancellation);
        var self = (operation as ILocalFunctionOperation)?.Symbol ?? (operation as IAnonymousFunctionOperation)?.Symbol;
        if (self is null || operation!.Descendants().Any(o => o is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }))
        {
            return true;
        }

        var home = self.ContainingType;
        foreach (var name in function.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = _model.GetSymbolInfo(name, _cancellation).Symbol;
            bool isInside = symbol is not null && symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == function.SyntaxTree && function.Span.Contains(r.Span));
            switch (symbol)
            {
                case null:
                    break;

                case IMethodSymbol { MethodKind: MethodKind.LocalFunction } when !isInside:
                    if (symbol.OriginalDefinition.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) is LocalFunctionStatementSyntax other && !Moved.Contains(other))
                    {
                        Moved.Add(other);
                    }

                    break;

                case ILocalSymbol or IParameterSymbol when !isInside && function is LambdaExpressionSyntax lambda && !lambda.AttributeLists.Span.Contains(name.Span) && !IsNamedArgument(name):
                    if (!captured.Contains(symbol, SymbolEqualityComparer.Default))
                    {
                        captured.Add(symbol);
                    }

                    break;

                case ILocalSymbol or IRangeVariableSymbol or IParameterSymbol or ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } when !isInside && !IsNamedArgument(name):
                    return true;

                case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type }:
                    AreBoundToType = true;
                    break;

                case INamedTypeSymbol or IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol when !isInside:
                    AreBoundToType |= !_model.Compilation.IsSymbolAccessibleWithin(symbol, _model.Compilation.Assembly);
                    if (!IsQualified(name) && symbol.ContainingType is { } owner && IsIn(home, owner) && name.Parent is not (InitializerExpressionSyntax or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax }))
                    {
                        OfType.Add((name, symbol));
                    }

                    break;
            }
        }

        return false;
    }

    private static bool IsNamedArgument(SimpleNameSyntax name) => name.Parent is NameColonSyntax or NameEqualsSyntax;

    // Members of the type, of those around it and of their bases have their simple names in it.
    private static bool IsIn(INamedTypeSymbol? type, INamedTypeSymbol owner)
    {
        for (; type is not null; type = type.ContainingType)
        {
            for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, owner.OriginalDefinition))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
