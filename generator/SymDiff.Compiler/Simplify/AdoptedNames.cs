using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>Names for nameless values that are found when these are there already: of a value that was found to be another one, what was to be called <c>dZ</c> still is; of a variable, what becomes a part of it.</summary>
public sealed class AdoptedNames
{
    private readonly Dictionary<Value, Value> _named = [];

    /// <summary>Notes that <paramref name="gone"/> is <paramref name="kept"/>.</summary>
    public void Note(Value gone, Value kept)
    {
        if (gone.Name is not null)
        {
            Note(kept, gone.Name);
        }
    }

    /// <summary>Notes what a value is called, unless it has a name.</summary>
    public void Note(Value value, string name)
    {
        if (value.Name is null && !_named.ContainsKey(value))
        {
            _named.Add(value, value with { Name = name });
        }
    }

    /// <summary>Forgets the names of values that are taken back.</summary>
    /// <param name="first">The number of the first of them.</param>
    public void Forget(int first)
    {
        foreach (var value in _named.Keys.Where(v => v.Id >= first).ToList())
        {
            _named.Remove(value);
        }
    }

    /// <summary>The region with the names in it.</summary>
    public Region Apply(Region region) => _named.Count == 0 ? region : Visit(region);

    private Region Visit(Region region) => new(
        region.Parameters,
        region.Statements.Select(s => s with
        {
            Results = s.Results.Map(_named),
            Operation = s.Operation.With(s.Operation.Operands.Map(_named), s.Operation.Regions.Select(Visit).ToEquatableArray()),
        }).ToEquatableArray(),
        region.End with { Values = region.End.Values.Map(_named) });
}
