using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// Rewrites the forward sweep so that it keeps what the plan says. A value outside all loops goes into a variable, which in this form means: it
/// travels outward as a result of every operation around it, with a zero where it was not reached. A value inside loops goes into a record, at
/// the iteration's ticket: a number unique over the whole run, so that records are only ever appended to and can be read at any place.
/// </summary>
internal sealed class Recording
{
    private readonly RecallPlan _plan;
    private readonly RegionBuilder _top;
    private readonly ValueSource _values;
    private readonly Dictionary<Value, Variable> _variables = [];
    private readonly Dictionary<LoopSite, Variable> _counters = [];
    private readonly Dictionary<LoopSite, Variable> _baseRecords = [];
    private readonly Dictionary<Value, Variable> _records = [];
    private readonly Dictionary<Statement, LoopSite> _loops = new(ByReference.Instance);
    private readonly Dictionary<LoopSite, Value> _tickets = [];
    private readonly Dictionary<Statement, List<Variable>> _assigned = new(ByReference.Instance);
    private readonly Dictionary<string, List<Variable>> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<Variable, Value> _current = [];

    public Recording(RecallPlan plan, RegionBuilder top)
    {
        _plan = plan;
        _top = top;
        _values = top.Values;
        foreach (var loop in plan.TicketLoops)
        {
            _loops[loop.Statement] = loop;
        }

        foreach (var loop in plan.CountedLoops)
        {
            _counters[loop] = new Variable(IrType.Int32, null);
            _baseRecords[loop] = (Mutation.SharesStarts ? _baseRecords.Values.FirstOrDefault(r => r.RecordedIn == loop.Parent) : null) ?? new Variable(IrType.Buffer(IrType.Int32), loop.Parent);
        }

        foreach (var site in plan.Kept)
        {
            if (site.Loop is null)
            {
                _variables[site.Value] = new Variable(site.Value.Type, null, site.Value.Name);
            }
            else
            {
                _records[site.Value] = (Mutation.SharesRecords ? _records.Values.FirstOrDefault(r => r.RecordedIn == site.Loop && r.Type.Element == site.Value.Type) : null) ?? new Variable(IrType.Buffer(site.Value.Type), site.Loop, site.Value.Name);
            }
        }
    }

    /// <summary>A local of the forward sweep that is assigned in one place.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="RecordedIn">For a record, the loop whose tickets number it.</param>
    /// <param name="Name">The user's name for what it holds.</param>
    private sealed record Variable(IrType Type, LoopSite? RecordedIn, string? Name = null)
    {
        public bool Equals(Variable? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    /// <summary>After <see cref="Append"/>: a kept value outside all loops.</summary>
    public Value Kept(Value value) => _current[_variables[value]];

    /// <summary>After <see cref="Append"/>: the record of a kept value inside loops.</summary>
    public Value Record(Value value) => _current[_records[value]];

    /// <summary>After <see cref="Append"/>: the record of the tickets at which a loop began.</summary>
    public Value BaseRecord(LoopSite loop) => _current[_baseRecords[loop]];

    /// <summary>Appends the forward sweep to the top-level builder.</summary>
    public void Append(IReadOnlyList<Statement> forward)
    {
        foreach (var variable in _variables.Values.Concat(_counters.Values).Concat(_records.Values).Concat(_baseRecords.Values))
        {
            _current[variable] = _top.Zero(variable.Type);
        }

        foreach (var statement in forward)
        {
            Visit(statement, _top);
        }
    }

    private Region Visit(Region region, IReadOnlyList<Variable> yielded, RegionBuilder builder)
    {
        foreach (var parameter in region.Parameters)
        {
            Keep(parameter, builder);
        }

        foreach (var statement in region.Statements)
        {
            Visit(statement, builder);
        }

        var handed = region.End.IsYield ? yielded : _labels.TryGetValue(region.End.Label!, out var left) ? left : [];
        return builder.End(region.End.Label, region.End.Values.Concat(handed.Select(v => _current[v])));
    }

    private void Visit(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation is Loop && _loops.TryGetValue(statement, out var loop))
        {
            BeforeLoop(loop, builder);
        }

        if (statement.Operation is Reached)
        {
            // That a place is reached is no question in the place itself; what is kept of it says so elsewhere.
            builder.Add(statement with { Operation = new Constant(Literal.Of(true)) });
        }
        else if (statement.Operation.Regions.Count == 0)
        {
            builder.Add(statement);
        }
        else
        {
            VisitNested(statement, builder);
        }

        foreach (var result in statement.Results)
        {
            Keep(result, builder);
        }
    }

    // The records of a nest are made before its outermost loop; the counter of a loop moves on by what it is going to run.
    private void BeforeLoop(LoopSite loop, RegionBuilder builder)
    {
        if (loop.Parent is null)
        {
            foreach (var record in _records.Values.Concat(_baseRecords.Values).Where(r => r.RecordedIn!.Nest[0] == loop))
            {
                _current[record] = builder.Add(new Alloc(record.Type.Element!, Slots(record.RecordedIn!, builder), IsRecord: true), record.Type, record.Name is null ? null : record.Name + "Record");
            }
        }

        if (_counters.TryGetValue(loop, out var counter))
        {
            builder.Add(new Store(_current[_baseRecords[loop]], _tickets[loop.Parent!], _current[counter]));
        }
    }

