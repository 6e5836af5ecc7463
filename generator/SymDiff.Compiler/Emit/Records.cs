using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;

namespace SymDiff.Compiler.Emit;

/// <summary>A record of the method: a local of the run-time type <c>SymDiff.Record</c>, made where the method begins. Only the emitter knows it.</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Width">How many of them an iteration keeps together, as a row.</param>
internal sealed record MakeRecord(IrType Element, int Width = 1) : Operation
{
    /// <inheritdoc/>
    public override bool MakesMemory => true;

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this;
}

/// <summary>Memory of a known length out of a record.</summary>
/// <param name="Record">The record.</param>
/// <param name="Length">How long it is.</param>
/// <param name="IsZeroed">Whether all of it must be zero; else all of it is written before it is read.</param>
/// <param name="IsArray">Whether it stands for an array, of which a negative length is an error; else nothing is taken then.</param>
internal sealed record TakeMemory(Value Record, Value Length, bool IsZeroed, bool IsArray) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Record, Length);

    /// <inheritdoc/>
    public override IEnumerable<Value> Refers => [Record];

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new TakeMemory(operands[0], operands[1], IsZeroed, IsArray);
}

/// <summary>An array of C#, which the method returns.</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Length">How long it is.</param>
internal sealed record NewArray(IrType Element, Value Length) : Operation
{
    /// <inheritdoc/>
    public override bool MakesMemory => true;

    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Length);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => this with { Length = operands[0] };
}

/// <summary>Makes a record that grows as it is written empty again.</summary>
/// <param name="Record">The record.</param>
internal sealed record ResetRecord(Value Record) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Record);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new ResetRecord(operands[0]);
}

/// <summary>
/// Turns allocations into records, which are made where the method begins and returned where it ends, whatever happens in between. A buffer
/// that can only be one allocation is that allocation wherever it is used, so no variable ever holds a buffer.
/// </summary>
internal sealed class Records
{
    // How the recording pass names the record of a value.
    private const string Suffix = "Record";

    private readonly Function _function;
    private readonly ValueSource _values;
    private readonly Dictionary<Value, Value> _memory = [];
    private readonly Dictionary<Value, Operation> _definitions = [];
    private readonly List<Statement> _made = [];
    private readonly HashSet<Value> _escapes = [];

    private Aliasing? _aliasing;

    // What is no memory at all, wherever it comes from, reads as zero.
    private Func<Value, bool> _isNothing = _ => false;
    private readonly List<(Statement Choice, int Arm)> _path = [];
    private readonly Dictionary<Value, (Statement Choice, int Arm)[]> _arms = [];

    private Records(Function function)
    {
        _function = function;
        _values = new ValueSource(function);
    }

    /// <summary>The same function with records for memory of its own.</summary>
    public static Function Run(Function function)
    {
        function = MemoryNumbers.Run(function);
        if (!function.Body.AllStatements().Any(s => s.Operation is Alloc or NoBuffer))
        {
            return function;
        }

        var pass = new Records(function);
        return pass.Run();
    }

    private Function Run()
    {
        foreach (var statement in _function.Body.AllStatements().Where(s => s.Results.Count == 1))
        {
            _definitions[statement.Result] = statement.Operation;
        }

        var aliasing = _aliasing = Aliasing.Of(_function);

        // What is nowhere defined is no form's yet, and is said to be so.
        var known = new HashSet<Value>(_definitions.Keys.Concat(_function.Parameters).Concat(_function.Body.Nested().SelectMany(r => r.Parameters)).Concat(_function.Body.AllStatements().SelectMany(s => s.Results)));
        _isNothing = b => known.Contains(b) && aliasing.Roots(b) is { Count: 0 };
        _escapes.UnionWith(Escapes.Of(_function, aliasing));
        var statements = Visit(_function.Body, isTop: true, isRepeated: false).Statements;
        ShareExclusive(aliasing);
        var renamed = _function.Body.AllStatements().SelectMany(s => s.Results).Concat(_function.Body.Nested().SelectMany(r => r.Parameters))
            .Where(v => v.Type.IsBuffer && !aliasing.MayBePart(v) && !(_definitions.TryGetValue(v, out var definition) && definition is PickMemory))
            .Select(v => (Value: v, Memory: aliasing.Roots(v)?.Select(MemoryOf).OfType<Value>().Distinct().ToList()))
            .Where(v => v.Memory is { Count: 1 })
            .ToDictionary(v => v.Value, v => v.Memory![0]);
        var body = (_function.Body with { Statements = _made.Concat(statements).ToEquatableArray() }).Rename(renamed);
        foreach (var statement in body.AllStatements())
        {
            Require(statement.Operation);
        }

        return _function with { Body = body };
    }

    // Memory that is never anything else has one name: that of the caller's too, wherever it was handed on.
    private Value? MemoryOf(Value root) => _memory.TryGetValue(root, out var memory) ? memory : _function.Parameters.Contains(root) ? root : null;

