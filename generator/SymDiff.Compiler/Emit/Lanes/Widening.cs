using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>
/// Runs several iterations of a loop at once where that is permitted: what the loop touches is cut into vectors of the platform (<c>System.Numerics.Vector&lt;T&gt;</c>), a loop over those does
/// the same with all elements of a vector as the loop did with one, and the loop itself does what is left.
/// </summary>
/// <remarks>
/// Sums, products, quotients, square roots and absolute values of vectors are those of their elements, bit for bit. A sum over the iterations is another one: as many sums as a vector has
/// elements, and then their sum; and exponentials, logarithms, sines and cosines of vectors are computed otherwise than those of <c>Math</c>. That is done only where it is permitted.
/// </remarks>
internal sealed class Widening
{
    private const string Numerics = "global::System.Numerics.";

    private readonly ValueSource _values;
    private readonly Aliasing _aliasing;
    private readonly Dictionary<Value, Operation> _definitions;
    private readonly RecordText _memory;
    private readonly Capabilities _capabilities;
    private readonly Dictionary<Value, LaneBody> _wide = [];

    // Whether the upper halves of the vector registers may be in use where the pass stands.
    private bool _isDirty;

    private Widening(Function function, RecordText memory, Capabilities capabilities)
    {
        _values = new ValueSource(function);
        _aliasing = Aliasing.Of(function);
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
        _memory = memory;
        _capabilities = capabilities;
        foreach (var loop in function.Body.AllStatements().Select(s => s.Operation).OfType<Loop>())
        {
            if (LaneBody.Of(loop, _aliasing, Defined, IsSpan, capabilities) is { } body)
            {
                _wide.Add(loop.Iteration, body);
            }
        }
    }

    /// <summary>The same function with such loops. To be called last: what is C# is not looked into.</summary>
    /// <param name="function">The function.</param>
    /// <param name="memory">What its memory is in C#.</param>
    /// <param name="capabilities">What is permitted, and what the platform has.</param>
    public static Function Run(Function function, RecordText memory, Capabilities capabilities) => capabilities.HasLanes && function.Body.AllStatements().Any(s => s.Operation is Loop)
        ? function with { Body = new Widening(function, memory, capabilities).Visit(function.Body) }
        : function;

    private Region Visit(Region region)
    {
        var builder = new RegionBuilder(_values, [.. region.Parameters]);
        foreach (var statement in region.Statements)
        {
            if (statement.Operation is Loop wide && _wide.TryGetValue(wide.Iteration, out var body))
            {
                Write(statement, wide, body, builder);
                continue;
            }

            bool isMixed = statement.Operation is Loop loop && loop.Body.AllStatements().Any(IsWide) && Inside(statement).Any(CallsFunction);
            if (_isDirty && !isMixed && (CallsFunction(statement) || Inside(statement).Any(CallsFunction)))
            {
                Reset(builder);
            }

            builder.Add(statement with { Operation = statement.Operation.With(statement.Operation.Operands, VisitArms(statement.Operation, isMixed)) });
        }

        return builder.End(region.End.Label, region.End.Values);
    }

    // Where an iteration may come after another one that used vectors, its first call of a function does.
    private EquatableArray<Region> VisitArms(Operation operation, bool isMixed)
    {
        bool before = _isDirty;
        bool after = before;
        var regions = new List<Region>();
        foreach (var region in operation.Regions)
        {
            _isDirty = before || isMixed;
            regions.Add(Visit(region));
            after |= _isDirty;
        }

        _isDirty = after;
        return regions.ToEquatableArray();
    }

    private bool IsWide(Statement statement) => statement.Operation is Loop loop && _wide.ContainsKey(loop.Iteration);

    // What is computed by code that stands in a library, or in another method. Loops over vectors have their own.
    private static bool CallsFunction(Statement statement) => BulkMoves.CallsFunction(statement.Operation);

    private IEnumerable<Statement> Inside(Statement statement) =>
        statement.Operation.Regions.SelectMany(r => r.Statements).SelectMany(s => IsWide(s) ? [] : Inside(s).Prepend(s));

    private void Reset(RegionBuilder builder)
    {
        builder.Add(new Statement(default, new External("global::SymDiff.Lanes.Reset()", default, Effect.Once), null));
        _isDirty = false;
    }

    private Operation? Defined(Value value) => _definitions.TryGetValue(value, out var operation) ? operation : null;

