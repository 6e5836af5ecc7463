using Circuits.Layout;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>A line of text in a box.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Size">How large.</param>
internal sealed record Line(string Text, string Kind, double Size)
{
    /// <summary>The room that it takes.</summary>
    public double Height => Size + 5;
}

/// <summary>A graph as boxes with lines of text and wires, laid out.</summary>
internal sealed class Picture
{
    private const double Character = 0.602;
    private const int LongestFormula = 26;

    private readonly Dictionary<GraphNode, Box> _boxes = [];
    private readonly Dictionary<GraphNode, IReadOnlyList<Line>> _lines = [];
    private readonly List<(GraphEdge Edge, Wire Wire)> _wires = [];

    /// <summary>Lays a graph out.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="values">What is known of it.</param>
    public Picture(ComputationGraph graph, GraphEvaluation values)
    {
        (Graph, Values) = (graph, values);
        foreach (GraphNode node in graph.Nodes)
        {
            IReadOnlyList<Line> lines = Lines(node);
            _lines[node] = lines;
            _boxes[node] = new Box(lines.Max(l => Width(l.Text, l.Size)) + 20, lines.Sum(l => l.Height) + 8);
        }

        foreach (GraphEdge edge in graph.Edges)
        {
            double width = Math.Max(Width(ValueOn(edge), SvgPicture.Small), Width(DerivativeOn(edge) ?? "", SvgPicture.Small)) + 8;
            _wires.Add((edge, new Wire(_boxes[edge.From], _boxes[edge.To], Port(edge), new Box(width, 36) { IsOfWire = true })));
        }

        Layout = new LayeredLayout([.. graph.Nodes.Select(n => _boxes[n])], [.. _wires.Select(w => w.Wire)]);
        Layout.Run();
    }

    /// <summary>The graph.</summary>
    public ComputationGraph Graph { get; }

    /// <summary>What is known of it.</summary>
    public GraphEvaluation Values { get; }

    /// <summary>Where everything is.</summary>
    public LayeredLayout Layout { get; }

    /// <summary>The wires.</summary>
    public IReadOnlyList<(GraphEdge Edge, Wire Wire)> Wires => _wires;

    /// <summary>The box of a node.</summary>
    public Box BoxOf(GraphNode node) => _boxes[node];

    /// <summary>What stands in the box of a node, from the top.</summary>
    public IReadOnlyList<Line> LinesOf(GraphNode node) => _lines[node];

    /// <summary>What stands above a wire: the value that goes along it.</summary>
    public string ValueOn(GraphEdge edge) => Numbers.Of(edge.From, Values[edge.From]);

    /// <summary>What stands below a wire: the derivative that comes back; null where none does.</summary>
    public string? DerivativeOn(GraphEdge edge) => Values[edge] is { } flow ? Numbers.Short(flow.Downstream) : null;

    private static double Width(string text, double size) => text.Length * size * Character;

    private static bool HasName(GraphNode node) => node.Kind is GraphNodeKind.Operation or GraphNodeKind.Choice;

    private List<Line> Lines(GraphNode node)
    {
        List<Line> lines = [];
        if (HasName(node))
        {
            lines.Add(new Line(node.Label, "sign", 19));
            lines.Add(new Line(node.Name, "name", SvgPicture.Small));
            lines.AddRange(node.Arguments.Select(Local));
        }
        else
        {
            lines.Add(new Line(node.Label, "name", 15));
        }

        if (Values[node] is { IsReached: true, Derivative: { } derivative } && (node.Kind == GraphNodeKind.Input || node.Uses.Count(u => Values[u] is not null) > 1))
        {
            double[] parts = [.. node.Uses.Select(u => Values[u]?.Downstream).OfType<double>()];
            string sum = parts.Length is 2 or 3 ? string.Join(" + ", parts.Select(Numbers.Behind)) + " = " : "";
            lines.Add(new Line($"∂{Values.Result.Name}/∂{node.Name} = {sum}{Numbers.Short(derivative)}", "derivative", SvgPicture.Small));
        }

        return lines;
    }

    // The derivative of a node by one of its arguments, where the wire of that comes in.
    private Line Local(GraphEdge edge)
    {
        if (edge.Partial is null)
        {
            return new Line(edge.From.Kind == GraphNodeKind.Constant ? edge.From.Label : edge.From.Name, "constant", SvgPicture.Small);
        }

        string formula = Numbers.Formula(edge.Partial.CSharp);
        string? number = Values[edge] is { } flow ? Numbers.Short(flow.Local) : null;
        string text = formula.Length > LongestFormula ? number ?? "…" : number is null || number == formula ? formula : $"{formula} = {number}";
        return new Line($"∂{edge.To.Name}/∂{edge.From.Name} = {text}", "local", SvgPicture.Small);
    }

    // Wires come in at the line that says what is done with them.
    private double Port(GraphEdge edge)
    {
        if (!HasName(edge.To))
        {
            return 0;
        }

        IReadOnlyList<Line> lines = _lines[edge.To];
        int line = edge.Argument + 2;
        return 4 + lines.Take(line).Sum(l => l.Height) + (lines[line].Height / 2) - (_boxes[edge.To].Height / 2);
    }
}
