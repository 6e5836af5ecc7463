using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>Another local for a value. Only the emitter knows it.</summary>
/// <param name="Value">The value.</param>
internal sealed record FreshLocal(Value Value) : Operation
{
    /// <inheritdoc/>
    public override EquatableArray<Value> Operands => EquatableArray.Of(Value);

    /// <inheritdoc/>
    public override Operation With(EquatableArray<Value> operands, EquatableArray<Region> regions) => new FreshLocal(operands[0]);
}

/// <summary>
/// A floating-point local that is alive where memory is taken from a record has its home on the stack, since no such register outlives a call; and the run-time compiler then reads and
/// writes it there in every iteration of a loop behind that. So a loop without calls of its own uses a local that begins after the memory was taken: <c>double rLocal = r;</c>. What a loop
/// computes and the form returns is alive where records are given back: it goes into another local behind the loop, <c>double sResult = s;</c>, if other loops follow.
/// </summary>
internal sealed class FreshLocals
{
    private readonly ValueSource _values;
    private readonly HashSet<Value> _records;
    private readonly Dictionary<Value, Value> _renamed = [];

    private FreshLocals(Function function)
    {
        _values = new ValueSource(function);
        _records = [.. function.Body.Statements.Where(s => s.Operation is MakeRecord).SelectMany(s => s.Results)];
    }

    /// <summary>The same function with such locals.</summary>
    /// <param name="function">The function, whose memory has names.</param>
    public static Function Run(Function function) => function.Body.Statements.Any(s => s.Operation is TakeMemory) ? new FreshLocals(function).InBody(function) : function;

    private Function InBody(Function function)
    {
        var statements = new List<Statement>();
        var defined = function.Parameters.Where(IsHeld).ToList();
        var outliving = new HashSet<Value>();
        var returned = new Dictionary<Value, Value>();
        int lastLoop = function.Body.Statements.ToList().FindLastIndex(s => s.Operation is Loop);
        for (int i = 0; i < function.Body.Statements.Count; i++)
        {
            var original = function.Body.Statements[i];
            var statement = _renamed.Count == 0 ? original : original.Rename(_renamed);
            if (statement.Operation is TakeMemory)
            {
                outliving.UnionWith(defined);
            }

            var used = outliving.Count == 0 ? [] : Loops(statement.Operation).ToList();
            foreach (var value in used.SelectMany(l => l.Initial.Concat(l.Body.FreeValues())).Where(outliving.Remove).ToList())
            {
                // What a loop begins with goes on under its name.
                bool isCarried = used.Any(l => l.Initial.Contains(value));
                var fresh = _values.Fresh(value.Type, isCarried || value.Name is null ? value.Name : value.Name + "Local");
                statements.Add(new Statement(EquatableArray.Of(fresh), new FreshLocal(value)));
                Rename(value, fresh);
                defined.Remove(value);
                defined.Add(fresh);
            }

            statements.Add(_renamed.Count == 0 ? original : original.Rename(_renamed));
            defined.AddRange(statement.Operation is Constant ? [] : statement.Results.Where(IsHeld));
            foreach (var result in statement.Operation is Loop loop && i < lastLoop && !Calls(loop.Body) ? statement.Results.Where(r => IsHeld(r) && function.Body.End.Values.Contains(r)) : [])
            {
                returned[result] = _values.Fresh(result.Type, (result.Name ?? "value") + "Result");
                statements.Add(new Statement(EquatableArray.Of(returned[result]), new FreshLocal(result)));
            }
        }

        var end = function.Body.End.Values.Map(returned).Map(_renamed);
        return function with { Body = function.Body with { Statements = statements.ToEquatableArray(), End = function.Body.End with { Values = end } } };
    }

    // What was renamed before goes by its newest name.
    private void Rename(Value value, Value fresh)
    {
        foreach (var earlier in _renamed.Where(r => r.Value == value).Select(r => r.Key).ToList())
        {
            _renamed[earlier] = fresh;
        }

        _renamed[value] = fresh;
    }

    private static bool IsHeld(Value value) => value.Type.IsReal;

    // The loops without calls.
    private IEnumerable<Loop> Loops(Operation operation) => operation is Loop loop && !Calls(loop.Body)
        ? [loop]
        : operation.Regions.SelectMany(r => r.Statements).SelectMany(s => Loops(s.Operation));

    private bool Calls(Region body) => body.AllStatements().Any(s => s.Operation switch
    {
        Apply apply => PrimitiveTable.Get(apply.Primitive).Cost == Cost.Expensive,
        Load load => _records.Contains(load.Buffer),
        Store store => _records.Contains(store.Buffer),
        Accumulate sum => _records.Contains(sum.Buffer),
        Constant or If or Block or Loop or Length or Slice => false,
        _ => true,
    });
}
