using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Tidies what differentiation leaves: algebra on derivative code, choices that are none, equal pure operations computed once, dead code;
/// again until nothing changes.
/// </summary>
internal sealed class Simplifier
{
    // A few rounds settle nearly everything; the bound only keeps a mistake from becoming a hang.
    private const int MostRounds = 12;

    // One identity leads to another only so far; two that undo each other would be a mistake, but never a stack overflow in somebody's compiler.
    private const int DeepestRewrite = 24;

    private readonly ValueSource _values;
    private readonly HashSet<Value> _exact;
    private readonly Dictionary<Value, Operation> _definitions = [];
    private readonly UseCounts _uses;
    private readonly HashSet<Value> _ofDerivative = [];

    // Few functions have a question that needs them.
    private readonly Lazy<HashSet<Value>> _handedOn;
    private readonly AdoptedNames _names = new();

    // How many loops are around what a value is defined by, and around what is looked at.
    private readonly Dictionary<Value, int> _depths = [];
    private int _depth;
    private int _rewriting;

    private Simplifier(Function function, int exactResults, int exactParameters)
    {
        _values = new ValueSource(function);
        _exact = ExactSlice.Of(function, exactResults, exactParameters);
        _uses = new UseCounts(function);
        _handedOn = new Lazy<HashSet<Value>>(() => HandedOn.Of(function), isThreadSafe: false);
    }

    /// <summary>The same function, tidied.</summary>
    /// <param name="function">The function.</param>
    /// <param name="exactResults">How many leading results are values of the primal, which keep their bits.</param>
    /// <param name="exactParameters">How many leading parameters are the primal's: what is left in their memory keeps its bits.</param>
    public static Function Run(Function function, int exactResults, int exactParameters = 0)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            var pass = new Simplifier(function, exactResults, exactParameters);
            var tidied = DeadCode.Run(function with { Body = pass._names.Apply(pass.Visit(function.Body, new Scope())) });
            if (!Renumbering.AreSame(tidied, function))
            {
                function = tidied;
                continue;
            }

            // Settled: what looks at more than one operation at a time has its turn, and may unsettle it again.
            tidied = Recurrences.Run(Repeats.Run(Invariants.Run(Choices.Run(Quotients.Run(Sums.Run(function, pass._exact), pass._exact)))));
            tidied = Accumulations.Run(RepeatedLoads.Run(tidied), pass._exact);
            if (Renumbering.AreSame(tidied, function))
            {
                break;
            }

