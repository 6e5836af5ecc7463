using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>What the user's variables hold at a point of the program: C# variables are mutable, values are not.</summary>
internal sealed class Bindings
{
    // Of this way alone, with what is around it behind: a copy would cost every choice the number of variables.
    private readonly Dictionary<ISymbol, (Value Value, int Order)> _values = new(SymbolEqualityComparer.Default);
    private readonly Bindings? _outer;
    private int _count;

    /// <summary>No variables.</summary>
    public Bindings()
    {
    }

    private Bindings(Bindings outer)
    {
        _outer = outer;
        _count = outer._count;
    }

    /// <summary>What the variable holds; null if it was not assigned.</summary>
    public Value? this[ISymbol variable] => Find(variable)?.Value;

    /// <summary>Assigns a variable.</summary>
    public void Set(ISymbol variable, Value value) => _values[variable] = (value, Find(variable)?.Order ?? _count++);

    /// <summary>One of several ways in which the program can go on: what is assigned there is not seen here. Nothing is assigned here meanwhile.</summary>
    public Bindings Fork() => new(this);

    /// <summary>The variables that hold something in both ways and may differ there, in order of first assignment, so that merges are the same at every run.</summary>
    public static IReadOnlyList<ISymbol> Changed(Bindings first, Bindings second)
    {
        var changed = first._values.Keys.Concat(second._values.Keys.Where(v => !first._values.ContainsKey(v)))
            .Select(v => (Variable: v, First: first.Find(v), Second: second.Find(v)))
            .Where(v => v.First is not null && v.Second is not null)
            .ToList();
        return changed.OrderBy(v => v.First!.Value.Order).Select(v => v.Variable).ToList();
    }

    private (Value Value, int Order)? Find(ISymbol variable)
    {
        for (var bindings = this; bindings is not null; bindings = bindings._outer)
        {
            if (bindings._values.TryGetValue(variable, out var found))
            {
                return found;
            }
        }

        return null;
    }
}
