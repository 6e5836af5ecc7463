using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator;
using SymDiff.Generator.Model;
using SymDiff.TestKit;

namespace SymDiff.Benchmarks;

/// <summary>What a keystroke costs in a project of many methods: extraction runs for each of them, all else only for the one that changed.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private const int Files = 100;
    private const int MethodsInFile = 10;

    private GeneratorDriver _driver = null!;
    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _afterEdit = null!;
    private CSharpCompilation _afterComment = null!;
    private List<(IMethodSymbol Symbol, SemanticModel Model)> _bound = null!;
    private DifferentiableMethod _edited = null!;

    [GlobalSetup]
    public void Build()
    {
        _compilation = Driver.Compile(new DriverInput([.. Enumerable.Range(0, Files).Select(i => Source(i, 3.5, ""))]));
        _driver = CSharpGeneratorDriver.Create(new SymDiffGenerator()).RunGenerators(_compilation);
        _afterEdit = Replaced(Source(7, 4.5, ""));
        _afterComment = Replaced(Source(7, 3.5, "// a remark"));
        _bound = Bound();
        _edited = Extraction.Run(_bound[0].Symbol, _bound[0].Model, default).ToModel();
    }

    /// <summary>A whole run after an edit in one method.</summary>
    [Benchmark]
    public GeneratorDriver Edit() => _driver.RunGenerators(_afterEdit.Clone());

    /// <summary>A whole run after the edit of a comment.</summary>
    [Benchmark]
    public GeneratorDriver Comment() => _driver.RunGenerators(_afterComment.Clone());

    /// <summary>Roslyn's part of a run: symbols and operation trees of all methods. An edit makes them new.</summary>
    [Benchmark(OperationsPerInvoke = Files * MethodsInFile)]
    public object RoslynBinding() => Bound();

    /// <summary>Our part of extraction, a method.</summary>
    [Benchmark(OperationsPerInvoke = Files * MethodsInFile)]
    public object? Extract()
    {
        object? last = null;
        foreach (var (symbol, model) in _bound)
        {
            last = Extraction.Run(symbol, model, default).ToModel();
        }

        return last;
    }

    /// <summary>What follows extraction for the one method that changed.</summary>
    [Benchmark]
    public object? Regenerate() => Generation.Run(_edited, Options.Parse(null), DerivedKinds.None, default);

    private CSharpCompilation Replaced(string text)
    {
        var old = _compilation.SyntaxTrees[7];
        return _compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(text, Encoding.UTF8)));
    }

    private List<(IMethodSymbol Symbol, SemanticModel Model)> Bound()
    {
        var compilation = _compilation.Clone();
        var methods = new List<(IMethodSymbol, SemanticModel)>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                _ = model.GetOperation(method)!.Descendants().Count();
                methods.Add(((IMethodSymbol)model.GetDeclaredSymbol(method)!, model));
            }
        }

        return methods;
    }

    // Ten statements, of which the number stands in the first method only.
    private static string Source(int file, double number, string comment)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"using System; using SymDiff; namespace Project.Part{file}; public static partial class Formulas {{ {comment}\n");
        for (int i = 0; i < MethodsInFile; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                [Differentiable]
                public static double Step{{i}}(double x, double y, double w, double b, int n)
                {
                    double z = w * x + b;
                    double s = 1 / (1 + Math.Exp(-z));
                    double r = Math.Sqrt(x * x + y * y + {{(i == 0 ? number : 3.5)}});
                    double u = Math.Sin(r) * s;
                    u += n * 0.25 * z;
                    double v = r > 1 ? Math.Log(r) : r - 1;
                    double q = Math.Pow(r, 1.5) / (1 + y * y);
                    q -= Math.Tanh(z) * v;
                    double e = Math.Max(u, q) - Math.Abs(v);
                    return e * e + 0.5 * u * q;
                }

                """);
        }

        return text.Append('}').ToString();
    }
}
