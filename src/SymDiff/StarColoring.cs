namespace SymDiff;

/// <summary>
/// Colours of the rows and columns of a symmetric matrix as those of a graph, whose edges are the entries off the diagonal: neighbours differ, and what two colours share falls into stars, trees in
/// which one vertex, the hub, is in every edge. Then of every two opposite entries one is alone in its row among the columns of its colour: that in the row of the leaf.
/// </summary>
internal static class StarColoring
{
    /// <summary>The colour of each vertex: of the order in which they stand and that of the number of their neighbours, most first, whichever needs fewer colours.</summary>
    /// <param name="rows">The matrix by rows.</param>
    /// <param name="count">How many colours there are. A vertex without an entry takes none of its own.</param>
    public static int[] Of(CompressedIndices rows, out int count)
    {
        int[] colors = Greedy(rows, rows.LongestFirst(), out count);
        int[] others = Greedy(rows, CompressedIndices.Ascending(rows.Count), out int natural);
        if (natural >= count)
        {
            return colors;
        }

        count = natural;
        return others;
    }

    // A vertex may not have the colours of its neighbours; nor, where a neighbour has no colour yet, those around that, so that the neighbours of every such vertex differ; nor those of the hubs
    // that a neighbour is a leaf of, which would make the star a path of four.
    private static int[] Greedy(CompressedIndices rows, int[] order, out int count)
    {
        int[] colors = new int[order.Length];
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = -1;
        }

        int[] taken = new int[order.Length];
        var stars = new Stars(order.Length);
        count = 0;
        foreach (int vertex in order)
        {
            var around = rows.Of(vertex);
            if (around.IsEmpty)
            {
                colors[vertex] = 0;
                continue;
            }

            foreach (int neighbour in around)
            {
                if (neighbour == vertex)
                {
                    continue;
                }

                if (colors[neighbour] >= 0)
                {
                    taken[colors[neighbour]] = vertex + 1;
                    foreach (int hub in stars.HubsOf(neighbour))
                    {
                        taken[hub] = vertex + 1;
                    }

                    continue;
                }

                foreach (int other in rows.Of(neighbour))
                {
                    if (colors[other] >= 0)
                    {
                        taken[colors[other]] = vertex + 1;
                    }
                }
            }

            int color = 0;
            while (taken[color] == vertex + 1)
            {
                color++;
            }

            colors[vertex] = color;
            count = Math.Max(count, color + 1);
            foreach (int neighbour in around)
            {
                if (neighbour != vertex && colors[neighbour] >= 0)
                {
                    stars.Add(vertex, color, neighbour, colors[neighbour]);
                }
            }
        }

        return colors;
    }

    private sealed class Stars(int vertices)
    {
        private const int Many = -1;

        // Of each vertex and colour the one neighbour of that colour, or that there are several.
        private readonly Dictionary<(int Vertex, int Color), int> _neighbours = [];
        private readonly List<int>?[] _hubs = new List<int>?[vertices];

        public List<int> HubsOf(int vertex) => _hubs[vertex] ?? [];

        public void Add(int vertex, int color, int neighbour, int neighbourColor)
        {
            _neighbours[(vertex, neighbourColor)] = neighbour;
            if (!_neighbours.TryGetValue((neighbour, color), out int other))
            {
                _neighbours[(neighbour, color)] = vertex;
                return;
            }

            if (other != Many)
            {
                AddHub(other, neighbourColor);
                _neighbours[(neighbour, color)] = Many;
            }

            AddHub(vertex, neighbourColor);
        }

        private void AddHub(int leaf, int color) => (_hubs[leaf] ??= []).Add(color);
    }
}
