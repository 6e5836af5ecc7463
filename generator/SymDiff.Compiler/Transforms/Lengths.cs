using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The length of memory that the method itself makes or cuts is the number that it was made or cut with: loops over memory of one length then run equally often, whichever of it each of
/// them is written for.
/// </summary>
internal static class Lengths
{
    /// <summary>The same function to the bit.</summary>
    public static Function Run(Function function)
    {
        var known = new Dictionary<Value, Value>();
        foreach (var statement in function.Body.AllStatements())
        {
            // An array of a negative length and a part that reaches too far are errors, so what follows them knows their length.
            if ((statement.Operation is Alloc { IsArray: true, Length: { } made } ? made : statement.Operation is Slice { IsRow: false } slice ? slice.Length : null) is { } length)
            {
                known[statement.Result] = length;
            }
        }

        if (known.Count == 0)
        {
            return function;
        }

        var lengths = new Dictionary<Value, Value>();
        foreach (var statement in function.Body.AllStatements())
        {
            if (statement.Operation is Length measured && known.TryGetValue(measured.Buffer, out var length))
            {
                lengths[statement.Result] = lengths.TryGetValue(length, out var same) ? same : length;
            }
        }

        return lengths.Count == 0 ? function : function with { Body = Without(function.Body.Rename(lengths), lengths) };
    }

    private static Region Without(Region region, Dictionary<Value, Value> lengths) => region with
    {
        Statements = region.Statements.Where(s => s.Results.Count != 1 || !lengths.ContainsKey(s.Result))
            .Select(s => s.Operation.Regions.Count == 0 ? s : s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Without(r, lengths)).ToEquatableArray()) })
            .ToEquatableArray(),
    };
}
