using Microsoft.CodeAnalysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Generator.Frontend;

/// <summary>
/// What the user's variables hold at a point of the program: C# variables are mutable, values are not. Every change is logged, so that a way the
/// program can go on is taken back at the cost of what is assigned in it.
/// </summary>
internal sealed class Bindings
{
    private readonly Dictionary<ISymbol, Value> _values = new(SymbolEqualityComparer.Default);
    private readonly List<(ISymbol Variable, Value? Before)> _log = [];

    /// <summary>A point to come back to.</summary>
    public int Mark => _log.Count;

    /// <summary>What the variable holds; null if it was not assigned.</summary>
    public Value? this[ISymbol variable] => _values.TryGetValue(variable, out var value) ? value : null;

    /// <summary>Assigns a variable, or makes it unassigned.</summary>
    public void Set(ISymbol variable, Value? value)
    {
        _log.Add((variable, this[variable]));
        Put(variable, value);
    }

    /// <summary>Makes the variables of a method unassigned.</summary>
    public void Forget(IMethodSymbol method)
    {
        foreach (var variable in _values.Keys.Where(v => SymbolEqualityComparer.Default.Equals(LoweringContext.Owner(v), method)).ToList())
        {
            Set(variable, null);
        }
    }

    /// <summary>The variables assigned since a mark, in the order of first assignment, with what they hold now.</summary>
    public IReadOnlyList<Change> Since(int mark)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var changes = new List<Change>();
        for (int i = mark; i < _log.Count; i++)
        {
            if (seen.Add(_log[i].Variable))
            {
                changes.Add(new Change(_log[i].Variable, _log[i].Before, this[_log[i].Variable]));
            }
        }

        return changes;
    }

    /// <summary>Takes everything back that was assigned since a mark.</summary>
    public void Undo(int mark)
    {
        for (int i = _log.Count - 1; i >= mark; i--)
        {
            Put(_log[i].Variable, _log[i].Before);
        }

        _log.RemoveRange(mark, _log.Count - mark);
    }

    private void Put(ISymbol variable, Value? value)
    {
        if (value is null)
        {
            _values.Remove(variable);
        }
        else
        {
            _values[variable] = value;
        }
    }
}

/// <summary>A variable that was assigned.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Before">What it held before; null for nothing.</param>
/// <param name="Now">What it holds; null for nothing.</param>
internal sealed record Change(ISymbol Variable, Value? Before, Value? Now);
