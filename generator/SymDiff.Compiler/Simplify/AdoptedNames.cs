using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>Hands the name of a value that was found to be another, nameless one to that other: what was to be called <c>dZ</c> still is.</summary>
internal sealed class AdoptedNames
{
    private readonly Dictionary<Value, Value> _named = [];

    /// <summary>Notes that <paramref name="gone"/> is <paramref name="kept"/>.</summary>
    public void Note(Value gone, Value kept)
    {
        if (gone.Name is not null && kept.Name is null && !_named.ContainsKey(kept))
        {
            _named.Add(kept, kept with { Name = gone.Name });
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
