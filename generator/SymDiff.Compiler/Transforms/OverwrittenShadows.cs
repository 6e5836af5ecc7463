using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The shadow of workspace is all zero where an iteration begins, and cleared element by element before it ends. Where the first loop that touches it adds to each of its elements once, it stores
/// them instead, and nothing need be cleared: <c>d[i] += a … b = d[i]; d[i] = 0</c> becomes <c>d[i] = a … b = d[i]</c>.
/// </summary>
/// <remarks>
/// Of the memory nothing is known but what is found here: it is made in the function, all zero; one loop alone touches it; in an iteration a loop over all its elements comes first, and last come
/// loops and single statements that together clear all of it, none of which looks at what another one has cleared.
/// </remarks>
internal sealed class OverwrittenShadows
{
    private readonly Aliasing _aliasing;
    private readonly Dictionary<Value, Operation> _definitions;
    private readonly HashSet<Statement> _stored = new(ByReference.Instance);
    private readonly HashSet<Statement> _dropped = new(ByReference.Instance);

    private OverwrittenShadows(Function function)
    {
        _aliasing = Aliasing.Of(function);
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
    }

    /// <summary>The same function with such memory overwritten.</summary>
    public static Function Run(Function function)
    {
        if (!function.Body.AllStatements().Any(s => s.Operation is Accumulate))
        {
            return function;
        }

        var pass = new OverwrittenShadows(function);
        pass.Look(function.Body);
        return pass._stored.Count == 0 ? function : function with { Body = pass.Rewritten(function.Body) };
    }

