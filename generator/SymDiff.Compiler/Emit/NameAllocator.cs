using System.Globalization;

namespace SymDiff.Compiler.Emit;

/// <summary>Owns every identifier of one method body: no two things in it have the same name, unless they are in loops of which neither is in the other.</summary>
internal sealed class NameAllocator
{
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Scope>> _loops = new(StringComparer.Ordinal);

    /// <summary>An allocator that never hands out a name of <paramref name="taken"/>.</summary>
    public NameAllocator(IEnumerable<string> taken) => _taken = new(taken, StringComparer.Ordinal);

    /// <summary>A free name: <paramref name="stem"/> itself, or the stem with the next number.</summary>
    public string Allocate(string stem)
    {
        string name = stem;
        _next.TryGetValue(stem, out int number);
        while (_loops.ContainsKey(name) || !_taken.Add(name))
        {
            name = Numbered(stem, ++number);
        }

        _next[stem] = number;
        return name;
    }

    /// <summary>A name that is free in a scope: a loop may have names that others have which are not around it, nor in it.</summary>
    public string Allocate(string stem, Scope scope)
    {
        while (!scope.IsLoop && scope.Outer is { } outer)
        {
            scope = outer;
        }

        if (!scope.IsLoop)
        {
            return Allocate(stem);
        }

        string name = stem;
        for (int number = 1; _taken.Contains(name) || IsTaken(name, scope); number++)
        {
            name = Numbered(stem, number);
        }

        if (!_loops.TryGetValue(name, out var scopes))
        {
            _loops.Add(name, scopes = []);
        }

        scopes.Add(scope);
        return name;
    }

    /// <summary>Whether <see cref="Allocate(string, Scope)"/> would give the stem itself.</summary>
    public bool IsFree(string stem, Scope scope)
    {
        for (; !scope.IsLoop && scope.Outer is { } outer; scope = outer)
        {
        }

        return !_taken.Contains(stem) && (scope.IsLoop ? !IsTaken(stem, scope) : !_loops.ContainsKey(stem));
    }

    private bool IsTaken(string name, Scope scope) =>
        _loops.TryGetValue(name, out var scopes) && scopes.Any(other => other.Contains(scope) || scope.Contains(other));

    // `x1` followed by a number would read as another variable: x11.
    private static string Numbered(string stem, int number) =>
        stem + (char.IsDigit(stem[stem.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);
}
