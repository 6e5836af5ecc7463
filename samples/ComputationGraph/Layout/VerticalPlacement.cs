namespace Circuits.Layout;

/// <summary>
/// Gives boxes their heights in the picture, in the order that they have (Brandes and Köpf's method): boxes that a wire connects are lined up in blocks, as far as they do not get in each other's way, and blocks
/// are packed; four times, from each corner, of which the middle is taken. Wires are lined up with the places where they meet a box.
/// </summary>
internal static class VerticalPlacement
{
    private static readonly bool[] BothWays = [true, false];

    /// <summary>Places the boxes.</summary>
    /// <param name="layers">The columns, in order.</param>
    public static void Run(IReadOnlyList<List<Box>> layers)
    {
        HashSet<Segment> given = GivenUp(layers);
        List<Dictionary<Box, double>> placed =
        [
            .. from isForward in BothWays
               from isDownward in BothWays
               select Pack(layers, new Blocks(layers, given, isForward, isDownward), isDownward),
        ];
        LineUp(placed);
        foreach (Box box in layers.SelectMany(l => l))
        {
            double[] places = [.. placed.Select(p => p[box]).Order()];
            box.Y = (places[1] + places[2]) / 2;
        }

        Separate(layers);
    }

    /// <summary>How far apart two neighbours of a column are.</summary>
    /// <param name="upper">One.</param>
    /// <param name="lower">The other.</param>
    public static double Distance(Box upper, Box lower) => ((upper.Height + lower.Height) / 2) + (upper.IsOfWire && lower.IsOfWire ? LayeredLayout.RowGap / 2 : LayeredLayout.RowGap);

    // The inside of a wire stays straight: what crosses it is not lined up.
    private static HashSet<Segment> GivenUp(IReadOnlyList<List<Box>> layers)
    {
        HashSet<Segment> given = [];
        foreach (List<Box> layer in layers)
        {
            List<Segment> segments = [.. layer.SelectMany(b => b.Out)];
            List<Segment> inner = [.. segments.Where(s => s.IsInner)];
            given.UnionWith(segments.Where(s => !s.IsInner && inner.Any(i => (i.From.Order - s.From.Order) * (i.To.Order - s.To.Order) < 0)));
        }

        return given;
    }

    private static Dictionary<Box, double> Pack(IReadOnlyList<List<Box>> layers, Blocks blocks, bool isDownward)
    {
        Dictionary<Box, List<(Box Block, double Distance)>> before = [];
        Dictionary<Box, List<(Box Block, double Distance)>> behind = [];
        foreach (List<Box> layer in layers)
        {
            for (int i = 1; i < layer.Count; i++)
            {
                (Box first, Box second) = isDownward ? (layer[i - 1], layer[i]) : (layer[i], layer[i - 1]);
                double distance = Distance(first, second) + blocks.Shift(first, isDownward) - blocks.Shift(second, isDownward);
                Of(before, blocks.Root(second)).Add((blocks.Root(first), distance));
                Of(behind, blocks.Root(first)).Add((blocks.Root(second), distance));
            }
        }

        List<Box> order = Sorted([.. layers.SelectMany(l => l).Where(b => blocks.Root(b) == b)], before, behind);
        Dictionary<Box, double> places = [];
        foreach (Box root in order)
        {
            places[root] = Of(before, root).Select(p => places[p.Block] + p.Distance).DefaultIfEmpty(0).Max();
        }

        // What could be nearer to its lower neighbours moves there.
        foreach (Box root in order.AsEnumerable().Reverse().Where(r => Of(behind, r).Count > 0))
        {
            places[root] = Math.Max(places[root], Of(behind, root).Min(p => places[p.Block] - p.Distance));
        }

        return layers.SelectMany(l => l).ToDictionary(b => b, b => (isDownward ? 1 : -1) * (places[blocks.Root(b)] + blocks.Shift(b, isDownward)));
    }

    private static List<(Box Block, double Distance)> Of(Dictionary<Box, List<(Box Block, double Distance)>> neighbours, Box block)
    {
        if (!neighbours.TryGetValue(block, out List<(Box Block, double Distance)>? found))
        {
            neighbours[block] = found = [];
        }

        return found;
    }

    private static List<Box> Sorted(
        List<Box> roots, Dictionary<Box, List<(Box Block, double Distance)>> before, Dictionary<Box, List<(Box Block, double Distance)>> behind)
    {
        Dictionary<Box, int> waiting = roots.ToDictionary(r => r, r => Of(before, r).Count);
        Queue<Box> ready = new(roots.Where(r => waiting[r] == 0));
        List<Box> order = [];
        while (ready.Count > 0)
        {
            Box next = ready.Dequeue();
            order.Add(next);
            foreach ((Box block, _) in Of(behind, next))
            {
                if (--waiting[block] == 0)
                {
                    ready.Enqueue(block);
                }
            }
        }

        return order.Count == roots.Count ? order : throw new InvalidOperationException("Blocks of boxes stand above each other both ways.");
    }

    // All four beside the one that takes the least room, by the side that they were packed from.
    private static void LineUp(List<Dictionary<Box, double>> placed)
    {
        Dictionary<Box, double> smallest = placed.MinBy(p => Bottom(p) - Top(p))!;
        (double top, double bottom) = (Top(smallest), Bottom(smallest));
        for (int i = 0; i < placed.Count; i++)
        {
            double by = i % 2 == 0 ? top - Top(placed[i]) : bottom - Bottom(placed[i]);
            placed[i] = placed[i].ToDictionary(p => p.Key, p => p.Value + by);
        }

        static double Top(Dictionary<Box, double> places) => places.Min(p => p.Value - (p.Key.Height / 2));

        static double Bottom(Dictionary<Box, double> places) => places.Max(p => p.Value + (p.Key.Height / 2));
    }

    // The middle of what keeps distances keeps them, to rounding.
    private static void Separate(IReadOnlyList<List<Box>> layers)
    {
        foreach (List<Box> layer in layers)
        {
            for (int i = 1; i < layer.Count; i++)
            {
                layer[i].Y = Math.Max(layer[i].Y, layer[i - 1].Y + Distance(layer[i - 1], layer[i]));
            }
        }
    }
}
