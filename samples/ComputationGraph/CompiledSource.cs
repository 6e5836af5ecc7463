using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff;
using SymDiff.Compiler.Graphs;
using SymDiff.Generator;

namespace Circuits;

/// <summary>A file of C#, compiled here: what is drawn is what SymDiff reads of it, and the gradients beside it are those that SymDiff emits for it.</summary>
internal sealed class CompiledSource
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using SymDiff;";

    private readonly CSharpCompilation _compilation;

    private CompiledSource(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>The methods that are marked as differentiable.</summary>
    public IReadOnlyList<IMethodSymbol> Methods => [.. MethodGraph.Marked(_compilation)];

    /// <summary>The sample's own formulas.</summary>
    public static CompiledSource Own()
    {
        using Stream source = Assembly.GetExecutingAssembly().GetManifestResourceStream("Formulas.cs")!;
        using StreamReader reader = new(source);
        return Of(reader.ReadToEnd());
    }

    /// <summary>Any file.</summary>
    /// <param name="text">What stands in it.</param>
    public static CompiledSource Of(string text)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> files = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(f => Path.GetDirectoryName(f) == framework).Append(typeof(Differential).Assembly.Location);
        return new CompiledSource(CSharpCompilation.Create(
            "Formulas",
            [CSharpSyntaxTree.ParseText(text, options), CSharpSyntaxTree.ParseText(Usings, options)],
            files.Select(f => MetadataReference.CreateFromFile(f)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));
    }

    /// <summary>The marked method of that name.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public IMethodSymbol Method(string name) => Methods.FirstOrDefault(m => m.Name == name)
        ?? throw new GraphException($"There is no method '{name}' that is marked [Differentiable]. There are: {string.Join(", ", Methods.Select(m => m.Name))}.");

    // <graph>
    /// <summary>The graph of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">How long its arrays are, and which integers are fixed.</param>
    public ComputationGraph Graph(IMethodSymbol method, GraphOptions options) => MethodGraph.Read(method, _compilation, options);

    // </graph>

    /// <summary>The gradient that SymDiff emits, compiled and called; null where there is none, or it takes spans or structs, which cannot be handed over here.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">A number, a truth value or an array a parameter.</param>
    public IReadOnlyList<double>? EmittedGradient(IMethodSymbol method, IReadOnlyList<object> arguments)
    {
        CSharpGeneratorDriver.Create([new SymDiffGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)_compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(_compilation, out Compilation emitted, out _);
        using MemoryStream stream = new();
        if (!emitted.Emit(stream).Success)
        {
            return null;
        }

        string type = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        MethodInfo? gradient = Assembly.Load(stream.ToArray()).GetType(type)?.GetMethod(
            method.Name + "Gradient", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [.. arguments.Select(a => a.GetType())]);
        return gradient?.Invoke(null, [.. arguments]) is { } found ? [.. Numbers(found)] : null;
    }

    private static IEnumerable<double> Numbers(object value) => value switch
    {
        double number => [number],
        double[] numbers => numbers,
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Numbers(tuple[i]!)),
        _ => [],
    };
}
