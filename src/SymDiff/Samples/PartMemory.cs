using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymDiff;

/// <summary>
/// An object for every part of a sum but the first, of the kind of a destination: a set, a matrix, rows. They are kept with the destination for the next sum that goes there, and live as long as that.
/// </summary>
/// <typeparam name="T">The type of the objects.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PartMemory<T> : IDisposable
{
    private static readonly ConditionalWeakTable<object, PartMemory<T>> Kept = new();

    private readonly object? _destination;
    private T[] _objects = [];

    private PartMemory(object? destination) => _destination = destination;

    /// <summary>The object of a part.</summary>
    /// <param name="part">The part, from 1.</param>
    public ref T this[int part] => ref _objects[part - 1];

    /// <summary>Keeps the objects with the destination.</summary>
    public void Dispose()
    {
        if (_destination is null)
        {
            return;
        }

        lock (Kept)
        {
            // Of two sums that went there at the same time, one keeps what it has.
            if (!Kept.TryGetValue(_destination, out _))
            {
                Kept.Add(_destination, this);
            }
        }
    }

    internal static PartMemory<T> Take(object? destination, int parts, Func<T, bool> fits, Func<T> make)
    {
        PartMemory<T>? memory = null;
        if (destination is not null)
        {
            lock (Kept)
            {
                if (Kept.TryGetValue(destination, out memory))
                {
                    Kept.Remove(destination);
                }
            }
        }

        memory ??= new PartMemory<T>(destination);
        var old = memory._objects;
        if (old.Length < parts - 1)
        {
            memory._objects = new T[parts - 1];
            old.CopyTo(memory._objects, 0);
        }

        for (int i = 0; i < parts - 1; i++)
        {
            if (i >= old.Length || !fits(memory._objects[i]))
            {
                memory._objects[i] = make();
            }
        }

        return memory;
    }
}

/// <summary>An array for every part of a sum but the first, in rented memory; <see cref="Dispose"/> must be called on every path.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PartArrays<T> : IDisposable
{
    private readonly T[][] _arrays;
    private readonly int _length;

    internal PartArrays(int length, int parts)
    {
        _length = length;
        _arrays = new T[parts - 1][];
        for (int i = 0; i < _arrays.Length; i++)
        {
            _arrays[i] = ArrayPool<T>.Shared.Rent(length);
        }
    }

    /// <summary>The array of a part.</summary>
    /// <param name="part">The part, from 1.</param>
    public Span<T> this[int part] => new(_arrays[part - 1], 0, _length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var array in _arrays)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}

/// <summary>A variable for every part of a sum but the first, in rented memory; <see cref="Dispose"/> must be called on every path.</summary>
/// <typeparam name="T">The type of the variables.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PartVariables<T> : IDisposable
{
    private readonly T[] _variables;

    internal PartVariables(int parts) => _variables = ArrayPool<T>.Shared.Rent(parts - 1);

    /// <summary>The variable of a part.</summary>
    /// <param name="part">The part, from 1.</param>
    public ref T this[int part] => ref _variables[part - 1];

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_variables);
}
