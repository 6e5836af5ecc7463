using System.Globalization;
using System.Xml.Linq;
using Circuits.Layout;
using SymDiff.Compiler.Graphs;

namespace Circuits;

/// <summary>Draws a picture as SVG.</summary>
internal static class SvgPicture
{
    /// <summary>The size of what stands on wires and of the small print in boxes.</summary>
    public const double Small = 12;

    private const double Margin = 24;
    private const double Head = 44;
    private const double Foot = 40;

    private const string Style = """
        text { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #24292f; }
        .title { font-size: 16px; font-weight: bold; }
        .sign { font-weight: bold; }
        .name { font-weight: bold; }
        .constant { fill: #8c959f; }
        .local { fill: #57606a; }
        .value { fill: #0b5394; font-size: 12px; }
        .derivative { fill: #c0392b; font-size: 12px; }
        .legend { font-size: 12px; fill: #57606a; }
        .wire { fill: none; stroke: #6e7781; stroke-width: 1.4; }
        .plain { stroke: #b6bdc5; }
        .idle { stroke: #d0d7de; stroke-dasharray: 4 3; }
        .box { stroke: #57606a; stroke-width: 1.2; fill: #eef3fb; }
        .input { fill: #e8f5e9; }
        .number { fill: #ffffff; stroke: #b6bdc5; }
        .choice { fill: #f3ecfb; }
        .result { fill: #fff4d6; }
        .unreached { fill: #fafafa; stroke: #d0d7de; stroke-dasharray: 4 3; }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="title">What stands above it.</param>
    public static string Draw(Picture picture, string title)
    {
        string[] legend =
        [
            "above a wire: the value (forward)", $"below: the derivative of {picture.Values.Result.Name} (backward)", "in a box: its local derivatives;  downstream = upstream × local",
        ];
        double least = Math.Max(title.Length * 9.8, legend.Sum(l => (l.Length + 4) * 7.3));
        double width = Math.Max(picture.Layout.Width, least) + (2 * Margin);
        double height = picture.Layout.Height + Head + Foot + (2 * Margin);
        XElement drawing = new(
            Svg + "g",
            new XAttribute("transform", $"translate({Number((width - picture.Layout.Width) / 2)} {Number(Margin + Head)})"),
            picture.Wires.Select(w => Wire(picture, w.Edge, w.Wire)),
            picture.Graph.Nodes.Select(n => Box(picture, n)));
        return new XElement(
            Svg + "svg",
            new XAttribute("width", Number(width)),
            new XAttribute("height", Number(height)),
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"),
            new XElement(Svg + "title", title),
            new XElement(Svg + "style", Style),
            new XElement(Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "#ffffff")),
            Text(title, "title", Margin, Margin + 16, "start"),
            drawing,
            Legend(legend, height - Margin)).ToString(SaveOptions.None) + "\n";
    }

    private static IEnumerable<XElement> Legend(string[] parts, double y)
    {
        double x = Margin;
        string[] kinds = ["value", "derivative", "legend"];
        for (int i = 0; i < parts.Length; i++)
        {
            yield return Text(parts[i], kinds[i], x, y, "start");
            x += (parts[i].Length + 4) * 7.3;
        }
    }

    private static XElement Box(Picture picture, GraphNode node)
    {
        Box box = picture.BoxOf(node);
        bool isReached = picture.Values[node].IsReached;
        string kind = node.Kind switch
        {
            GraphNodeKind.Input => "input",
            GraphNodeKind.Constant => "number",
            GraphNodeKind.Choice => "choice",
            GraphNodeKind.Result => "result",
            _ => "operation",
        };
        double radius = node.Kind is GraphNodeKind.Input or GraphNodeKind.Result ? Math.Min(18, box.Height / 2) : 5;
        XElement group = new(
            Svg + "g",
            new XAttribute("class", $"node {kind}-node"),
            new XElement(
                Svg + "rect",
                new XAttribute("class", $"box {(isReached || node.Kind == GraphNodeKind.Input ? kind : "unreached")}"),
                new XAttribute("x", Number(box.X - (box.Width / 2))),
                new XAttribute("y", Number(box.Y - (box.Height / 2))),
                new XAttribute("width", Number(box.Width)),
                new XAttribute("height", Number(box.Height)),
                new XAttribute("rx", Number(radius))),
            new XElement(Svg + "title", $"{node.Name}: {node.Text}"));
        double y = box.Y - (box.Height / 2) + 4;
        foreach (Line line in picture.LinesOf(node))
        {
            y += line.Height;
            bool isAtWire = line.Kind is "local" or "constant";
            XElement text = Text(line.Text, line.Kind, isAtWire ? box.X - (box.Width / 2) + 10 : box.X, y - 5, isAtWire ? "start" : "middle");
            text.SetAttributeValue("font-size", Number(line.Size));
            group.Add(text);
        }

        return group;
    }

    // From box to box along what it goes through, with smooth bends between columns.
    private static XElement Wire(Picture picture, GraphEdge edge, Wire wire)
    {
        List<string> path = [];
        double x = wire.From.X + (wire.From.Width / 2);
        double y = wire.From.Y;
        path.Add($"M {Number(x)} {Number(y)}");
        for (int i = 1; i < wire.Path.Count; i++)
        {
            Box next = wire.Path[i];
            bool isEnd = i == wire.Path.Count - 1;
            double column = picture.Layout.Layers[next.Layer].Max(b => b.Width) / 2;
            double before = picture.Layout.Layers[wire.Path[i - 1].Layer].Max(b => b.Width) / 2;
            double left = wire.Path[i - 1].X + before;
            (double toX, double toY) = (next.X - column, next.Y + (isEnd ? wire.Port : 0));
            double middle = (left + toX) / 2;
            path.Add($"L {Number(left)} {Number(y)} C {Number(middle)} {Number(y)} {Number(middle)} {Number(toY)} {Number(toX)} {Number(toY)}");
            path.Add($"L {Number(isEnd ? next.X - (next.Width / 2) : next.X + column)} {Number(toY)}");
            y = toY;
        }

        bool isTaken = picture.Values[edge.From].IsReached && picture.Values[edge.To].IsReached && (edge.Partial is null || picture.Values[edge] is not null);
        XElement group = new(
            Svg + "g",
            new XAttribute("class", "wire-group"),
            new XElement(Svg + "path", new XAttribute("class", isTaken ? edge.Partial is null ? "wire plain" : "wire" : "wire idle"), new XAttribute("d", string.Join(' ', path))));
        Box label = wire.Label;
        group.Add(Text(picture.ValueOn(edge), "value", label.X, label.Y - 5, "middle"));
        if (picture.DerivativeOn(edge) is { } derivative)
        {
            group.Add(Text(derivative, "derivative", label.X, label.Y + 14, "middle"));
        }

        return group;
    }

    private static XElement Text(string text, string kind, double x, double y, string anchor) => new(
        Svg + "text",
        new XAttribute("class", kind),
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", anchor),
        text);

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
