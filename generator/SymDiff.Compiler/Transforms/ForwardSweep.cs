using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Transforms;

/// <summary>
/// The primal with what the reverse sweep may ask for beside it: a shadow for every buffer, the content that a store overwrites, how far a
/// loop came that was broken off, whether a statement was left early, the record of every call. What is not asked for in the end is dead code.
/// </summary>
internal sealed class ForwardSweep
{
    private readonly ValueSource _values;
    private readonly Module _callees;
    private readonly Dictionary<Value, Value> _shadows = [];
    private readonly Dictionary<string, Loop?> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<Value> _direct;
    private readonly string _returnLabel;

    // Of the region that is being visited: what vector functions read there.
    private Dictionary<Value, Value> _elements = [];

    public ForwardSweep(ValueSource values, Module callees, HashSet<Value> direct)
    {
        _values = values;
        _callees = callees;
        _direct = direct;
        _returnLabel = values.FreshLabel("forward");
    }

    /// <summary>Whether a call that is handed no memory stays what it is, and its pullback is called in the reverse sweep.</summary>
    public bool CallsWhole { get; init; }

    /// <summary>What a store overwrote, and the shadow of that if it was a buffer.</summary>
    public Dictionary<Statement, (Value Old, Value? OldShadow)> Overwritten { get; } = new(ByReference.Instance);

    /// <summary>How many iterations a loop completed that can be broken off: the number of the iteration that broke it, or its count.</summary>
    public Dictionary<Statement, Value> Completed { get; } = new(ByReference.Instance);

    /// <summary>Defined right after a statement that can be left early.</summary>
    public Dictionary<Statement, Value> Reached { get; } = new(ByReference.Instance);

    /// <summary>The record that a call's forward half left.</summary>
    public Dictionary<Statement, Value> Frames { get; } = new(ByReference.Instance);

    /// <summary>What is read around a call of a vector function.</summary>
    public Dictionary<Statement, VectorElements> Vectors { get; } = new(ByReference.Instance);

    /// <summary>How many forward loops are around a value's definition.</summary>
    public Dictionary<Value, int> Depth { get; } = [];

    /// <summary>The shadow of a buffer; null for a constant one.</summary>
    public Value? Shadow(Value buffer) => _shadows.TryGetValue(buffer, out var shadow) ? shadow : null;

    /// <summary>Says what the shadow of a parameter is.</summary>
    public void SetShadow(Value buffer, Value shadow) => _shadows[buffer] = shadow;

    /// <summary>Appends the sweep over a function's body.</summary>
    /// <param name="function">The primal.</param>
    /// <param name="builder">Where to append.</param>
    /// <param name="parameters">All parameters of the function being built.</param>
    /// <returns>The function's results, then the shadows of those that are buffers.</returns>
    public IReadOnlyList<Value> Append(Function function, RegionBuilder builder, IEnumerable<Value> parameters)
    {
        IReadOnlyList<Value> results;
        if (!Exits.Labels(function.Body).Contains(Function.ReturnLabel))
        {
            var inner = builder.Nested();
            var region = Visit(function.Body, inner, null);
            foreach (var statement in region.Statements)
            {
                builder.Add(statement);
            }

            results = [.. region.End.Values];
        }
        else
        {
            _labels[Function.ReturnLabel] = null;
            var body = Visit(function.Body, builder.Nested(), null);
            var types = function.Results.Concat(function.Results.Where(t => t.HasShadow));
            results = [.. types.Select(t => _values.Fresh(t))];
            builder.Add(new Statement(results.ToEquatableArray(), new Block(_returnLabel, body)));
        }

        foreach (var parameter in parameters)
        {
            Depth[parameter] = 0;
        }

        Measure(builder.Statements, 0);
        return results;
    }

    private void Measure(IEnumerable<Statement> statements, int depth)
    {
        foreach (var statement in statements)
        {
            foreach (var result in statement.Results)
            {
                Depth[result] = depth;
            }

            foreach (var region in statement.Operation.Regions)
            {
                int inner = statement.Operation is Loop ? depth + 1 : depth;
                foreach (var parameter in region.Parameters)
                {
                    Depth[parameter] = inner;
                }

                Measure(region.Statements, inner);
            }
        }
    }