            function = tidied;
        }

        return function;
    }

    /// <summary>What is known where the pass stands.</summary>
    private sealed class Scope
    {
        private readonly Scope? _outer;
        private readonly Dictionary<Operation, Value> _computed = [];
        private readonly Dictionary<Operation, EquatableArray<Value>> _called = [];

        // Of this region alone: a copy of what is known outside would cost every region the length of the function.
        private readonly Dictionary<Value, Value> _renamed = [];

        public Scope(Scope? outer = null) => _outer = outer;

        public void Rename(Value value, Value other) => _renamed[value] = other;

        public Value Renamed(Value value)
        {
            for (var scope = this; scope is not null; scope = scope._outer)
            {
                if (scope._renamed.TryGetValue(value, out var other))
                {
                    return other;
                }
            }

            return value;
        }

        public EquatableArray<Value> Renamed(EquatableArray<Value> values)
        {
            Value[]? changed = null;
            for (int i = 0; i < values.Count; i++)
            {
                var other = Renamed(values[i]);
                if (!ReferenceEquals(other, values[i]))
                {
                    changed ??= values.ToArray();
                    changed[i] = other;
                }
            }

            return changed is null ? values : new(changed);
        }

        public Value? Computed(Operation operation) =>
            _computed.TryGetValue(operation, out var value) ? value : _outer?.Computed(operation);

        public void Remember(Operation operation, Value value) => _computed[operation] = value;

        public EquatableArray<Value>? Results(Operation operation) => _called.TryGetValue(operation, out var results) ? results : _outer?.Results(operation);

        public void Remember(Operation operation, EquatableArray<Value> results) => _called[operation] = results;
    }

    private Region Visit(Region region, Scope scope, (Value Condition, bool Holds)? known = null)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        if (known is { } test && region.FreeValues().Contains(test.Condition))
        {
            // Inside an arm the condition is no question.
            var holds = builder.Constant(Literal.Of(test.Holds));
            _definitions[holds] = new Constant(Literal.Of(test.Holds));
            scope.Rename(test.Condition, holds);
        }

        foreach (var statement in region.Statements)
        {
            Visit(statement, builder, scope);
        }

        return builder.End(region.End.Label, scope.Renamed(region.End.Values));
    }

    private void Visit(Statement statement, RegionBuilder builder, Scope scope)
    {
        var operands = scope.Renamed(statement.Operation.Operands);
        if (statement.Operation.Regions.Count > 0)
        {
            VisitNested(statement, operands, builder, scope);
            return;
        }

        var operation = statement.Operation.With(operands, default);
        if (operation is External { IsFunction: true } && scope.Results(operation) is { } known)
        {
            for (int i = 0; i < known.Count; i++)
            {
                scope.Rename(statement.Results[i], known[i]);
            }

            return;
        }

        if (operation is not (Apply or Constant or Slice or Length or External { IsCheap: true }) || statement.Results.Count != 1)
        {
            builder.Add(statement with { Operation = operation });
            if (operation is External { IsFunction: true })
            {
                scope.Remember(operation, statement.Results);
            }

            return;
        }

        builder.Step = statement.Step;
        var value = Compute(operation, statement.Result, builder, scope, mayChange: !_exact.Contains(statement.Result) || Mutation.SimplifiesTheValue);
        if (value != statement.Result)
        {
            scope.Rename(statement.Result, value);
            if (_ofDerivative.Contains(value) && _definitions.TryGetValue(value, out var definition) && definition is Apply)
            {
                _names.Note(statement.Result, value);
            }
        }
    }

    private Value Compute(Operation operation, Value? result, RegionBuilder builder, Scope scope, bool mayChange, IrType? type = null, string? name = null)
    {
        if (scope.Computed(Key(operation, result?.Type ?? type!)) is { } known)
        {
            return known;
        }

        var target = result ?? _values.Fresh(type!, name);
        if (mayChange && operation is Apply apply && _rewriting < DeepestRewrite)
        {
            _rewriting++;
            var algebra = new Algebra(
                v => _definitions.TryGetValue(v, out var d) ? d : null,
                v => _ofDerivative.Contains(v) || _handedOn.Value.Contains(v),
                (made, madeType) => scope.Computed(Key(made, madeType)),
                v => !_exact.Contains(v) && _uses.Of(v) == 1,
                v => _depths.TryGetValue(v, out int depth) && depth < _depth,
                (made, madeType, madeName) => Compute(made, null, builder, scope, mayChange: true, madeType, madeName));
            var simpler = algebra.Simplify(apply, target);
            _rewriting--;
            if (simpler is not null)
            {
                return simpler;
            }
        }

        builder.Add(operation, target);
        _definitions[target] = operation;
        _depths[target] = _depth;
        if (builder.Step is not null)
        {
            _ofDerivative.Add(target);
        }

        scope.Remember(Key(operation, target.Type), target);
        return target;
    }

    // A conversion's target type is part of what it computes; quotients that differ in their derivatives alone are one value.
    private static Operation Key(Operation operation, IrType type) => operation switch
    {
        Apply { Primitive: "Convert" } a => a with { Primitive = "Convert " + type },
        Apply { Primitive: PrimitiveTable.StrongDivide } a => a with { Primitive = "Divide" },
        Apply a when (PrimitiveTable.Get(a.Primitive).IsCommutative || (Mutation.CommutesEverything && a.Arguments.Count == 2)) && a.Arguments[0].Id > a.Arguments[1].Id =>
            a with { Arguments = EquatableArray.Of(a.Arguments[1], a.Arguments[0]) },
        _ => operation,
    };

    private void VisitNested(Statement statement, EquatableArray<Value> operands, RegionBuilder builder, Scope scope)
    {
        if (statement.Operation is If f && _definitions.TryGetValue(operands[0], out var condition) && condition is Constant test)
        {
            var taken = test.Literal.Bits != 0 ? f.Then : f.Else;
            if (taken.End.IsYield)
            {
                // The arm's statements join this region: what they define stays in scope, so nothing is renamed back.
                foreach (var inner in taken.Statements)
                {
                    Visit(inner, builder, scope);
                }

                for (int i = 0; i < statement.Results.Count; i++)
                {
                    scope.Rename(statement.Results[i], scope.Renamed(taken.End.Values[i]));
                }

                return;
            }
        }

        if (statement.Step is not null)
        {
            _ofDerivative.UnionWith(statement.Results);
        }

        _depth += statement.Operation is Loop ? 1 : 0;
        var regions = statement.Operation is If known
            ? EquatableArray.Of(Visit(known.Then, new Scope(scope), (known.Condition, true)), Visit(known.Else, new Scope(scope), (known.Condition, false)))
            : statement.Operation.Regions.Select(r => Visit(r, new Scope(scope))).ToEquatableArray();
        _depth -= statement.Operation is Loop ? 1 : 0;
        var operation = statement.Operation.With(operands, regions);
        if (operation is If choice && choice.Then.End.IsYield && choice.Else.End.IsYield)
        {
            // A result that both arms take from the same place needs no choice.
            for (int i = 0; i < statement.Results.Count; i++)
            {
                if (choice.Then.End.Values[i] is var value && value == choice.Else.End.Values[i])
                {
                    scope.Rename(statement.Results[i], value);
                }
                else if (Zero(choice.Then.End.Values[i]) is { } zero && zero.Equals(Zero(choice.Else.End.Values[i])) && !_exact.Contains(statement.Results[i]))
                {
                    builder.Step = statement.Step;
                    var constant = builder.Constant(zero);
                    scope.Rename(statement.Results[i], constant);
                    _definitions[constant] = new Constant(zero);
                }
            }
        }
        else if (operation is Loop loop)
        {
            operation = Unchanged(statement, loop, scope);
        }

        builder.Add(statement with { Operation = operation });
    }

    private Literal? Zero(Value value) => _definitions.TryGetValue(value, out var d) && d is Constant { Literal: { Bits: 0 } literal } ? literal : null;

    // A carried value that is handed on as it is never changes.
    private static Loop Unchanged(Statement statement, Loop loop, Scope scope)
    {
        var constant = new Dictionary<Value, Value>();
        var handed = loop.Body.Nested().Select(r => r.End).Where(e => e.Label == loop.Label).Append(loop.Body.End).Where(e => e.IsYield || e.Label == loop.Label).ToList();
        for (int i = 0; i < loop.Initial.Count; i++)
        {
            var parameter = loop.Body.Parameters[i + 1];
            if (handed.All(e => e.Values[i] == parameter || e.Values[i] == loop.Initial[i]))
            {
                scope.Rename(statement.Results[i], loop.Initial[i]);
                constant[parameter] = loop.Initial[i];
            }
        }

        return loop with { Body = loop.Body.Rename(constant) };
    }
}
