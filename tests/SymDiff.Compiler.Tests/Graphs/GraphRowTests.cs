using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Compiler.Graphs;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;
using SymDiff.Compiler.Tests.Interpretation;
using SymDiff.Compiler.Tests.Rules;

namespace SymDiff.Compiler.Tests.Graphs;

/// <summary>Every row of the primitive table as a graph of one operation.</summary>
public sealed class GraphRowTests
{
    public static TheoryData<string> Rows => new(All.Select(p => p.Name));

    private static IEnumerable<Primitive> All => PrimitiveTable.All.Where(p => p.Domains.Count > 0 && p.Name != PrimitiveTable.Instead && !p.Parameters.Contains(ParameterKind.Mode));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_AreThoseOfTheFunctions(string name)
    {
        var graph = Graph(name);
        foreach (var point in RowTests.Points(name))
        {
            object?[] arguments = [.. point.Arguments.Select(a => a is int n ? (object)(long)n : a)];
            double expected = Convert.ToDouble(RealFunctions.Evaluate(name, arguments), CultureInfo.InvariantCulture);
            double found = graph.Evaluate(Numbers(point.Arguments))[graph.Results[0]].Value;
            Assert.True(Math.Abs(expected - found) <= Tolerance(name, 1e-14) * (1 + Math.Abs(expected)), $"{name} at {string.Join(", ", point.Arguments)}: {expected:R} and {found:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void LocalDerivatives_AreThoseOfDualNumbers(string name)
    {
        var graph = Graph(name);
        var module = RowTests.New(name, IrType.Float64).Module;
        foreach (var point in RowTests.Points(name))
        {
            int reals = point.Count;
            int next = 0;
            object?[] duals = [.. point.Arguments.Select(a => a is double x ? Dual.Independent(x, next++, reals) : a)];
            double[] expected = (new Interpreter(module).Call("f", duals)[0] as Dual)?.Tangent ?? new double[reals];
            double[] found = [.. graph.Evaluate(Numbers(point.Arguments)).Gradient];
            Assert.Equal(reals, found.Length);
            for (int i = 0; i < reals; i++)
            {
                Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance(name, 1e-12) * (1 + Math.Abs(expected[i])), $"{name} at {string.Join(", ", point.Arguments)}: {expected[i]:R} and {found[i]:R}");
            }
        }
    }

    /// <summary>The text in C# is the formula: compiled, it gives the number that the graph gives.</summary>
    [Fact]
    public void TextsInCSharp_ComputeTheSame()
    {
        var edges = All.SelectMany(r => Graph(r.Name).Edges.Where(e => e.Partial is not null && e.To.Kind == GraphNodeKind.Operation && e.To.Name == "f").Select(e => (Row: r.Name, Edge: e))).ToList();
        var lines = edges.Select((e, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"public static double P{i}({string.Join(", ", e.Edge.To.Arguments.Select(a => (a.From.Type.IsReal ? "double " : "int ") + a.From.Name))}, double f) => {e.Edge.Partial!.CSharp};"));
        var loaded = Load($"using System; public static class Partials {{ {string.Join("\n", lines)} }}");
        for (int i = 0; i < edges.Count; i++)
        {
            var (row, edge) = edges[i];
            var graph = Graph(row);
            foreach (var point in RowTests.Points(row))
            {
                var values = graph.Evaluate(Numbers(point.Arguments));
                var same = graph.Nodes[edge.To.Index].Arguments[edge.Argument];
                object?[] arguments = [.. point.Arguments, values[same.To].Value];
                Assert.Equal(values[same]!.Value.Local, (double)loaded.GetMethod(string.Create(CultureInfo.InvariantCulture, $"P{i}"))!.Invoke(null, arguments)!);
            }
        }

        Assert.True(edges.Count > 80, $"Only {edges.Count} local derivatives.");
    }

    /// <summary>No formula is left without a word in LaTeX, and its braces close.</summary>
    [Fact]
    public void TextsInLatex_AreWellFormed() => Assert.All(All.SelectMany(r => Graph(r.Name).Edges).Where(e => e.Partial is not null), e =>
    {
        string latex = e.Latex!;
        int depth = 0;
        foreach (char c in latex)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            Assert.True(depth >= 0, latex);
        }

        Assert.Equal(0, depth);
        Assert.Equal(latex.Split(@"\left").Length, latex.Split(@"\right").Length);
        Assert.DoesNotContain("Share", latex, StringComparison.Ordinal);
        Assert.DoesNotContain("Strong", latex, StringComparison.Ordinal);
    });

    // Estimates are as good as the machine makes them.
    private static double Tolerance(string name, double otherwise) => name is "ReciprocalEstimate" or "ReciprocalSqrtEstimate" ? 1e-3 : otherwise;

    private static ComputationGraph Graph(string name) => ComputationGraph.Of(RowTests.New(name, IrType.Float64).Module["f"]);

    private static double[] Numbers(IEnumerable<object> arguments) => [.. arguments.Select(a => Convert.ToDouble(a, CultureInfo.InvariantCulture))];

    private static Type Load(string text)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f) is "System.Runtime.dll" or "System.Private.CoreLib.dll").Select(f => MetadataReference.CreateFromFile(f));
        var compilation = CSharpCompilation.Create("Partials", [CSharpSyntaxTree.ParseText(text)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return System.Reflection.Assembly.Load(stream.ToArray()).GetType("Partials")!;
    }
}
