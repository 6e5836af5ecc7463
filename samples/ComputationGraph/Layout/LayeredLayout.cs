namespace Circuits.Layout;

/// <summary>
/// Places boxes in columns, so that all wires go from left to right (Sugiyama's method): which column, in which order so that few wires cross, and where, so that wires are straight.
/// </summary>
/// <param name="boxes">The nodes, every one behind those that have a wire to it.</param>
/// <param name="wires">The wires.</param>
internal sealed class LayeredLayout(IReadOnlyList<Box> boxes, IReadOnlyList<Wire> wires)
{
    /// <summary>The room between boxes of one column.</summary>
    public const double RowGap = 16;

    private const double ColumnGap = 34;
    private const double Steep = 60;
    private const double ExtraGap = 8;
    private const double MostExtraGap = 220;

    /// <summary>How wide it has become.</summary>
    public double Width { get; private set; }

    /// <summary>How high it has become.</summary>
    public double Height { get; private set; }

    /// <summary>The boxes of each column, those of wires too, from the top.</summary>
    public IReadOnlyList<List<Box>> Layers { get; private set; } = [];

    /// <summary>How many wires cross another, counted between columns.</summary>
    public int Crossings { get; private set; }

    /// <summary>Gives all boxes, and the paths of all wires, their places.</summary>
    public void Run()
    {
        AssignLayers();
        Layers = Split();
        Crossings = CrossingReduction.Run(Layers);
        VerticalPlacement.Run(Layers);
        Columns();
    }

    // As far to the left as possible first; then what nothing holds there goes to the right, beside what uses it.
    private void AssignLayers()
    {
        ILookup<Box, Wire> incoming = wires.ToLookup(w => w.To);
        ILookup<Box, Wire> outgoing = wires.ToLookup(w => w.From);
        foreach (Box box in boxes)
        {
            box.Layer = incoming[box].Select(w => w.From.Layer + 2).DefaultIfEmpty(0).Max();
        }

        foreach (Box box in boxes.Reverse().Where(b => outgoing[b].Count() >= incoming[b].Count() && outgoing[b].Any()))
        {
            box.Layer = outgoing[box].Min(w => w.To.Layer) - 2;
        }
    }

    // A wire takes a place in every column between its ends. What stands on it is just before its end.
    private List<List<Box>> Split()
    {
        List<List<Box>> layers = [.. Enumerable.Range(0, boxes.Max(b => b.Layer) + 1).Select(_ => new List<Box>())];
        foreach (Box box in boxes)
        {
            layers[box.Layer].Add(box);
        }

        foreach (Wire wire in wires)
        {
            wire.Path.Add(wire.From);
            for (int layer = wire.From.Layer + 1; layer < wire.To.Layer; layer++)
            {
                Box part = layer == wire.To.Layer - 1 ? wire.Label : new Box(0, 2) { IsOfWire = true };
                part.Layer = layer;
                layers[layer].Add(part);
                wire.Path.Add(part);
            }

            wire.Path.Add(wire.To);
            for (int i = 1; i < wire.Path.Count; i++)
            {
                Segment segment = new(wire.Path[i - 1], wire.Path[i], i == wire.Path.Count - 1 ? wire.Port : 0);
                segment.From.Out.Add(segment);
                segment.To.In.Add(segment);
            }
        }

        return layers;
    }

    private void Columns()
    {
        double x = 0;
        double gap = 0;
        foreach (List<Box> layer in Layers)
        {
            double width = layer.Max(b => b.Width);
            foreach (Box box in layer)
            {
                box.X = x + (width / 2);
            }

            // Where many wires go far up or down they are told apart by going there less steeply.
            gap = ColumnGap + Math.Min(MostExtraGap, ExtraGap * layer.SelectMany(b => b.Out).Count(s => Math.Abs(s.From.Y - s.To.Y - s.Port) > Steep));
            x += width + gap;
        }

        double top = Layers.SelectMany(l => l).Min(b => b.Y - (b.Height / 2));
        foreach (Box box in Layers.SelectMany(l => l))
        {
            box.Y -= top;
        }

        Width = x - gap;
        Height = Layers.SelectMany(l => l).Max(b => b.Y + (b.Height / 2));
    }
}