    // Of allocations in different arms of a choice only one is ever made: they can be one record.
    private void ShareExclusive(Aliasing aliasing)
    {
        foreach (var value in _function.Body.AllStatements().SelectMany(s => s.Results).Where(r => r.Type.IsBuffer))
        {
            var roots = aliasing.Roots(value)?.Where(_memory.ContainsKey).ToList() ?? [];
            for (int i = 1; i < roots.Count; i++)
            {
                var (kept, other) = (_memory[roots[0]], _memory[roots[i]]);
                if (kept != other && _memory.Where(m => m.Value == kept).All(k => _memory.Where(m => m.Value == other).All(o => AreExclusive(k.Key, o.Key))))
                {
                    foreach (var root in _memory.Where(m => m.Value == other).Select(m => m.Key).ToList())
                    {
                        _memory[root] = kept;
                    }

                    _made.RemoveAll(m => m.Result == other);
                }
            }
        }
    }

    private bool AreExclusive(Value a, Value b) => _arms[a].Any(x => _arms[b].Any(y => ReferenceEquals(x.Choice, y.Choice) && x.Arm != y.Arm));

    // What grows has no length, and a buffer that may be one allocation or another would have to be held by a variable.
    private void Require(Operation operation)
    {
        if (operation is Vector vector)
        {
            foreach (var operand in vector.Operands.Where(o => o.Type.IsBuffer))
            {
                Require(new Length(operand));
            }

            return;
        }

        var buffer = operation switch
        {
            Load load => load.Buffer,
            Store store => store.Buffer,
            Accumulate accumulate => accumulate.Buffer,
            Length length => length.Buffer,
            Slice slice => slice.Buffer,
            _ => null,
        };
        bool isKnown = buffer is null || _function.Parameters.Contains(buffer) || _memory.ContainsValue(buffer)
            || (_definitions.TryGetValue(buffer, out var definition) && definition is Slice or PickMemory);
        bool grows = operation is Length or Slice && _made.Any(m => m.Result == buffer);
        if (!isKnown || grows)
        {
            throw new NotSupportedException($"The emitter has no form for {operation.GetType().Name} of memory that is made in more than one place.");
        }
    }

    private Region Visit(Region region, bool isTop, bool isRepeated) => region with
    {
        Statements = region.Statements.Select(s => s.Operation is Alloc alloc
            ? Make(s, alloc, region, isTop, isRepeated)
            : Nothing(s.Operation) is { } nothing
            ? s.Results.Count == 0 ? null : s with { Operation = nothing }
            : s with
            {
                Operation = s.Operation.With(
                    s.Operation.Operands,
                    s.Operation.Regions.Select((r, i) => VisitArm(s, r, i, isRepeated)).ToEquatableArray()),
            }).OfType<Statement>().ToEquatableArray(),
    };

    // What is done to no memory at all, where control never comes: it reads as zero, has no length, and writing it does nothing.
    private Operation? Nothing(Operation operation) => operation switch
    {
        Load load when _isNothing(load.Buffer) => load.Buffer.Type.Element!.IsBuffer ? null : new Constant(Literal.Zero(load.Buffer.Type.Element!)),
        Length length when _isNothing(length.Buffer) => new Constant(Literal.Zero(IrType.Int32)),
        Slice slice when _isNothing(slice.Buffer) => new NoBuffer(slice.Buffer.Type.Element!),
        Store { Buffer: var buffer } when _isNothing(buffer) => new NoBuffer(buffer.Type.Element!),
        Accumulate { Buffer: var buffer } when _isNothing(buffer) => new NoBuffer(buffer.Type.Element!),
        _ => null,
    };

    private Region VisitArm(Statement statement, Region region, int arm, bool isRepeated)
    {
        _path.Add((statement, statement.Operation is If ? arm : 0));
        var visited = Visit(region, false, isRepeated || statement.Operation is Loop);
        _path.RemoveAt(_path.Count - 1);
        return visited;
    }

    private Statement? Make(Statement statement, Alloc alloc, Region region, bool isTop, bool isRepeated)
    {
        bool isLocal = isTop || !_escapes.Contains(statement.Result);
        bool isHandedOn = isRepeated && !isLocal && (alloc.Length is not null || LeavesIteration(statement.Result));
        if (isHandedOn || alloc.Element.IsBuffer || alloc.Element.Kind is TypeKind.Any or TypeKind.Opaque)
        {
            throw new NotSupportedException($"The emitter has no form for the operation {nameof(Alloc)} of {alloc.Element}{(isRepeated ? " in a loop" : "")}.");
        }

        _arms[statement.Result] = [.. _path];
        string? name = statement.Result.Name;
        if (isTop && alloc.Length is not null && _function.Body.End.Values.Contains(statement.Result))
        {
            var array = _values.Fresh(statement.Result.Type, name ?? "returned");
            _memory[statement.Result] = array;
            return new Statement(EquatableArray.Of(array), new NewArray(alloc.Element, alloc.Length));
        }

        bool isOwnRecord = name?.EndsWith(Suffix, StringComparison.Ordinal) ?? true;
        var record = _values.Fresh(statement.Result.Type, name is null ? "record" : isOwnRecord ? name : name + "Memory");
        _made.Add(new Statement(EquatableArray.Of(record), new MakeRecord(alloc.Element)));
        if (alloc.Length is null || !isLocal)
        {
            // It grows as it is written; in a loop, from nothing in every iteration.
            _memory[statement.Result] = record;
            return isRepeated ? new Statement(default, new ResetRecord(record)) : null;
        }

        string taken = name is null || name == Suffix ? "saved"
            : !isOwnRecord ? name
            : "saved" + Identifiers.Capitalized(name.Substring(0, name.Length - Suffix.Length));
        var memory = _values.Fresh(statement.Result.Type, taken);
        _memory[statement.Result] = memory;
        var length = Positive(alloc.Length);
        bool isWritten = IsWrittenBeforeRead(statement.Result, length, region);
        return new Statement(EquatableArray.Of(memory), new TakeMemory(record, length, !isWritten && !Mutation.SkipsZeroing, alloc.IsArray));
    }

