using Spectre.Console;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>Prints a graph: its nodes as a table, the emitted gradient beside its own, formulas in LaTeX.</summary>
/// <param name="console">Where to.</param>
internal sealed class Report(IAnsiConsole console)
{
    private const int LongestFormula = 30;
    private const int LongestLine = 110;

    /// <summary>A heading and a few sentences.</summary>
    public void Introduce(string title, string text)
    {
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        console.WriteLine();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > LongestLine)
            {
                console.WriteLine(line);
                line = word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }

        console.WriteLine(line);
        console.WriteLine();
    }

    /// <summary>Every node with its value, its derivative, and what it is the sum of.</summary>
    public void Show(GraphEvaluation values, ComputationGraph graph)
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("node").AddColumn("is").AddColumn(new TableColumn("value").RightAligned()).AddColumn(new TableColumn($"∂{values.Result.Name}/∂node").RightAligned())
            .AddColumn("upstream × local = downstream, by each wire that goes out");
        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not (GraphNodeKind.Constant or GraphNodeKind.Result)))
        {
            NodeValue value = values[node];
            table.AddRow(
                Markup.Escape(node.Name),
                Markup.Escape(node.Kind == GraphNodeKind.Input ? "input" : Defined(node)),
                Markup.Escape(Numbers.Of(node, value)),
                value.Derivative is { } derivative ? $"[red]{Numbers.Six(derivative)}[/]" : "",
                string.Join('\n', node.Uses.Select(u => Markup.Escape(Flow(u, values))).Where(f => f.Length > 0)));
        }

        console.Write(table);
    }

    /// <summary>The graph's gradient and the emitted one, side by side.</summary>
    public void Compare(string method, GraphEvaluation values, ComputationGraph graph, IReadOnlyList<double>? emitted)
    {
        if (emitted is null)
        {
            console.MarkupLineInterpolated($"The emitted {method}Gradient is not called here: it takes or gives what this sample cannot hand over.");
            return;
        }

        GraphNode[] inputs = [.. graph.Inputs.Where(i => i.IsActive)];
        console.WriteLine($"{method}Gradient, as SymDiff emits it, and the graph:");
        for (int i = 0; i < inputs.Length; i++)
        {
            double own = values.Gradient[i];
            bool isSame = Math.Abs(own - emitted[i]) <= 1e-12 * Math.Max(1, Math.Abs(own));
            console.WriteLine($"    ∂{values.Result.Name}/∂{inputs[i].Name,-10} {Numbers.Six(emitted[i]),12} {Numbers.Six(own),12}  {(isSame ? "equal" : "DIFFERENT")}");
        }
    }

    /// <summary>Values and local derivatives as formulas.</summary>
    public void Latex(ComputationGraph graph)
    {
        console.WriteLine("In LaTeX:");
        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is GraphNodeKind.Operation or GraphNodeKind.Choice))
        {
            console.WriteLine("    " + node.Latex);
            foreach (GraphEdge edge in node.Arguments.Where(a => a.Latex is not null))
            {
                console.WriteLine("        " + edge.Latex);
            }
        }
    }

    // One step: of the nodes that come in, whatever they are called.
    private static string Defined(GraphNode node)
    {
        string[] arguments = [.. node.Arguments.Select(a => a.From.Name)];
        return node.Kind == GraphNodeKind.Choice ? $"{arguments[0]} ? {arguments[1]} : {arguments[2]}"
            : char.IsLetter(node.Label[0]) ? $"{node.Label}({string.Join(", ", arguments)})"
            : arguments.Length == 1 ? $"{node.Label} {arguments[0]}"
            : string.Join($" {node.Label} ", arguments);
    }

    private static string Flow(GraphEdge edge, GraphEvaluation values)
    {
        if (edge.To.Kind == GraphNodeKind.Result || values[edge] is not { } flow)
        {
            return "";
        }

        string formula = Numbers.Formula(edge.Partial!.CSharp);
        return $"{Numbers.Short(flow.Upstream)} × {Numbers.Behind(flow.Local)} = {Numbers.Short(flow.Downstream)} (∂{edge.To.Name}/∂{edge.From.Name}{(formula.Length > LongestFormula ? "" : " = " + formula)})";
    }
}
