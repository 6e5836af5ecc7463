namespace SymDiff.Compiler.IR;

/// <summary>How a region ends: by yielding to the operation it belongs to, or by leaving for an outer label.</summary>
/// <param name="Label">The label left for; null to yield.</param>
/// <param name="Values">What is handed over.</param>
public sealed record Terminator(string? Label, EquatableArray<Value> Values)
{
    /// <summary>Whether the region ends normally.</summary>
    public bool IsYield => Label is null;
}

/// <summary>A straight run of statements with parameters and one end.</summary>
/// <param name="Parameters">Values that are defined on entry.</param>
/// <param name="Statements">What happens, in order; the order of memory operations, calls and effects is meaning.</param>
/// <param name="End">How it ends.</param>
public sealed record Region(EquatableArray<Value> Parameters, EquatableArray<Statement> Statements, Terminator End);

/// <summary>An operation and the values it defines.</summary>
/// <param name="Results">The values defined, none for a store.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Step">In derivative code, the step of the primal that this reverses: the number of the user's named value, or one of the constants below; a hint for comments, without meaning.</param>
public sealed record Statement(EquatableArray<Value> Results, Operation Operation, int? Step = null)
{
    /// <summary>The step that makes the function's result.</summary>
    public const int ResultStep = -1;

    /// <summary>Takes a snapshot of a loop.</summary>
    public const int SnapshotStep = -2;

    /// <summary>Goes from a snapshot of a loop to an iteration.</summary>
    public const int AgainStep = -3;

    /// <summary>The only result.</summary>
    public Value Result => Results[0];

    /// <summary>The text form.</summary>
    public override string ToString() => Printer.Print(this);
}

/// <summary>A method in the intermediate form. Immutable and value-equal: it is the cache key of the generator.</summary>
/// <param name="Name">Its name within the module.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Results">The types it returns.</param>
/// <param name="Body">Its body, without parameters of its own; it yields the results, or exits to <see cref="ReturnLabel"/> with them.</param>
public sealed record Function(string Name, EquatableArray<Value> Parameters, EquatableArray<IrType> Results, Region Body)
{
    /// <summary>The label that every function body has: leaving for it is an early return.</summary>
    public const string ReturnLabel = "return";

    /// <summary>
    /// Whether buffers among the parameters may share memory: so it is in what other functions call. Where a caller of ours enters, buffers that overlap are refused
    /// if one of them is written.
    /// </summary>
    public bool MayOverlap { get; init; }

    /// <summary>How many of the last parameters are shadows, which may share memory with each other and with nothing else.</summary>
    public int Shadows { get; init; }

    /// <summary>The text form.</summary>
    public override string ToString() => Printer.Print(this);
}
