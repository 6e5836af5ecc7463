namespace SymDiff.Compiler.Graphs;

/// <summary>The nodes that a graph is left with, in order, with names that tell them apart.</summary>
internal static class GraphOrder
{
    /// <summary>The inputs, and what results and guards need.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="results">The results.</param>
    /// <param name="guards">What the method throws.</param>
    public static IReadOnlyList<GraphNode> Run(IReadOnlyList<GraphNode> inputs, IReadOnlyList<GraphNode> results, IReadOnlyList<GraphGuard> guards)
    {
        var needed = new HashSet<GraphNode>(inputs);
        var waiting = new Stack<GraphNode>(results.Concat(guards.SelectMany(g => g.Path.Select(p => p.Condition))));
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            if (needed.Add(node))
            {
                foreach (var argument in node.Arguments)
                {
                    waiting.Push(argument.From);
                }
            }
        }

        List<GraphNode> order = [.. inputs, .. needed.Where(n => n.Kind != GraphNodeKind.Input).OrderBy(n => n.Index)];
        Name(order);
        for (int i = 0; i < order.Count; i++)
        {
            order[i].Index = i;
            foreach (var edge in order[i].Arguments)
            {
                edge.From.AddUse(edge);
            }
        }

        return order;
    }

    private static void Name(IReadOnlyList<GraphNode> nodes)
    {
        var taken = new HashSet<string>(nodes.Where(n => n.Kind == GraphNodeKind.Input).Select(n => n.Name), StringComparer.Ordinal);
        var users = new HashSet<string>(nodes.Where(n => n.Name.Length > 0).Select(n => n.Name), StringComparer.Ordinal);
        var repeats = new Dictionary<string, int>(StringComparer.Ordinal);
        int unnamed = 0;
        foreach (var node in nodes.Where(n => n.Kind is not (GraphNodeKind.Input or GraphNodeKind.Result)))
        {
            if (node.Kind == GraphNodeKind.Constant)
            {
                node.Name = node.Label;
                continue;
            }

            if (node.Name.Length == 0)
            {
                do
                {
                    node.Name = "v" + (++unnamed).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
                while (users.Contains(node.Name));
                taken.Add(node.Name);
                continue;
            }

            string name = node.Name;
            while (!taken.Add(node.Name))
            {
                repeats[name] = repeats.TryGetValue(name, out int known) ? known + 1 : 2;
                node.Name = $"{name}_{repeats[name]}";
            }
        }
    }
}
