namespace Circuits.Layout;

/// <summary>Something that takes up room: a node, the place for what stands on a wire, or the place where a wire passes a layer.</summary>
/// <param name="width">How wide it is.</param>
/// <param name="height">How high it is.</param>
internal sealed class Box(double width, double height)
{
    /// <summary>How wide it is.</summary>
    public double Width { get; } = width;

    /// <summary>How high it is.</summary>
    public double Height { get; } = height;

    /// <summary>Whether it is part of a wire.</summary>
    public bool IsOfWire { get; init; }

    /// <summary>The column that it stands in.</summary>
    public int Layer { get; set; }

    /// <summary>Its place in the column, from the top.</summary>
    public int Order { get; set; }

    /// <summary>Where its centre is, from the left.</summary>
    public double X { get; set; }

    /// <summary>Where its centre is, from the top.</summary>
    public double Y { get; set; }

    /// <summary>What comes in from the column before.</summary>
    public List<Segment> In { get; } = [];

    /// <summary>What goes out to the column behind.</summary>
    public List<Segment> Out { get; } = [];
}

/// <summary>The piece of a wire between two columns.</summary>
/// <param name="From">Where it comes from: the middle of its right side.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Port">Where it meets the left side of that, from the middle downward.</param>
internal sealed record Segment(Box From, Box To, double Port)
{
    /// <summary>Whether it belongs to the inside of a wire, which should be straight.</summary>
    public bool IsInner => From.IsOfWire && To.IsOfWire;
}

/// <summary>A wire from one node to another, with room for what stands on it.</summary>
/// <param name="from">Where it comes from.</param>
/// <param name="to">Where it goes.</param>
/// <param name="port">Where it meets the left side of that, from the middle downward.</param>
/// <param name="label">The room for what stands on it.</param>
internal sealed class Wire(Box from, Box to, double port, Box label)
{
    /// <summary>Where it comes from.</summary>
    public Box From { get; } = from;

    /// <summary>Where it goes.</summary>
    public Box To { get; } = to;

    /// <summary>Where it meets the left side of that, from the middle downward.</summary>
    public double Port { get; } = port;

    /// <summary>The room for what stands on it.</summary>
    public Box Label { get; } = label;

    /// <summary>What it goes through, from end to end.</summary>
    public List<Box> Path { get; } = [];
}
