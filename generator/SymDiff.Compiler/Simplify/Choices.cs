using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Joins choices on the same condition: the forward sweep's and the reverse sweep's become one, in which the values of an arm are simply at hand.
/// </summary>
internal static class Choices
{
    // Further apart the joined choice would tear code from where it belongs, and looking for it would cost more than linear time.
    private const int Nearby = 64;

    /// <summary>The same function with choices joined where nothing in between stands in the way.</summary>
    public static Function Run(Function function) => function with { Body = Visit(function.Body, new ValueSource(function)) };

    private static Region Visit(Region region, ValueSource values)
    {
        var statements = region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Visit(r, values)).ToEquatableArray()),
        }).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            if (!IsPlain(statements[i]))
            {
                continue;
            }

            for (int j = i + 1; j < Math.Min(statements.Count, i + Nearby); j++)
            {
                if (statements[j].Operation is If second && second.Condition == ((If)statements[i].Operation).Condition
                    && IsPlain(statements[j]) && Place(statements, i, j) is { } place)
                {
                    var joined = Join(statements[i], statements[j]);
                    statements.RemoveAt(j);
                    statements.RemoveAt(i);
                    statements.Insert(place == j ? j - 1 : i, joined);

                    // The joined choice may meet a third one.
                    i--;
                    break;
                }
            }
        }

        return region with { Statements = statements.ToEquatableArray() };
    }

    private static bool IsPlain(Statement statement) =>
        statement.Operation is If { Then.End.IsYield: true, Else.End.IsYield: true } choice && choice.Regions.All(r => r.AllStatements().All(IsPure));

    private static bool IsPure(Statement statement) => statement.Operation switch
    {
        Constant or Apply => true,
        External e => !e.HasEffect,
        If f => f.Then.End.IsYield && f.Else.End.IsYield,
        _ => false,
    };

    // Where the joined choice can stand: at the second if nothing between needs the first, at the first if the second needs nothing between.
    private static int? Place(List<Statement> statements, int first, int second)
    {
        var ofFirst = new HashSet<Value>(statements[first].Results);
        var ofBetween = new HashSet<Value>();
        bool needed = false;
        for (int k = first + 1; k < second; k++)
        {
            needed |= Reads(statements[k]).Any(ofFirst.Contains);
            ofBetween.UnionWith(statements[k].Results);
        }

        return !needed ? second : Reads(statements[second]).Any(ofBetween.Contains) ? null : first;
    }

    private static IEnumerable<Value> Reads(Statement statement) =>
        statement.Operation.Operands.Concat(statement.Operation.Regions.SelectMany(r => r.FreeValues()));

    private static Statement Join(Statement first, Statement second)
    {
        var (a, b) = ((If)first.Operation, (If)second.Operation);
        return new Statement(
            first.Results.Concat(second.Results).ToEquatableArray(),
            new If(a.Condition, Join(first.Results, a.Then, b.Then), Join(first.Results, a.Else, b.Else)),
            second.Step);
    }

    private static Region Join(EquatableArray<Value> results, Region first, Region second)
    {
        var inside = new Dictionary<Value, Value>();
        for (int i = 0; i < results.Count; i++)
        {
            inside[results[i]] = first.End.Values[i];
        }

        var renamed = second.Rename(inside);
        return new Region(
            default,
            first.Statements.Concat(renamed.Statements).ToEquatableArray(),
            new Terminator(null, first.End.Values.Concat(renamed.End.Values).ToEquatableArray()));
    }
}
