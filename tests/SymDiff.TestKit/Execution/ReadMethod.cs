using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Transforms;
using SymDiff.Generator;
using SymDiff.Generator.Frontend;

namespace SymDiff.TestKit;

/// <summary>A marked method as the generator reads it: what its derivatives are made from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Primal">Its body.</param>
/// <param name="Active">One flag a parameter: whether derivatives are taken with respect to it.</param>
public sealed record ReadMethod(string Name, Function Primal, EquatableArray<bool> Active)
{
    /// <summary>A derivative, as it is printed.</summary>
    public Function Form(DerivativeKind kind) => Differentiate.Form(Primal, Active, kind);

    /// <summary>Reads all marked methods of a compilation, in the order of their names.</summary>
    public static IReadOnlyList<ReadMethod> In(Compilation compilation) =>
    [
        .. compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(node => (Node: node, Tree: tree)))
            .Where(method => method.Node.AttributeLists.Count > 0)
            .Select(method => compilation.GetSemanticModel(method.Tree).GetDeclaredSymbol(method.Node)!)
            .Where(method => Marks.Has(method, Marks.Differentiable))
            .Select(method => Read(method, compilation))
            .OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    private static ReadMethod Read(IMethodSymbol method, Compilation compilation)
    {
        MethodReading reading = Extraction.Run(method, compilation, null, CancellationToken.None);
        return new ReadMethod(
            method.Name,
            reading.Function ?? throw new InvalidOperationException($"{method.Name}: {string.Join("\n", reading.Rejections.Select(r => $"{r.Text} at {r.Location.GetLineSpan().StartLinePosition}"))}"),
            reading.Signature!.Parameters.Select(p => p.IsActive).ToEquatableArray());
    }
}
