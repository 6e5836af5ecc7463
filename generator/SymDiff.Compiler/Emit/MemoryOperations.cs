using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A workspace of the method: a local of the run-time type <c>SymDiff.Workspace</c>. Only the emitter knows it.</summary>
/// <param name="Element">What its memory holds.</param>
internal sealed record MakeWorkspace(IrType Element) : Operation
{
    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this;
}

/// <summary>New memory of a workspace; the result is its number there.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Length">How long it is.</param>
internal sealed record AllocateNumber(Value Workspace, Value Length) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Workspace, Length);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new AllocateNumber(operands[0], operands[1]);
}

/// <summary>The memory that a number stands for: 1 … for the memory that has a name, what is beyond for that of the workspace; 0, for none, is never looked into.</summary>
/// <param name="Number">The number.</param>
/// <param name="Workspace">The workspace; null if the number is never beyond the names.</param>
/// <param name="Named">The memory that has a name.</param>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Names">How many numbers stand for memory that has a name; beyond them those of the workspace begin.</param>
/// <param name="MayBeNone">Whether the number may be 0 and be looked up all the same, which gives no elements.</param>
internal sealed record PickMemory(Value Number, Value? Workspace, EquatableArray<Value> Named, EquatableArray<int> Numbers, int Names, bool MayBeNone = false) : Operation
{
    /// <summary>Whether there is something to choose at its end, after all names.</summary>
    public bool IsOpen => Workspace is not null || MayBeNone;

    // Then the number does not matter.
    private bool IsOne => !IsOpen && Named.Count == 1;

    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => IsOne ? Named : (Workspace is null ? [Number] : new[] { Number, Workspace }).Concat(Named).ToEquatableArray();

    /// <inheritdoc/>
    public override IEnumerable<Value> Refers => Workspace is null ? Named : Named.Append(Workspace);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => IsOne ? this with { Named = operands } : this with
    {
        Number = operands[0],
        Workspace = Workspace is null ? null : operands[1],
        Named = operands.Skip(Workspace is null ? 1 : 2).ToEquatableArray(),
    };
}
