using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Memory of emitted methods: the records that a forward sweep leaves for the reverse sweep.</summary>
internal sealed class RecordText : MemoryText
{
    // Small enough for several on one stack, large enough for most loops.
    private const int OnStack = 64;

    /// <inheritdoc/>
    public override string TypeOf(IrType buffer) => $"global::System.Span<{CSharpTypes.Name(buffer.Element!)}>";

    /// <inheritdoc/>
    public override string Alloc(Alloc alloc) => throw new NotSupportedException($"The emitter has no form for the operation {nameof(Alloc)}.");

    /// <summary>The declarations of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">Its name.</param>
    /// <param name="stack">The name of its first memory, on the stack; null where the method may be entered again while it runs.</param>
    public static IEnumerable<string> Declarations(MakeRecord record, string name, string? stack)
    {
        string element = CSharpTypes.Name(record.Element);
        if (stack is not null)
        {
            yield return $"global::System.Span<{element}> {stack} = stackalloc {element}[{OnStack}];";
        }

        yield return $"var {name} = new global::SymDiff.Record<{element}>({stack ?? $"default(global::System.Span<{element}>)"});";
    }
}
