namespace Circuits.Layout;

/// <summary>Boxes that are lined up: chains along wires, one box a column.</summary>
internal sealed class Blocks
{
    private readonly Dictionary<Box, Box> _roots = [];
    private readonly Dictionary<Box, double> _shifts = [];

    /// <summary>Lines boxes up.</summary>
    /// <param name="layers">The columns, in order.</param>
    /// <param name="given">Wires that are not lined up.</param>
    /// <param name="isForward">Whether a box is lined up with one of the column before, else of the column behind.</param>
    /// <param name="isDownward">Whether upper boxes choose first.</param>
    public Blocks(IReadOnlyList<List<Box>> layers, HashSet<Segment> given, bool isForward, bool isDownward)
    {
        foreach (Box box in layers.SelectMany(l => l))
        {
            _roots[box] = box;
            _shifts[box] = 0;
        }

        foreach (List<Box> layer in isForward ? layers : layers.Reverse())
        {
            int last = -1;
            foreach (Box box in isDownward ? layer : layer.AsEnumerable().Reverse())
            {
                foreach (Segment segment in Middle(box, isForward, isDownward))
                {
                    Box other = isForward ? segment.From : segment.To;
                    int place = isDownward ? other.Order : int.MaxValue - 1 - other.Order;
                    if (_roots[box] != box || given.Contains(segment) || place <= last)
                    {
                        continue;
                    }

                    _roots[box] = _roots[other];
                    _shifts[box] = _shifts[other] + (isForward ? -segment.Port : segment.Port);
                    last = place;
                }
            }
        }
    }

    /// <summary>The box that stands for a block.</summary>
    /// <param name="box">A box of it.</param>
    public Box Root(Box box) => _roots[box];

    /// <summary>How far a box is from the height of its block.</summary>
    /// <param name="box">The box.</param>
    /// <param name="isDownward">Whether heights are counted downward.</param>
    public double Shift(Box box, bool isDownward) => isDownward ? _shifts[box] : -_shifts[box];

    // The neighbour in the middle, or the two of them.
    private static IEnumerable<Segment> Middle(Box box, bool isForward, bool isDownward)
    {
        List<Segment> neighbours = [.. isForward ? box.In.OrderBy(s => s.From.Order) : box.Out.OrderBy(s => s.To.Order).ThenBy(s => s.Port)];
        if (neighbours.Count == 0)
        {
            return [];
        }

        Segment upper = neighbours[(neighbours.Count - 1) / 2];
        Segment lower = neighbours[neighbours.Count / 2];
        return upper == lower ? [upper] : isDownward ? [upper, lower] : [lower, upper];
    }
}
