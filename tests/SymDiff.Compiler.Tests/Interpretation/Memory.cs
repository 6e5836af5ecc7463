using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Interpretation;

/// <summary>One allocation of the interpreter.</summary>
public sealed class Memory
{
    private readonly List<object?> _cells = [];
    private readonly IrType _element;
    private readonly bool _grows;

    public Memory(IrType element, int? length)
    {
        _element = element;
        _grows = length is null;
        for (int i = 0; i < (length ?? 0); i++)
        {
            _cells.Add(Default(element));
        }
    }

    public int Length => _cells.Count;

    public static object? Default(IrType type) => type.Kind switch
    {
        TypeKind.Real => 0.0,
        TypeKind.Integer => 0L,
        TypeKind.Bool => false,
        TypeKind.Buffer => new BufferValue(null, 0, 0),
        _ => null,
    };

    public object? Read(int index, IrType asType)
    {
        if (_grows && index >= _cells.Count)
        {
            return Default(asType);
        }

        return _cells[index] ?? Default(asType);
    }

    public void Write(int index, object? value)
    {
        while (_grows && index >= _cells.Count)
        {
            _cells.Add(Default(_element));
        }

        _cells[index] = value;
    }
}

/// <summary>A buffer value: the triple (allocation, offset, length).</summary>
public sealed record BufferValue(Memory? Memory, int Offset, int Length)
{
    /// <summary>A buffer over fresh memory with the given content.</summary>
    public static BufferValue Of(params double[] content)
    {
        var buffer = new BufferValue(new Memory(IrType.Float64, content.Length), 0, content.Length);
        for (int i = 0; i < content.Length; i++)
        {
            buffer.Memory!.Write(i, content[i]);
        }

        return buffer;
    }

    /// <summary>A buffer of integers over fresh memory.</summary>
    public static BufferValue OfIntegers(params int[] content)
    {
        var buffer = new BufferValue(new Memory(IrType.Int32, content.Length), 0, content.Length);
        for (int i = 0; i < content.Length; i++)
        {
            buffer.Memory!.Write(i, (long)content[i]);
        }

        return buffer;
    }

    public double[] ToReals() => [.. Enumerable.Range(0, Length).Select(i => (double)Memory!.Read(Offset + i, IrType.Float64)!)];
}
