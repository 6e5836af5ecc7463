using SymDiff.Compiler.IR;
using SymDiff.Compiler.Simplify;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A Jacobian between few numbers as one function: a pullback a row, or a pushforward a column, whichever are fewer, one after the other. What they share, the primal above all, is
/// computed once, and what a unit vector makes zero is gone.
/// </summary>
internal static class UnrolledJacobian
{
    private const int MostSweeps = 8;
    private const int MostStatements = 2000;

    /// <summary>The function: the primal's parameters → the primal's results and the entries, row by row; null where sweeps in a loop are better.</summary>
    /// <param name="primal">The method.</param>
    /// <param name="inputs">How many numbers it is differentiated with respect to.</param>
    /// <param name="pullback">Gives its pullback.</param>
    /// <param name="pushforward">Gives its pushforward.</param>
    /// <param name="exactResults">How many leading results keep their bits; all where nothing is said.</param>
    public static Function? Run(Function primal, int inputs, Func<Function> pullback, Func<Function> pushforward, int? exactResults = null)
    {
        int rows = primal.Results.Count(t => t.IsReal);
        int sweeps = Math.Min(rows, inputs);
        if (sweeps is 0 or > MostSweeps || primal.Parameters.Any(p => p.Type.IsBuffer) || primal.Results.Any(t => t.IsBuffer)
            || primal.Parameters.Select(p => p.Type).Concat(primal.Results).Any(t => t.IsGeneric) && primal.Parameters.Select(p => p.Type).Concat(primal.Results).Where(t => t.IsReal).Distinct().Count() > 1 || !IsStraight(primal.Body))
        {
            return null;
        }

        bool byRows = rows <= inputs;
        var sweep = byRows ? pullback() : pushforward();
        int primals = primal.Parameters.Count;
        if (!IsStraight(sweep.Body) || sweep.Body.End.Label is not null || sweep.Body.Statements.Count * sweeps > MostStatements
            || sweep.Parameters.Count != primals + (byRows ? rows : inputs) || sweep.Results.Count != primal.Results.Count + (byRows ? inputs : rows))
        {
            return null;
        }

        var values = new ValueSource(sweep);
        var builder = new RegionBuilder(values);
        var entries = new Value[rows, inputs];
        var results = new List<Value>();
        for (int s = 0; s < sweeps; s++)
        {
            var renamed = new Dictionary<Value, Value>();
            for (int i = primals; i < sweep.Parameters.Count; i++)
            {
                renamed.Add(sweep.Parameters[i], builder.Constant(sweep.Parameters[i].Type, i - primals == s ? 1 : 0));
            }

            var copy = new Duplicate(values, renamed);
            foreach (var statement in sweep.Body.Statements)
            {
                builder.Add(copy.Of(statement));
            }

            var ends = sweep.Body.End.Values.Select(v => copy[v]).ToList();
            results.AddRange(ends.Take(primal.Results.Count));
            for (int i = 0; i < ends.Count - primal.Results.Count; i++)
            {
                var (row, column) = byRows ? (s, i) : (i, s);
                entries[row, column] = ends[primal.Results.Count + i];
            }
        }

        // Every sweep's primal keeps its bits until they have become one; then the first sweep's will do.
        Value[] all = [.. results, .. entries.Cast<Value>()];
        var function = sweep with
        {
            Name = primal.Name + "__Jacobian",
            Parameters = sweep.Parameters.Take(primals).ToEquatableArray(),
            Results = all.Select(v => v.Type).ToEquatableArray(),
            Body = builder.Yield(all),
        };
        return Simplifier.Run(WithOnePrimal(Simplifier.Run(function, results.Count), primal.Results.Count, results.Count), exactResults ?? primal.Results.Count);
    }

    private static Function WithOnePrimal(Function function, int results, int ofAll) => function with
    {
        Results = function.Results.Take(results).Concat(function.Results.Skip(ofAll)).ToEquatableArray(),
        Body = function.Body with
        {
            End = function.Body.End with { Values = function.Body.End.Values.Take(results).Concat(function.Body.End.Values.Skip(ofAll)).ToEquatableArray() },
        },
    };

    // Without loops, memory and what must run once; and without a way out before the end.
    private static bool IsStraight(Region region) => region.Statements.All(s => s.Operation is Apply or Constant or If or External { HasEffect: false }
        && s.Operation.Regions.All(r => r.End.Label is null && IsStraight(r)));
}
