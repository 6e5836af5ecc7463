using SymDiff.Compiler.Analysis;
using SymDiff.Compiler.IR;
using SymDiff.Compiler.Rules;

namespace SymDiff.Compiler.Emit;

/// <summary>Writes loops that only copy or clear elements, one after the other from the first, as what spans have for it: <c>x.CopyTo(y)</c>, <c>y.Clear()</c>.</summary>
internal sealed class BulkMoves
{
    private readonly Aliasing _aliasing;
    private readonly Dictionary<Value, Operation> _definitions;
    private readonly RecordText _memory;
    private readonly bool _callsFunctions;

    private BulkMoves(Function function, RecordText memory)
    {
        _memory = memory;
        _aliasing = Aliasing.Of(function);
        _callsFunctions = CallsFunctions(function);
        _definitions = function.Body.AllStatements().Where(s => s.Results.Count == 1).ToDictionary(s => s.Result, s => s.Operation);
    }

    /// <summary>The same function with such loops as C#. To be called last: what is C# is not looked into.</summary>
    /// <param name="function">The function.</param>
    /// <param name="memory">What its memory is in C#.</param>
    public static Function Run(Function function, RecordText memory) => function.Body.AllStatements().Any(s => s.Operation is Loop)
        ? function with { Body = new BulkMoves(function, memory).Visit(function.Body) }
        : function;

    /// <summary>Whether what a method computes is more than arithmetic: functions that stand in a library, or other methods.</summary>
    /// <param name="function">The method.</param>
    public static bool CallsFunctions(Function function) => function.Body.AllStatements().Any(s => CallsFunction(s.Operation));

    /// <summary>Whether an operation is more than arithmetic.</summary>
    /// <param name="operation">The operation, of which the regions do not count.</param>
    public static bool CallsFunction(Operation operation) => operation is Call or External { IsCheap: false, Arguments.Count: > 0 }
        || (operation is Apply apply && PrimitiveTable.Get(apply.Primitive).Cost == Cost.Expensive);

    private Region Visit(Region region) => region with
    {
        Statements = region.Statements.SelectMany(s => s.Operation is Loop loop && Moves(loop) is { } moves ? moves
            : [s with { Operation = s.Operation.With(s.Operation.Operands, s.Operation.Regions.Select(Visit).ToEquatableArray()) }]).ToEquatableArray(),
    };

    private List<Statement>? Moves(Loop loop)
    {
        if (loop is not { Count: { } count, Initial.Count: 0, Body.End.IsYield: true })
        {
            return null;
        }

        var loads = new Dictionary<Value, Load>();
        var stores = new List<Statement>();
        foreach (var statement in loop.Body.Statements)
        {
            switch (statement.Operation)
            {
                case Load load when load.Index == loop.Iteration:
                    loads[statement.Result] = load;
                    break;
                case Store:
                    stores.Add(statement);
                    break;
                case Constant or Apply { Primitive: "Add", IsChecked: false }:
                    break;
                default:
                    return null;
            }
        }

        var written = stores.Select(s => ((Store)s.Operation).Buffer).ToList();
        bool areApart = Enumerable.Range(0, written.Count).All(i => loads.Values.Select(l => l.Buffer).Concat(written.Take(i)).All(other => AreApart(written[i], other)));
        var moves = areApart ? stores.Select(s => Move(s, (Store)s.Operation, loop.Iteration, count, loads)).ToList() : [];
        return moves.Count > 0 && moves.All(m => m is not null) ? [.. moves.OfType<Statement>()] : null;
    }

    private Statement? Move(Statement statement, Store store, Value iteration, Value count, Dictionary<Value, Load> loads)
    {
        // What grows is no span.
        if (Grows(store.Buffer) || (loads.TryGetValue(store.Stored, out var source) && Grows(source.Buffer)))
        {
            return null;
        }

        bool isWhole = store.Index == iteration;
        if (isWhole && loads.TryGetValue(store.Stored, out var load) && store.Buffer.Type == load.Buffer.Type)
        {
            string span = $"new global::System.ReadOnlySpan<{CSharpTypes.Name(load.Buffer.Type.Element!)}>";
            bool isArray = _memory.IsArray(load.Buffer);
            return IsLengthOf(count, load.Buffer) ? CSharp((isArray ? span + "({0})" : "{0}") + ".CopyTo({1})", load.Buffer, store.Buffer)
                : IsLength(count) ? CSharp((isArray ? span + "({0}, 0, {1})" : "{0}.Slice(0, {1})") + ".CopyTo({2})", load.Buffer, count, store.Buffer)
                : null;
        }

        if (_memory.IsArray(store.Buffer) || !_definitions.TryGetValue(store.Stored, out var stored) || stored is not Constant { Literal: { Symbol: null, Bits: 0 } })
        {
            return null;
        }

        return isWhole && IsLengthOf(count, store.Buffer) ? CSharp(Cleared("{0}"), store.Buffer)
            : isWhole && IsLength(count) ? CSharp(Cleared("{0}.Slice(0, {1})"), store.Buffer, count)
            : IsRest(store, iteration, count) is { } start ? CSharp(Cleared("{0}.Slice({1})"), store.Buffer, start)
            : null;

        Statement CSharp(string text, params Value[] arguments) => new(default, new External(text, new(arguments), Effect.Once), statement.Step);
    }

    // What functions of the C library follow is cleared so that they are not slowed down by it.
    private string Cleared(string span) => _callsFunctions ? $"global::SymDiff.Buffers.Clear({span})" : span + ".Clear()";

    // Where a loop begins that writes up to the end.
    private Value? IsRest(Store store, Value iteration, Value count) =>
        _definitions.TryGetValue(store.Index, out var index) && index is Apply { Primitive: "Add" } sum && sum.Arguments[1] == iteration
        && _definitions.TryGetValue(count, out var operation) && operation is Apply { Primitive: "Subtract" } rest && rest.Arguments[1] == sum.Arguments[0]
        && IsLengthOf(rest.Arguments[0], store.Buffer)
            ? sum.Arguments[0]
            : null;

    private bool IsLength(Value count) => _definitions.TryGetValue(count, out var operation) && operation is Length;

    // Memory of a negative length has no elements, and a loop of a negative count no iterations.
    private bool IsLengthOf(Value count, Value buffer) =>
        (_definitions.TryGetValue(count, out var operation) && operation is Length length && length.Buffer == buffer)
        || (_definitions.TryGetValue(buffer, out var made) && made is TakeMemory taken && taken.Length == count);

    private bool Grows(Value buffer) => _definitions.TryGetValue(buffer, out var made) && made is MakeRecord;

    private bool AreApart(Value first, Value second) =>
        first != second && _aliasing.Roots(first) is { } roots && _aliasing.Roots(second) is { } others && !roots.Any(others.Contains);
}
