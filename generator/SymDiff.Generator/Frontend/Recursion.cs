using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>Who calls whom, as far as the source is in the compilation.</summary>
internal static class Recursion
{
    /// <summary>Whether the method can come to call itself.</summary>
    public static bool Reaches(OperationSource sources, IMethodSymbol method, CancellationToken cancellation)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>([method]);
        while (pending.Count > 0)
        {
            foreach (var callee in Callees(sources, pending.Pop(), cancellation))
            {
                if (SymbolEqualityComparer.Default.Equals(callee, method))
                {
                    return true;
                }

                if (seen.Add(callee))
                {
                    pending.Push(callee);
                }
            }
        }

        return false;
    }

    private static IEnumerable<IMethodSymbol> Callees(OperationSource sources, IMethodSymbol method, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return sources.Declaration(method, cancellation) is null || sources.Body(method, cancellation) is not { } body
            ? []
            : body.Descendants().OfType<IInvocationOperation>().Select(i => i.TargetMethod.OriginalDefinition).Where(m => m.MethodKind == MethodKind.Ordinary);
    }
}
