namespace SymDiff.Compiler.Analysis.Costs;

/// <summary>Why the forward sweep keeps a value of a loop instead of letting the reverse sweep have it again.</summary>
public enum RecordReason
{
    /// <summary>It is handed from one turn to the next, so that each turn has another.</summary>
    Carried,

    /// <summary>It is the result of a function, which costs more than memory.</summary>
    Function,

    /// <summary>It was read from memory that is written later.</summary>
    Overwritten,

    /// <summary>It comes from a call that is made once and not again.</summary>
    Once,

    /// <summary>It comes out of a loop, a choice or a call inside of the turn.</summary>
    Composed,

    /// <summary>It takes more than a few operations to compute again.</summary>
    Long,

    /// <summary>It says where the turns of an inner loop begin among those recorded.</summary>
    Place,
}

/// <summary>A value of a loop that the forward sweep keeps in each turn.</summary>
/// <param name="Name">The user's name for it; null for none.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Loop">The label of the innermost loop in each turn of which it is kept.</param>
/// <param name="Reason">Why.</param>
/// <param name="Function">For a result of a function, that.</param>
/// <param name="Endless">The label of an outermost loop around that has no number of turns at most, so that the record grows without bound; null for none.</param>
public sealed record RecordedValue(string? Name, int Bytes, string Loop, RecordReason Reason, string? Function, string? Endless);
