using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Analysis;

/// <summary>Which inputs each result of a method on numbers depends on, as far as that can be told once and for all: it has neither loops nor memory.</summary>
internal static class ConstantMarks
{
    /// <summary>The inputs that each result depends on, in ascending order; null where that is to be found at run time.</summary>
    /// <param name="marks">The function that computes marks, whose last parameters are the marks of the inputs.</param>
    /// <param name="inputs">How many inputs there are.</param>
    public static IReadOnlyList<IReadOnlyList<int>>? Of(Function marks, int inputs)
    {
        var sets = new Dictionary<Value, SortedSet<int>>();
        int first = marks.Parameters.Count - inputs;
        if (marks.Parameters.Any(p => p.Type.IsBuffer) || marks.Parameters.Skip(first).Any(p => p.Type != IrType.UInt64) || marks.Body.End.Label is not null)
        {
            return null;
        }

        for (int i = 0; i < inputs; i++)
        {
            sets[marks.Parameters[first + i]] = [i];
        }

        return Visit(marks.Body, sets) ? [.. marks.Body.End.Values.Select(v => sets[v].ToList())] : null;
    }

    /// <summary>The same with each entry opposite to another.</summary>
    /// <param name="rows">The columns of each row.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Symmetric(IReadOnlyList<IReadOnlyList<int>> rows) =>
        [.. rows.Select((row, i) => row.Concat(Enumerable.Range(0, rows.Count).Where(j => rows[j].Contains(i))).Distinct().OrderBy(j => j).ToList())];

    // A choice that does not depend on the inputs is made at run time: here it is either way.
    private static bool Visit(Region region, Dictionary<Value, SortedSet<int>> sets)
    {
        foreach (var statement in region.Statements)
        {
            switch (statement.Operation)
            {
                case Apply { Primitive: "Or" } union when statement.Result.Type == IrType.UInt64:
                    sets[statement.Result] = [.. union.Arguments.SelectMany(a => sets[a])];
                    break;
                case If choice when choice.Regions.All(r => r.End.IsYield):
                    if (!Visit(choice.Then, sets) || !Visit(choice.Else, sets))
                    {
                        return false;
                    }

                    for (int i = 0; i < statement.Results.Count; i++)
                    {
                        sets[statement.Results[i]] = [.. choice.Regions.SelectMany(r => sets.TryGetValue(r.End.Values[i], out var set) ? set : [])];
                    }

                    break;
                case Apply or Constant:
                    statement.Results.ToList().ForEach(r => sets[r] = []);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