    private bool IsSpan(Value buffer) => Defined(buffer) is not (MakeRecord or MakeWorkspace);

    private void Write(Statement statement, Loop loop, LaneBody body, RegionBuilder builder)
    {
        builder.Step = statement.Step;

        // What is the same in every iteration is computed once.
        var (before, every) = (loop.Body.Statements.Where(body.IsFixed).ToList(), loop.Body.Statements.Where(s => !body.IsFixed(s)).ToEquatableArray());
        before.ForEach(builder.Add);
        loop = loop with { Body = loop.Body with { Statements = every } };
        var lane = IrType.Lanes(body.Element);
        string vector = CSharpTypes.Name(lane);
        var cut = Cut(loop, body, lane, builder);
        var fixedLanes = new Dictionary<Value, Value>();
        var turns = builder.Add(new Length(cut.Values.First()), IrType.Int32);

        foreach (var value in loop.Body.Statements.SelectMany(s => Broadcast(s, body)).Distinct())
        {
            fixedLanes[value] = CSharp(builder, $"new {vector}({{0}})", lane, (value.Name ?? (body.IsLiteral(value) ? "constant" : "factor")) + "Lanes", value);
        }

        var turn = _values.Fresh(IrType.Int32, "v");
        var sums = loop.Body.Parameters.Skip(1).Select(p => _values.Fresh(lane, p.Name is null ? null : p.Name + "Lanes")).ToList();
        var inner = builder.Nested([turn, .. sums]);
        var wide = loop.Body.Parameters.Skip(1).Zip(sums, (p, s) => (p, s)).ToDictionary(p => p.p, p => p.s);
        foreach (var each in loop.Body.Statements)
        {
            inner.Step = each.Step;
            switch (each.Operation)
            {
                case Load load:
                    wide[each.Result] = inner.Add(new Load(cut[(load.Buffer, body.Place(load.Index))], turn), lane, each.Result.Name);
                    break;
                case Store store:
                    inner.Add(store with { Buffer = cut[(store.Buffer, body.Place(store.Index))], Index = turn, Stored = Wide(store.Stored) });
                    break;
                case Accumulate sum:
                    inner.Add(sum with { Buffer = cut[(sum.Buffer, body.Place(sum.Index))], Index = turn, Added = Wide(sum.Added) });
                    break;
                case Apply apply when body.Wide.Contains(each.Result) && LaneOperations.IsFunction(apply.Primitive, mayDiffer: true):
                    string arguments = string.Join(", ", apply.Arguments.Select((_, i) => $"{{{i}}}"));
                    wide[each.Result] = CSharp(inner, $"{Numerics}Vector.{LaneOperations.Method(apply.Primitive)}({arguments})", lane, each.Result.Name, [.. apply.Arguments.Select(Wide)]);
                    break;
                case Apply apply when body.Wide.Contains(each.Result):
                    wide[each.Result] = inner.Add(apply with { Arguments = apply.Arguments.Select((a, i) => IsFactor(apply, i, body) ? a : Wide(a)).ToEquatableArray() }, lane, each.Result.Name);
                    break;
            }
        }

        builder.Step = statement.Step;
        var initial = loop.Initial.Select(i => CSharp(builder, vector + ".Zero", lane, null)).ToList();
        var results = loop.Initial.Select((v, i) => _values.Fresh(lane, sums[i].Name)).ToArray();
        builder.Add(new Loop(_values.FreshLabel("lanes"), turns, false, initial.ToEquatableArray(), inner.Yield(loop.Body.End.Values.Select(v => wide[v]))), results);
        builder.Step = null;
        var begin = loop.Initial.Select((v, i) => builder.Apply(body.Element, "Add", v, CSharp(builder, $"{Numerics}Vector.Sum({{0}})", body.Element, null, results[i]))).ToList();
        _isDirty = true;
        if (loop.Body.Statements.Any(CallsFunction))
        {
            Reset(builder);
        }

        Rest(statement, loop, body, cut, begin, builder);

        Value Wide(Value value) => wide.TryGetValue(value, out var known) ? known : fixedLanes[value];
    }

    // A literal that a vector is multiplied with or divided by is a number.
    private static bool IsFactor(Apply apply, int argument, LaneBody body) =>
        body.IsLiteral(apply.Arguments[argument]) && (apply.Primitive == "Multiply" || (apply.Primitive is "Divide" or PrimitiveTable.StrongDivide && argument == 1));

