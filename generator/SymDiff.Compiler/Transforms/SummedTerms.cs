using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// What a reverse loop adds to a cotangent in every iteration, <c>k · v</c>, where the loop that it reverses has summed the <c>v</c> itself, is added once, behind it:
/// <c>for … dMax -= dSum · exp</c> becomes <c>dMax -= dSum · sum</c>. So no addition waits for the one of the iteration before.
/// </summary>
/// <remarks>
/// <para>
/// The sum begins with a literal 0, every iteration adds to it, and the loop runs through; <c>v</c> is recalled from the very iteration that is reversed; and what it is multiplied with
/// or divided by is the same in all of them.
/// </para>
/// <para>
/// Numbers are rounded in another way. Where they are finite, nothing else changes; an infinite or undefined <c>v</c> or <c>k</c> makes both undefined or infinite, but for two cases: an
/// infinite <c>k</c> and a <c>v</c> that is 0, which was undefined and may be infinite now, and a sum that is too large for its type though no <c>v</c> is. A strong product stays one
/// where <c>v</c> is in its second factor, and is left alone where it is the first. Without iterations nothing is added, not even 0 times what is infinite.
/// </para>
/// </remarks>
internal sealed class SummedTerms
{
    private readonly ValueSource _values;
    private readonly IReadOnlyDictionary<string, string> _reversals;
    private readonly Dictionary<string, Statement> _loops;
    private readonly Dictionary<Value, Operation> _definitions;

    private SummedTerms(Sweeps sweeps)
    {
        _values = new ValueSource(sweeps.Function);
        _reversals = sweeps.Reversals;
        var statements = sweeps.Function.Body.AllStatements().ToList();
        _loops = statements.Where(s => s.Operation is Loop).ToDictionary(s => ((Loop)s.Operation).Label, StringComparer.Ordinal);
        _definitions = statements.SelectMany(s => s.Results.Select(r => (r, s.Operation))).ToDictionary(d => d.r, d => d.Operation);
    }

    /// <summary>The same sweeps with such terms added once.</summary>
    /// <param name="sweeps">The sweeps, before storage.</param>
    public static Sweeps Run(Sweeps sweeps)
    {
        if (sweeps.Reversals.Count == 0)
        {
            return sweeps;
        }

        var pass = new SummedTerms(sweeps);
        var body = sweeps.Function.Body;
        var builder = new RegionBuilder(pass._values);
        pass.Append(body.Statements.Skip(sweeps.ForwardCount), builder);
        return sweeps with
        {
            Function = sweeps.Function with { Body = body with { Statements = body.Statements.Take(sweeps.ForwardCount).Concat(builder.Statements).ToEquatableArray() } },
        };
    }

    private void Append(IEnumerable<Statement> statements, RegionBuilder builder)
    {
        foreach (var statement in statements)
        {
            var visited = statement.Operation.Regions.Count == 0 ? statement : statement with
            {
                Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()),
            };
            if (visited.Operation is Loop { IsVector: false } loop && _reversals.TryGetValue(loop.Label, out string? label) && _loops.TryGetValue(label, out var forward)
                && Sums(forward) is { Count: > 0 } sums && new LoopTerms(loop, sums) is { Leaving.Count: > 0 } terms)
            {
                Append(visited, loop, terms, builder);
            }
            else
            {
                builder.Add(visited);
            }
        }
    }

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        Append(region.Statements, builder);
        return builder.End(region.End.Label, region.End.Values);
    }

    // What a loop adds up, by what it adds in every iteration.
    private Dictionary<Value, (Value Sum, bool IsNegative)> Sums(Statement statement)
    {
        var sums = new Dictionary<Value, (Value, bool)>();
        if (statement.Operation is not Loop { Count: not null, IsVector: false } loop || !loop.Body.End.IsYield || Exits.Labels(loop.Body).Count > 0)
        {
            return sums;
        }

        for (int i = 0; i < statement.Results.Count; i++)
        {
            var sum = loop.Body.Parameters[i + 1];
            if (sum.IsReal && (IsZero(loop.Initial[i]) || Mutation.SumsFromAnywhere) && loop.Body.Statements.FirstOrDefault(s => s.Results.Contains(loop.Body.End.Values[i]))?.Operation is Apply { Primitive: "Add" or "Subtract" } step)
            {
                var (x, y) = (step.Arguments[0], step.Arguments[1]);
                if (x == sum && y != sum)
                {
                    sums[y] = (statement.Results[i], step.Primitive == "Subtract");
                }
                else if (y == sum && x != sum && step.Primitive == "Add")
                {
                    sums[x] = (statement.Results[i], false);
                }
            }
        }

        return sums;
    }

    private bool IsZero(Value value) => _definitions.TryGetValue(value, out var operation) && operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Real: 0 } };

    private void Append(Statement statement, Loop loop, LoopTerms terms, RegionBuilder builder)
    {
        var kept = Enumerable.Range(0, loop.Initial.Count).Where(i => !terms.IsEmpty(i)).ToList();
        var results = statement.Results.Select((r, i) => terms.Leaving.ContainsKey(i) ? _values.Fresh(r) : r).ToList();
        builder.Add(statement with
        {
            Results = kept.Select(i => results[i]).ToEquatableArray(),
            Operation = loop with { Initial = kept.Select(i => loop.Initial[i]).ToEquatableArray(), Body = terms.Rest(kept) },
        });

        builder.Step = statement.Step;
        var any = builder.Apply(IrType.Bool, "Greater", loop.Count!, builder.Int(0));
        var places = terms.Leaving.Keys.OrderBy(i => i).ToList();
        var before = places.Select(i => terms.IsEmpty(i) ? loop.Initial[i] : results[i]).ToList();
        var once = builder.Nested();
        var after = new List<Value>();
        foreach (int place in places)
        {
            after.Add(before[after.Count]);
            foreach (var (term, step) in terms.Leaving[place])
            {
                once.Step = step;
                after[after.Count - 1] = once.Add(new Apply("Add", EquatableArray.Of(after[after.Count - 1], terms.Whole(term, once))), term.Type, statement.Results[place].Name);
            }
        }

        builder.If(any, places.Select(i => statement.Results[i]), once.Yield(after), builder.Nested().Yield(before));
        builder.Step = null;
    }
}
