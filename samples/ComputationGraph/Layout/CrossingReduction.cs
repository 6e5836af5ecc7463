namespace Circuits.Layout;

/// <summary>Orders the boxes of every column so that few wires cross: by the middle of what they are connected to, forth and back, and by exchanging neighbours.</summary>
internal static class CrossingReduction
{
    private const int Sweeps = 24;

    // From two orders, for what comes of one may be stuck.
    private static readonly bool[] Beginnings = [false, true];

    /// <summary>Orders the columns.</summary>
    /// <param name="layers">The columns; in the end in their order.</param>
    /// <returns>How many crossings are left.</returns>
    public static int Run(IReadOnlyList<List<Box>> layers)
    {
        int fewest = int.MaxValue;
        List<List<Box>> best = [];
        foreach (bool isUpward in Beginnings)
        {
            Begin(layers, isUpward);
            Keep();
            for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
            {
                bool isForward = sweep % 2 == 0;
                foreach (List<Box> layer in isForward ? layers.Skip(1) : layers.Reverse().Skip(1))
                {
                    ByMiddle(layer, isForward);
                }

                Exchange(layers);
                Keep();
            }
        }

        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].Clear();
            layers[i].AddRange(best[i]);
            Number(layers[i]);
        }

        return fewest;

        void Keep()
        {
            int crossings = Count(layers);
            if (crossings < fewest)
            {
                fewest = crossings;
                best = [.. layers.Select(l => l.ToList())];
            }
        }
    }

    // As a reader would come to the boxes, from the results back along the arguments.
    private static void Begin(IReadOnlyList<List<Box>> layers, bool isUpward)
    {
        Dictionary<Box, int> met = [];
        IEnumerable<Box> ends = layers.SelectMany(l => l).Where(b => b.Out.Count == 0);
        Stack<Box> waiting = new(isUpward ? ends : ends.Reverse());
        while (waiting.Count > 0)
        {
            Box box = waiting.Pop();
            if (met.TryAdd(box, met.Count))
            {
                foreach (Segment segment in isUpward ? box.In.OrderBy(s => s.Port) : box.In.OrderByDescending(s => s.Port))
                {
                    waiting.Push(segment.From);
                }
            }
        }

        foreach (List<Box> layer in layers)
        {
            layer.Sort((a, b) => isUpward ? met[b].CompareTo(met[a]) : met[a].CompareTo(met[b]));
            Number(layer);
        }
    }

    private static void Number(List<Box> layer)
    {
        for (int i = 0; i < layer.Count; i++)
        {
            layer[i].Order = i;
        }
    }

    private static void ByMiddle(List<Box> layer, bool isForward)
    {
        Dictionary<Box, double> middles = layer.ToDictionary(b => b, b => Middle(b, isForward));
        List<Box> sorted = [.. layer.OrderBy(b => middles[b]).ThenBy(b => b.Order)];
        layer.Clear();
        layer.AddRange(sorted);
        Number(layer);
    }

    private static double Middle(Box box, bool isForward)
    {
        List<double> places = [.. (isForward ? box.In.Select(s => (double)s.From.Order) : box.Out.Select(s => Entry(s)))];
        return places.Count == 0 ? box.Order : places.Average();
    }

    // Where a wire comes into a column, the places on one box told apart.
    private static double Entry(Segment segment) => segment.To.Order + (segment.Port / (segment.To.Height + 1));

    private static void Exchange(IReadOnlyList<List<Box>> layers)
    {
        bool hasChanged = true;
        for (int round = 0; hasChanged && round < 8; round++)
        {
            hasChanged = false;
            foreach (List<Box> layer in layers)
            {
                for (int i = 1; i < layer.Count; i++)
                {
                    if (Between(layer[i - 1], layer[i]) > Between(layer[i], layer[i - 1]))
                    {
                        (layer[i - 1], layer[i]) = (layer[i], layer[i - 1]);
                        (layer[i - 1].Order, layer[i].Order) = (i - 1, i);
                        hasChanged = true;
                    }
                }
            }
        }
    }

    // The crossings among the wires of two boxes when one stands above the other.
    private static int Between(Box upper, Box lower) =>
        upper.In.Sum(u => lower.In.Count(l => u.From.Order > l.From.Order)) + upper.Out.Sum(u => lower.Out.Count(l => Entry(u) > Entry(l)));

    private static int Count(IReadOnlyList<List<Box>> layers)
    {
        int crossings = 0;
        foreach (List<Box> layer in layers)
        {
            List<double> ends = [.. layer.SelectMany(b => b.Out.Select(Entry).Order())];
            for (int i = 0; i < ends.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    crossings += ends[j] > ends[i] ? 1 : 0;
                }
            }
        }

        return crossings;
    }
}
