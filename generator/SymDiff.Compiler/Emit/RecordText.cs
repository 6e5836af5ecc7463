using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Memory of emitted methods: the records that a forward sweep leaves for the reverse sweep.</summary>
internal sealed class RecordText : MemoryText
{
    /// <inheritdoc/>
    public override string TypeOf(IrType buffer) => throw new NotSupportedException($"The emitter has no form for the type {buffer}.");

    /// <inheritdoc/>
    public override string Alloc(Alloc alloc) => throw new NotSupportedException($"The emitter has no form for the operation {nameof(Alloc)}.");
}