    private Region Rewritten(Region region) => region with
    {
        Statements = region.Statements.Where(s => !_dropped.Contains(s)).Select(s => s with
        {
            Operation = s.Operation is Accumulate sum && _stored.Contains(s) ? new Store(sum.Buffer, sum.Index, sum.Added)
                : s.Operation.Regions.Count == 0 ? s.Operation
                : s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Rewritten).ToEquatableArray()),
        }).ToEquatableArray(),
    };

    private void Look(Region region)
    {
        for (int i = 0; i < region.Statements.Count; i++)
        {
            if (region.Statements[i].Operation is Alloc { Length: not null, IsRecord: false } && region.Statements[i].Result is { Type.Element.IsReal: true } memory)
            {
                Look(memory, region, i + 1);
            }

            region.Statements[i].Operation.Regions.ToList().ForEach(Look);
        }
    }

    private void Look(Value memory, Region region, int from)
    {
        var touching = Touching(memory, region, from);
        Loop? around = null;
        while (touching is { Count: 1 } && Inner(touching[0].Operation) is { } inner)
        {
            around = touching[0].Operation as Loop ?? around;
            touching = Touching(memory, inner, 0);
        }

        if (around is null || touching is not { Count: > 1 } || First(memory, touching[0]) is not { } sum || Clearing(memory, touching.Skip(1).ToList()) is not { } clearing)
        {
            return;
        }

        _stored.Add(sum);
        _dropped.UnionWith(clearing);
    }

    // What runs as a whole, or not at all.
    private static Region? Inner(Operation operation) => operation switch
    {
        Loop loop when IsWhole(loop) => loop.Body,
        If choice when Exits.Labels(choice).Count == 0 => IsEmpty(choice.Then) ? choice.Else : IsEmpty(choice.Else) ? choice.Then : null,
        _ => null,
    };

    // An arm that does nothing.
    private static bool IsEmpty(Region arm) => arm.Statements.Count == 0 && arm.End.IsYield;

    private static bool IsWhole(Loop loop) => loop is { Count: not null, IsVector: false } && loop.Body.End.IsYield && Exits.Labels(loop.Body).Count == 0;

    // The statements of a region that get at the memory; null if it is handed on in a way that is not looked into.
    private List<Statement>? Touching(Value memory, Region region, int from)
    {
        var touching = new List<Statement>();
        foreach (var statement in region.Statements.Skip(from))
        {
            bool touches = false;
            foreach (var inner in new[] { statement }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements())))
            {
                switch (inner.Operation)
                {
                    case Load or Store or Accumulate:
                        touches |= inner.Operation.Operands.Take(1).Any(b => IsOf(memory, b));
                        if (inner.Operation is Store store && store.Stored.Type.IsBuffer && IsOf(memory, store.Stored))
                        {
                            return null;
                        }

                        break;
                    case Slice or Length:
                        break;
                    default:
                        if (inner.Operation.Operands.Any(o => o.Type.IsBuffer && IsOf(memory, o)))
                        {
                            return null;
                        }

                        break;
                }
            }

            if (statement.Operation.Regions.SelectMany(r => r.Nested()).SelectMany(r => r.End.Values).Any(v => v.Type.IsBuffer && IsOf(memory, v)))
            {
                return null;
            }

            if (touches)
            {
                touching.Add(statement);
            }
        }

        return region.End.Values.Any(v => v.Type.IsBuffer && IsOf(memory, v)) ? null : touching;
    }

    private bool IsOf(Value memory, Value buffer) => _aliasing.Roots(buffer) is not { } roots || roots.Contains(memory);

    // The sum in a loop that adds to each element once, and does nothing else with the memory.
    private Statement? First(Value memory, Statement statement)
    {
        if (statement.Operation is not Loop loop || !IsWhole(loop) || !IsLength(loop.Count!, memory))
        {
            return null;
        }

        var accesses = loop.Body.AllStatements().Where(s => s.Operation is Load or Store or Accumulate && IsOf(memory, s.Operation.Operands[0])).ToList();
        return accesses.Count == 1 && accesses[0].Operation is Accumulate sum && sum.Buffer == memory && sum.Index == loop.Iteration && loop.Body.Statements.Any(s => ReferenceEquals(s, accesses[0])) ? accesses[0] : null;
    }

    private bool IsLength(Value count, Value memory) => ((Alloc)_definitions[memory]).Length is { } length
        && (count == length || (_definitions.TryGetValue(count, out var measured) && measured is Length { Buffer: var buffer } && buffer == memory)
            || (Literal(count) is { } number && number == Literal(length)));

    private long? Literal(Value value) => _definitions.TryGetValue(value, out var operation) && operation is Constant { Literal: { Symbol: null } literal } && literal.Type == IrType.Int32 ? literal.Bits : null;

    // The statements that clear the memory, if together they clear all of it, last of all; null if they do not.
    private List<Statement>? Clearing(Value memory, List<Statement> touching)
    {
        var clearing = new List<Statement>();
        var parts = new List<(long First, bool IsRest)>();
        for (int i = touching.Count - 1; i >= 0; i--)
        {
            if (Cleared(memory, touching[i], touching.Skip(i).ToList()) is not var (cleared, first, isRest, takesPart))
            {
                break;
            }

            if (!takesPart)
            {
                continue;
            }

            if (parts.Any(p => p.First == first || (p.IsRest && p.First <= first) || (isRest && first <= p.First)))
            {
                return null;
            }

            clearing.Add(cleared);
            parts.Add((first, isRest));
            if (Mutation.ForgetsUnclearedElements || parts.Any(p => p.IsRest && Enumerable.Range(0, (int)Math.Min(p.First, int.MaxValue)).All(n => parts.Any(q => !q.IsRest && q.First == n))))
            {
                return clearing;
            }

            if (parts.Count > MostParts)
            {
                return null;
            }
        }

        return null;
    }

    private const int MostParts = 4;

    // What a statement clears: an element, or all from one on; or it looks at an element that is cleared next, and takes no part.
    private (Statement Cleared, long First, bool IsRest, bool TakesPart)? Cleared(Value memory, Statement statement, List<Statement> following)
    {
        switch (statement.Operation)
        {
            case Store store when store.Buffer == memory && IsZero(store.Stored) && Literal(store.Index) is { } index:
                return (statement, index, false, true);

            case Load load when load.Buffer == memory && Literal(load.Index) is { } index:
                return following.Any(f => f.Operation is Store store && store.Buffer == memory && Literal(store.Index) == index) ? (statement, index, false, false) : null;

            case Loop loop when IsWhole(loop):
                var accesses = loop.Body.AllStatements().Where(s => s.Operation is Load or Store or Accumulate && IsOf(memory, s.Operation.Operands[0])).ToList();
                var clear = accesses[accesses.Count - 1];
                bool isOwn = accesses.All(a => a.Operation.Operands[0] == memory && a.Operation.Operands[1] == clear.Operation.Operands[1] && loop.Body.Statements.Any(s => ReferenceEquals(s, a)));
                return isOwn && clear.Operation is Store { Stored: var stored } && IsZero(stored) && accesses.Take(accesses.Count - 1).All(a => a.Operation is Load)
                    && Begin(clear.Operation.Operands[1], loop, memory) is { } first
                        ? (clear, first, true, true)
                        : null;

            default:
                return null;
        }
    }

    // The first element of a loop over all from there to the end.
    private long? Begin(Value index, Loop loop, Value memory)
    {
        if (index == loop.Iteration)
        {
            return IsLength(loop.Count!, memory) ? 0 : null;
        }

        return _definitions.TryGetValue(index, out var operation) && operation is Apply { Primitive: "Add" } sum && sum.Arguments.Contains(loop.Iteration)
            && Literal(sum.Arguments[sum.Arguments[0] == loop.Iteration ? 1 : 0]) is > 0 and var first
            && _definitions.TryGetValue(loop.Count!, out var counted) && counted is Apply { Primitive: "Subtract" } rest && Literal(rest.Arguments[1]) == first && IsLength(rest.Arguments[0], memory)
                ? first
                : null;
    }

    private bool IsZero(Value value) => _definitions.TryGetValue(value, out var operation) && operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Bits: 0 } };
}
