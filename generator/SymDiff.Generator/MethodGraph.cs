using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Graphs;
using SymDiff.Generator.Frontend;

namespace SymDiff.Generator;

/// <summary>The computation graph of a marked method of a compilation, read as the generator reads it.</summary>
public static class MethodGraph
{
    /// <summary>The methods of a compilation that are marked, in the order of the source.</summary>
    /// <param name="compilation">The compilation.</param>
    public static IEnumerable<IMethodSymbol> Marked(Compilation compilation) =>
        (compilation ?? throw new ArgumentNullException(nameof(compilation))).SyntaxTrees.SelectMany(tree => Marked(compilation, tree));

    /// <summary>The graph of a method.</summary>
    /// <param name="method">The method, marked as differentiable.</param>
    /// <param name="compilation">Its compilation.</param>
    /// <param name="options">How long its arrays are, and which of its integers are fixed; the rest is read from the method. Null for nothing.</param>
    /// <exception cref="GraphException">The method is refused, or it has no graph; the message says why.</exception>
    public static ComputationGraph Read(IMethodSymbol method, Compilation compilation, GraphOptions? options = null)
    {
        _ = method ?? throw new ArgumentNullException(nameof(method));
        _ = compilation ?? throw new ArgumentNullException(nameof(compilation));
        return InvariantCulture.Run(() => Of(method, compilation, options ?? new GraphOptions()));
    }

    private static ComputationGraph Of(IMethodSymbol method, Compilation compilation, GraphOptions options)
    {
        var reading = Extraction.Run(method, compilation, null, CancellationToken.None);
        if (reading.HasCompilerErrors)
        {
            throw new GraphException($"'{method.Name}' does not compile.");
        }

        if (reading.Function is not { } function || reading.Signature is not { } signature)
        {
            throw new GraphException(string.Join("\n", reading.Rejections.Where(r => r.IsError).Select(r => r.Text)));
        }

        if (signature.HasSets)
        {
            throw new GraphException($"'{method.Name}' takes a set of parameters, which a graph has no nodes for: give it numbers and arrays.");
        }

        var entering = signature.Spread().Flat().Opened().Parameters.Where(p => !p.IsOut).ToList();
        var others = new Lazy<Dictionary<string, MethodReading>>(() => Readings(compilation));
        return ComputationGraph.Of(function, options with
        {
            ResultNames = options.ResultNames.Count > 0 ? options.ResultNames : ResultNames(method, signature),
            Active = entering.Select(p => p.IsActive).ToEquatableArray(),
            IsOutput = entering.Select(p => p.Type.IsBuffer && p.Role is ParameterRole.Output or ParameterRole.InOut).ToEquatableArray(),
            Callee = name => Callee(reading, others, name) ?? options.Callee(name),
        });
    }

    private static IEnumerable<IMethodSymbol> Marked(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.Count > 0)
            .Select(m => model.GetDeclaredSymbol(m)).OfType<IMethodSymbol>().Where(m => Marks.Has(m, Marks.Differentiable));
    }

    // What a name means is known by the method that it stands in: the method itself, a method that is differentiated along with it, or another marked one, which is read for itself.
    private static GraphCallee? Callee(MethodReading reading, Lazy<Dictionary<string, MethodReading>> others, string name) =>
        name == reading.Function!.Name ? new GraphCallee(reading.Function, n => Callee(reading, others, n))
        : reading.Helpers.FirstOrDefault(h => h.Function.Name == name) is { } helper
            ? (helper.Foreign is null && helper.Given.Count == 0 ? new GraphCallee(helper.Function, n => Callee(reading, others, n)) : null)
        : reading.Callees.Any(c => c.Key == name) && others.Value.TryGetValue(name, out var other) ? new GraphCallee(other.Function!, n => Callee(other, others, n))
        : null;

    private static Dictionary<string, MethodReading> Readings(Compilation compilation)
    {
        var readings = new Dictionary<string, MethodReading>(StringComparer.Ordinal);
        foreach (var method in Marked(compilation))
        {
            var reading = Extraction.Run(method, compilation, null, CancellationToken.None);
            if (reading.Function is not null)
            {
                readings[reading.Key] = reading;
            }
        }

        return readings;
    }

    private static List<string> ResultNames(IMethodSymbol method, MethodSignature signature) =>
    [
        .. signature.ResultLeaves.Select(l => l.Path.Length > 0 ? l.Path : method.Name),
        .. method.Parameters.Where(p => p.RefKind is RefKind.Ref or RefKind.Out).Select(p => p.Name),
    ];
}
