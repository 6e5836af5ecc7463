using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator;
using SymDiff.Generator.Model;
using SymDiff.Numeric.Tests.Growth;
using SymDiff.TestKit;

namespace SymDiff.Benchmarks;

/// <summary>The whole generator, compilation in and text out, by the size of the method: it must grow linearly. Roslyn's own binding stands apart.</summary>
[MemoryDiagnoser]
public class DriverBenchmarks
{
    private static readonly Options Settings = Options.Parse(null);

    private DriverInput _input = null!;
    private CSharpCompilation _compilation = null!;
    private DifferentiableMethod _model = null!;
    private SemanticModel _bound = null!;
    private IMethodSymbol _symbol = null!;

    /// <summary>The method; see <see cref="GrowingPrograms"/>.</summary>
    [Params("Product", "Composition", "Polynomial", "Conditionals")]
    public string Method { get; set; } = "";

    /// <summary>The number of factors, functions composed, coefficients or conditionals.</summary>
    [Params(10, 100, 1_000, 10_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _input = new DriverInput(GrowingPrograms.Text(Method, Size));
        _compilation = Driver.Compile(_input);
        DeepStack.Run(() =>
        {
            (_bound, _symbol) = Bound();
            _model = Extraction.Run(_symbol, _bound, default).ToModel();
            return _model;
        });
    }

    /// <summary>All of it.</summary>
    [Benchmark(Baseline = true)]
    public GeneratorDriver Whole() => DeepStack.Run(() =>
        CSharpGeneratorDriver.Create(new SymDiffGenerator()).RunGenerators(_compilation.Clone()));

    /// <summary>Roslyn's part: the operation tree of the method, each node visited once.</summary>
    [Benchmark]
    public SemanticModel RoslynBinding() => DeepStack.Run(() => Bound().Model);

    /// <summary>Reading what is bound already.</summary>
    [Benchmark]
    public object Reading() => DeepStack.Run(() => Extraction.Run(_symbol, _bound, default));

    /// <summary>Differentiation and emission.</summary>
    [Benchmark]
    public object Generating() => DeepStack.Run(() => Generation.Run(_model, Settings, DerivedKinds.None, default)!);

    private (SemanticModel Model, IMethodSymbol Symbol) Bound()
    {
        var compilation = _compilation.Clone();
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        var declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        _ = model.GetOperation(declaration)!.Descendants().Count();
        return (model, (IMethodSymbol)model.GetDeclaredSymbol(declaration)!);
    }
}
