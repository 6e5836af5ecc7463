using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Which element of a buffer an iteration touches: so many more than its own number.</summary>
/// <param name="Start">What is added to the number of the iteration, besides <paramref name="Constant"/>; null for nothing.</param>
/// <param name="Constant">A number that is added.</param>
internal sealed record LanePlace(Value? Start, int Constant)
{
    /// <summary>The element with the number of the iteration.</summary>
    public static readonly LanePlace Iteration = new(null, 0);

    /// <summary>So many elements further on; null if that has no such form.</summary>
    public LanePlace? Plus(int number) => number is > -1000 and < 1000 && Constant is > -1000 and < 1000 ? this with { Constant = Constant + number } : null;

    /// <summary>As many elements further on as a value says; null if that has no such form.</summary>
    public LanePlace? Plus(Value value) => Start is null ? this with { Start = value } : null;
}
