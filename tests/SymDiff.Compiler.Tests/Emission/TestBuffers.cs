using SymDiff.Compiler.Emit;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Tests.Emission;

/// <summary>Memory as the intermediate form has it, in C#: buffers that can be held by variables and by each other, and every allocation its own.</summary>
internal sealed class TestBuffers : MemoryText
{
    /// <summary>What emitted code calls. C# 7.3, like all that is emitted.</summary>
    public const string Runtime = """
        using System;
        using System.Collections.Generic;

        public interface IBuffer
        {
            int Length { get; }

            object Get(int index);
        }

        public struct Buffer<T> : IBuffer
        {
            private sealed class Memory
            {
                public T[] Cells;
                public bool Grows;
            }

            private Memory _memory;
            private int _offset;
            private int _length;

            public int Length => _length;

            public ref T this[int index]
            {
                get
                {
                    Check(index);
                    if (_memory.Grows && index + _offset >= _memory.Cells.Length)
                    {
                        Array.Resize(ref _memory.Cells, 2 * (index + _offset) + 4);
                    }

                    return ref _memory.Cells[index + _offset];
                }
            }

            public static Buffer<T> Make(int length) => new Buffer<T> { _memory = new Memory { Cells = new T[length] }, _length = length };

            public static Buffer<T> Make() => new Buffer<T> { _memory = new Memory { Cells = new T[0], Grows = true }, _length = int.MaxValue };

            public static Buffer<T> Of(T[] content) => new Buffer<T> { _memory = new Memory { Cells = content }, _length = content.Length };

            public Buffer<T> Slice(int start, int length)
            {
                if ((uint)start > (uint)_length || (uint)length > (uint)(_length - start))
                {
                    throw new ArgumentOutOfRangeException();
                }

                return new Buffer<T> { _memory = _memory, _offset = _offset + start, _length = length };
            }

            public object Get(int index) => this[index];

            private void Check(int index)
            {
                if ((uint)index >= (uint)_length)
                {
                    throw new ArgumentOutOfRangeException();
                }
            }
        }

        public abstract class Externals
        {
            public static readonly List<string> Effects = new List<string>();
            private static int s_calls;

            protected const double constant = 0.375;

            protected static double random
            {
                get
                {
                    Effects.Add("random");
                    return 0.3 + (0.17 * (s_calls++ * 7 % 5));
                }
            }

            public static void Begin()
            {
                Effects.Clear();
                s_calls = 0;
            }

            protected static double half(double x) => x / 2;

            protected static void log(double x) => Effects.Add(FormattableString.Invariant($"log {x:R}"));
        }
        """;

    public override string TypeOf(IrType buffer) =>
        $"global::Buffer<{(buffer.Element!.IsBuffer ? TypeOf(buffer.Element) : CSharpTypes.Name(buffer.Element))}>";

    public override string Alloc(Alloc alloc) => TypeOf(IrType.Buffer(alloc.Element)) + ".Make";
}
