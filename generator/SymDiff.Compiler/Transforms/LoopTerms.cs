using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Transforms;

/// <summary>What a reverse loop adds to the cotangents that it carries and only adds to, as far as it is linear in what the forward loop sums.</summary>
internal sealed class LoopTerms
{
    private readonly Loop _loop;
    private readonly IReadOnlyDictionary<Value, (Value Sum, bool IsNegative)> _sums;
    private readonly Dictionary<Value, Statement> _definitions;
    private readonly Dictionary<Value, int> _uses = [];
    private readonly HashSet<Value> _inside;
    private readonly Dictionary<Value, Value> _dropped = [];
    private readonly HashSet<int> _empty = [];
    private readonly Dictionary<Value, Value> _whole = [];

    // A value may be used many times over, by what is used many times again.
    private readonly Dictionary<Value, bool> _linear = [];
    private readonly Dictionary<Value, bool> _same = [];

    /// <summary>Looks at a loop.</summary>
    /// <param name="loop">The reverse loop.</param>
    /// <param name="sums">What the forward loop adds up, by what it adds in every iteration: its result, and whether it is subtracted.</param>
    public LoopTerms(Loop loop, IReadOnlyDictionary<Value, (Value Sum, bool IsNegative)> sums)
    {
        (_loop, _sums) = (loop, sums);
        _definitions = loop.Body.Statements.SelectMany(s => s.Results.Select(r => (r, s))).ToDictionary(d => d.r, d => d.s);
        _inside = [.. loop.Body.Nested().SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results)))];
        foreach (var used in loop.Body.Nested().SelectMany(r => r.Statements.SelectMany(s => s.Operation.Operands).Concat(r.End.Values)))
        {
            _uses[used] = _uses.TryGetValue(used, out int count) ? count + 1 : 1;
        }

        for (int i = 0; i < loop.Initial.Count && loop.Body.End.IsYield; i++)
        {
            Look(i);
        }
    }

    /// <summary>By the number of a carried cotangent the terms that the sums stand for, with their steps.</summary>
    public Dictionary<int, List<(Value Term, int? Step)>> Leaving { get; } = [];

    /// <summary>Whether nothing is left in the loop of what it adds to a carried cotangent.</summary>
    public bool IsEmpty(int place) => _empty.Contains(place);

    /// <summary>The body without those terms, and without the cotangents that nothing is added to any more.</summary>
    /// <param name="kept">The numbers of the carried values that the loop keeps.</param>
    public Region Rest(IReadOnlyList<int> kept)
    {
        var end = kept.Select(i => Kept(_loop.Body.End.Values[i])).ToEquatableArray();
        var statements = new List<Statement>();
        var used = new HashSet<Value>(end);
        foreach (var statement in _loop.Body.Statements.Reverse())
        {
            // What served those terms alone is recalled for nothing.
            bool isDropped = statement.Results.Count == 1 && _dropped.ContainsKey(statement.Result);
            bool isUnused = statement.Operation is Recall or Apply or Constant && !statement.Results.Any(used.Contains);
            if (isDropped || isUnused)
            {
                continue;
            }

            var read = statement with { Operation = statement.Operation.With(statement.Operation.Operands.Select(Kept).ToEquatableArray(), statement.Operation.Regions) };
            used.UnionWith(read.Operation.Operands.Concat(read.Operation.Regions.SelectMany(r => r.FreeValues())));
            statements.Insert(0, read);
        }

        var parameters = kept.Select(i => _loop.Body.Parameters[i + 1]).Prepend(_loop.Iteration);
        return new Region(parameters.ToEquatableArray(), statements.ToEquatableArray(), _loop.Body.End with { Values = end });
    }

    /// <summary>What the term is in all iterations together.</summary>
    /// <param name="value">The term, or part of it.</param>
    /// <param name="builder">Where it is computed, behind the loop.</param>
    public Value Whole(Value value, RegionBuilder builder)
    {
        if (!_inside.Contains(value))
        {
            return value;
        }

        if (_whole.TryGetValue(value, out var known))
        {
            return known;
        }

        Value whole;
        if (Carried(value) is { } handed)
        {
            whole = handed;
        }
        else if (Summed(value) is var (sum, isNegative))
        {
            var recall = (Recall)_definitions[value].Operation;
            whole = builder.Add(new Recall(sum, recall.Iterations.Take(recall.Iterations.Count - 1).ToEquatableArray()), sum.Type, sum.Name);
            whole = isNegative ? builder.Apply(sum.Type, "Negate", whole) : whole;
        }
        else
        {
            var operation = _definitions[value].Operation;
            whole = builder.Add(operation.With(operation.Operands.Select(o => Whole(o, builder)).ToEquatableArray(), default), value.Type, value.Name);
        }

        return _whole[value] = whole;
    }

    private Value Kept(Value value)
    {
        while (_dropped.TryGetValue(value, out var before))
        {
            value = before;
        }

        return value;
    }

    private void Look(int place)
    {
        var parameter = _loop.Body.Parameters[place + 1];
        var chain = new List<Statement>();
        var value = _loop.Body.End.Values[place];
        while (value != parameter && IsUsedOnce(value) && _definitions.TryGetValue(value, out var statement) && statement.Operation is Apply { Primitive: "Add" } add)
        {
            chain.Insert(0, statement);
            value = add.Arguments[0];
        }

        if (value != parameter || !IsUsedOnce(value))
        {
            return;
        }

        foreach (var statement in chain)
        {
            if (statement.Operation.Operands[1] is var term && IsLinear(term))
            {
                Leaving[place] = Leaving.TryGetValue(place, out var terms) ? terms : [];
                Leaving[place].Add((term, statement.Step));
                _dropped[statement.Result] = statement.Operation.Operands[0];
            }
        }

        if (Leaving.TryGetValue(place, out var leaving) && leaving.Count == chain.Count)
        {
            _empty.Add(place);
        }
    }

    private bool IsUsedOnce(Value value) => _uses.TryGetValue(value, out int uses) && uses == 1;

    // A multiple of what the forward loop sums, or a sum of such: then all iterations together make the same of the sum.
    private bool IsLinear(Value value)
    {
        if (!_linear.TryGetValue(value, out bool known))
        {
            _linear[value] = known = Summed(value) is not null || (_definitions.TryGetValue(value, out var statement) && statement.Operation is Apply apply && IsLinear(apply));
        }

        return known;
    }

    private bool IsLinear(Apply apply) => apply.Primitive switch
    {
        "Multiply" => (IsLinear(apply.Arguments[0]) && IsSame(apply.Arguments[1])) || (IsLinear(apply.Arguments[1]) && IsSame(apply.Arguments[0])),
        PrimitiveTable.StrongMultiply => IsLinear(apply.Arguments[1]) && IsSame(apply.Arguments[0]),
        "Divide" or PrimitiveTable.StrongDivide => IsLinear(apply.Arguments[0]) && IsSame(apply.Arguments[1]),
        "Add" or "Subtract" => IsLinear(apply.Arguments[0]) && IsLinear(apply.Arguments[1]),
        "Negate" => IsLinear(apply.Arguments[0]),
        _ => false,
    };

    // Recalled from the iteration that is being reversed.
    private (Value Sum, bool IsNegative)? Summed(Value value) =>
        _definitions.TryGetValue(value, out var statement) && statement.Operation is Recall { Iterations: { Count: > 0 } iterations } recall && _sums.TryGetValue(recall.Recalled, out var sum)
        && iterations[iterations.Count - 1] == _loop.Iteration && iterations.Take(iterations.Count - 1).All(i => !_inside.Contains(i)) ? sum : null;

    // What does not change in the loop and can be had behind it.
    private bool IsSame(Value value)
    {
        if (!_same.TryGetValue(value, out bool known))
        {
            _same[value] = known = !_inside.Contains(value) || Carried(value) is not null
                || (_definitions.TryGetValue(value, out var statement) && statement.Operation is Constant or Recall or Apply && statement.Operation.Operands.All(IsSame));
        }

        return known;
    }

    // What is handed on as it came, but for a product with 1, is what the loop began with.
    private Value? Carried(Value value)
    {
        for (int i = 0; i < _loop.Initial.Count; i++)
        {
            if (_loop.Body.Parameters[i + 1] == value)
            {
                return Analysis.Additions.Source(_loop.Body, _loop.Body.End.Values[i]) == value ? _loop.Initial[i] : null;
            }
        }

        return null;
    }
}
