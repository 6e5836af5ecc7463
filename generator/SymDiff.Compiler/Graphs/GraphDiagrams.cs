using System.Globalization;
using System.Text;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Graphs;

/// <summary>Graphs as the text of diagrams that other tools draw.</summary>
public static class GraphDiagrams
{
    /// <summary>A flowchart of Mermaid.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">What stands on the wires: values, and derivatives behind ∂; null for nothing.</param>
    public static string Mermaid(ComputationGraph graph, GraphEvaluation? values = null)
    {
        _ = graph ?? throw new ArgumentNullException(nameof(graph));
        var text = new StringBuilder("flowchart LR\n");
        foreach (var node in graph.Nodes)
        {
            var (open, close) = node.Kind switch
            {
                GraphNodeKind.Input or GraphNodeKind.Result => ("([", "])"),
                GraphNodeKind.Constant => ("(", ")"),
                GraphNodeKind.Choice => ("{", "}"),
                _ => ("[", "]"),
            };
            text.Append("    n").Append(Number(node.Index)).Append(open).Append('"').Append(Escaped(Title(node))).Append('"').Append(close).Append('\n');
        }

        foreach (var edge in graph.Edges)
        {
            string label = string.Join("<br/>", Labels(edge, values).Select(Escaped));
            text.Append("    n").Append(Number(edge.From.Index)).Append(edge.Partial is null ? " -.->" : " -->").Append(label.Length == 0 ? "" : $"|\"{label}\"|")
                .Append(" n").Append(Number(edge.To.Index)).Append('\n');
        }

        return text.ToString();

        // What Mermaid would read as a list, a tag or the end of the text.
        static string Escaped(string label)
        {
            var escaped = new StringBuilder();
            foreach (char c in label.Replace("<br/>", "\n"))
            {
                escaped.Append(c == '\n' ? "<br/>" : char.IsLetterOrDigit(c) || c > '\x7F' || c == ' ' || c == '=' || c == '.' ? c.ToString() : $"#{(int)c};");
            }

            return escaped.ToString();
        }
    }

    /// <summary>A directed graph of Graphviz.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">What stands on the wires: values, and derivatives behind ∂; null for nothing.</param>
    public static string Dot(ComputationGraph graph, GraphEvaluation? values = null)
    {
        _ = graph ?? throw new ArgumentNullException(nameof(graph));
        var text = new StringBuilder("digraph {\n    rankdir=LR;\n    node [fontname=\"sans-serif\"];\n    edge [fontname=\"sans-serif\", fontsize=10];\n");
        foreach (var node in graph.Nodes)
        {
            string shape = node.Kind switch
            {
                GraphNodeKind.Input or GraphNodeKind.Result => "ellipse",
                GraphNodeKind.Constant => "plaintext",
                GraphNodeKind.Choice => "diamond",
                _ => "box",
            };
            text.Append("    n").Append(Number(node.Index)).Append(" [label=\"").Append(Escaped(Title(node))).Append("\", shape=").Append(shape).Append("];\n");
        }

        foreach (var edge in graph.Edges)
        {
            string label = string.Join("\\n", Labels(edge, values).Select(Escaped));
            string style = edge.Partial is null ? ", style=dashed" : "";
            text.Append("    n").Append(Number(edge.From.Index)).Append(" -> n").Append(Number(edge.To.Index)).Append(" [label=\"").Append(label).Append('"').Append(style).Append("];\n");
        }

        return text.Append("}\n").ToString();

        static string Escaped(string label) => label.Replace("\\", "\\\\").Replace("\"", "\\\"");
    }

    private static string Title(GraphNode node) =>
        node.Kind is GraphNodeKind.Operation or GraphNodeKind.Choice && (node.IsNamed || node.Uses.Any(u => u.To.Kind == GraphNodeKind.Result)) ? $"{node.Name} = {node.Label}" : node.Label;

    private static IEnumerable<string> Labels(GraphEdge edge, GraphEvaluation? values)
    {
        if (values is null || !values[edge.From].IsReached)
        {
            yield break;
        }

        double value = values[edge.From].Value;
        yield return edge.From.Type.Kind == TypeKind.Bool ? (value == 0 ? "false" : "true") : Short(value);
        if (values[edge] is { } flow)
        {
            yield return "∂ " + Short(flow.Downstream);
        }
    }

    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace("-", "−");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
