using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Joins choices on the same condition: the forward sweep's and the reverse sweep's become one, in which the values of an arm are simply at hand.
/// </summary>
internal static class Choices
{
    /// <summary>The same function with choices joined where nothing in between stands in the way.</summary>
    public static Function Run(Function function) => function with { Body = Visit(function.Body, new ValueSource(function)) };

    private static Region Visit(Region region, ValueSource values)
    {
        var statements = region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(r => Visit(r, values)).ToEquatableArray()),
        }).ToList();
        var order = new Order(statements);
        for (int i = 0; i < statements.Count; i++)
        {
            if (!IsPlain(statements[i]))
            {
                continue;
            }

            foreach (int j in order.ChoicesOn(((If)statements[i].Operation).Condition))
            {
                if (j > i && IsPlain(statements[j]) && order.Place(i, j) is { } place)
                {
                    var joined = Join(statements[i], statements[j]);
                    statements.RemoveAt(j);
                    statements.RemoveAt(i);
                    statements.Insert(place == j ? j - 1 : i, joined);
                    order = new Order(statements);

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

    /// <summary>Where the values of a region are defined and first read, so that whether two statements can meet is no walk over what is between them.</summary>
    private sealed class Order
    {
        private readonly Dictionary<Value, int> _definitions = [];
        private readonly Dictionary<Value, int> _firstReads = [];
        private readonly Dictionary<Value, List<int>> _choices = [];
        private readonly List<Statement> _statements;

        public Order(List<Statement> statements)
        {
            _statements = statements;
            for (int i = 0; i < statements.Count; i++)
            {
                foreach (var value in statements[i].Results)
                {
                    _definitions[value] = i;
                }

                foreach (var value in Reads(statements[i]))
                {
                    if (!_firstReads.ContainsKey(value))
                    {
                        _firstReads.Add(value, i);
                    }
                }

                if (statements[i].Operation is If choice)
                {
                    if (!_choices.TryGetValue(choice.Condition, out var list))
                    {
                        _choices[choice.Condition] = list = [];
                    }

                    list.Add(i);
                }
            }
        }

        public List<int> ChoicesOn(Value condition) => _choices.TryGetValue(condition, out var found) ? found : [];

        // Where the joined choice can stand: at the second if nothing between needs the first, at the first if the second needs nothing between.
        public int? Place(int first, int second)
        {
            bool needed = _statements[first].Results.Any(result => _firstReads.TryGetValue(result, out int at) && at < second);
            return !needed ? second : Reads(_statements[second]).Any(v => _definitions.TryGetValue(v, out int at) && at > first) ? null : first;
        }

        private static IEnumerable<Value> Reads(Statement statement) => statement.Operation.Regions.Count == 0
            ? statement.Operation.Operands
            : statement.Operation.Operands.Concat(statement.Operation.Regions.SelectMany(r => r.FreeValues()));
    }
}
