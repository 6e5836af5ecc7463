using Microsoft.CodeAnalysis;
using Spectre.Console;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>One run of the sample: prints what is asked for, and writes the pictures.</summary>
/// <param name="console">Where it prints.</param>
/// <param name="output">The folder for pictures.</param>
/// <param name="latex">Whether formulas are printed in LaTeX, too.</param>
internal sealed class Session(IAnsiConsole console, DirectoryInfo output, bool latex)
{
    private const int MostInTitle = 8;

    private readonly Report _report = new(console);

    /// <summary>A method of the sample, or all of them.</summary>
    /// <param name="name">The method; null for all but the large one.</param>
    /// <param name="at">Where it is evaluated; null for the textbook's numbers.</param>
    public void Run(string? name, string? at)
    {
        CompiledSource own = CompiledSource.Own();
        if (name is not null && at is not null)
        {
            Run(own, own.Method(name), at);
            return;
        }

        IReadOnlyList<Lesson> lessons = [.. Lesson.All.Where(l => name is null ? !l.IsLarge : l.Method == name)];
        if (lessons.Count == 0)
        {
            throw new GraphException($"There is no method '{name}'. There are: {string.Join(", ", Lesson.All.Select(l => l.Method))}.");
        }

        foreach (Lesson lesson in lessons)
        {
            _report.Introduce(lesson.Title, lesson.Text);
            ComputationGraph graph = own.Graph(own.Method(lesson.Method), new GraphOptions { Lengths = lesson.Lengths });
            double[] values = [.. lesson.At];
            Show(lesson.Method, graph, graph.Evaluate(values), lesson.Emitted(values));
            if (lesson.Method == nameof(Formulas.Price))
            {
                LayerByLayer();
            }
        }
    }

    /// <summary>Any marked method.</summary>
    /// <param name="source">The file that it stands in.</param>
    /// <param name="method">The method.</param>
    /// <param name="at">Where it is evaluated.</param>
    public void Run(CompiledSource source, IMethodSymbol method, string at)
    {
        Assignments assignments = new(at, method);
        ComputationGraph graph = source.Graph(method, assignments.Options);
        Show(method.Name, graph, graph.Evaluate(assignments.Values(graph)), source.EmittedGradient(method, assignments.Arguments));
    }

    private void Show(string method, ComputationGraph graph, GraphEvaluation values, IReadOnlyList<double>? emitted)
    {
        _report.Show(values, graph);
        console.WriteLine();
        _report.Compare(method, values, graph, emitted);
        console.WriteLine();
        if (latex)
        {
            _report.Latex(graph);
            console.WriteLine();
        }

        output.Create();
        string title = graph.Inputs.Count > MostInTitle
            ? $"{method}, of {graph.Inputs.Count} numbers"
            : $"{method} at {string.Join(", ", graph.Inputs.Select(i => $"{i.Name} = {Numbers.Short(values[i].Value)}"))}";
        Write(method + ".svg", SvgPicture.Draw(new Picture(graph, values), title));
        Write(method + ".mmd", GraphDiagrams.Mermaid(graph, values));
        Write(method + ".dot", GraphDiagrams.Dot(graph, values));
        console.WriteLine($"Written into {output.Name}: {method}.svg, {method}.mmd (Mermaid), {method}.dot (Graphviz)");
        console.WriteLine();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(output.FullName, file), text);

    // The same numbers from two objects that know nothing of each other.
    private void LayerByLayer()
    {
        ProductGate apples = new();
        ProductGate taxed = new();
        double price = taxed.Forward(apples.Forward(100, 2), 1.1);
        (double dApples, double dTax) = taxed.Backward(1);
        (double dApple, double dCount) = apples.Backward(dApples);
        console.WriteLine("E2 layer by layer: two product gates, forward and then backward in reverse order.");
        console.WriteLine($"    forward     apples = {Numbers.Six(apples.Forward(100, 2))}, price = {Numbers.Six(price)}");
        console.WriteLine($"    backward    through the tax gate    dApples = {Numbers.Six(dApples)}, dTax = {Numbers.Six(dTax)}");
        console.WriteLine($"                through the apple gate  dApple = {Numbers.Six(dApple)}, dCount = {Numbers.Six(dCount)}");
        console.WriteLine();
    }
}
