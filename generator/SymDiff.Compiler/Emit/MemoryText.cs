using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>How memory and calls are written: what C# type a buffer is, how one is made.</summary>
internal abstract class MemoryText
{
    /// <summary>The C# type of a buffer: something with an indexer, <c>Length</c> and <c>Slice</c>.</summary>
    public abstract string TypeOf(IrType buffer);

    /// <summary>The C# type of a buffer that a variable holds.</summary>
    public virtual string TypeOf(Value buffer) => TypeOf(buffer.Type);

    /// <summary>Whether a buffer is an array of C#, which has no <c>Slice</c>.</summary>
    public virtual bool IsArray(Value buffer) => false;

    /// <summary>What is called, with the length if there is one, to make a buffer.</summary>
    public abstract string Alloc(Alloc alloc);

    /// <summary>What is called for a function of the module.</summary>
    public virtual string Callee(string name) => name;
}
