using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// A loop that is reversed from snapshots. Its forward sweep takes some, by the binomial schedule where it is known how far it goes, and records nothing. Its
/// reverse goes back to the newest snapshot for every iteration, runs the iterations up to there again, taking snapshots where there is room by then, and runs
/// the iteration itself forward and backward at once.
/// </summary>
internal sealed class CheckpointedLoop
{
    private readonly ValueSource _values;
    private readonly Statement _statement;
    private readonly Loop _loop;
    private readonly SteppedMemory _memory;
    private readonly IReadOnlyList<Value> _changed;
    private readonly bool _restores;
    private readonly HashSet<Value> _inside;
    private readonly List<Value> _carried;
    private Snapshots _snapshots = null!;
    private Value _newest = null!;

    /// <summary>A loop of a forward sweep.</summary>
    /// <param name="values">Where fresh values come from.</param>
    /// <param name="statement">The loop.</param>
    /// <param name="memory">The memory by which its iterations depend on each other.</param>
    /// <param name="changed">The memory that its iterations only read, and that may be changed later.</param>
    /// <param name="restores">Whether memory must be, after the reverse, what it was before the loop.</param>
    public CheckpointedLoop(ValueSource values, Statement statement, SteppedMemory memory, IReadOnlyList<Value> changed, bool restores)
    {
        _values = values;
        _statement = statement;
        _loop = (Loop)statement.Operation;
        _memory = memory;
        _changed = changed;
        _restores = restores;
        _inside = [.. _loop.Body.Nested().SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results)))];
        _carried = [.. _loop.Body.Parameters.Skip(1)];
    }

    /// <summary>The labels of the loops in an iteration that is run again, by those that they had.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>What is defined in the loop.</summary>
    public bool Defines(Value value) => _inside.Contains(value);

    /// <summary>The loop with what takes the snapshots.</summary>
    public IReadOnlyList<Statement> Forward()
    {
        var builder = new RegionBuilder(_values);
        bool isKnown = _loop.Count is not null && Exits.Labels(_loop.Body).Count == 0;
        var most = builder.Int(_loop.Snapshots);
        var slots = isKnown ? builder.Add(new Apply("Min", EquatableArray.Of(most, builder.Apply(IrType.Int32, "Max", _loop.Count!, builder.Int(0)))), IrType.Int32, "snapshots") : most;
        _snapshots = Snapshots.Make(builder, slots, _carried, _memory.Roots.OrderBy(r => r.Id), _changed);
        if (!isKnown)
        {
            // Only the way back knows how far it is.
            _newest = builder.Int(0);
            _snapshots.Save(builder, _newest, builder.Int(0), [.. _loop.Initial]);
            builder.Add(_statement with { Operation = _loop with { Snapshots = 0 } });
            return builder.Statements;
        }

        var newest = _values.Fresh(IrType.Int32, "newest");
        var due = _values.Fresh(IrType.Int32, "due");
        var body = builder.Nested([.. _loop.Body.Parameters, newest, due]);
        var (after, next) = SaveWhenDue(body, _snapshots, _loop.Iteration, _carried, (newest, due), _loop.Count!);
        foreach (var statement in _loop.Body.Statements)
        {
            body.Add(statement);
        }

        _newest = _values.Fresh(IrType.Int32, "newest");
        builder.Add(_statement with
        {
            Results = _statement.Results.Concat([_newest, _values.Fresh(IrType.Int32, "due")]).ToEquatableArray(),
            Operation = _loop with
            {
                Initial = _loop.Initial.Concat([builder.Int(-1), builder.Int(0)]).ToEquatableArray(),
                Body = body.Yield(_loop.Body.End.Values.Concat([after, next])),
                Snapshots = 0,
            },
        });
        return builder.Statements;
    }

    /// <summary>The reverse of the loop. Its body begins with a forward sweep: that of the way from the newest snapshot, and of the iteration itself.</summary>
    /// <param name="statement">The reverse that needs a record.</param>
    /// <param name="forwardCount">How many statements of the body are the forward sweep.</param>
    public IReadOnlyList<Statement> Reverse(Statement statement, out int forwardCount)
    {
        var backward = (Loop)statement.Operation;
        var before = new RegionBuilder(_values);
        var recalled = new Dictionary<Value, Value>();
        var newest = _values.Fresh(IrType.Int32, "newest");
        var body = before.Nested([.. backward.Body.Parameters, newest]);
        var iteration = backward.Iteration;
        var snapshots = _snapshots.Rename(Use);
        body.Step = Statement.AgainStep;
        var known = _loop.Body.FreeValues().ToDictionary(v => v, Use);

        var from = snapshots.At(body, newest);
        var to = body.Apply(IrType.Int32, "Add", iteration, body.Int(1));
        var restored = snapshots.Restore(body, newest, _carried);
        var (state, taken) = Advance(body, snapshots, known, restored, newest, (from, iteration, to));
        var isUsedUp = body.Apply(IrType.Bool, "Equal", snapshots.At(body, taken), iteration);

        body.Step = null;
        var copy = new Duplicate(_values, Renamed(known, iteration, state));
        var step = Again(copy);
        foreach (var again in step)
        {
            body.Add(again);
        }

        foreach (var label in copy.Labels)
        {
            Labels[label.Key] = label.Value;
        }

        forwardCount = body.Statements.Count;
        var inScope = new HashSet<Value>(step.SelectMany(s => s.Results).Concat(state).Append(iteration).Concat(known.Values));
        var renamed = new Dictionary<Value, Value>();
        foreach (var inner in backward.Body.Statements)
        {
            Inline(inner, body.Add);
        }

        var left = _values.Fresh(IrType.Int32, "newest");
        var earlier = body.Nested();
        body.If(isUsedUp, [left], earlier.Yield(earlier.Apply(IrType.Int32, "Subtract", taken, earlier.Int(Mutation.ForgetsUsedSnapshots ? 0 : 1))), body.Nested().Yield(taken));
        var reverse = statement with
        {
            Results = statement.Results.Append(_values.Fresh(IrType.Int32, "newest")).ToEquatableArray(),
            Operation = backward with
            {
                Initial = backward.Initial.Append(Use(_newest)).ToEquatableArray(),
                Body = body.Yield(backward.Body.End.Values.Map(renamed).Append(left)),
            },
        };
        snapshots.RestoreChanged(before);
        before.Add(reverse);
        if (_restores)
        {
            var first = before.Nested();
            snapshots.RestoreMemory(first, first.Int(0));
            before.If(before.Apply(IrType.Bool, "Less", before.Int(0), backward.Count!), [], first.Yield(), before.Nested().Yield());
        }

        return before.Statements;

        Value Use(Value value)
        {
            if (!recalled.TryGetValue(value, out var got))
            {
                recalled[value] = got = before.Add(new Recall(value, default), value.Type, value.Name);
            }

            return got;
        }

        // What the reverse of the iteration recalls of it is there, unless it is hidden inside a choice or a loop of it.
        void Inline(Statement inner, Action<Statement> add)
        {
            if (inner.Operation is Recall recall)
            {
                var value = Defines(recall.Recalled) ? copy[recall.Recalled] : Use(recall.Recalled);
                if (!Defines(recall.Recalled) || inScope.Contains(value))
                {
                    renamed[inner.Result] = value;
                }
                else
                {
                    add(inner with { Operation = new Recall(value, recall.Iterations.Skip(1).ToEquatableArray().Map(renamed)) });
                }

                return;
            }

            var regions = inner.Operation.Regions.Select(r =>
            {
                var statements = new List<Statement>();
                foreach (var nested in r.Statements)
                {
                    Inline(nested, statements.Add);
                }

                return new Region(r.Parameters, statements.ToEquatableArray(), r.End with { Values = r.End.Values.Map(renamed) });
            }).ToEquatableArray();
            add(inner with { Operation = inner.Operation.With(inner.Operation.Operands.Map(renamed), regions) });
        }
    }

    // From a snapshot to the beginning of an iteration, with snapshots on the way.
    private (IReadOnlyList<Value> State, Value Newest) Advance(
        RegionBuilder body, Snapshots snapshots, Dictionary<Value, Value> known, IReadOnlyList<Value> restored, Value newest, (Value From, Value Until, Value To) way)
    {
        var carried = _carried.Select(_values.Fresh).ToList();
        var number = _values.Fresh(IrType.Int32);
        var (newestThere, due) = (_values.Fresh(IrType.Int32, "newest"), _values.Fresh(IrType.Int32, "due"));
        var inside = body.Nested([number, .. carried, newestThere, due]);
        var iteration = inside.Add(new Apply("Add", EquatableArray.Of(way.From, number)), IrType.Int32, _loop.Iteration.Name);
        var (after, next) = SaveWhenDue(inside, snapshots, iteration, carried, (newestThere, due), way.To);
        var copy = new Duplicate(_values, Renamed(known, iteration, carried));
        foreach (var again in Again(copy))
        {
            inside.Add(again);
        }

        var region = inside.Yield(_loop.Body.End.Values.Select(v => copy[v]).Concat([after, next]));
        var count = body.Apply(IrType.Int32, "Subtract", way.Until, way.From);
        var state = _carried.Select(_values.Fresh).ToList();
        var taken = _values.Fresh(IrType.Int32, "newest");
        body.Add(
            new Loop(_values.FreshLabel("again"), count, IsReversed: false, restored.Concat([newest, snapshots.Next(body, newest, way.From, way.To)]).ToEquatableArray(), region),
            [.. state, taken, _values.Fresh(IrType.Int32, "due")]);
        return (state, taken);
    }

    private (Value Newest, Value Due) SaveWhenDue(
        RegionBuilder builder, Snapshots snapshots, Value iteration, IReadOnlyList<Value> carried, (Value Newest, Value Due) last, Value end)
    {
        var then = builder.Nested();
        then.Step = Statement.SnapshotStep;
        var slot = then.Add(new Apply("Add", EquatableArray.Of(last.Newest, then.Int(1))), IrType.Int32, "newest");
        snapshots.Save(then, slot, iteration, carried);
        var next = snapshots.Next(then, slot, iteration, end);
        var results = (Newest: _values.Fresh(IrType.Int32, "newest"), Due: _values.Fresh(IrType.Int32, "due"));
        builder.If(builder.Apply(IrType.Bool, "Equal", iteration, last.Due), [results.Newest, results.Due], then.Yield(slot, next), builder.Nested().Yield(last.Newest, last.Due));
        return results;
    }

    private Dictionary<Value, Value> Renamed(Dictionary<Value, Value> known, Value iteration, IReadOnlyList<Value> state)
    {
        var renamed = new Dictionary<Value, Value>(known) { [_loop.Iteration] = iteration };
        for (int i = 0; i < _carried.Count; i++)
        {
            renamed[_carried[i]] = state[i];
        }

        return renamed;
    }

    // An iteration that is known to end normally, once more: what guards it has let it pass, and what is stored for later is there.
    private List<Statement> Again(Duplicate copy)
    {
        var again = new List<Statement>();
        Append(_loop.Body.Statements);
        if (!_loop.Body.End.IsYield || again.Any(s => Exits.Labels(s.Operation).Count > 0))
        {
            throw new CheckpointException(_loop.Label, "is left from inside another one");
        }

        return again;

        void Append(IEnumerable<Statement> statements)
        {
            foreach (var statement in statements.Where(IsNeeded))
            {
                if (statement.Operation is If choice && Exits.Completes(choice.Then) != Exits.Completes(choice.Else))
                {
                    var arm = Exits.Completes(choice.Then) ? choice.Then : choice.Else;
                    Append(arm.Statements);
                    for (int i = 0; i < statement.Results.Count; i++)
                    {
                        copy.Set(statement.Results[i], arm.End.Values[i]);
                    }
                }
                else
                {
                    again.Add(copy.Of(Stripped(statement)));
                }
            }
        }
    }

    private Statement Stripped(Statement statement) => statement.Operation.Regions.Count == 0 ? statement : statement with
    {
        Operation = statement.Operation.With(
            statement.Operation.Operands, statement.Operation.Regions.Select(r => r with { Statements = r.Statements.Where(IsNeeded).Select(Stripped).ToEquatableArray() }).ToEquatableArray()),
    };

    private bool IsNeeded(Statement statement) =>
        !(SteppedMemory.Written(statement.Operation) is { } written && statement.Results.Count == 0 && _memory.IsForLater(written))
        && !(statement.Operation is External { HasEffect: true } guard && statement.Results.Count == 0 && Repeating.IsGuard(guard));
}