    // The number of tickets where it is known beforehand.
    private Value? Slots(LoopSite innermost, RegionBuilder builder)
    {
        Value? slots = null;
        foreach (var loop in innermost.Nest)
        {
            if (!_plan.IsRectangular(loop))
            {
                return null;
            }

            var count = builder.Apply(IrType.Int32, "Max", Before(loop.Loop.Count!, builder), builder.Int(0));
            slots = slots is null ? count : builder.Apply(IrType.Int32, "Multiply", slots, count);
        }

        return slots;
    }

    // What is computed inside loops of what stands before them, there.
    private Value Before(Value value, RegionBuilder builder)
    {
        var site = _plan.Site(value);
        return site.Definition?.Operation is { } operation && (operation is Constant || site.Loop is not null)
            ? builder.Add(operation.With(operation.Operands.Select(o => Before(o, builder)).ToEquatableArray(), default), value.Type, value.Name)
            : value;
    }

    private void VisitNested(Statement statement, RegionBuilder builder)
    {
        var assigned = Assigned(statement);
        if (statement.Operation.Label() is { } label)
        {
            _labels[label] = assigned;
        }

        // Only what is assigned inside differs there; a copy of everything would cost every region the length of the function.
        var outside = assigned.Select(v => _current[v]).ToList();
        var operation = statement.Operation;
        if (operation is Loop loop)
        {
            var parameters = assigned.Select(v => _values.Fresh(v.Type)).ToList();
            var counter = _loops.TryGetValue(statement, out var site) && _counters.TryGetValue(site, out var own) ? _current[own] : null;
            Set(parameters);
            var body = builder.Nested([.. loop.Body.Parameters, .. parameters]);
            InLoop(statement, counter, body);
            operation = loop with
            {
                Initial = loop.Initial.Concat(outside).ToEquatableArray(),
                Body = Visit(loop.Body, assigned, body),
            };
        }
        else
        {
            operation = operation.With(operation.Operands, operation.Regions.Select(r =>
            {
                Set(outside);
                return Visit(r, assigned, builder.Nested());
            }).ToEquatableArray());
        }

        var results = assigned.Select(v => _values.Fresh(v.Type)).ToList();
        builder.Add(new Statement(statement.Results.Concat(results).ToEquatableArray(), operation, statement.Step));
        Set(results);

        void Set(List<Value> values)
        {
            for (int i = 0; i < assigned.Count; i++)
            {
                _current[assigned[i]] = values[i];
            }
        }
    }

    private void InLoop(Statement statement, Value? before, RegionBuilder body)
    {
        if (!_loops.TryGetValue(statement, out var loop))
        {
            return;
        }

        var iteration = loop.Loop.Iteration;
        if (loop.Parent is null)
        {
            _tickets[loop] = iteration;
        }
        else if (_counters.TryGetValue(loop, out var counter))
        {
            var ticket = Mutation.ReusesTickets ? iteration : body.Apply(IrType.Int32, "Add", before!, iteration);
            _tickets[loop] = ticket;
            var seen = body.Apply(IrType.Int32, "Add", ticket, body.Int(1));
            // Numbers of a reversed loop fall: the counter stays at the highest seen.
            _current[counter] = loop.Loop.IsReversed ? body.Apply(IrType.Int32, "Max", _current[counter], seen) : seen;
        }
        else
        {
            var start = body.Apply(IrType.Int32, "Multiply", _tickets[loop.Parent], loop.Loop.Count!);
            _tickets[loop] = Mutation.ReusesTickets ? iteration : body.Apply(IrType.Int32, "Add", start, iteration);
        }
    }

    private void Keep(Value value, RegionBuilder builder)
    {
        if (_variables.TryGetValue(value, out var variable))
        {
            _current[variable] = value;
        }
        else if (_records.TryGetValue(value, out var record))
        {
            builder.Add(new Store(_current[record], _tickets[record.RecordedIn!], value));
        }
    }

    // The variables assigned inside the statement's regions, which travel outward as its results.
    private List<Variable> Assigned(Statement statement)
    {
        if (_assigned.TryGetValue(statement, out var known))
        {
            return known;
        }

        var assigned = new List<Variable>();
        if (_loops.TryGetValue(statement, out var site) && _counters.TryGetValue(site, out var own))
        {
            assigned.Add(own);
        }

        foreach (var inner in statement.Operation.Regions.SelectMany(r => r.Statements))
        {
            assigned.AddRange(inner.Results.Where(_variables.ContainsKey).Select(r => _variables[r]));
            assigned.AddRange(Assigned(inner));
            if (_loops.TryGetValue(inner, out var loop) && loop.Parent is null)
            {
                assigned.AddRange(_records.Values.Concat(_baseRecords.Values).Where(r => r.RecordedIn!.Nest[0] == loop));
            }
        }

        _assigned[statement] = assigned;
        return assigned;
    }
}