    private Region Visit(Region region, RegionBuilder builder, Loop? brokenOff)
    {
        var outer = _elements;
        _elements = [];
        foreach (var statement in region.Statements)
        {
            Visit(statement, builder);
        }

        _elements = outer;

        var handed = WithShadows(region.End.Values, builder);
        if (region.End.Label is not { } label)
        {
            if (brokenOff is not null)
            {
                handed.Add(builder.Apply(IrType.Int32, "Add", brokenOff.Iteration, builder.Int(Mutation.MissesLastIteration ? 0 : 1)));
            }

            return builder.End(null, handed);
        }

        if (_labels[label] is { } left)
        {
            handed.Add(left.Iteration);
        }

        return builder.End(label == Function.ReturnLabel ? _returnLabel : label, handed);
    }

    private List<Value> WithShadows(EquatableArray<Value> values, RegionBuilder builder) => WithShadows(values, builder, _ => true);

    private List<Value> WithShadows(EquatableArray<Value> values, RegionBuilder builder, Func<int, bool> isActive) =>
        [.. values, .. values.Where((v, i) => v.Type.HasShadow && isActive(i)).Select(v => ShadowOrScratch(v, builder))];

    // A constant that meets active buffers (in a choice, as an argument) gets a shadow to throw away: who reads it next cannot tell them apart.
    private Value ShadowOrScratch(Value buffer, RegionBuilder builder) =>
        Shadow(buffer) ?? builder.Add(new Alloc(buffer.Type.Element!, builder.Add(new Length(buffer), IrType.Int32)), buffer.Type);

    private Value NewShadow(Value buffer)
    {
        var shadow = _values.Fresh(buffer.Type, DerivedNames.Cotangent(buffer.Name));
        _shadows[buffer] = shadow;
        return shadow;
    }

    private void Visit(Statement statement, RegionBuilder builder)
    {
        if (statement.Operation is not (Constant or Apply or Length or Load or Slice or Alloc or NoBuffer or Vector))
        {
            _elements.Clear();
        }

        switch (statement.Operation)
        {
            case Alloc or Slice when _direct.Contains(statement.Result):
                // The reverse sweep makes its shadow.
                builder.Add(statement);
                break;
            case Alloc or NoBuffer when statement.Result.Type.HasShadow:
                builder.Add(statement);
                builder.Add(statement.Operation, NewShadow(statement.Result));
                break;
            case Slice s when s.Buffer.Type.HasShadow:
                builder.Add(statement);
                if (Shadow(s.Buffer) is { } whole)
                {
                    builder.Add(s with { Buffer = whole }, NewShadow(statement.Result));
                }

                break;
            case Load l when statement.Result.Type.HasShadow:
                builder.Add(statement);
                if (Shadow(l.Buffer) is { } loadedFrom)
                {
                    builder.Add(l with { Buffer = loadedFrom }, NewShadow(statement.Result));
                }

                break;
            case Store s:
                VisitStore(statement, s, builder);
                break;
            case Accumulate a:
                Overwritten[statement] = (builder.Add(new Load(a.Buffer, a.Index), a.Added.Type), null);
                builder.Add(statement);
                break;
            case Call c:
                VisitCall(statement, c, builder);
                break;
            case Vector v:
                Vectors[statement] = VectorElements.Append(statement, v, builder, _elements);
                break;
            case If or Block or Loop:
                VisitNested(statement, builder);
                break;
            default:
                builder.Add(statement);
                break;
        }

        if (statement.Operation.Regions.Count > 0 && Exits.Labels(statement.Operation).Count > 0)
        {
            Reached[statement] = builder.Add(new Reached(), IrType.Bool);
        }
    }

