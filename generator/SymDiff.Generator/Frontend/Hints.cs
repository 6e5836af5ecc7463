using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;

namespace SymDiff.Generator.Frontend;

/// <summary>What code fixes are told beside the place and the message.</summary>
internal static class Hints
{
    /// <summary>What to do about an active value that goes where constants may go.</summary>
    public const string StoreConstant = "use a local variable, or store Differential.StopGradient(...)";

    /// <summary>The places of the real numbers among what is active in a call, if it is active in nothing else.</summary>
    /// <param name="context">The reading.</param>
    /// <param name="active">What is active.</param>
    public static IEnumerable<(string Key, string Value)> Active(LoweringContext context, IReadOnlyList<IOperation> active)
    {
        if (active.Count > 0 && active.All(a => context.ScalarOf(a.Type) is { IsReal: true }))
        {
            yield return (Fixable.ActiveProperty, string.Join(" ", active.Select(a => $"{a.Syntax.SpanStart},{a.Syntax.Span.Length}")));
        }
    }

    /// <summary>A method that could be called if it were marked.</summary>
    public static IEnumerable<(string Key, string Value)> Callee(IMethodSymbol method)
    {
        if (method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsAsync: false, IsExtern: false, DeclaringSyntaxReferences.Length: > 0 } && TypeMap.Scalar(method.OriginalDefinition.ReturnType) is { IsReal: true }
            && method.OriginalDefinition.GetDocumentationCommentId() is { } id && Marks.OfMethod(method) is null)
        {
            yield return (Fixable.CalleeProperty, id);
        }
    }

    /// <summary>A method that a derivative could be registered for.</summary>
    public static IEnumerable<(string Key, string Value)> Target(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsAbstract: false, IsVirtual: false, Arity: 0, ContainingType.IsGenericType: false }
            && TypeMap.Scalar(method.ReturnType) is { IsReal: true }
            && method.Parameters.All(p => p.RefKind is RefKind.None or RefKind.In) && method.Parameters.Any(p => TypeMap.Scalar(p.Type) is { IsReal: true })
            && method.GetDocumentationCommentId() is { } id)
        {
            yield return (Fixable.TargetProperty, id);
        }
    }
}
