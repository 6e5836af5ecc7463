namespace SymDiff.Compiler.IR;

/// <summary>
/// A call of the platform's vector functions, over whole buffers: element by element into a destination, or a reduction to one real. All buffers have as many
/// elements; the destination is exactly one of the arguments or overlaps none, else the call throws, as it does for lengths that differ.
/// </summary>
/// <param name="Function">The function's name, from <see cref="Rules.VectorTable"/>.</param>
/// <param name="Arguments">Buffers, reals that stand for a buffer full of them, and what else the function is told, such as a number of digits.</param>
/// <param name="Destination">What is written; null for a reduction.</param>
/// <param name="IsGeneric">Whether the platform has the function for any element type; else for <c>float</c> alone, and fewer of them.</param>
/// <param name="Step">Where it has a destination, what stands for it as a step of the method (see <see cref="Statement.Step"/>): a number that no value has.</param>
public sealed record Vector(string Function, EquatableArray<Value> Arguments, Value? Destination, bool IsGeneric, int? Step = null) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => Destination is null ? Arguments : Arguments.Append(Destination).ToEquatableArray();

    /// <summary>The first buffer among the arguments, whose length is that of all.</summary>
    public Value First => Arguments.First(a => a.Type.IsBuffer);

    /// <summary>What the elements are.</summary>
    public IrType Element => (Destination ?? First).Type.Element!;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => Destination is null
        ? this with { Arguments = operands }
        : this with { Arguments = operands.Take(operands.Count - 1).ToEquatableArray(), Destination = operands[operands.Count - 1] };
}
