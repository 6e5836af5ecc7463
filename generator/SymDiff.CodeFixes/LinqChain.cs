using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>What a call of LINQ does to every element, in order: a source, steps, and how one number is made of them.</summary>
internal sealed class LinqChain
{
    private LinqChain(InvocationExpressionSyntax whole, IMethodSymbol end, LinqFunction? result, ExpressionSyntax? seed) =>
        (Whole, End, Result, Seed) = (whole, end, result, seed);

    /// <summary>The whole expression.</summary>
    public InvocationExpressionSyntax Whole { get; }

    /// <summary><c>Sum</c>, <c>Average</c>, <c>Max</c>, <c>Min</c> or <c>Aggregate</c>.</summary>
    public IMethodSymbol End { get; }

    /// <summary>The function that the last call takes, if any.</summary>
    public LinqFunction? Result { get; }

    /// <summary>What <c>Aggregate</c> begins with.</summary>
    public ExpressionSyntax? Seed { get; }

    /// <summary>The calls of <c>Select</c> and <c>Where</c>, in the order in which elements pass them. Their functions may take the place of an element too.</summary>
    public List<(bool IsFilter, LinqFunction Function)> Steps { get; } = [];

    /// <summary>What the elements are taken from: a sequence, two of them for <c>Zip</c>, the first number and the count for <c>Range</c>.</summary>
    public List<ExpressionSyntax> Sources { get; } = [];

    /// <summary>What <c>Zip</c> makes of a pair; null where it leaves the pair as it is.</summary>
    public LinqFunction? Pairing { get; private set; }

    /// <summary>Whether the elements are those of two arrays by pairs.</summary>
    public bool IsZip => Sources.Count == 2 && !IsRange;

    /// <summary>Whether the elements are numbers from one on.</summary>
    public bool IsRange { get; private set; }

    /// <summary>Whether some elements may be left out.</summary>
    public bool IsFiltered => Steps.Any(s => s.IsFilter);

    /// <summary>The chain that ends with a call; null if it is none that a loop can stand for.</summary>
    /// <param name="model">The semantic model.</param>
    /// <param name="call">The last call.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LinqChain? Of(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancellation)
    {
        if (Extension(model, call, cancellation) is not { } end || end.ReturnType.SpecialType is not (SpecialType.System_Double or SpecialType.System_Single))
        {
            return null;
        }

        var arguments = call.ArgumentList.Arguments;
        var result = arguments.Count == 0 ? null : LinqFunction.Of(model, arguments[arguments.Count - 1].Expression, cancellation);
        var chain = (end.Name, arguments.Count) switch
        {
            ("Sum" or "Average" or "Max" or "Min", 0) when IsOf(end, end.ReturnType) => new LinqChain(call, end, null, null),
            ("Sum" or "Average" or "Max" or "Min", 1) when result is { Arity: 1 } && IsOf(end, end.ReturnType) => new LinqChain(call, end, result, null),
            ("Aggregate", 2) when result is { Arity: 2 } => new LinqChain(call, end, result, arguments[0].Expression),
            _ => null,
        };
        return chain?.TakeSource(model, cancellation) == true ? chain : null;
    }

    private static IMethodSymbol? Extension(SemanticModel model, InvocationExpressionSyntax call, CancellationToken cancellation) =>
        call.Expression is MemberAccessExpressionSyntax && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { ReducedFrom: not null } method && IsEnumerable(method.ContainingType) ? method : null;

    private static bool IsEnumerable(INamedTypeSymbol type) => type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    // Whether what is added up or compared is of the type of the result: the mean of integers is taken otherwise.
    private static bool IsOf(IMethodSymbol end, ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals((end.Parameters.Length == 0 ? end.ReducedFrom!.Parameters[0].Type : end.Parameters[0].Type) is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } ? arguments[arguments.Length - 1] : null, type);

    private bool TakeSource(SemanticModel model, CancellationToken cancellation)
    {
        var receiver = ((MemberAccessExpressionSyntax)Whole.Expression).Expression;
        while (receiver is InvocationExpressionSyntax call)
        {
            var arguments = call.ArgumentList.Arguments;
            if (Extension(model, call, cancellation) is not { } method)
            {
                IsRange = model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { Name: "Range" } range && IsEnumerable(range.ContainingType) && arguments.Count == 2;
                if (IsRange)
                {
                    Sources.AddRange(arguments.Select(a => a.Expression));
                }

                return IsRange && Sources.All(IsSimple);
            }

            var inner = ((MemberAccessExpressionSyntax)call.Expression).Expression;
            var function = arguments.Count == 0 ? null : LinqFunction.Of(model, arguments[arguments.Count - 1].Expression, cancellation);
            switch (method.Name)
            {
                case "Select" or "Where" when arguments.Count == 1 && function is { Arity: 1 or 2 }:
                    Steps.Insert(0, (method.Name == "Where", function));
                    receiver = inner;
                    break;

                case "AsEnumerable" when arguments.Count == 0:
                    receiver = inner;
                    break;

                case "Zip" when (arguments.Count == 1 || (arguments.Count == 2 && function is { Arity: 2 })) && IsArray(model, inner, cancellation) && IsArray(model, arguments[0].Expression, cancellation):
                    Pairing = arguments.Count == 2 ? function : null;
                    Sources.AddRange([inner, arguments[0].Expression]);
                    return Sources.All(IsSimple);

                default:
                    return false;
            }
        }

        Sources.Add(receiver);
        return receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax && ElementOf(model.GetTypeInfo(receiver, cancellation).Type) is not null;
    }

    /// <summary>The type of the elements of a sequence.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol named => new[] { named }.Concat(named.AllInterfaces).FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0],
        _ => null,
    };

    /// <summary>Whether an expression is that of an array.</summary>
    public static bool IsArray(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation) => model.GetTypeInfo(expression, cancellation).Type is IArrayTypeSymbol { Rank: 1 };

    // It is evaluated once an iteration, so that it must do nothing and cost nothing.
    private static bool IsSimple(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().All(n =>
        n is IdentifierNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax or PredefinedTypeSyntax
        || (n is BinaryExpressionSyntax binary && binary.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression));
}