    // What the loop touches, as vectors.
    private Dictionary<(Value Buffer, LanePlace Place), Value> Cut(Loop loop, LaneBody body, IrType lane, RegionBuilder builder)
    {
        var cut = new Dictionary<(Value Buffer, LanePlace Place), Value>();
        foreach (var each in loop.Body.Statements)
        {
            if (each.Operation is Load or Store or Accumulate)
            {
                var (buffer, index) = each.Operation switch { Load l => (l.Buffer, l.Index), Store s => (s.Buffer, s.Index), Accumulate a => (a.Buffer, a.Index), _ => throw new InvalidOperationException() };
                var place = body.Place(index);
                if (!cut.ContainsKey((buffer, place)))
                {
                    var lanes = CSharp(builder, "global::SymDiff.Lanes.Of({0}, {1}, {2})", IrType.Buffer(lane), (buffer.Name ?? "memory") + "Lanes", buffer, Start(place, builder), loop.Count!);
                    _memory.CutFrom(lanes, buffer);
                    cut.Add((buffer, place), lanes);
                }
            }
        }

        return cut;
    }

    private static Value Start(LanePlace place, RegionBuilder builder) => place.Start is not { } start ? builder.Int(place.Constant)
        : place.Constant == 0 ? start
        : place.Constant > 0 ? builder.Apply(IrType.Int32, "Add", start, builder.Int(place.Constant))
        : builder.Apply(IrType.Int32, "Subtract", start, builder.Int(-place.Constant));

    // The same loop over what makes no whole vector. It counts from 0, whatever the user's own number begins with.
    private void Rest(Statement statement, Loop loop, LaneBody body, Dictionary<(Value Buffer, LanePlace Place), Value> cut, List<Value> initial, RegionBuilder builder)
    {
        var lanes = cut.Values.First();
        var begin = CSharp(builder, $"{{0}}.Length * {CSharpTypes.Name(lanes.Type.Element!)}.Count", IrType.Int32, "rest", lanes);
        var count = builder.Apply(IrType.Int32, "Subtract", loop.Count!, begin);
        var turn = _values.Fresh(IrType.Int32);
        var inner = builder.Nested([turn, .. loop.Body.Parameters.Skip(1)]);
        string name = loop.Iteration.Name ?? loop.Body.Statements.SelectMany(s => s.Results).FirstOrDefault(r => r.Type == IrType.Int32 && r.Name is not null)?.Name ?? "i";
        var number = inner.Add(new Apply("Add", EquatableArray.Of(begin, turn)), IrType.Int32, name);
        foreach (var each in loop.Body.Statements.Where(s => s.Results.Count == 0 || s.Result.Type != IrType.Int32))
        {
            inner.Add(each with
            {
                Operation = each.Operation switch
                {
                    Load load => new Load(Elements(load.Buffer, load.Index), number),
                    Store store => store with { Buffer = Elements(store.Buffer, store.Index), Index = number },
                    Accumulate sum => sum with { Buffer = Elements(sum.Buffer, sum.Index), Index = number },
                    _ => each.Operation,
                },
                Step = null,
            });
        }

        builder.Add(new Statement(statement.Results, loop with { Count = count, IsReversed = false, Initial = initial.ToEquatableArray(), Body = inner.Yield(loop.Body.End.Values) }, null));

        // They are counted from where the vectors begin, and were checked to be there with them.
        Value Elements(Value buffer, Value index) => CSharp(inner, "{0}.Elements", buffer.Type, null, cut[(buffer, body.Place(index))]);
    }

    // The operands that have to be vectors though they are the same in every iteration.
    private static IEnumerable<Value> Broadcast(Statement statement, LaneBody body) => statement.Operation switch
    {
        Store store => Fixed([store.Stored], body),
        Accumulate sum => Fixed([sum.Added], body),
        Apply apply when body.Wide.Contains(statement.Result) => Fixed(apply.Arguments.Where((_, i) => !IsFactor(apply, i, body)), body),
        _ => [],
    };

    private static IEnumerable<Value> Fixed(IEnumerable<Value> values, LaneBody body) => values.Where(v => !body.Wide.Contains(v) && body.IsFixed(v));

    private static Value CSharp(RegionBuilder builder, string text, IrType type, string? name, params Value[] arguments) =>
        builder.Add(new External(text, new(arguments), Effect.None), type, name);
}
