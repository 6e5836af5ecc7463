using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <content>Choices, whose arms hold loops and calls that can be fused.</content>
internal sealed partial class Fusion
{
    private Fused? TryFuseChoice(Function function, List<Statement> forward, List<Statement> reverse, int from)
    {
        var back = (If)reverse[from].Operation;
        if (!back.Regions.All(r => r.End.IsYield) || Exits.Labels(back).Count > 0 || !back.Regions.SelectMany(r => r.AllStatements()).Any(MayBeFused))
        {
            return null;
        }

        var condition = Recalled(reverse.Take(from), back.Condition);
        for (int at = 0; at < forward.Count; at++)
        {
            if (forward[at].Operation is If ahead && ahead.Condition == condition && ahead.Regions.All(r => r.End.IsYield) && Exits.Labels(ahead).Count == 0
                && HasOwnMemory([.. ahead.Regions], [.. back.Regions], null, Between(forward, at, reverse, from)) && TryFuseChoice(function, forward, at, reverse, from) is { } fused)
            {
                return fused;
            }
        }

        return null;
    }

    private bool MayBeFused(Statement statement) => statement.Operation switch
    {
        Loop loop => _reversals.ContainsKey(loop.Label),
        Call call => DerivedNames.IsReverse(call.Callee) && _calls.Callees.Contains(DerivedNames.Origin(call.Callee)),
        _ => false,
    };

    // The reverse of each arm in the arm itself, if something in it is fused there.
    private Fused? TryFuseChoice(Function function, List<Statement> forward, int at, List<Statement> reverse, int from)
    {
        var ahead = (If)forward[at].Operation;
        var back = (If)reverse[from].Operation;
        var before = new RegionBuilder(_values);
        var available = AvailableAt(function, forward, at, reverse, from, before);
        var renamed = new Dictionary<Value, Value>();
        var sums = new Dictionary<int, List<Value>>();
        foreach (var value in back.Regions.SelectMany(r => r.FreeValues()).Distinct())
        {
            if (available.Get(value) is { } got)
            {
                renamed[value] = got;
            }
            else if (Sum(back, value) is { } place)
            {
                if (!sums.TryGetValue(place, out var added))
                {
                    sums[place] = added = [];
                }

                added.Add(value);
                renamed[value] = before.Zero(value.Type);
            }
            else
            {
                return null;
            }
        }

        int fused = _count;
        var regions = new Region[2];
        for (int i = 0; i < 2; i++)
        {
            var arm = ahead.Regions[i];
            var own = new HashSet<Value>(arm.Statements.SelectMany(s => s.Results));
            var hidden = new HashSet<Value>(arm.Nested().Skip(1).SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results))));
            var recalled = back.Regions[i].AllStatements().Select(s => s.Operation).OfType<Recall>().Select(r => r.Recalled);
            if (recalled.Any(r => !own.Contains(r) && !hidden.Contains(r) && available.Get(r) != r))
            {
                return null;
            }

            var body = new List<Statement>();
            var inner = new Dictionary<Value, Value>(renamed);
            foreach (var statement in back.Regions[i].Statements)
            {
                Inline(statement, hidden, 0, inner, body.Add);
            }

            var end = arm.End.Values.Concat(back.Regions[i].End.Values.Map(inner)).ToEquatableArray();
            regions[i] = Stored(new Region(default, arm.Statements.Concat(body).ToEquatableArray(), new Terminator(null, end)), arm.Statements.Count);
        }

        if (_count == fused)
        {
            return null;
        }

        var results = reverse[from].Results;
        var totals = results.Select((r, i) => sums.ContainsKey(i) ? _values.Fresh(r.Type, r.Name) : r).ToList();
        var choice = new Statement(forward[at].Results.Concat(totals).ToEquatableArray(), new If(ahead.Condition, regions[0], regions[1]), forward[at].Step);
        return new Fused(at, [.. before.Statements, choice], available.Moved, [.. sums.SelectMany(s => Sums(results[s.Key], s.Value, totals[s.Key], reverse[from].Step))]);
    }

    // A total with all that is added to it: in one result of a choice several values may come together.
    private IEnumerable<Statement> Sums(Value result, List<Value> added, Value total, int? step)
    {
        for (int i = 0; i < added.Count; i++)
        {
            var sum = i == added.Count - 1 ? result : _values.Fresh(result.Type, result.Name);
            yield return Sum(sum, added[i], total, step);
            total = sum;
        }
    }

    // The result of a choice that is a value with something added to it, in both arms; null if the value is used for anything else.
    private static int? Sum(If choice, Value value)
    {
        var places = Enumerable.Range(0, choice.Then.End.Values.Count).Where(i => choice.Regions.All(r => Additions.IsSum(r, value, r.End.Values[i]))).ToList();
        return value.IsReal && value != choice.Condition && places.Count == 1 ? places[0] : null;
    }

    // What a value of the reverse sweep is in the forward sweep, if it is recalled from there.
    private static Value Recalled(IEnumerable<Statement> before, Value value) =>
        before.FirstOrDefault(s => s.Results.Contains(value))?.Operation is Recall { Iterations.Count: 0 } recall ? recall.Recalled : value;
}
