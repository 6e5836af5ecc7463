using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Scratch memory whose elements are recorded as they are stored is not needed beside the record: <c>t[r] = record[k · n + r] = v</c>, read as <c>t[c]</c> in the same iteration <c>k</c>,
/// becomes <c>record[k · n + r] = v</c>, read as <c>record[k · n + c]</c>.
/// </summary>
/// <remarks>
/// One loop stores all that is ever read, each element once: <see cref="ForwardedLoads"/> says which iteration of it stored what is read, and in which all the loops around it are as far as
/// where it is read. The scratch is as long as the loop goes, so no store to it can fail.
/// </remarks>
internal sealed class RecordedScratch
{
    private readonly ValueSource _values;
    private readonly Sites _sites;
    private readonly ForwardedLoads _forwarded;
    private readonly Dictionary<Value, List<Statement?>> _users = [];
    private readonly Dictionary<Statement, Value> _records = new(ByReference.Instance);
    private readonly HashSet<Statement> _superfluous = new(ByReference.Instance);
    private readonly Dictionary<Value, Value> _named = [];

    // The place in the record by the number of the loop's iteration that writes it.
    private readonly Dictionary<Statement, (Loop Loop, Value Index)> _places = new(ByReference.Instance);

    private RecordedScratch(Function function)
    {
        _values = new ValueSource(function);
        _sites = new Sites(function.Parameters, function.Body.Statements);
        _forwarded = new ForwardedLoads(function.Body.Statements, Aliasing.Of(function), _sites);
    }

    /// <summary>The same function with such scratch memory gone; itself where there is none.</summary>
    public static Function Run(Function function)
    {
        var loops = function.Body.AllStatements().Where(s => s.Operation is Loop { Count: not null }).Select(s => (Loop)s.Operation).Where(StoresTwice).ToList();
        if (loops.Count == 0)
        {
            return function;
        }

        var pass = new RecordedScratch(function);
        pass.Use(function.Body);
        loops.ForEach(pass.Look);
        return pass._superfluous.Count == 0 ? function : function with { Body = pass.Visit(function.Body).Rename(pass._named) };
    }

    private static bool StoresTwice(Loop loop) => loop.Body.End.IsYield && Stores(loop).GroupBy(s => ((Store)s.Operation).Stored).Any(g => g.Skip(1).Any());

    private static IEnumerable<Statement> Stores(Loop loop) => loop.Body.Statements.Where(s => s.Operation is Store);

    private void Use(Region region)
    {
        foreach (var statement in region.Statements)
        {
            statement.Operation.Operands.Where(o => o.Type.IsBuffer).ToList().ForEach(o => Note(o, statement));
            statement.Operation.Regions.ToList().ForEach(Use);
        }

        region.End.Values.Where(o => o.Type.IsBuffer).ToList().ForEach(o => Note(o, null));
    }

    private void Note(Value buffer, Statement? user)
    {
        if (!_users.TryGetValue(buffer, out var users))
        {
            _users[buffer] = users = [];
        }

        users.Add(user);
    }

    private void Look(Loop loop)
    {
        foreach (var (scratch, record) in Stores(loop).SelectMany(s => Stores(loop).Where(o => o != s && ((Store)o.Operation).Stored == ((Store)s.Operation).Stored).Select(o => (s, o))))
        {
            if (!_superfluous.Contains(scratch) && !_superfluous.Contains(record) && IsRecord(record, loop) && IsScratch(scratch, loop))
            {
                _superfluous.Add(scratch);
                Value memory = ((Store)scratch.Operation).Buffer;
                Value recorded = ((Store)record.Operation).Buffer;
                foreach (var load in _users[memory].Where(u => u!.Operation is Load))
                {
                    _records[load!] = recorded;
                    _places[load!] = (loop, ((Store)record.Operation).Index);
                }

                if (recorded.Name is null && memory.Name is { } name)
                {
                    _named[recorded] = _values.Fresh(recorded.Type, name);
                }
            }
        }
    }

    // All that is read of it is what this store put there, in a loop that it is as long as.
    private bool IsScratch(Statement statement, Loop loop)
    {
        var store = (Store)statement.Operation;
        return store.Index == loop.Iteration
            && Made(store.Buffer) is { Length: { } length } && length == loop.Count
            && _users[store.Buffer].All(u => u == statement || u?.Operation is Length
                || (u?.Operation is Load && _forwarded[u.Result] is { Iteration: not null } forwarded && forwarded.Stored == store.Stored));
    }

    // A record is read only, but for this store, and every iteration of the loop has a place of its own.
    private bool IsRecord(Statement statement, Loop loop)
    {
        var store = (Store)statement.Operation;
        return Made(store.Buffer) is { Length: not null, IsArray: false }
            && _users[store.Buffer].All(u => u == statement || u?.Operation is Load)
            && (store.Index == loop.Iteration || (Definition(store.Index) is Apply { Primitive: "Add", IsChecked: false } sum
                && (sum.Arguments[0] == loop.Iteration ? IsFixed(sum.Arguments[1], loop) : sum.Arguments[1] == loop.Iteration && IsFixed(sum.Arguments[0], loop))));
    }

    // The same in all its iterations.
    private bool IsFixed(Value value, Loop loop) => !IsInside(value, loop) || Definition(value) switch
    {
        Constant => true,
        Apply { IsChecked: false, Primitive: "Add" or "Subtract" or "Multiply" } apply => apply.Arguments.All(a => IsFixed(a, loop)),
        _ => false,
    };

    private bool IsInside(Value value, Loop loop)
    {
        for (var around = _sites[value].Loop; around is not null; around = around.Parent)
        {
            if (around.Loop.Iteration == loop.Iteration)
            {
                return true;
            }
        }

        return false;
    }

    private Operation? Definition(Value value) => _sites[value].Definition?.Operation;

    private Alloc? Made(Value buffer) => Definition(buffer) as Alloc;

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements.Where(s => !_superfluous.Contains(s)))
        {
            if (_records.TryGetValue(statement, out var record))
            {
                var (loop, index) = _places[statement];
                builder.Step = statement.Step;
                var place = At(index, loop, _forwarded[statement.Result]!.Iteration!, builder);
                builder.Add(statement with { Operation = new Load(record, place) });
                builder.Step = null;
                continue;
            }

            builder.Add(statement with
            {
                Results = statement.Results.Map(_named),
                Operation = statement.Operation.With(statement.Operation.Operands, statement.Operation.Regions.Select(Visit).ToEquatableArray()),
            });
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    // A place that a loop computes in every iteration, for one of them and outside of it.
    private Value At(Value value, Loop loop, Value iteration, RegionBuilder builder)
    {
        if (value == loop.Iteration)
        {
            return Mutation.ReadsRecordBefore ? builder.Apply(iteration.Type, "Max", builder.Apply(iteration.Type, "Subtract", iteration, builder.Int(1)), builder.Int(0)) : iteration;
        }

        return !IsInside(value, loop) ? value
            : builder.Add(Definition(value)!.With(Definition(value)!.Operands.Select(o => At(o, loop, iteration, builder)).ToEquatableArray(), default), value.Type, value.Name);
    }
}
