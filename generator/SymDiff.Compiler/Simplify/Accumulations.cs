using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Simplify;

/// <summary>
/// What is added to one element twice, which nothing reads or writes in between, is added at once: <c>d[i] += a; d[i] += b</c> becomes <c>d[i] += a + b</c>;
/// what is added to one that is read and overwritten next is added to what is read; and what is added to one that is cleared is stored in it, or left there: the reverse of
/// <c>a[i] += b</c> reads the cotangent of the element, and does nothing else with it.
/// </summary>
internal sealed class Accumulations
{
    private readonly Aliasing _aliasing;
    private readonly ValueSource _values;
    private readonly HashSet<Value> _exact;
    private readonly HashSet<Value> _zeros;

    private Accumulations(Function function, HashSet<Value> exact)
    {
        _aliasing = Aliasing.Of(function);
        _values = new ValueSource(function);
        _exact = exact;
        _zeros = [.. function.Body.AllStatements().Where(s => s.Operation is Constant { Literal: { Symbol: null, Type.IsReal: true, Bits: 0 } }).Select(s => s.Result)];
    }

    /// <summary>The same function with such additions joined.</summary>
    /// <param name="function">The function.</param>
    /// <param name="exact">The values that keep their bits.</param>
    public static Function Run(Function function, HashSet<Value> exact) => function.Body.AllStatements().Any(s => s.Operation is Accumulate)
        ? function with { Body = new Accumulations(function, exact).Visit(function.Body) }
        : function;

    private Region Visit(Region region)
    {
        var statements = new List<Statement?>();
        var open = new Dictionary<(Value Buffer, Value Index), int>();
        for (int i = 0; i < region.Statements.Count; i++)
        {
            var statement = region.Statements[i];
            if (statement.Operation is Accumulate sum && !_exact.Contains(sum.Added))
            {
                if (Cleared(statements, sum) is { } clearing)
                {
                    statements[clearing.At] = null;
                    if (!clearing.IsSame && !Mutation.DropsWhatFollowsClearing)
                    {
                        statements.Add(statement with { Operation = new Store(sum.Buffer, sum.Index, sum.Added) });
                    }

                    continue;
                }

                var joined = statement;
                if (open.TryGetValue((sum.Buffer, sum.Index), out int before))
                {
                    var first = (Accumulate)statements[before]!.Operation;
                    var both = _values.Fresh(sum.Added.Type);
                    statements[before] = null;
                    statements.Add(new Statement(EquatableArray.Of(both), new Apply("Add", EquatableArray.Of(first.Added, sum.Added)), statement.Step));
                    joined = statement with { Operation = sum with { Added = both } };
                }

                open[(sum.Buffer, sum.Index)] = statements.Count;
                statements.Add(joined);
                continue;
            }

            if (statement.Operation is Load load && open.TryGetValue((load.Buffer, load.Index), out int added) && !_exact.Contains(statement.Result) && IsOverwritten(load, region, i + 1))
            {
                var held = _values.Fresh(statement.Result.Type);
                statements.Add(statement with { Results = EquatableArray.Of(held) });
                statements.Add(statement with { Operation = new Apply("Add", EquatableArray.Of(held, ((Accumulate)statements[added]!.Operation).Added)) });
                statements[added] = null;
                open.Remove((load.Buffer, load.Index));
                continue;
            }

            Close(statement, open);
            statements.Add(statement.Operation.Regions.Count == 0 ? statement
                : statement with { Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()) });
        }

        return region with { Statements = statements.OfType<Statement>().ToEquatableArray() };
    }

    // Where the element that something is added to was cleared, if nothing has touched it since; and whether it held just what is added, nothing having touched it between.
    private (int At, bool IsSame)? Cleared(List<Statement?> statements, Accumulate sum)
    {
        if (_zeros.Count == 0 || Mutation.AddsBehindReads)
        {
            return null;
        }

        var place = new Dictionary<(Value Buffer, Value Index), int> { [(sum.Buffer, sum.Index)] = 0 };
        int at = -1;
        for (int i = statements.Count - 1; i >= 0 && place.Count > 0; i--)
        {
            switch (statements[i]?.Operation)
            {
                case null:
                    break;
                case Store store when store.Buffer == sum.Buffer && store.Index == sum.Index:
                    if (at >= 0 || !_zeros.Contains(store.Stored))
                    {
                        return at >= 0 ? (at, false) : null;
                    }

                    at = i;
                    break;
                case Load load when at >= 0 && load.Buffer == sum.Buffer && load.Index == sum.Index && statements[i]!.Result == sum.Added:
                    return (at, true);
                default:
                    if (AddsTo(sum.Buffer, statements[i]!))
                    {
                        return at >= 0 ? (at, false) : null;
                    }

                    Close(statements[i]!, place);
                    break;
            }
        }

        return at >= 0 ? (at, false) : null;
    }

    // Additions change places with each other, in branches and loops too, but not with what is stored.
    private bool AddsTo(Value buffer, Statement statement) =>
        new[] { statement }.Concat(Mutation.OverlooksInnerAdditions ? [] : statement.Operation.Regions.SelectMany(r => r.AllStatements())).Any(s => s.Operation is Accumulate other && MayBeSame(other.Buffer, buffer));

    // Whether what is next done with the element is that it is overwritten.
    private bool IsOverwritten(Load load, Region region, int from)
    {
        var place = new Dictionary<(Value Buffer, Value Index), int> { [(load.Buffer, load.Index)] = 0 };
        for (int i = from; i < region.Statements.Count && place.Count > 0; i++)
        {
            switch (region.Statements[i].Operation)
            {
                case Store store when store.Buffer == load.Buffer && store.Index == load.Index:
                    return true;
                default:
                    if (AddsTo(load.Buffer, region.Statements[i]))
                    {
                        return false;
                    }

                    Close(region.Statements[i], place);
                    break;
            }
        }

        return false;
    }

    // What was added before must be there where a statement sees it, or where it may leave the region.
    private void Close(Statement statement, Dictionary<(Value Buffer, Value Index), int> open)
    {
        if (open.Count == 0 || Mutation.AddsBehindReads)
        {
            return;
        }

        if (Exits.Labels(statement.Operation).Count > 0)
        {
            open.Clear();
            return;
        }

        foreach (var inner in new[] { statement }.Concat(statement.Operation.Regions.SelectMany(r => r.AllStatements())))
        {
            switch (inner.Operation)
            {
                // Two sums may be made in any order, but one that keeps its bits stays where it is.
                case Accumulate sum when !_exact.Contains(sum.Added):
                case Apply or Constant or Length or Slice or NoBuffer or If or Loop or Block:
                case External { HasEffect: false } external when !external.Arguments.Any(a => a.Type.IsBuffer):
                    break;
                case Alloc:
                    break;
                case Load load when !load.Buffer.Type.Element!.IsBuffer:
                    Close(load.Buffer, open);
                    break;
                case Store store when !store.Stored.Type.IsBuffer:
                    Close(store.Buffer, open);
                    break;
                default:
                    open.Clear();
                    return;
            }
        }
    }

    private void Close(Value buffer, Dictionary<(Value Buffer, Value Index), int> open)
    {
        foreach (var place in open.Keys.Where(k => MayBeSame(k.Buffer, buffer)).ToList())
        {
            open.Remove(place);
        }
    }

    private bool MayBeSame(Value first, Value second) =>
        first == second || _aliasing.Roots(first) is not { } roots || _aliasing.Roots(second) is not { } others || roots.Any(others.Contains);
}
