using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// Collects like terms of derivative code: <c>p + p</c> becomes <c>2 · p</c>, <c>−p − p − q</c> becomes <c>−2 · p − q</c>, with constants of
/// products joined to the coefficient. A sum that has none stays as it is.
/// </summary>
internal sealed class Sums
{
    // What is taken apart of one sum; a longer one is collected in pieces.
    private const int LongestSum = 1000;

    private readonly ValueSource _values;
    private readonly HashSet<Value> _exact;
    private readonly UseCounts _uses;

    private Sums(Function function, HashSet<Value> exact)
    {
        _values = new ValueSource(function);
        _exact = exact;
        _uses = new UseCounts(function);
    }

    /// <summary>The same function with like terms collected.</summary>
    /// <param name="function">The function.</param>
    /// <param name="exact">The values that keep their bits.</param>
    public static Function Run(Function function, HashSet<Value> exact)
    {
        var pass = new Sums(function, exact);
        return function with { Body = pass.Visit(function.Body) };
    }

    private Region Visit(Region region)
    {
        var local = region.Statements.Where(s => s.Operation is Apply or Constant).ToDictionary(s => s.Result);
        var parts = new HashSet<Value>(region.Statements.Where(IsSum).SelectMany(s => s.Operation.Operands));
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            // Only whole sums: what is part of one sum alone is collected with it.
            if (statement.Operation.Regions.Count > 0)
            {
                builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) });
            }
            else if (!IsSum(statement) || (_uses.Of(statement.Result) == 1 && parts.Contains(statement.Result)) || !Collect(statement, local, builder))
            {
                builder.Add(statement);
            }
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    private bool IsSum(Statement statement) =>
        statement.Operation is Apply { Primitive: "Add" or "Subtract" } && statement.Result.IsReal && !_exact.Contains(statement.Result);

    private bool Collect(Statement root, Dictionary<Value, Statement> local, RegionBuilder builder)
    {
        // A sum of the primal may be a difference that cancels: it is taken apart only where that finds like terms.
        var merged = Merged(intoPrimal: false) ?? Merged(intoPrimal: true);
        if (merged is null)
        {
            return false;
        }

        builder.Step = root.Step;
        var terms = merged.Select(m => Peel(m.Coefficient, m.Base, m.Count)).ToList();
        int first = Math.Max(0, terms.FindIndex(t => t.Coefficient > 0));
        var sum = Term(terms[first], builder, terms.Count == 1 ? root.Result : null);
        for (int i = 0, left = terms.Count - 1; i < terms.Count; i++)
        {
            if (i == first)
            {
                continue;
            }

            left--;
            var magnitude = Term((Math.Abs(terms[i].Coefficient), terms[i].Base), builder, null);
            var target = left == 0 ? root.Result : _values.Fresh(root.Result);
            builder.Add(new Apply(terms[i].Coefficient > 0 ? "Add" : "Subtract", EquatableArray.Of(sum, magnitude)), target);
            sum = target;
        }

        return true;

        List<(double Coefficient, Value Base, int Count)>? Merged(bool intoPrimal)
        {
            // With a stack of its own: a sum may be longer than a thread's stack is deep.
            var leaves = new List<(double Coefficient, Value Base)>();
            var pending = new Stack<(Value Value, double Coefficient)>([(root.Result, 1)]);
            for (int taken = 0; pending.Count > 0; taken++)
            {
                var (value, coefficient) = pending.Pop();
                bool isRoot = value == root.Result;
                if (taken > LongestSum || !local.TryGetValue(value, out var statement) || statement.Operation is not Apply apply || !(isRoot || (_uses.Of(value) == 1 && !_exact.Contains(value))))
                {
                    leaves.Add((coefficient, value));
                    continue;
                }

                switch (apply.Primitive)
                {
                    // A factor does not go into a sum.
                    case "Add" or "Subtract" when isRoot || ((intoPrimal || statement.Step is not null) && Math.Abs(coefficient) == 1):
                        pending.Push((apply.Arguments[1], apply.Primitive == "Add" ? coefficient : -coefficient));
                        pending.Push((apply.Arguments[0], coefficient));
                        break;
                    case "Negate":
                        pending.Push((apply.Arguments[0], -coefficient));
                        break;
                    case "Multiply" when Number(apply.Arguments[0]) is { } factor && IsPlain(coefficient * factor):
                        pending.Push((apply.Arguments[1], coefficient * factor));
                        break;
                    default:
                        leaves.Add((coefficient, value));
                        break;
                }
            }

            var groups = leaves.GroupBy(l => l.Base).Select(g => (Coefficient: g.Sum(l => l.Coefficient), Base: g.Key, Count: g.Count())).ToList();
            return groups.All(m => m.Count == 1) || groups.Any(m => !IsPlain(m.Coefficient)) ? null : groups;
        }

        // Neither zero nor beyond the type's range.
        bool IsPlain(double coefficient) => Literal.Of(root.Result.Type, coefficient).Real is var real && real != 0 && !double.IsNaN(real) && !double.IsInfinity(real);

        double? Number(Value value) => local.TryGetValue(value, out var statement) && statement.Operation is Constant c ? c.Literal.Real : null;

        // A base that is itself a multiple, and used nowhere but here, gives its constant to the coefficient.
        (double Coefficient, Value Base) Peel(double coefficient, Value value, int count)
        {
            if (_uses.Of(value) != count || _exact.Contains(value) || !local.TryGetValue(value, out var statement) || statement.Operation is not Apply apply)
            {
                return (coefficient, value);
            }

            if (apply.Primitive == "Negate")
            {
                return (-coefficient, apply.Arguments[0]);
            }

            if (apply.Primitive != "Multiply")
            {
                return (coefficient, value);
            }

            if (Number(apply.Arguments[0]) is { } factor && IsPlain(coefficient * factor))
            {
                return (coefficient * factor, apply.Arguments[1]);
            }

            return local.TryGetValue(apply.Arguments[0], out var inner) && inner.Operation is Apply { Primitive: "Multiply" } product
                && Number(product.Arguments[0]) is { } outer && IsPlain(coefficient * outer) && !_exact.Contains(inner.Result)
                ? (coefficient * outer, builder.Add(new Apply("Multiply", EquatableArray.Of(product.Arguments[1], apply.Arguments[1])), value.Type))
                : (coefficient, value);
        }
    }

    private static Value Term((double Coefficient, Value Base) term, RegionBuilder builder, Value? target)
    {
        if (term.Coefficient == 1 && target is null)
        {
            return term.Base;
        }

        target ??= builder.Values.Fresh(term.Base.Type);
        if (term.Coefficient == -1)
        {
            builder.Add(new Apply("Negate", EquatableArray.Of(term.Base)), target);
        }
        else
        {
            builder.Add(new Apply("Multiply", EquatableArray.Of(builder.Constant(term.Base.Type, term.Coefficient), term.Base)), target);
        }

        return target;
    }
}
