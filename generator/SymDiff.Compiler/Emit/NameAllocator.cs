using System.Globalization;

namespace SymDiff.Compiler.Emit;

/// <summary>Owns every identifier of one method body: no two things in it have the same name.</summary>
internal sealed class NameAllocator
{
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>An allocator that never hands out a name of <paramref name="taken"/>.</summary>
    public NameAllocator(IEnumerable<string> taken) => _taken = new(taken, StringComparer.Ordinal);

    /// <summary>A free name: <paramref name="stem"/> itself, or the stem with the next number.</summary>
    public string Allocate(string stem)
    {
        string name = stem;
        _next.TryGetValue(stem, out int number);

        // `x1` followed by a number would read as another variable: x11.
        string separator = char.IsDigit(stem[stem.Length - 1]) ? "_" : "";
        while (!_taken.Add(name))
        {
            name = stem + separator + (++number).ToString(CultureInfo.InvariantCulture);
        }

        _next[stem] = number;
        return name;
    }
}
