using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator.Sharing;

/// <summary>
/// Which method reports a place that several come to: a helper is read in each method that it stands in, and what is wrong with it is said once for each declaration that could be changed. The way
/// from there to a parameter differs by the method, so that it must not depend on which of them an analyzer looks at first, nor on what it was asked before.
/// </summary>
internal sealed class SharedPlaces
{
    private readonly Compilation _compilation;
    private readonly Func<IMethodSymbol, CancellationToken, IReadOnlyList<Rejection>> _read;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<Rejection>> _known = new(SymbolEqualityComparer.Default);

    // Asked for where something is wrong, and not in a method itself.
    private readonly Lazy<IReadOnlyList<IMethodSymbol>> _marked;
    private readonly Lazy<Dictionary<SyntaxTree, int>> _files;

    /// <summary>The places of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="read">What is wrong with a marked method.</param>
    public SharedPlaces(Compilation compilation, Func<IMethodSymbol, CancellationToken, IReadOnlyList<Rejection>> read)
    {
        (_compilation, _read) = (compilation, read);
        _marked = new(() => [.. compilation.SyntaxTrees.SelectMany(Marked).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)]);
        _files = new(() => compilation.SyntaxTrees.Select((tree, number) => (tree, number)).ToDictionary(t => t.tree, t => t.number));
    }

    /// <summary>What of the faults of a method it reports itself.</summary>
    /// <param name="method">The method, marked; of a partial one the part without a body.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IEnumerable<Rejection> ReportedBy(IMethodSymbol method, CancellationToken cancellation)
    {
        var rejections = Of(method, cancellation);
        return rejections.Count == 0 ? []
            : rejections.GroupBy(Key).Select(g => g.First())
                .Where(r => IsIn(method, r.Location) || !Before(method, r.Location).Any(o => Of(o, cancellation).Any(other => Key(other).Equals(Key(r)))));
    }

    private static (Location, string, EquatableArray<Location>) Key(Rejection rejection) => (rejection.Location, rejection.Text, rejection.Declarations);

    private static bool IsIn(IMethodSymbol method, Location place) => Declarations(method).Any(d => d.SyntaxTree == place.SourceTree && d.Span.Contains(place.SourceSpan));

    private static IEnumerable<SyntaxReference> Declarations(IMethodSymbol method) =>
        method.PartialImplementationPart is { } other ? method.DeclaringSyntaxReferences.Concat(other.DeclaringSyntaxReferences) : method.DeclaringSyntaxReferences;

    private IReadOnlyList<Rejection> Of(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(method, out var rejections))
        {
            _known[method] = rejections = _read(method, cancellation);
        }

        return rejections;
    }

    // The method that the place stands in comes first, then those of the same file, which an editor may look at alone, then the others, in the order of the source.
    private IEnumerable<IMethodSymbol> Before(IMethodSymbol method, Location place)
    {
        var own = Rank(method, place);
        return _marked.Value.Where(o => Rank(o, place).CompareTo(own) < 0);
    }

    private (int Distance, int File, int Position) Rank(IMethodSymbol method, Location place) => Declarations(method)
        .Select(d => (IsIn(method, place) ? 0 : d.SyntaxTree == place.SourceTree ? 1 : 2, _files.Value[d.SyntaxTree], d.Span.Start)).Min();

    private IEnumerable<IMethodSymbol> Marked(SyntaxTree tree)
    {
        var model = _compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes(n => n is not (StatementSyntax or ExpressionSyntax)).OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Count > 0)
            .Select(m => model.GetDeclaredSymbol(m) is IMethodSymbol method ? method.PartialDefinitionPart ?? method : null).OfType<IMethodSymbol>().Where(m => Marks.OfMethod(m) is not null);
    }
}
