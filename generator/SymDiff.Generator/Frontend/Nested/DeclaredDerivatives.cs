using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Compiler.Emit;
using SymDiff.Compiler.Emit.Sets;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend.Nested;

/// <summary>
/// A compilation to which the declarations of all emitted methods were added, so that a body that calls one can be bound before any is emitted: C# itself chooses the overload and converts
/// the arguments. Declarations follow from the marked methods' own, never from bodies, so that nothing is read twice.
/// </summary>
internal sealed class DeclaredDerivatives
{
    // Made when it is asked for first, which is rare, and kept as long as the compilation.
    private static readonly ConditionalWeakTable<Compilation, DeclaredDerivatives> Known = new();
    private static readonly ConditionalWeakTable<Compilation, DeclaredDerivatives> Extended = new();

    private static readonly string[] Suffixes = [.. EmittedNames.Kinds.SelectMany(Forms.Suffixes)];

    // What every set of parameters offers that a body may call.
    private static readonly HashSet<string> OfSets = new(StringComparer.Ordinal) { "CreateZero", "AddScaled", "Clear" };

    private readonly Dictionary<SyntaxTree, (MethodDeclarationSyntax Primal, IReadOnlyList<(FormSignature Form, bool IsComposed)> Forms)> _declared;

    private DeclaredDerivatives(Compilation compilation, Dictionary<SyntaxTree, (MethodDeclarationSyntax Primal, IReadOnlyList<(FormSignature Form, bool IsComposed)> Forms)> declared)
    {
        Compilation = compilation;
        _declared = declared;
    }

    /// <summary>The compilation with the declarations.</summary>
    public Compilation Compilation { get; }

    /// <summary>The declarations of a compilation.</summary>
    /// <param name="compilation">The compilation, with or without what was emitted for it.</param>
    /// <param name="cancellation">Stops it.</param>
    public static DeclaredDerivatives Of(Compilation compilation, CancellationToken cancellation) => Known.GetValue(compilation, c =>
    {
        var made = Make(c, cancellation);
        Extended.Add(made.Compilation, made);
        return made;
    });

    /// <summary>The declarations that were added to a compilation; null where it is an ordinary one.</summary>
    public static DeclaredDerivatives? In(Compilation compilation) => Extended.TryGetValue(compilation, out var declared) ? declared : null;

    /// <summary>Whether a name is such as emitted methods have.</summary>
    public static bool IsName(string name) => Suffixes.Any(s => name.EndsWith(s, StringComparison.Ordinal));

