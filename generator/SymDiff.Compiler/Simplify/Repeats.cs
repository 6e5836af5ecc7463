using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Finds what choices compute again. Values have numbers, equal for equal values wherever they are defined; the number of a choice's result
/// follows from what its arms yield, and in an arm of a later choice on the same condition it is that of what its own arm yields. A result that is there already is used again, and what an arm of an
/// earlier choice on the same condition computed is handed out of that one.
/// </summary>
internal sealed class Repeats
{
    private readonly ValueSource _values;
    private readonly ValueNumbers _numbers = new();

    private Repeats(Function function) => _values = new ValueSource(function);

    /// <summary>The same function with such values computed once.</summary>
    public static Function Run(Function function) => function with { Body = new Repeats(function).Visit(function.Body, new Scope(null, null)) };

    /// <summary>A region that the pass is inside of, or has been.</summary>
    /// <param name="outer">The region around it.</param>
    /// <param name="arm">The condition that it is the arm of, if it is one, and whether the condition holds there.</param>
    private sealed class Scope(Scope? outer, (int Condition, bool Holds)? arm)
    {
        private readonly Dictionary<int, Value> _computed = [];
        private readonly Dictionary<Value, Value> _renamed = [];

        // Of the choices that stand in this region: what those of their arms computed that are taken together.
        private readonly Dictionary<(int Condition, bool Holds), Dictionary<int, Inside>> _inside = [];

        public List<Statement> Statements { get; } = [];

        public void Remember(int number, Value value) => _computed[number] = value;

        public Value? Computed(int number) => _computed.TryGetValue(number, out var value) ? value : outer?.Computed(number);

        public void Rename(Value value, Value other) => _renamed[value] = other;

        public Value Renamed(Value value) => _renamed.TryGetValue(value, out var other) ? other : outer is null ? value : outer.Renamed(value);

        public EquatableArray<Value> Renamed(EquatableArray<Value> values) => values.Select(Renamed).ToEquatableArray();

        /// <summary>Whether a condition holds here, if an arm of it is around.</summary>
        public bool? Holds(int condition) => arm is { } way && way.Condition == condition ? way.Holds : outer?.Holds(condition);

        /// <summary>The choice that is about to be appended computes in one arm what <paramref name="scope"/> has.</summary>
        public void Leave(Scope scope, (int Condition, bool Holds) way)
        {
            if (!_inside.TryGetValue(way, out var inside))
            {
                _inside[way] = inside = [];
            }

            foreach (var pair in scope._computed)
            {
                inside[pair.Key] = new Inside(this, Statements.Count, way.Holds, pair.Value);
            }
        }

        /// <summary>A value inside an arm of a choice passed before, which was taken if control is here.</summary>
        public Inside? Alongside(int number)
        {
            for (var scope = outer; arm is { } way && scope is not null; scope = scope.Around)
            {
                if (scope._inside.TryGetValue(way, out var inside) && inside.TryGetValue(number, out var value))
                {
                    return value;
                }
            }

            return outer?.Alongside(number);
        }

        private Scope? Around => outer;
    }

    /// <summary>A value that an arm of a choice computed.</summary>
    private sealed record Inside(Scope Owner, int Index, bool IsThen, Value Value);

    private Region Visit(Region region, Scope scope)
    {
        foreach (var statement in region.Statements)
        {
            Visit(statement, scope);
        }

        return region with { Statements = scope.Statements.ToEquatableArray(), End = region.End with { Values = scope.Renamed(region.End.Values) } };
    }

    private void Visit(Statement statement, Scope scope)
    {
        var operation = statement.Operation;
        if (operation is If { Then.End.IsYield: true, Else.End.IsYield: true } choice)
        {
            VisitChoice(statement, choice, scope);
            return;
        }

        // Numbered by the operands as they were: what an arm hands out is another value outside of it.
        bool isNew = Mutation.ReadsOnce && operation is Load load
            ? IsNew(statement.Result, _numbers.Define(statement.Result, -1, load.Buffer, load.Index), scope)
            : operation is not Apply || IsNew(statement.Result, _numbers.Define(statement.Result, operation, scope.Holds), scope);
        if (operation is Constant)
        {
            _numbers.Define(statement.Result, operation, scope.Holds);
        }

        if (isNew)
        {
            var regions = operation.Regions.Select(r => Visit(r, new Scope(scope, null))).ToEquatableArray();
            scope.Statements.Add(statement with { Operation = operation.With(scope.Renamed(operation.Operands), regions) });
        }
    }

    private void VisitChoice(Statement statement, If choice, Scope scope)
    {
        int condition = _numbers.Of(choice.Condition);
        var then = new Scope(scope, (condition, true));
        var otherwise = new Scope(scope, (condition, false));
        var visited = new If(scope.Renamed(choice.Condition), Visit(choice.Then, then), Visit(choice.Else, otherwise));
        scope.Leave(then, (condition, true));
        scope.Leave(otherwise, (condition, false));
        scope.Statements.Add(statement with { Operation = visited });
        for (int i = 0; i < statement.Results.Count; i++)
        {
            IsNew(statement.Results[i], _numbers.Define(statement.Results[i], condition, choice.Then.End.Values[i], choice.Else.End.Values[i]), scope);
        }
    }

    private bool IsNew(Value value, int number, Scope scope)
    {
        if (!value.IsReal)
        {
            return true;
        }

        if ((scope.Computed(number) ?? (scope.Alongside(number) is { } inside ? HandedOut(inside) : null)) is not { } known)
        {
            scope.Remember(number, value);
            return true;
        }

        scope.Rename(value, known);
        return false;
    }

    // The result to which the arm yields the value. Where the other arm is taken nothing reads it, so there it is anything.
    private Value HandedOut(Inside inside)
    {
        var statements = inside.Owner.Statements;
        var statement = statements[inside.Index];
        var choice = (If)statement.Operation;
        var (arm, other) = inside.IsThen ? (choice.Then, choice.Else) : (choice.Else, choice.Then);
        for (int i = 0; i < statement.Results.Count; i++)
        {
            if (arm.End.Values[i] == inside.Value)
            {
                return statement.Results[i];
            }
        }

        var result = _values.Fresh(inside.Value);
        var anything = new Statement(EquatableArray.Of(_values.Fresh(result.Type)), new Constant(Literal.Of(result.Type, 0)), statement.Step);
        arm = Yielding(arm, inside.Value);
        other = Yielding(other with { Statements = other.Statements.Append(anything).ToEquatableArray() }, anything.Result);
        statements[inside.Index] = new Statement(
            statement.Results.Append(result).ToEquatableArray(),
            inside.IsThen ? new If(choice.Condition, arm, other) : new If(choice.Condition, other, arm),
            statement.Step ?? arm.Statements.First(s => s.Results.Contains(inside.Value)).Step);
        return result;
    }

    private static Region Yielding(Region region, Value value) =>
        region with { End = region.End with { Values = region.End.Values.Append(value).ToEquatableArray() } };
}