    // What grows may be made in an arm and known after it, as long as that is the same iteration: the next one begins with nothing.
    private bool LeavesIteration(Value made)
    {
        var body = ((Loop)_path.Last(p => p.Choice.Operation is Loop).Choice.Operation).Body;
        var inside = new HashSet<Value>(body.Nested().SelectMany(r => r.Parameters.Concat(r.Statements.SelectMany(s => s.Results))));
        return body.End.Values.Concat(_function.Body.AllStatements().SelectMany(s => s.Results)
            .Concat(_function.Body.Nested().SelectMany(r => r.Parameters)).Where(v => !inside.Contains(v)))
            .Any(v => v.Type.IsBuffer && _aliasing!.Roots(v)?.Contains(made) != false);
    }

    // Nothing is taken for a negative length.
    private Value Positive(Value length) =>
        _definitions.TryGetValue(length, out var operation) && operation is Apply { Primitive: "Max" } max
        && _definitions.TryGetValue(max.Arguments[1], out var zero) && zero is Constant { Literal.Bits: 0 }
            ? max.Arguments[0]
            : length;

    // A loop over the whole length that is never broken off stores at each of its iterations, before anything else is done with the memory.
    private bool IsWrittenBeforeRead(Value memory, Value length, Region region)
    {
        if (region.Statements.FirstOrDefault(s => Uses(s, memory))?.Operation is Vector { Destination: { } written } vector && written == memory && !vector.Arguments.Contains(memory))
        {
            return true;
        }

        var nest = new List<Loop>();
        while (FirstLoop(memory, region) is { } loop)
        {
            nest.Add(loop);
            region = loop.Body;
        }

        return nest.Count > 0 && IsProduct(length, nest, nest.Count) && StoresAt(memory, nest[nest.Count - 1]) is { } index && IsTicket(index, nest, nest.Count);
    }

    // Whether a length is the product of the counts of the first loops of a nest, none of which may be negative where there are several.
    private bool IsProduct(Value length, List<Loop> nest, int loops)
    {
        var count = nest[loops - 1].Count!;
        return loops == 1 ? nest.Count == 1 ? length == count : IsAtLeastZero(length, count)
            : Operands(length, "Multiply") is { } sizes && IsAtLeastZero(sizes[1], count) && IsProduct(sizes[0], nest, loops - 1);
    }

    private bool IsAtLeastZero(Value size, Value count) => size != count && Positive(size) == count;

    // Whether an index numbers the iterations of the first loops of a nest: that of the loops around times the count plus the number of the innermost.
    private bool IsTicket(Value index, List<Loop> nest, int loops) => loops == 1
        ? index == nest[0].Iteration
        : Operands(index, "Add") is { } sum && sum[1] == nest[loops - 1].Iteration && Operands(sum[0], "Multiply") is { } start && start[1] == nest[loops - 1].Count
            && IsTicket(start[0], nest, loops - 1);

    private static Loop? FirstLoop(Value memory, Region region) =>
        region.Statements.FirstOrDefault(s => Uses(s, memory))?.Operation is Loop { Count: not null, Body.End.IsYield: true } loop
        && !loop.Initial.Contains(memory) && Exits.Labels(loop.Body).Count == 0 ? loop : null;

    private static Value? StoresAt(Value memory, Loop loop) =>
        loop.Body.Statements.FirstOrDefault(s => Uses(s, memory))?.Operation is Store store && store.Buffer == memory ? store.Index : null;

    private EquatableArray<Value>? Operands(Value value, string primitive) =>
        _definitions.TryGetValue(value, out var operation) && operation is Apply apply && apply.Primitive == primitive ? apply.Arguments : null;

    private static bool Uses(Statement statement, Value value) =>
        statement.Operation.Operands.Contains(value)
        || statement.Operation.Regions.Any(r => r.Nested().Any(n => n.End.Values.Contains(value) || n.Statements.Any(s => s.Operation.Operands.Contains(value))));
}