    /// <summary>Whether something that was refused, in the method or in what it calls, has a name such as emitted methods have.</summary>
    public static bool IsWorthLooking(MethodReading reading, IMethodSymbol method, CancellationToken cancellation) =>
        reading.Rejections.Where(r => r.IsError && r.Location.SourceTree is not null)
            .Select(r => r.Location.SourceTree!.GetRoot(cancellation).FindNode(r.Location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>())
            .Concat((method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)))
            .Any(n => n is not null && n.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => IsName(name.Identifier.ValueText) || OfSets.Contains(name.Identifier.ValueText)));

    /// <summary>The same method in the compilation with the declarations.</summary>
    public IMethodSymbol? Again(IMethodSymbol method, CancellationToken cancellation) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && Compilation.ContainsSyntaxTree(reference.SyntaxTree)
            ? Compilation.GetSemanticModel(reference.SyntaxTree).GetDeclaredSymbol(reference.GetSyntax(cancellation), cancellation) as IMethodSymbol
            : null;

    /// <summary>The marked method that an emitted one belongs to, its form, and whether that is made of others; null for every other method.</summary>
    public (IMethodSymbol Primal, FormSignature Form, bool IsComposed)? Origin(IMethodSymbol called, CancellationToken cancellation)
    {
        if (called.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || !_declared.TryGetValue(reference.SyntaxTree, out var of))
        {
            return null;
        }

        int index = Methods(reference.SyntaxTree, cancellation).TakeWhile(m => m.Span != reference.Span).Count();
        return Compilation.GetSemanticModel(of.Primal.SyntaxTree).GetDeclaredSymbol(of.Primal, cancellation) is { } primal ? (primal, of.Forms[index].Form, of.Forms[index].IsComposed) : null;
    }

    private static DeclaredDerivatives Make(Compilation compilation, CancellationToken cancellation)
    {
        var sources = new OperationSource(compilation, null);
        var capabilities = SignatureReader.Capabilities(compilation);
        var emitted = new HashSet<SyntaxTree>();
        var declared = new Dictionary<SyntaxTree, (MethodDeclarationSyntax, IReadOnlyList<(FormSignature, bool)>)>();
        foreach (var (declaration, method) in Marked(sources, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            emitted.UnionWith(method.ContainingType.GetMembers().Where(Marks.IsEmitted).SelectMany(m => m.DeclaringSyntaxReferences).Select(r => r.SyntaxTree));
            if (MethodReader.Signature(method, sources, cancellation) is not { } signature)
            {
                continue;
            }

            var taken = EmittedNames.Taken(method, new LayoutReader(sources, method.ContainingType), compilation, cancellation).Select(t => t.Kind).ToList();
            var forms = EmittedNames.Kinds.Where(k => EmittedNames.Applies(method, k) && !taken.Contains(k)).SelectMany(k => Forms.All(signature, k)).ToList();
            string text = CSharpEmitter.EmitDeclared(signature, forms, capabilities);
            declared.Add(CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)declaration.SyntaxTree.Options, cancellationToken: cancellation), (declaration, forms.Select(f => (f, DeclaredBody.IsComposed(signature, f))).ToList()));
        }

        var sets = new List<SyntaxTree>();
        foreach (var (declaration, set) in Sets(sources, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            emitted.UnionWith(set.GetMembers().Where(Marks.IsEmitted).SelectMany(m => m.DeclaringSyntaxReferences).Select(r => r.SyntaxTree));
            if (SetExtraction.Run(set, compilation).Type is { } type)
            {
                sets.Add(CSharpSyntaxTree.ParseText(ParameterSetEmitter.Emit(type), (CSharpParseOptions)declaration.SyntaxTree.Options, cancellationToken: cancellation));
            }
        }

        return new DeclaredDerivatives(compilation.RemoveSyntaxTrees(emitted.Where(compilation.ContainsSyntaxTree)).AddSyntaxTrees(declared.Keys).AddSyntaxTrees(sets), declared);
    }

    // What another part of a type carries, the type carries as well.
    private static IEnumerable<(TypeDeclarationSyntax Declaration, INamedTypeSymbol Set)> Sets(OperationSource sources, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in sources.Compilation.SyntaxTrees)
        {
            foreach (var declaration in Types(tree, cancellation).Where(t => t.AttributeLists.Count > 0))
            {
                if (sources.Model(tree).GetDeclaredSymbol(declaration, cancellation) is { } set && Marks.Has(set, Marks.ParameterSet) && seen.Add(set))
                {
                    yield return (declaration, set);
                }
            }
        }
    }

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>();

    private static IEnumerable<(MethodDeclarationSyntax Declaration, IMethodSymbol Method)> Marked(OperationSource sources, CancellationToken cancellation)
    {
        foreach (var tree in sources.Compilation.SyntaxTrees)
        {
            foreach (var declaration in Methods(tree, cancellation).Where(m => m.AttributeLists.Count > 0))
            {
                if (sources.Model(tree).GetDeclaredSymbol(declaration, cancellation) is { } method && Marks.Get(method, Marks.Differentiable) is not null)
                {
                    yield return (declaration, method);
                }
            }
        }
    }

    private static IEnumerable<MethodDeclarationSyntax> Methods(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>();
}
