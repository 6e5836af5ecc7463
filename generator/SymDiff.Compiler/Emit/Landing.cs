using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A place in the text that control can get to. Places between which nothing stands are one.</summary>
internal sealed class Place
{
    private Place? _same;

    /// <summary>The label written there, once something jumps to it.</summary>
    public string? Label { get; set; }

    /// <summary>Whether a <c>break</c> leads there.</summary>
    public bool IsBrokenTo { get; set; }

    /// <summary>What stands for all places that are one with this.</summary>
    public Place Root => _same?.Root ?? this;

    /// <summary>A place with nothing between it and another.</summary>
    public static Place SameAs(Place other) => new() { _same = other };
}

/// <summary>What happens where a region ends that hands over values.</summary>
/// <param name="Receiver">The statement whose results they are.</param>
/// <param name="Place">Where it goes on; null where the method returns.</param>
internal sealed record Landing(Node Receiver, Place? Place);
