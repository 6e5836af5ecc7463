using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Joins choices on the same condition: the forward sweep's and the reverse sweep's become one, in which the values of an arm are simply at hand.
/// </summary>
internal static class Choices
{
    /// <summary>The same function with choices joined where nothing in between stands in the way.</summary>
    public static Function Run(Function function) => function with { Body = Visit(function.Body) };

    private static Region Visit(Region region)
    {
        var order = new Order(region.Statements.Select(s => s.Operation.Regions.Count == 0 ? s : s with
        {
            Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Visit).ToEquatableArray()),
        }));
        for (int i = 0; i < order.Statements.Count; i++)
        {
            if (order.Statements[i] is not { } first || !IsPlain(first))
            {
                continue;
            }

            if (Join(order, i, first))
            {
                // The joined choice may meet a third one; if it stands further down its turn comes there.
                i--;
            }
            else if (Postponed(order, i, first) is { } postponed)
            {
                i -= order.Statements.Take(i).Count(s => s is null) + 1;
                order = postponed;
            }
        }

        return region with { Statements = order.Statements.OfType<Statement>().ToEquatableArray() };
    }

    private static bool Join(Order order, int i, Statement first)
    {
        foreach (int j in order.ChoicesOn(((If)first.Operation).Condition))
        {
            if (j > i && order.Statements[j] is { } second && IsPlain(second) && order.Place(i, j) is { } place)
            {
                order.Replace(i, j, Join(first, second), place);
                return true;
            }
        }

        return false;
    }

    // What only needs the first choice, such as a sign that is turned, and is not needed by the second, can wait until both are done.
    private static Order? Postponed(Order order, int i, Statement first)
    {
        foreach (int j in order.ChoicesOn(((If)first.Operation).Condition))
        {
            if (j > i && order.Statements[j] is { } second && IsPlain(second) && order.WithoutNeedBetween(i, j) is { } other)
            {
                return other;
            }
        }

        return null;
    }

    private static bool IsPlain(Statement statement) =>
        statement.Operation is If { Then.End.IsYield: true, Else.End.IsYield: true } && Exits.Labels(statement.Operation).Count == 0;

    // What reads or writes memory, or is an effect, keeps its order among its like.
    private static bool IsOrdered(Statement statement) => statement.Operation switch
    {
        Constant or Apply or Length or Slice or NoBuffer => false,
        External e => e.HasEffect,
        If f => f.Regions.Any(r => !r.End.IsYield || r.Statements.Any(IsOrdered)),
        _ => true,
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

    /// <summary>
    /// The statements of a region, and where its values are defined and first read, so that whether two of them can meet is no walk over what is
    /// between them. A statement that was joined leaves its place empty.
    /// </summary>
    private sealed class Order
    {
        private readonly Dictionary<Value, int> _definitions = [];
        private readonly Dictionary<Value, int> _firstReads = [];
        private readonly Dictionary<Value, List<int>> _choices = [];
        private readonly List<Statement?> _statements = [];
        private readonly List<bool> _isOrdered = [];

        public Order(IEnumerable<Statement> statements)
        {
            foreach (var statement in statements)
            {
                _statements.Add(statement);
                _isOrdered.Add(IsOrdered(statement));
                Index(statement, _statements.Count - 1);
                if (statement.Operation is If choice)
                {
                    if (!_choices.TryGetValue(choice.Condition, out var list))
                    {
                        _choices[choice.Condition] = list = [];
                    }

                    list.Add(_statements.Count - 1);
                }
            }
        }

        public List<Statement?> Statements => _statements;

        public List<int> ChoicesOn(Value condition) => _choices[condition];

        // Where the joined choice can stand: at the second if nothing between needs the first, at the first if the second needs nothing between.
        public int? Place(int first, int second)
        {
            bool isHeld = (_isOrdered[first] || _isOrdered[second]) && Enumerable.Range(first + 1, second - first - 1).Any(k => _isOrdered[k]);
            bool isNeeded = _statements[first]!.Results.Any(result => _firstReads.TryGetValue(result, out int at) && at < second);
            if (!isNeeded && !(isHeld && _isOrdered[first]))
            {
                return second;
            }

            bool needs = Reads(_statements[second]!).Any(v => _definitions.TryGetValue(v, out int at) && at > first);
            return !needs && !(isHeld && _isOrdered[second]) ? first : null;
        }

        /// <summary>The same statements, those between two that need the first one's results being behind the second; null where that cannot be.</summary>
        public Order? WithoutNeedBetween(int first, int second)
        {
            var needed = new HashSet<Value>(_statements[first]!.Results);
            var waiting = new List<Statement>();
            var between = new List<Statement>();
            for (int k = first + 1; k < second; k++)
            {
                if (_statements[k] is not { } statement)
                {
                    continue;
                }

                if (!Reads(statement).Any(needed.Contains))
                {
                    between.Add(statement);
                    continue;
                }

                if (_isOrdered[k])
                {
                    return null;
                }

                waiting.Add(statement);
                needed.UnionWith(statement.Results);
            }

            return waiting.Count == 0 || Reads(_statements[second]!).Any(needed.Contains) || (_isOrdered[first] && between.Any(IsOrdered))
                ? null
                : new Order(_statements.Take(first + 1).Concat(between).Append(_statements[second]).Concat(waiting).Concat(_statements.Skip(second + 1)).OfType<Statement>());
        }

        public void Replace(int first, int second, Statement joined, int place)
        {
            _statements[first] = _statements[second] = null;
            _statements[place] = joined;
            (_isOrdered[first], _isOrdered[second], _isOrdered[place]) = (false, false, _isOrdered[first] || _isOrdered[second]);
            Index(joined, place);
        }

        // What has moved down seems to be read where it was before: that hides a meeting for now and makes none up.
        private void Index(Statement statement, int place)
        {
            foreach (var value in statement.Results)
            {
                _definitions[value] = place;
            }

            foreach (var value in Reads(statement))
            {
                _firstReads[value] = _firstReads.TryGetValue(value, out int before) ? Math.Min(before, place) : place;
            }
        }

        private static IEnumerable<Value> Reads(Statement statement) => statement.Operation.Regions.Count == 0
            ? statement.Operation.Operands
            : statement.Operation.Operands.Concat(statement.Operation.Regions.SelectMany(r => r.FreeValues()));
    }
}