    private void VisitStore(Statement statement, Store store, RegionBuilder builder)
    {
        var old = builder.Add(new Load(store.Buffer, store.Index), store.Stored.Type);
        Value? oldShadow = null;
        builder.Add(statement);
        if (store.Stored.Type.HasShadow && Shadow(store.Buffer) is { } shadow)
        {
            // A buffer's shadow moves with it, in the same direction: it is memory, not a cotangent.
            oldShadow = builder.Add(new Load(shadow, store.Index), store.Stored.Type);
            builder.Add(new Store(shadow, store.Index, ShadowOrScratch(store.Stored, builder)));
        }

        Overwritten[statement] = (old, oldShadow);
    }

    private void VisitCall(Statement statement, Call call, RegionBuilder builder)
    {
        if (CallsWhole && !call.Arguments.Concat(statement.Results).Any(v => v.Type.IsBuffer))
        {
            builder.Add(statement);
            return;
        }

        var arguments = WithShadows(call.Arguments, builder, i => _callees.IsActive(call.Callee, i));
        var frame = _values.Fresh(IrType.Frame);
        Frames[statement] = frame;
        var results = statement.Results.Concat(statement.Results.Where(r => r.Type.HasShadow).Select(NewShadow)).Append(frame);

        // A forward half keeps the shadows that it is handed for its reverse half, and does not look into them.
        var onlyRead = call.OnlyRead.Count == 0 ? default : call.OnlyRead.Concat(arguments.Skip(call.Arguments.Count).Select(a => !a.Type.Element!.IsBuffer)).ToEquatableArray();
        builder.Add(new Statement(results.ToEquatableArray(), new Call(DerivedNames.Forward(call.Callee), arguments.ToEquatableArray(), onlyRead, arguments.Count - call.Arguments.Count)));
        if (Mutation.RunsForwardTwice && results.Any())
        {
            builder.Add(new Statement(results.Select(r => Frames[statement] = _values.Fresh(r.Type)).ToEquatableArray(), builder.Statements[builder.Statements.Count - 1].Operation));
        }
    }

    private void VisitNested(Statement statement, RegionBuilder builder)
    {
        var results = statement.Results.ToList();
        switch (statement.Operation)
        {
            case If f:
                var then = Visit(f.Then, builder.Nested(), null);
                var otherwise = Visit(f.Else, builder.Nested(), null);
                results.AddRange(statement.Results.Where(r => r.Type.HasShadow).Select(NewShadow));
                builder.If(f.Condition, results, then, otherwise);
                break;
            case Block b:
                _labels[b.Label] = null;
                var body = Visit(b.Body, builder.Nested(), null);
                results.AddRange(statement.Results.Where(r => r.Type.HasShadow).Select(NewShadow));
                builder.Add(new Statement(results.ToEquatableArray(), new Block(b.Label, body)));
                break;
            case Loop l:
                VisitLoop(statement, l, results, builder);
                break;
        }
    }

    private void VisitLoop(Statement statement, Loop loop, List<Value> results, RegionBuilder builder)
    {
        var brokenOff = Exits.Labels(loop.Body).Contains(loop.Label) ? loop : null;
        if (brokenOff is not null && loop.IsReversed)
        {
            throw new NotSupportedException("A reversed loop is never broken off.");
        }

        _labels[loop.Label] = brokenOff;
        var initial = WithShadows(loop.Initial, builder);
        var parameters = loop.Body.Parameters.ToList();
        parameters.AddRange(loop.Body.Parameters.Where(p => p.Type.HasShadow).Select(NewShadow));
        results.AddRange(statement.Results.Where(r => r.Type.HasShadow).Select(NewShadow));
        if (brokenOff is not null)
        {
            initial.Add(builder.Int(0));
            parameters.Add(_values.Fresh(IrType.Int32));
            var completed = _values.Fresh(IrType.Int32);
            results.Add(completed);
            Completed[statement] = completed;
        }

        var body = Visit(loop.Body, builder.Nested([.. parameters]), brokenOff);
        builder.Add(new Statement(results.ToEquatableArray(), loop with { Initial = initial.ToEquatableArray(), Body = body }));
    }
}
