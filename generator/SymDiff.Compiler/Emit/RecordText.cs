using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>Memory of emitted methods: the records that a forward sweep leaves for the reverse sweep.</summary>
internal sealed class RecordText : MemoryText
{
    private readonly HashSet<Value> _readOnly = [];
    private readonly HashSet<Value> _arrays = [];
    private readonly HashSet<Value> _returned = [];

    /// <summary>The memory of a form.</summary>
    /// <param name="function">Its body, in which no buffer is handed on.</param>
    /// <param name="types">The C# types of its parameters.</param>
    public RecordText(Function function, IReadOnlyList<string> types)
    {
        for (int i = 0; i < types.Count; i++)
        {
            if (types[i].StartsWith("global::System.ReadOnlySpan<", StringComparison.Ordinal))
            {
                _readOnly.Add(function.Parameters[i]);
            }
            else if (types[i].EndsWith("[]", StringComparison.Ordinal))
            {
                _arrays.Add(function.Parameters[i]);
            }
        }

        Visit(function.Body);
    }

    /// <summary>Memory of functions without buffers among their parameters.</summary>
    public RecordText()
    {
    }

    // Small enough for several on one stack, large enough for most loops.
    private const int OnStack = 64;

    // Of rows there are fewer, so that they do not take more than a few records.
    private const int MostOnStack = 512;

    /// <inheritdoc/>
    public override string TypeOf(IrType buffer) => $"global::System.Span<{CSharpTypes.Name(buffer.Element!)}>";

    /// <inheritdoc/>
    public override string TypeOf(Value buffer) => _readOnly.Contains(buffer) ? $"global::System.ReadOnlySpan<{CSharpTypes.Name(buffer.Type.Element!)}>"
        : _returned.Contains(buffer) ? CSharpTypes.Name(buffer.Type.Element!) + "[]"
        : TypeOf(buffer.Type);

    /// <inheritdoc/>
    public override bool IsArray(Value buffer) => _arrays.Contains(buffer);

    /// <inheritdoc/>
    public override string Alloc(Alloc alloc) => throw new NotSupportedException($"The emitter has no form for the operation {nameof(Alloc)}.");

    /// <summary>The declaration of a workspace.</summary>
    public static string Declaration(MakeWorkspace workspace, string name) => $"var {name} = default(global::SymDiff.Workspace<{CSharpTypes.Name(workspace.Element)}>);";

    /// <summary>The declarations of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">Its name.</param>
    /// <param name="stack">The name of its first memory, on the stack; null where the method may be entered again while it runs.</param>
    public static IEnumerable<string> Declarations(MakeRecord record, string name, string? stack)
    {
        string element = CSharpTypes.Name(record.Element);
        if (stack is not null && record.Element.IsUnmanaged)
        {
            yield return $"global::System.Span<{element}> {stack} = stackalloc {element}[{Math.Min(OnStack * record.Width, MostOnStack)}];";
        }

        yield return $"var {name} = new global::SymDiff.Record<{element}>({(record.Element.IsUnmanaged ? stack : null) ?? $"default(global::System.Span<{element}>)"});";
    }

    /// <summary>Notes that what is cut from memory that cannot be written cannot be written either.</summary>
    /// <param name="part">What is cut.</param>
    /// <param name="memory">What it is cut from.</param>
    public void CutFrom(Value part, Value memory)
    {
        if (_readOnly.Contains(memory))
        {
            _readOnly.Add(part);
        }
    }

    // What is cut from or picked among buffers that cannot be written cannot be written either.
    private void Visit(Region region)
    {
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Slice slice ? _readOnly.Contains(slice.Buffer) : statement.Operation is PickMemory pick && pick.Named.Any(_readOnly.Contains))
            {
                _readOnly.Add(statement.Result);
            }

            if (statement.Operation is NewArray)
            {
                _arrays.Add(statement.Result);
                _returned.Add(statement.Result);
            }

            foreach (var inner in statement.Operation.Regions)
            {
                Visit(inner);
            }
        }
    }
}
